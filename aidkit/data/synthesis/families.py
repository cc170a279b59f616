"""Draw families: who lives together, how old and of which sex, so that the census ages and sizes come out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aidkit.data.synthesis.ages import ages_and_sexes
from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft, Stage
from aidkit.data.synthesis.margins import Anchors
from aidkit.data.synthesis.sampling import Array, Floats, Ints, Random, one_of, systematic
from aidkit.measures.calibration import calibrate_weights
from aidkit.schema import Area, Sex

AGE_BOUNDS = (0, 15, 60, 65, 200)  # the census groups 0-14, 15-59, 60-64, 65+
LARGEST_CLASS = 7  # the census counts seven and more together
SMALLEST_POOL = 3_000  # families drawn at least, so that every age and size can be met by choosing among them
MEMBERS = ("spouse", "children", "parents", "siblings")


@dataclass(frozen=True)
class Kinds:
    """The kinds of family, one row each.

    Attributes:
        names: What each kind is called.
        members: (kinds, 4) spouse, children, parents and siblings beside the head.
        stage: (kinds,) what sets the ages.
        weight: (areas, kinds) how common each kind is among families of its size.
    """

    names: tuple[str, ...]
    members: Ints
    stage: Ints
    weight: Floats

    @property
    def size_class(self) -> Ints:
        """(kinds,) members, the head included, the largest sizes together."""
        return np.asarray(np.minimum(1 + self.members.sum(axis=1), LARGEST_CLASS))


def family_kinds(assumed: Assumptions) -> Kinds:
    """Return the kinds of family as assumed."""
    rows = assumed.rows("families.types")
    return Kinds(
        names=tuple(rows),
        members=np.array([[row[name] for name in MEMBERS] for row in rows.values()]),
        stage=np.array([Stage[row["stage"].upper()] for row in rows.values()]),
        weight=np.array([[row[area.name.lower()] for row in rows.values()] for area in Area], float),
    )


def draw_families(count: int, anchors: Anchors, assumed: Assumptions, random: Random) -> Draft:
    """Draw families with their members' ages and sexes.

    Twice as many are drawn as needed, raked to the place's ages, sexes, sizes and urban share, and thinned
    by those weights: what remains meets these margins nearly, with equal weights.

    Args:
        count: Families to return.
        anchors: The place's figures.
        assumed: What is assumed.
        random: Stream of this topic.

    Returns:
        Households with ``area``, ``kind`` and ``stage``, persons with ``slot``, ``age`` and ``sex``.
    """
    kinds = family_kinds(assumed)
    pool = max(2 * count, SMALLEST_POOL)
    area = (random.random(pool) >= anchors.number("share.urban")).astype(np.int64)
    kind = _draw_kinds(area, kinds, anchors, random)
    ages, sexes = ages_and_sexes(kinds.members[kind], kinds.stage[kind], assumed, random)
    chosen = _thinned(_raked(ages, sexes, area, anchors), count, random)
    owner, slot = np.nonzero(ages[chosen] >= 0)
    households = {"area": area[chosen], "kind": kind[chosen], "stage": kinds.stage[kind[chosen]]}
    persons = {"slot": slot, "age": ages[chosen][owner, slot], "sex": sexes[chosen][owner, slot]}
    return Draft(owner, households, persons)


def age_groups(age: Array) -> Ints:
    """Return the census group 0 … 3 of each age; members that do not exist (-1) get -1."""
    return np.searchsorted(AGE_BOUNDS, age, side="right") - 1


def shares(values: dict[str, float]) -> Floats:
    """Return published shares divided by their sum, as an array."""
    array = np.array(list(values.values()), float)
    return np.asarray(array / array.sum(), float)


def _draw_kinds(area: Ints, kinds: Kinds, anchors: Anchors, random: Random) -> Ints:
    """Draw each family's size as the census has it, then its kind among those of that size."""
    drawn = 1 + one_of(random, shares(anchors["household.size_shares"].value), len(area))
    kind = np.zeros(len(area), np.int64)
    for a in Area:
        for size in range(1, LARGEST_CLASS + 1):
            rows = np.flatnonzero((area == a) & (drawn == size))
            kind[rows] = one_of(random, kinds.weight[a] * (kinds.size_class == size), len(rows))
    return kind


def _raked(ages: Ints, sexes: Ints, area: Ints, anchors: Anchors) -> Floats:
    """Weight the families drawn to the place's shares of persons and of families."""
    size = (ages >= 0).sum(axis=1)
    people = len(ages) * anchors.number("household.mean_size")
    groups = [(age_groups(ages) == g).sum(axis=1) for g in range(len(AGE_BOUNDS) - 1)]
    sized = [np.minimum(size, LARGEST_CLASS) == k for k in range(1, LARGEST_CLASS + 1)]
    male = ((sexes == Sex.MALE) & (ages >= 0)).sum(axis=1)
    indicators = np.column_stack([*groups, *sized, male, size * (area == Area.URBAN)])
    targets = np.concatenate(
        [
            people * shares(anchors["share.age"].value),
            len(ages) * shares(anchors["household.size_shares"].value),
            [people * anchors.number("share.male"), people * anchors.number("share.urban")],
        ]
    )
    return calibrate_weights(np.ones(len(ages)), indicators, targets).weights


def _thinned(weight: Floats, count: int, random: Random) -> Ints:
    """Choose so many families by weight, in random order; one that weighs much may be chosen twice."""
    wanted = weight * (count / weight.sum())
    often = np.floor(wanted).astype(np.int64)
    rows = np.concatenate([np.repeat(np.arange(len(weight)), often), systematic(random, wanted - often)])
    return np.resize(rows, count)[random.permutation(count)]
