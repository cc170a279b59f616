"""Plant the families on dibao: the entitled, those just leaving, those on it wrongly, and faults of record."""

from __future__ import annotations

import numpy as np

from aidkit.data.synthesis.health import is_severe
from aidkit.data.synthesis.register import MOST, Register
from aidkit.data.synthesis.sampling import Array, Bools, Floats, pick
from aidkit.schema import Area, Scheme, Shock

NEAR = 0.15  # share of the standard: so close under it that families think it is not worth asking
WRONG_UP_TO = 1.5  # times the standard: a little above it is where most wrong cover lies
LONGEST_WRONG = 36  # months a family may stay on dibao with an income above the standard
HALF = 0.5  # of those who could be on it wrongly, at most this part is


def plant_dibao(register: Register, area: Area) -> None:
    """Put families of an area on dibao, to the published number of persons."""
    assumed, random = register.assumed, register.random
    here = register.draft.household("area") == area
    wanted = register.dibao_wanted(area)
    months = int(register.policy["dibao.gradual_exit.months"])
    leaving = wanted * assumed.number("register.gradual_exit") * (months > 0)
    wrong = wanted * assumed.number("register.dibao_wrong")
    already = (register.on_dibao & register.draft.of(here)).sum()
    entitled = register.says("is_dibao") * _propensity(register) * here
    _cover(register, entitled, wanted - leaving - wrong - already, MOST)
    rows = _cover(register, _just_above(register) & here, leaving, HALF)
    register.months_above[rows] = random.integers(0, max(months, 1), len(rows))
    rows = _cover(register, _wrong_weight(register) * here, wrong, HALF)
    above = rows[register.income[rows] >= register.line[rows]]
    register.months_above[above] = random.integers(months, LONGEST_WRONG + 1, len(above))


def plant_faults(register: Register) -> None:
    """Record some families for one member only (JJ-G9), and leave absent members listed with their family."""
    draft, random, assumed = register.draft, register.random, register.assumed
    on = register.scheme == Scheme.DIBAO
    frail = (is_severe(draft) | draft.person("serious_illness")) & on & draft.of(draft.total(on) > 1)
    first = draft.first(frail)
    wanted = assumed.number("register.recorded_as_single") * draft.has(on).sum()
    single = first[pick(random, np.ones(len(first)), wanted, HALF)]
    alone = np.isin(draft.owner, draft.owner[single])
    register.scheme[on & alone] = Scheme.NONE
    register.scheme[single] = Scheme.DIBAO_SINGLE
    away = ~draft.present & draft.of(draft.has(on)) & ~alone
    listed = pick(random, away, assumed.number("register.absent_still_listed") * away.sum())
    register.scheme[listed] = Scheme.DIBAO


def _cover(register: Register, weight: Array, persons: float, most: float) -> Array:
    """Choose families not yet covered by weight, put all members of their unit on dibao, return the families."""
    covered = register.draft.has(register.on_dibao)
    members = register.draft.total(register.says("in_unit") & register.free)
    rows = pick(register.random, weight * ~covered, persons, most, members)
    chosen = np.isin(register.draft.owner, rows)
    register.scheme[chosen & register.says("in_unit") & register.free] = Scheme.DIBAO
    return rows


def _propensity(register: Register) -> Floats:
    """How much likelier an entitled family is covered: visible need helps, a small gap or a new blow hinders."""
    draft, weights = register.draft, register.assumed.named("register.propensity")
    age = draft.person("age")
    needy = (draft.person("disability_grade") > 0) | draft.person("serious_illness")
    visible = needy | (age < 18) | (age >= 60)
    further = np.maximum(register.says("unit_size") - 1, 0)
    weight = np.asarray(weights["each_further_member"] ** further, float)
    for name, who in {
        "near_the_line": register.income > (1 - NEAR) * register.line,
        "new_shock": draft.household("shock") != Shock.NONE,
        "nobody_frail": ~draft.has(visible),
        "disabled_or_ill": draft.has(needy),
    }.items():
        weight *= np.where(who, weights[name], 1.0)
    return weight


def _just_above(register: Register) -> Bools:
    """Families just above the standard with assets within limits."""
    above = (register.income >= register.line) & (register.income < WRONG_UP_TO * register.line)
    return np.asarray(above & register.says("within_assets_dibao"))


def _wrong_weight(register: Register) -> Floats:
    """How likely a family that is not entitled stands on dibao."""
    weights = register.assumed.named("register.wrong_reasons")
    ratio = register.income / register.line
    reasons = [register.says("is_dibao"), ratio < 1, ratio < WRONG_UP_TO]
    return np.select(reasons, [0.0, weights["assets_over"], weights["income_above"]], weights["any_other"])
