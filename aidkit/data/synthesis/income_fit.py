"""Fit drawn incomes to the place: each family keeps its rank and the make-up of its income, the level is the place's."""

from __future__ import annotations

import numpy as np

from aidkit.data.synthesis.assumptions import Assumptions
from aidkit.data.synthesis.draft import Draft, Role
from aidkit.data.synthesis.income_shape import STEPS, IncomeShape, normal_scores
from aidkit.data.synthesis.incomes import EARNED, FIXED, HUNDREDS, MONTHS, income_per_head
from aidkit.data.synthesis.margins import Anchors
from aidkit.data.synthesis.poor_share import poor_share
from aidkit.data.synthesis.sampling import Floats, Ints, Random, lognormal, pick
from aidkit.policy import Policy
from aidkit.schema import Area

LOWER_SPREADS = (0.1, 1.5)  # no place is narrower or wider; between them the search goes
LOWER_WHERE_NOBODY = 0.5  # in an area where no family was drawn
DESTITUTE = 0.75  # of the standard: the most a tekun case has
NEAR_THE_CAP = 0.8  # a poor worker's work cost, against its cap
TENS = -1
IN_HUNDREDS = ("wage_income", "business_income", "farm_income")


def fit_incomes(
    draft: Draft, anchors: Anchors, policy: Policy, assumed: Assumptions, random: Random
) -> dict[str, IncomeShape]:
    """Scale each family's incomes to the place's distribution; then round them and add the odd items.

    Within an area families are ranked by drawn income per head and given the income of that rank. The lower
    spread is the one that puts as many people under the dibao standard as the published beneficiaries call for.

    Returns:
        The distribution used for each area.
    """
    shapes = {}
    for area in Area:
        name = area.name.lower()
        mean, median = (anchors.number(f"income.{what}_annual.{name}") for what in ("mean", "median"))
        rows = np.flatnonzero(draft.household("area") == area)
        if len(rows):
            poor = poor_share(name, anchors, policy, assumed)
            shapes[name] = _fit_area(draft, rows, mean, median, policy, poor)
        else:
            shapes[name] = IncomeShape.through(mean, median, LOWER_WHERE_NOBODY)
    for name in EARNED:
        draft.persons[name] = np.round(draft.person(name), HUNDREDS if name in IN_HUNDREDS else TENS)
    _add_odd_items(draft, assumed, random)
    return shapes


def _fit_area(draft: Draft, rows: Ints, mean: float, median: float, policy: Policy, poor: float) -> IncomeShape:
    """Find the lower spread that puts the wanted share under the standard, and rescale the area's families."""
    line = MONTHS * float(policy[f"dibao.standard.{Area(draft.household('area')[rows[0]]).name.lower()}"])
    members = draft.total(draft.present)[rows]
    score = _scores(income_per_head(draft)[rows], members)
    uncounted = _uncounted_per_head(draft, policy)[rows]
    low, high = LOWER_SPREADS
    for _ in range(STEPS // 2):
        middle = (low + high) / 2
        income = IncomeShape.through(mean, median, middle).quantile(score)
        too_few = members[income - uncounted < line].sum() < poor * members.sum()
        low, high = (middle, high) if too_few else (low, middle)
    shape = IncomeShape.through(mean, median, (low + high) / 2)
    destitute = draft.has(draft.person("helpless"))[rows]
    per_head = shape.quantile(score)
    per_head = np.where(destitute, np.minimum(per_head, DESTITUTE * line), per_head)
    _rescale(draft, rows, per_head * members)
    return shape


def _scores(income: Floats, members: Floats) -> Floats:
    """Standard-normal scores of families by income per head, each standing for its members."""
    order = np.argsort(income, kind="stable")
    people = np.maximum(members[order], 0.5)  # a family of nobody counted still has a rank
    score = np.empty(len(income))
    score[order] = normal_scores((np.cumsum(people) - people / 2) / people.sum())
    return score


def _uncounted_per_head(draft: Draft, policy: Policy) -> Floats:
    """What the rules leave out of income, nearly: exempt pension, allowances, work cost, rigid expenditure."""
    pension = np.minimum(draft.person("basic_pension"), MONTHS * policy["income.central_basic_pension"])
    left_out = draft.total((pension + draft.person("exempt_income")) * draft.present)
    workers = draft.total(draft.person("employed") & (draft.person("wage_income") > 0))
    if policy["income.work_cost.rate"] > 0:
        left_out += NEAR_THE_CAP * MONTHS * policy["income.work_cost.monthly_cap"] * workers
    if policy["dibao.deduct_rigid"]:
        left_out += _rigid(draft, policy)
    return np.asarray(left_out / np.maximum(draft.total(draft.present), 1))


def _rigid(draft: Draft, policy: Policy) -> Floats:
    """Rigid expenditure of each family."""
    medical = np.maximum(draft.person("medical_self_paid") - policy["rigid.medical_floor"], 0.0)
    spent = draft.total(medical * draft.present)
    spent += policy["rigid.education_share"] * draft.household("education_expense")
    spent += policy["rigid.rehabilitation_share"] * draft.household("rehabilitation_expense")
    cap = policy["rigid.annual_cap"]
    return spent if cap is None else np.minimum(spent, cap)


def _rescale(draft: Draft, rows: Ints, wanted: Floats) -> None:
    """Multiply what families earn so that all incomes together come to what is wanted; fixed ones stay."""
    fixed = draft.total(draft.amounts(FIXED) * draft.present)[rows]
    earned = draft.total(draft.amounts(EARNED) * draft.present)[rows]
    factor = np.ones(draft.families)
    factor[rows] = np.where(earned > 0, np.maximum(wanted - fixed, 0) / np.maximum(earned, 1), 1.0)
    for name in EARNED:
        draft.persons[name] = draft.person(name) * draft.of(factor)


def _add_odd_items(draft: Draft, assumed: Assumptions, random: Random) -> None:
    """Turn a few businesses and farms to a loss, and give a few families other income, some below zero."""
    for name in ("business_income", "farm_income"):
        runs = (draft.person(name) > 0) & draft.role(Role.HEAD)
        lost = pick(random, runs, assumed.number("income.loss") * runs.sum())
        draft.persons[name][lost] *= -(1 + random.integers(0, 4, len(lost))) / 10
    other = draft.household("other_income")
    for share, sign in (("income.other_share", 1.0), ("income.owed_share", -1.0)):
        rows = pick(random, np.ones(draft.families), assumed.number(share) * draft.families)
        amount = lognormal(random, assumed.number("income.other"), 0.7, len(rows))
        other[rows] = sign * np.round(amount, HUNDREDS)
