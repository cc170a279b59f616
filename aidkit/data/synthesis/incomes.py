"""Draw incomes by kind: who earns, receives a pension, is sent money, lets a room (收入分项).

Only their proportions count here; `income_fit` then brings each family's sum to the place's level.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft, Role, Stage
from aidkit.data.synthesis.health import is_severe
from aidkit.data.synthesis.margins import Anchors
from aidkit.data.synthesis.sampling import Array, Bools, Floats, Random, lognormal, pick
from aidkit.data.synthesis.work import ADULT, PENSION_AGE, Job
from aidkit.schema import Parent, Sex, Supporter

MONTHS = 12
EARNED = ("wage_income", "business_income", "farm_income", "property_income", "transfer_income")
FIXED = ("basic_pension", "exempt_income")  # set by law or contract, so not fitted
ALL_INCOME = (*EARNED, *FIXED)
HUNDREDS = -2


@dataclass(frozen=True)
class Draws:
    """What every kind of income needs.

    Attributes:
        draft: The families.
        assumed: What is assumed.
        random: Stream of this topic.
        median: (persons,) the area's median income per head, times what schooling and connections make of it.
    """

    draft: Draft
    assumed: Assumptions
    random: Random
    median: Floats

    def amount(self, key: str, kind: str) -> Floats:
        """Draw an amount for each person: a multiple of the median, with the spread of its kind."""
        spread = self.assumed.named("income.spread")[kind]
        return lognormal(self.random, self.assumed.number(key) * self.median, spread, self.draft.people)

    def chance(self, share: Array | float) -> Bools:
        """Draw yes or no for each person."""
        return np.asarray(self.random.random(self.draft.people) < share)

    def by_area(self, key: str) -> Floats:
        """Return a number that differs between town and village, for each person."""
        numbers = self.assumed.named(key)
        return np.where(self.draft.rural, numbers["rural"], numbers["urban"])


def area_medians(draft: Draft, anchors: Anchors) -> Floats:
    """(households,) median income per head of each family's area, yuan a year."""
    urban, rural = (anchors.number(f"income.median_annual.{area}") for area in ("urban", "rural"))
    return np.where(draft.household("area") == 1, rural, urban)


def draw_incomes(draft: Draft, anchors: Anchors, assumed: Assumptions, random: Random) -> None:
    """Add the kinds of income of each person, before they are fitted, and ``other_income`` = 0."""
    level = lognormal(random, 1.0, assumed.number("income.family_spread"), draft.families)
    draws = Draws(draft, assumed, random, draft.of(area_medians(draft, anchors) * level))
    retired = draws.chance(draws.by_area("income.employee_pension_share"))
    retired &= (draft.person("age") >= PENSION_AGE) & ~draft.person("helpless")
    drawn = {
        "wage_income": _wages(draws),
        "business_income": _business(draws),
        "farm_income": _farm(draws),
        "property_income": _property(draws),
        "transfer_income": _pensions(draws, retired) + _support(draws, retired),
        "basic_pension": _resident_pension(draws, retired),
        "exempt_income": _exempt(draws),
    }
    for name, values in drawn.items():
        draft.persons[name] = np.where(draft.present, values, 0.0)
    draft.households["other_income"] = np.zeros(draft.families)


def income_per_head(draft: Draft) -> Floats:
    """Yearly income of all kinds per counted member, yuan; 0 where nobody is counted."""
    total = draft.total(draft.amounts(ALL_INCOME) * draft.present) + draft.household("other_income")
    members = draft.total(draft.present)
    return np.where(members > 0, total / np.maximum(members, 1), 0.0)


def _pay(draws: Draws) -> Floats:
    """What pay is multiplied by: women's, disabled people's, that of parents with children at home."""
    draft, assumed = draws.draft, draws.assumed
    pay = np.where(draft.person("sex") == Sex.FEMALE, assumed.number("income.women"), 1.0)
    pay *= np.where(draft.person("disability_grade") > 0, assumed.number("income.disabled_pay"), 1.0)
    child = draft.role(Role.CHILD)
    return pay * np.where(draft.of(draft.has(child)) & ~child, assumed.number("income.parents_pay"), 1.0)


def _wages(draws: Draws) -> Floats:
    works = draws.draft.person("job") == Job.WAGE
    return np.where(works, draws.amount("income.wage", "wage") * _pay(draws), 0.0)


def _business(draws: Draws) -> Floats:
    runs_one = draws.draft.person("job") == Job.BUSINESS
    return np.where(runs_one, draws.amount("income.business", "business"), 0.0)


def _farm(draws: Draws) -> Floats:
    """What farmers earn, and what a village family's own plot yields beside other work."""
    draft, assumed = draws.draft, draws.assumed
    slower = np.where(draft.person("age") >= PENSION_AGE, assumed.number("income.old_farmer"), 1.0)
    farm = draws.amount("income.farm", "farm") * _pay(draws) * slower * (draft.person("job") == Job.FARM)
    destitute = np.where(draft.person("helpless"), assumed.number("income.destitute_plot"), 1.0)
    plot = draws.amount("income.plot", "farm") * destitute * (draft.role(Role.HEAD) & draft.rural)
    return np.asarray(farm + plot)


def _property(draws: Draws) -> Floats:
    """Rent and interest, booked with the head."""
    draft = draws.draft
    lets = draws.chance(draws.by_area("income.rent_share")) & draft.role(Role.HEAD)
    lets &= (draft.person("age") >= ADULT) & ~draft.person("helpless")
    return np.where(lets, draws.amount("income.rent", "property"), 0.0)


def _pensions(draws: Draws, retired: Bools) -> Floats:
    """Pensions of retired employees."""
    return np.where(retired, draws.amount("income.employee_pension", "pension"), 0.0)


def _resident_pension(draws: Draws, retired: Bools) -> Floats:
    """The resident-scheme pension of all other old people, whole yuan a month."""
    median, spread = draws.assumed.number("income.resident_pension"), draws.assumed.named("income.spread")
    monthly = lognormal(draws.random, median, spread["resident_pension"], draws.draft.people)
    drawn = (draws.draft.person("age") >= PENSION_AGE) & ~retired
    return np.where(drawn, MONTHS * np.round(monthly), 0.0)


def _support(draws: Draws, retired: Bools) -> Floats:
    """What families are sent: by grown children, migrant parents, a former partner, relatives; small gifts in town."""
    draft, assumed = draws.draft, draws.assumed
    head, stage = draft.role(Role.HEAD), draft.of(draft.household("stage"))
    elder = (draft.person("age") >= PENSION_AGE) & ~retired & (draft.person("supporter") == Supporter.CAPABLE)
    given = draws.chance(assumed.number("income.children_give_share")) & elder
    living = [draft.person(parent) == Parent.PRESENT for parent in ("father", "mother")]
    migrant = (stage == Stage.SKIPPED) & (draft.person("age") < ADULT)
    earners = draft.total((living[0].astype(int) + living[1]) * migrant) / np.maximum(draft.total(migrant), 1)
    partner = draft.total(draft.person("only_parent") & living[0] & living[1])
    pays = draws.chance(assumed.number("income.child_support_share"))
    return np.asarray(
        draws.amount("income.children_give", "transfer") * given
        + draws.amount("income.migrants_send", "transfer") * draft.of(earners) * head
        + draws.amount("income.child_support", "transfer") * draft.of(partner) * (head & pays)
        + draws.amount("income.kin_support", "transfer") * (head & (stage == Stage.ALONE))
        + draws.amount("income.gifts", "transfer") * (head & ~draft.rural)
    )


def _exempt(draws: Draws) -> Floats:
    """Money that is never counted: nursing subsidy, old-age allowance, merit allowances, scholarships."""
    draft, assumed, random = draws.draft, draws.assumed, draws.random
    age = draft.person("age")
    exempt = np.where(is_severe(draft), assumed.number("income.two_subsidies"), 0.0)
    exempt += np.where(age >= 80, assumed.number("income.old_age_allowance"), 0.0)
    veteran = (age >= ADULT) * np.where(age >= 50, 4.0, 1.0)  # they are mostly old
    for share, amount, who in (
        ("income.merit_share", "income.merit", veteran),
        ("income.scholarship_share", "income.scholarship", draft.person("student") & (age >= 16)),
    ):
        rows = pick(random, who, assumed.number(share) * (who > 0).sum())
        exempt[rows] += np.round(lognormal(random, assumed.number(amount), 0.35, len(rows)), HUNDREDS)
    return exempt
