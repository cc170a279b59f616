"""Draw what goes with the register: benefits paid, dates, relief received, petitions and calls (待遇、日期、诉求)."""

from __future__ import annotations

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft
from aidkit.data.synthesis.sampling import Array, Floats, Random, pick
from aidkit.policy import Policy
from aidkit.result import Result
from aidkit.schema import Scheme, Shock

DAYS_A_YEAR = 365.25
LATEST, EARLIEST = 1 / 12, 25  # years back: what is older than the earliest is dated there
LEAST_BENEFIT, LEAST_RELIEF = 10, 200  # yuan
HUNDREDS = -2
ADULT = 18
NO_DATE = np.datetime64("NaT", "D")


def draw_history(draft: Draft, result: Result, policy: Policy, assumed: Assumptions, random: Random) -> None:
    """Add benefits, relief, dates of cover and of disability cards, petitioners and callers."""
    draft.households["previous_benefit"] = _benefit(draft, result, random)
    draft.households["relief_received"] = _relief(draft, result, assumed, random)
    today = np.datetime64(policy.date, "D")
    family = draft.of(random.standard_exponential(draft.families))  # members are covered on one day
    since = _days_ago(today, family * assumed.number("register.years_covered"), draft.person("age"))
    first_of_month = since.astype("datetime64[M]").astype("datetime64[D]")
    covered = draft.person("current_scheme") != Scheme.NONE
    draft.persons["covered_since"] = np.where(covered, first_of_month, NO_DATE)
    years = random.standard_exponential(draft.people) * assumed.number("health.years_since_certified")
    certified = _days_ago(today, years, draft.person("age"))
    draft.persons["disability_since"] = np.where(draft.person("disability_grade") > 0, certified, NO_DATE)
    _draw_speakers(draft, result, assumed, random)


def _benefit(draft: Draft, result: Result, random: Random) -> Floats:
    """Dibao paid now, whole yuan: near the rules' amount for the entitled, a part of the standard for others."""
    scheme, n = draft.person("current_scheme"), draft.families
    on = draft.total(np.isin(scheme, [Scheme.DIBAO, Scheme.DIBAO_SINGLE]))
    due, line = result.values("dibao_benefit"), result.values("dibao_standard")
    earlier = due * (0.85 + 0.2 * random.random(n))  # set at an earlier review, on other incomes
    part = line * on * (0.2 + 0.4 * random.random(n))
    paid = np.where(draft.has(scheme == Scheme.DIBAO_SINGLE), line, np.where(due > 0, earlier, part))
    return np.where(on > 0, np.maximum(np.round(paid), LEAST_BENEFIT), 0.0)


def _relief(draft: Draft, result: Result, assumed: Assumptions, random: Random) -> Floats:
    """Temporary relief already received: by half of those struck by an emergency, few others, and case by case."""
    due, shares = result.values("temporary_relief"), assumed.named("register.relief_given")
    struck = draft.household("shock") != Shock.NONE
    chance = np.where(struck, shares["struck"], shares["spending"]) * (due > 0)
    given = pick(random, chance, chance.sum())
    others = pick(random, due <= 0, assumed.number("register.relief_to_others") * draft.families)
    received = np.zeros(draft.families)
    paid = due[given] * (0.3 + 0.7 * random.random(len(given)))
    received[given] = np.maximum(np.round(paid, HUNDREDS), LEAST_RELIEF)
    received[others] = np.round(300 + 1700 * random.random(len(others)), HUNDREDS)
    return received


def _days_ago(today: np.datetime64, years: Floats, age: Array) -> Array:
    """Dates so many years back, not before birth."""
    within = np.minimum(np.clip(years, LATEST, EARLIEST), np.maximum(age, LATEST))
    return np.asarray(today - (within * DAYS_A_YEAR).astype("timedelta64[D]"))


def _draw_speakers(draft: Draft, result: Result, assumed: Assumptions, random: Random) -> None:
    """Petitioners and callers: one adult a family, far more often where cover is missing or a blow fell."""
    shares, scheme = assumed.named("register.asked_for_help"), draft.person("current_scheme")
    nothing = [Scheme.NONE, Scheme.EDGE]
    missed = draft.has(~np.isin(result.values("entitled_scheme"), nothing) & np.isin(scheme, nothing))
    aggrieved = missed | (draft.household("shock") != Shock.NONE)
    chance = draft.of(np.where(aggrieved, shares["aggrieved"], shares["others"]))
    speaker = draft.first((draft.person("age") >= ADULT) & draft.present)
    for name in ("petitioner", "hotline_caller"):
        asked = np.zeros(draft.people, bool)
        asked[speaker[pick(random, chance[speaker], chance[speaker].sum())]] = True
        draft.persons[name] = asked
