"""Draw where minors' parents are: at home as they are drawn, or elsewhere by assumption (父母状况)."""

from __future__ import annotations

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft, Role, Stage
from aidkit.data.synthesis.sampling import Ints, Random, one_of
from aidkit.schema import Absence, DisabilityKind, Parent, Sex

MINOR = 18
NOT_AT_HOME = -1
SEVERE = 2  # grades 1 and 2; of mind and psyche every grade makes a parent unable to care
STATE_OF_ABSENCE = {
    Absence.PRISON: Parent.CUSTODY,
    Absence.DETOX: Parent.DETOX,
    Absence.MISSING: Parent.MISSING_DECLARED,
}


def draw_parents(draft: Draft, assumed: Assumptions, random: Random) -> None:
    """Add ``father``, ``mother`` and ``only_parent`` for minors; a parent's state is that of the parent at home."""
    raising = draft.household("stage") == Stage.RAISING
    father, mother = _at_home(draft, Sex.MALE), _at_home(draft, Sex.FEMALE)
    shared = ~raising & (random.random(draft.families) < assumed.number("kin.same_fate"))
    father = np.where(father == NOT_AT_HOME, _elsewhere(draft, assumed, random), father)
    drawn = np.where(shared, father, _elsewhere(draft, assumed, random))
    mother = np.where(mother == NOT_AT_HOME, drawn, mother)
    minor = (draft.person("age") < MINOR) & ~draft.role(Role.SPOUSE)
    for name, state in (("father", father), ("mother", mother)):
        draft.persons[name] = np.where(minor, draft.of(state), Parent.PRESENT)
    lone = raising & ~draft.has(draft.role(Role.SPOUSE))
    draft.persons["only_parent"] = minor & draft.role(Role.CHILD) & draft.of(lone)


def _at_home(draft: Draft, sex: Sex) -> Ints:
    """(households,) state of the father or mother who raises the children at home, or NOT_AT_HOME."""
    parent = (draft.role(Role.HEAD) | draft.role(Role.SPOUSE)) & (draft.person("sex") == sex)
    parent &= draft.of(draft.household("stage") == Stage.RAISING)
    return np.where(draft.has(parent), draft.total(_state(draft) * parent).astype(np.int64), NOT_AT_HOME)


def _state(draft: Draft) -> Ints:
    """(persons,) each adult's state as a parent: away, severely disabled, seriously ill, or present."""
    kind, grade = draft.person("disability_kind"), draft.person("disability_grade")
    of_mind = np.isin(kind, [DisabilityKind.INTELLECTUAL, DisabilityKind.PSYCHIATRIC])
    state = np.where(draft.person("serious_illness"), Parent.SERIOUSLY_ILL, Parent.PRESENT)
    state = np.where((grade > 0) & ((grade <= SEVERE) | of_mind), Parent.SEVERELY_DISABLED, state)
    for absence, parent in STATE_OF_ABSENCE.items():
        state = np.where(draft.person("absence") == absence, parent, state)
    return state


def _elsewhere(draft: Draft, assumed: Assumptions, random: Random) -> Ints:
    """(households,) state of a parent who does not live in the family."""
    stage = draft.household("stage")
    state = np.zeros(draft.families, np.int64)
    for key, of_stage in (
        ("kin.other_parent", Stage.RAISING),
        ("kin.migrant_parent", Stage.SKIPPED),
        ("kin.lone_minor_parent", Stage.ALONE),
    ):
        rows = np.flatnonzero(stage == of_stage)
        codes = np.array([Parent[name.upper()] for name in assumed.named(key)])
        state[rows] = codes[one_of(random, assumed.row(key), len(rows))]
    return state
