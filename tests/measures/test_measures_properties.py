"""What must hold for every population: identities, invariances and bounds, with ties, zero weights and no poor."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from aidkit.measures.inequality import gini, hoover, lorenz, palma, quantile, s80s20, theil, wolfson
from aidkit.measures.poverty import fgt, relative_line, relative_median_gap, sen, sst
from aidkit.measures.targeting import (
    beckerman,
    cgh,
    classify,
    concentration,
    distributional_characteristic,
    gap_change,
    incidence,
    kakwani,
    perfect_targeting_cost,
    redistributive_effect,
    reranking,
    reynolds_smolensky,
    shapley_contribution,
    split_errors,
    targeting,
)

ROUNDING = 1e-9  # differences of shares of up to 30 units whose weights differ a thousandfold

# Few distinct values, so that ties, units on the line and units that are not paid are common.
INCOME = st.one_of(st.sampled_from([0.0, 5.0, 10.0, 12.5, 20.0, 40.0]), st.floats(0, 100).map(lambda v: round(v, 2)))
BENEFIT = st.one_of(st.just(0.0), st.sampled_from([2.5, 5.0, 10.0]), st.floats(0, 40).map(lambda v: round(v, 2)))
WEIGHT = st.one_of(st.just(0.0), st.just(1.0), st.floats(0.1, 100).map(lambda v: round(v, 1)))
LINE = st.sampled_from([10.0, 12.5, 20.0, 60.0])
SHARE = st.sampled_from([0.1, 0.2, 0.25, 0.4, 1 / 3, 0.5, 0.9, 1.0])


def for_all(*strategies):
    """Like `given`, but slow examples on a busy machine are no fault."""
    return lambda test: settings(deadline=None)(given(*strategies)(test))


@dataclasses.dataclass(frozen=True)
class Case:
    income: np.ndarray
    benefit: np.ndarray
    weight: np.ndarray
    line: float

    @property
    def after(self) -> np.ndarray:
        return self.income + self.benefit


@st.composite
def cases(draw: st.DrawFn, poor: bool = False) -> Case:
    """Populations of 1 to 30 units with some weight; with `poor`, at least one unit below the line."""
    rows = draw(st.lists(st.tuples(INCOME, BENEFIT, WEIGHT), min_size=1, max_size=30))
    income, benefit, weight = (np.array(column) for column in zip(*rows, strict=True))
    line = draw(LINE)
    assume(weight.sum() > 0 and (weight * income).sum() > 0)
    assume(not poor or weight[income < line].sum() > 0)
    return Case(income, benefit, weight, line)


def every_number(case: Case) -> np.ndarray:
    """All measures of a case in one array, counts and money left out."""
    x, b, p, z = case.income, case.benefit, case.weight, case.line
    target = dataclasses.asdict(targeting(x, b, z, weight=p, eligible=x < z / 2))
    for name in ("unit", "population", "beneficiaries", "poor", "total_benefit"):
        del target[name]
    tenths = incidence(x, b, weight=p, groups=4)
    numbers = [
        *target.values(),
        *(fgt(x, z, weight=p, alpha=alpha) for alpha in (0, 0.5, 3)),
        *(index(x, z, weight=p) for index in (sen, sst, relative_median_gap)),
        *(index(x, weight=p) for index in (gini, theil, hoover, s80s20, palma, wolfson)),
        *(index(x, b, weight=p) for index in (concentration, kakwani, reynolds_smolensky, reranking)),
        *(cgh(x, b, weight=p, q=q) for q in (0.2, 0.4, 1.0)),
        *lorenz(x, weight=p, p=[0.1, 0.5, 0.8]),
        *tenths.benefit_incidence,
        *tenths.beneficiary_incidence,
        *tenths.coverage,
        distributional_characteristic(x, b, z, weight=p, epsilon=2, floor=1 / 8 * z),
    ]
    return np.array(numbers, dtype=float)


def same(one: np.ndarray, other: np.ndarray) -> None:
    np.testing.assert_allclose(one, other, rtol=1e-7, atol=ROUNDING, equal_nan=True)


@for_all(cases(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(case, random):
    order = list(range(case.income.size))
    random.shuffle(order)
    shuffled = Case(case.income[order], case.benefit[order], case.weight[order], case.line)
    same(every_number(case), every_number(shuffled))


@for_all(cases(), st.sampled_from([1e-6, 0.1, 3.0, 1e6]))
def test_the_scale_of_weights_does_not_matter(case, scale):
    same(every_number(case), every_number(dataclasses.replace(case, weight=case.weight * scale)))


@for_all(cases(), st.sampled_from([0.1, 3.0, 12.0, 1e4]))
def test_the_unit_of_money_does_not_matter(case, scale):
    other = Case(case.income * scale, case.benefit * scale, case.weight, case.line * scale)
    same(every_number(case), every_number(other))


@for_all(cases())
def test_splitting_every_unit_in_two_halves_changes_nothing(case):
    twice = Case(*(np.repeat(c, 2) for c in (case.income, case.benefit, case.weight / 2)), case.line)
    same(every_number(case), every_number(twice))


@for_all(cases())
def test_rows_of_weight_zero_change_nothing(case):
    padded = Case(
        np.append(case.income, [1.0, 99.0]),
        np.append(case.benefit, [7.0, 0.0]),
        np.append(case.weight, [0.0, 0.0]),
        case.line,
    )
    same(every_number(case), every_number(padded))


@for_all(cases(), st.integers(0, 29))
def test_quantiles_do_not_move_with_order_scale_or_zero_weights(case, at):
    p = (at + 1) / 30
    value = quantile(case.income, weight=case.weight, p=p)
    assert value in case.income[case.weight > 0]
    assert quantile(case.income[::-1], weight=case.weight[::-1] * 0.3, p=p) == value
    assert relative_line(case.income, weight=case.weight) == 0.6 * quantile(case.income, weight=case.weight, p=0.5)


@for_all(cases())
def test_money_adds_up(case):
    areas = beckerman(case.income, case.benefit, case.line, weight=case.weight)
    spent = (case.weight * case.benefit).sum()
    gap = perfect_targeting_cost(case.income, case.line, weight=case.weight)
    assert areas.total == pytest.approx(spent, rel=ROUNDING, abs=ROUNDING)
    assert areas.filling + areas.remaining == pytest.approx(gap, rel=ROUNDING, abs=ROUNDING)
    after = perfect_targeting_cost(case.after, case.line, weight=case.weight)
    assert gap - after == pytest.approx(areas.filling, rel=ROUNDING, abs=1e-7)  # benefit-cost ratio = PRE
    if areas.filling + areas.overfilling > 0:
        efficient = areas.vertical_expenditure_efficiency * (1 - areas.spillover)
        assert areas.poverty_reduction_efficiency == pytest.approx(efficient, abs=ROUNDING)


@for_all(cases())
def test_a_benefit_closes_gaps_and_opens_none(case):
    change = gap_change(case.income, case.after, case.line, weight=case.weight)
    areas = beckerman(case.income, case.benefit, case.line, weight=case.weight)
    assert change.closed == pytest.approx(areas.filling, rel=ROUNDING, abs=1e-7)
    assert change.opened == 0
    back = gap_change(case.after, case.income, case.line, weight=case.weight)
    assert (back.closed, back.opened) == (0, change.closed)


@for_all(cases())
def test_redistribution_is_progressivity_less_reranking(case):
    x, b, p = case.income, case.benefit, case.weight
    effect = redistributive_effect(x, b, weight=p)
    vertical, overtaking = reynolds_smolensky(x, b, weight=p), reranking(x, b, weight=p)
    assert effect == pytest.approx(vertical - overtaking, abs=1e-12)
    assert overtaking >= -1e-12
    if (p * b).sum() > 0:
        t = (p * b).sum() / (p * x).sum()
        assert vertical == pytest.approx(t / (1 + t) * kakwani(x, b, weight=p), abs=1e-12)
    assert concentration(x, x, weight=p) == gini(x, weight=p)


@for_all(cases(poor=True), st.data())
def test_the_exclusion_error_splits(case, data):
    size = case.income.size
    eligible = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)))
    poor, paid = case.income < case.line, case.benefit > 0
    found = targeting(case.income, case.benefit, case.line, weight=case.weight, eligible=eligible)
    split = split_errors(poor, eligible, paid, weight=case.weight)
    parts = found.design_exclusion + found.implementation_exclusion - split.ineligible_poor_reached
    assert found.exclusion_error == pytest.approx(parts, abs=ROUNDING)
    assert found.exclusion_error + found.coverage_poor == pytest.approx(1, abs=ROUNDING)
    counts = classify(poor, paid, weight=case.weight)
    if counts.reached > 0:
        parts = split.design_inclusion + split.implementation_inclusion
        assert found.inclusion_error == pytest.approx(parts, abs=ROUNDING)


@for_all(cases(), st.integers(1, 12))
def test_incidences_sum_to_one_and_groups_are_equal(case, groups):
    found = incidence(case.income, case.benefit, weight=case.weight, groups=groups)
    np.testing.assert_allclose(found.population, case.weight.sum() / groups, rtol=1e-7)
    assert found.population.sum() == pytest.approx(case.weight.sum())
    if (case.weight * case.benefit).sum() > 0:
        assert found.benefit_incidence.sum() == pytest.approx(1, abs=ROUNDING)
        assert found.beneficiary_incidence.sum() == pytest.approx(1, abs=ROUNDING)


@for_all(cases(), SHARE)
def test_the_poorest_get_at_most_everything(case, q):
    assume((case.weight * case.benefit).sum() > 0)
    assert 0 <= cgh(case.income, case.benefit, weight=case.weight, q=q) <= 1 / q + ROUNDING
    assert cgh(case.income, case.benefit, weight=case.weight, q=1.0) == pytest.approx(1, abs=1e-12)


@for_all(cases())
def test_poverty_indices_are_ordered(case):
    x, z, p = case.income, case.line, case.weight
    headcount, gap, severity = (fgt(x, z, weight=p, alpha=alpha) for alpha in (0, 1, 2))
    assert 0 <= severity <= gap + ROUNDING
    assert gap <= headcount <= 1
    assert gap - ROUNDING <= sen(x, z, weight=p) <= headcount + ROUNDING
    assert gap - ROUNDING <= sst(x, z, weight=p) <= 1 + ROUNDING


@for_all(cases(), LINE)
def test_a_uniform_benefit_is_neutral(case, amount):
    x, p = case.income, case.weight
    uniform = np.full(x.size, amount)
    assert concentration(x, uniform, weight=p) == pytest.approx(0, abs=ROUNDING)
    assert cgh(x, uniform, weight=p) == pytest.approx(1, abs=ROUNDING)
    assert kakwani(x, uniform, weight=p) == pytest.approx(gini(x, weight=p), abs=ROUNDING)
    assert reranking(x, uniform, weight=p) == pytest.approx(0, abs=ROUNDING)


@for_all(cases())
def test_a_benefit_in_proportion_to_income_is_not_progressive(case):
    x, p = case.income, case.weight
    assert concentration(x, 0.3 * x, weight=p) == pytest.approx(gini(x, weight=p), abs=ROUNDING)
    assert kakwani(x, 0.3 * x, weight=p) == pytest.approx(0, abs=ROUNDING)


@for_all(cases(poor=True))
def test_paying_exactly_the_gap_is_perfect(case):
    found = targeting(case.income, np.maximum(case.line - case.income, 0), case.line, weight=case.weight)
    assert found.poverty_reduction_efficiency == found.poverty_gap_efficiency == 1
    assert found.spillover == found.fgt0_after == found.fgt1_after == 0
    assert found.exclusion_error == found.inclusion_error == 0


@for_all(cases(), st.integers(2, 4))
def test_contributions_add_up_to_the_fall_in_poverty(case, programmes):
    parts = np.array([case.benefit * (k + 1) % 7 for k in range(programmes)])
    shares = shapley_contribution(case.income, parts, case.line, weight=case.weight, alpha=1)
    after = case.income + parts.sum(axis=0)
    fall = fgt(case.income, case.line, weight=case.weight, alpha=1) - fgt(after, case.line, weight=case.weight, alpha=1)
    assert shares.sum() == pytest.approx(fall, abs=ROUNDING)


@for_all(INCOME.filter(bool), BENEFIT)
def test_one_unit_alone(income, benefit):
    assert gini([income]) == 0
    assert sst([income], 200) == pytest.approx(1 - income / 200, abs=ROUNDING)
    assert sen([income], 200) == pytest.approx(1 - income / 200, abs=ROUNDING)
    assert reranking([income], [benefit]) == 0


@for_all(cases())
def test_lorenz_curves_are_convex_from_nothing_to_everything(case):
    curve = lorenz(case.income, weight=case.weight, p=list(np.linspace(0, 1, 21)))
    assert (curve[0], curve[-1]) == (0, pytest.approx(1, abs=1e-12))
    assert (np.diff(curve, 2) >= -ROUNDING).all()
    assert not math.isnan(curve.sum())
