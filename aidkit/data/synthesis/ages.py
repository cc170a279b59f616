"""Give the members of each family ages and sexes that fit together: parents older than children, couples alike.

The shapes of these draws are invented; raking to the census ages follows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import SLOTS, Role, Stage
from aidkit.data.synthesis.sampling import Bools, Floats, Ints, Random
from aidkit.schema import Sex

EMPTY = -1
OLDEST = 99
ADULT = 18
GRANDMOTHER = 38  # years she is older than her grandchild at least
BOYS = 0.52  # 108 boys to 100 girls
MEN_HEAD_COUPLES = 0.85
WIDOWS = 0.65  # of old parents left alone


@dataclass(frozen=True)
class Pool:
    """Families whose members get ages.

    Attributes:
        spouse: (n,) whether there is one; likewise the numbers of children, parents and siblings.
        children: (n,) children, or grandchildren of grandparents.
        parents: (n,) parents of the head.
        siblings: (n,) brothers and sisters of the head.
        stage: (n,) what sets the ages.
        assumed: What is assumed.
        random: Stream to draw from.
    """

    spouse: Bools
    children: Ints
    parents: Ints
    siblings: Ints
    stage: Ints
    assumed: Assumptions
    random: Random

    @property
    def n(self) -> int:
        """Number of families."""
        return len(self.stage)

    def gap(self, mean: float, low: int) -> Ints:
        """Years between generations, around a mean."""
        years = np.round(mean + 3.6 * self.random.standard_normal(self.n))
        return np.clip(years, low, mean + 15).astype(np.int64)


def ages_and_sexes(members: Ints, stage: Ints, assumed: Assumptions, random: Random) -> tuple[Ints, Ints]:
    """Draw ages and sexes of all members.

    Args:
        members: (n, 4) spouse, children, parents and siblings beside the head.
        stage: (n,) what sets the ages, a `Stage`.
        assumed: Gaps between generations, sexes of heads.
        random: Stream to draw from.

    Returns:
        Two (n, 10) arrays by slot: ages with -1 where the slot is empty, and sexes.
    """
    spouse, children, parents, siblings = members.T
    pool = Pool(spouse > 0, children, parents, siblings, stage, assumed, random)
    sexes, young = _sexes(pool), _children(pool)
    head, partner = _couple(pool, sexes[:, Role.HEAD], young)
    kin = _siblings(pool, head)
    grown = np.where((stage == Stage.ELDER)[:, None], _grown(pool, np.minimum(head, partner)), young)
    ages = np.column_stack([head, partner, grown, _parents(pool, head, kin), kin])
    return np.where(_taken(pool), ages, EMPTY), sexes


def _taken(pool: Pool) -> Bools:
    """(n, 10) which slots hold somebody."""
    rank = np.array([0, 0, 0, 1, 2, 3, 0, 1, 0, 1])  # of each slot within its role
    here = np.ones(pool.n, np.int64)
    counts = [here, pool.spouse, *[pool.children] * 4, *[pool.parents] * 2, *[pool.siblings] * 2]
    return np.asarray(rank < np.column_stack(counts), bool)


def _sexes(pool: Pool) -> Ints:
    """(n, 10) sexes; couples are a man and a woman."""
    assumed, n = pool.assumed, pool.n
    alone = ~pool.spouse & (pool.children + pool.parents + pool.siblings == 0)
    male = np.full(n, assumed.number("families.male_head"))
    male[(pool.stage == Stage.ELDER) & alone] = 1 - assumed.number("families.female_elder_alone")
    raising = np.isin(pool.stage, [Stage.RAISING, Stage.SKIPPED])
    male[raising] = 1 - assumed.number("families.mother_raises_alone")
    male[pool.spouse] = MEN_HEAD_COUPLES
    sexes = np.where(pool.random.random((n, SLOTS)) < BOYS, Sex.MALE, Sex.FEMALE)
    sexes[:, Role.HEAD] = np.where(pool.random.random(n) < male, Sex.MALE, Sex.FEMALE)
    sexes[:, Role.PARENT] = np.where(pool.random.random(n) < WIDOWS, Sex.FEMALE, Sex.MALE)
    for first in (Role.HEAD, Role.PARENT):
        sexes[:, first + 1] = 1 - sexes[:, first]
    return sexes


def _children(pool: Pool) -> Ints:
    """(n, 4) ages of children, youngest first, drawn for every family whether it has them or not."""
    random, n = pool.random, pool.n
    with_elders, others = 23 * random.beta(1.1, 2.0, n), 27 * random.beta(1.1, 1.4, n)
    youngest = np.where(pool.parents > 0, with_elders, others)
    youngest = np.where(pool.stage == Stage.SKIPPED, 15 * random.beta(1.3, 1.2, n), youngest)
    steps = 1 + random.poisson(1.7, (n, 4))
    steps[:, 0] = 0
    return np.asarray(np.floor(youngest[:, None] + np.cumsum(steps, axis=1)), np.int64)


def _couple(pool: Pool, sex: Ints, young: Ints) -> tuple[Ints, Ints]:
    """Ages of head and spouse; where there are children, the mother's age follows the eldest child's."""
    eldest = np.take_along_axis(young, np.maximum(pool.children - 1, 0)[:, None], axis=1)[:, 0]
    woman = _women(pool, eldest)
    older = np.clip(np.round(1.8 + 2.4 * pool.random.standard_normal(pool.n)), -4, 10)
    man = woman + older
    man = np.where(pool.stage == Stage.RAISING, np.maximum(man, eldest + ADULT + 1), man)
    man = np.where(pool.stage == Stage.SKIPPED, np.maximum(man, eldest + GRANDMOTHER), man)
    related = pool.spouse | (pool.stage == Stage.RAISING)
    man = np.where(related, man, woman)  # a man by himself is simply of his stage's age
    head, partner = np.where(sex == Sex.MALE, man, woman), np.where(sex == Sex.MALE, woman, man)
    return np.minimum(head, OLDEST).astype(np.int64), np.minimum(partner, OLDEST).astype(np.int64)


def _women(pool: Pool, eldest: Ints) -> Floats:
    """Ages of the women at the head of each family, or of whoever is there in her place."""
    random, n = pool.random, pool.n
    mother = eldest + pool.gap(pool.assumed.number("families.generation_gap"), ADULT)
    grandmother = eldest + pool.gap(pool.assumed.number("families.grandparent_gap"), GRANDMOTHER)
    elder = 60 + 33 * random.beta(1.1, 2.6, n)
    adult, carer = 20 + 40 * random.beta(1.7, 1.1, n), 26 + 36 * random.beta(1.2, 1.6, n)
    adult = np.where(pool.parents > 0, carer, adult)
    teenager = 13 + 5 * random.random(n)
    return np.asarray(np.floor(np.choose(pool.stage, [elder, adult, mother, grandmother, teenager])))


def _siblings(pool: Pool, head: Ints) -> Ints:
    """(n, 2) ages of the head's younger brothers and sisters, adult where the head is."""
    younger = head[:, None] - np.cumsum(1 + pool.random.poisson(2.2, (pool.n, 2)), axis=1)
    return np.maximum(younger, np.where(pool.stage == Stage.ALONE, 3, ADULT)[:, None])


def _grown(pool: Pool, younger: Ints) -> Ints:
    """(n, 4) age of an old couple's grown child, the same in every slot: no such family has two."""
    child = younger - pool.gap(pool.assumed.number("families.generation_gap") + 5, ADULT)
    return np.repeat(np.maximum(child, ADULT)[:, None], 4, axis=1)


def _parents(pool: Pool, head: Ints, kin: Ints) -> Ints:
    """(n, 2) ages of the head's parents, a generation older than all their children at home."""
    kin = np.where(np.arange(2) < pool.siblings[:, None], kin, 0)
    eldest = np.maximum(head, kin.max(axis=1))
    first = eldest + pool.gap(pool.assumed.number("families.generation_gap"), ADULT)
    second = np.maximum(first + np.round(2.5 * pool.random.standard_normal(pool.n)), eldest + ADULT)
    return np.asarray(np.minimum(np.column_stack([first, second]), OLDEST), np.int64)
