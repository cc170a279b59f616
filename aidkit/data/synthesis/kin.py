"""Draw who is away, who has nobody to support them, and who lives in an institution (缺席、法定义务人、集中供养)."""

from __future__ import annotations

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft, Role, Stage
from aidkit.data.synthesis.margins import Anchors
from aidkit.data.synthesis.parents import draw_parents
from aidkit.data.synthesis.sampling import Bools, Ints, Random, pick
from aidkit.schema import Absence, DisabilityKind, Sex, Supporter

ADULT, ELDER, FRAIL = 18, 60, 75
MEN_AWAY, YOUNG_AWAY = 5.0, 4.0  # how much likelier men are away than women, under 60 than older
# How much likelier a tekun case is alone than one of two, a man than a woman, disabled than merely old.
LONE, BACHELOR, DISABLED = 6.0, 2.5, 5.0
MOST = 0.8  # whatever the number wanted, some who might be tekun cases are none


def draw_kin(draft: Draft, anchors: Anchors, assumed: Assumptions, random: Random) -> None:
    """Add absence, supporters, institution and parents' states, and who is ``helpless``.

    The helpless are the tekun cases: old or disabled, with nobody able to support them and without means.
    """
    draft.persons["absence"] = _absences(draft, assumed, random)
    draw_parents(draft, assumed, random)
    helpless = _helpless(draft, anchors, assumed, random)
    draft.persons["helpless"] = helpless
    draft.persons["supporter"] = _supporters(draft, helpless, assumed, random)
    placed = np.zeros(draft.people, bool)
    placed[pick(random, helpless, assumed.number("kin.in_institution") * helpless.sum())] = True
    draft.persons["in_institution"] = placed


def tekun_cases(anchors: Anchors, assumed: Assumptions) -> float:
    """Share of registered persons who are tekun cases, so that the published number can be on the register."""
    published = anchors.number("beneficiaries.tekun_persons") / anchors.number("population.hukou")
    return published * (1 - assumed.number("register.tekun_wrong")) / assumed.number("register.tekun_take_up")


def _absences(draft: Draft, assumed: Assumptions, random: Random) -> Ints:
    """Members away from families of two or more; prison and detox mostly men."""
    age = draft.person("age")
    adult = (age >= ADULT) & (age < FRAIL) & (draft.of(draft.size) > 1)
    weight = np.where(draft.person("sex") == Sex.MALE, MEN_AWAY, 1.0) * np.where(age < ELDER, YOUNG_AWAY, 1.0)
    absence = np.zeros(draft.people, np.int64)
    for name, rate in assumed.named("kin.absent").items():
        here = adult & (absence == Absence.NONE)
        absence[pick(random, weight * here, rate * adult.sum())] = Absence[name.upper()]
    return absence


def _helpless(draft: Draft, anchors: Anchors, assumed: Assumptions, random: Random) -> Bools:
    """Choose the families of tekun cases: old or disabled people alone, old couples, old brothers."""
    age, size = draft.person("age"), draft.of(draft.size)
    grade, kind = draft.person("disability_grade"), draft.person("disability_kind")
    of_mind = np.isin(kind, [DisabilityKind.INTELLECTUAL, DisabilityKind.PSYCHIATRIC])
    unable = (age >= ADULT) & ((grade == 1) | (of_mind & (grade == 2)))
    childless = np.isin(draft.of(draft.household("stage")), [Stage.ELDER, Stage.ADULT]) & (size <= 2)
    case = childless & draft.present & ((age >= ELDER) | unable)
    weight = np.where(size == 1, LONE, 1.0) * np.where(unable, DISABLED, 1.0)
    weight *= np.where(draft.person("sex") == Sex.MALE, BACHELOR, 1.0)
    weight *= np.where(draft.rural, assumed.number("kin.tekun_rural_weight"), 1.0)
    whole = draft.total(case) == draft.size
    wanted = tekun_cases(anchors, assumed) * draft.people
    families = pick(random, draft.total(weight) * whole, wanted, MOST, draft.size)
    return np.asarray(np.isin(draft.owner, families))


def _supporters(draft: Draft, helpless: Bools, assumed: Assumptions, random: Random) -> Ints:
    """Nobody, or nobody able, for the helpless and a few elders without children at home; able ones for others."""
    draw = random.random(draft.people)
    none, unable = assumed.number("kin.supporter_none"), assumed.number("kin.supporter_unable")
    with_children = draft.of(draft.has(draft.role(Role.CHILD))) | draft.role(Role.PARENT)
    elder = (draft.person("age") >= ELDER) & ~with_children
    state = np.where(elder & (draw < none + unable), Supporter.UNABLE, Supporter.CAPABLE)
    state = np.where(elder & (draw < none), Supporter.NONE, state)
    nobody = draw < assumed.number("kin.tekun_without_supporter")
    return np.where(helpless, np.where(nobody, Supporter.NONE, Supporter.UNABLE), state)
