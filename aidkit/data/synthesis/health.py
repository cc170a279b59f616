"""Draw disability cards, serious illness, own medical payments and failed self-care items (残疾、重病、自理能力)."""

from __future__ import annotations

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft, Role
from aidkit.data.synthesis.families import shares
from aidkit.data.synthesis.margins import Anchors
from aidkit.data.synthesis.sampling import Bools, Floats, Ints, Random, lognormal, pick
from aidkit.schema import DisabilityKind

LIFE_STAGES = (18, 60, 75)  # risks are assumed for ages 0-17, 18-59, 60-74, 75 and over
GROWN_UP = 25
SEVERE = 2  # grades 1 and 2
TENS = -1  # amounts are rounded to ten yuan


def draw_health(draft: Draft, anchors: Anchors, assumed: Assumptions, random: Random) -> None:
    """Add disability kind and grade, serious illness, own medical payments and failed self-care items.

    The number of cards of each kind and of severe grades is the place's; who holds them follows age and family.
    """
    life = np.searchsorted(LIFE_STAGES, draft.person("age"), side="right")
    kind = _kinds(draft, life, anchors, assumed, random)
    draft.persons["disability_kind"] = kind
    draft.persons["disability_grade"] = _grades(kind, anchors, assumed, random)
    ill = np.zeros(draft.people, bool)
    risk = assumed.row("health.illness_by_age")[life]
    ill[pick(random, risk, assumed.number("health.serious_illness") * draft.people)] = True
    draft.persons["serious_illness"] = ill
    draft.persons["medical_self_paid"] = _medical(life, ill, assumed, random)
    draft.persons["self_care_failed"] = _self_care(draft, assumed, random)


def is_severe(draft: Draft) -> Bools:
    """Persons holding a card of grade 1 or 2."""
    grade = draft.person("disability_grade")
    return np.asarray((grade > 0) & (grade <= SEVERE))


def _kinds(draft: Draft, life: Ints, anchors: Anchors, assumed: Assumptions, random: Random) -> Ints:
    """Hand out cards kind by kind; nobody holds two."""
    kind_shares, risks = anchors["disability.kind_shares"].value, assumed.rows("health.disability_by_age")
    cards = anchors.number("disability.card_rate") * draft.people
    couple = draft.of(draft.has(draft.role(Role.SPOUSE)))
    unmarried = draft.role(Role.CHILD) | (draft.role(Role.HEAD) & ~couple)
    grown_up = unmarried & (draft.person("age") >= GROWN_UP) & (life < 2)
    single = np.where(grown_up, assumed.number("health.unmarried_disabled"), 1.0)
    kind = np.full(draft.people, int(DisabilityKind.NONE))
    for name, share in zip(kind_shares, shares(kind_shares), strict=True):
        risk = np.array(list(risks[name].values()))[life] * single * (kind == DisabilityKind.NONE)
        kind[pick(random, risk, cards * share)] = DisabilityKind[name.upper()]
    return kind


def _grades(kind: Ints, anchors: Anchors, assumed: Assumptions, random: Random) -> Ints:
    """Grade the cards so that the published share is severe, some kinds more often than others."""
    holds = kind != DisabilityKind.NONE
    by_kind = np.array([0.0, *assumed.named("health.severe_by_kind").values()])
    severe = np.zeros(len(kind), bool)
    severe[pick(random, by_kind[kind], anchors.number("disability.severe_share") * holds.sum())] = True
    heavier = np.where(severe, assumed.number("health.grade_one"), assumed.number("health.grade_three"))
    grade = np.where(severe, 1, 3) + (random.random(len(kind)) >= heavier)
    return np.where(holds, grade, 0)


def _medical(life: Ints, ill: Bools, assumed: Assumptions, random: Random) -> Floats:
    """What each person paid in the year after insurance: most little, the seriously ill a great deal."""
    n = len(life)
    usual = assumed.number("health.medical_median") * assumed.row("health.medical_by_age")[life]
    paid = lognormal(random, usual, assumed.number("health.medical_spread"), n)
    paid *= random.random(n) < assumed.number("health.medical_share")
    median, spread = assumed.number("health.serious_median"), assumed.number("health.serious_spread")
    return np.asarray(np.round(np.where(ill, lognormal(random, median, spread, n), paid), TENS), float)


def _self_care(draft: Draft, assumed: Assumptions, random: Random) -> Ints:
    """Failed items of six: 1-3 where self-care is partly lost, 4-6 where it is lost."""
    age, grade = draft.person("age"), draft.person("disability_grade")
    groups = {
        "aged_60_79": (age >= 60) & (age < 80),
        "aged_80": age >= 80,
        "grade_1": grade == 1,
        "grade_2": grade == 2,
    }
    partly, wholly = np.zeros(draft.people), np.zeros(draft.people)
    for name, chances in assumed.rows("health.self_care").items():
        partly[groups[name]], wholly[groups[name]] = chances["partly"], chances["wholly"]
    draw, items = random.random(draft.people), random.integers(0, 3, draft.people)
    return np.where(draw < wholly, 4 + items, np.where(draw < wholly + partly, 1 + items, 0))
