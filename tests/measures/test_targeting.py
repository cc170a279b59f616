"""Targeting of a benefit: the published example, edges of every ratio, and what is refused."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from aidkit.measures.targeting import (
    Targeting,
    beckerman,
    cgh,
    incidence,
    perfect_targeting_cost,
    split_errors,
    targeting,
    uniform_transfer_cost,
)

pytestmark = pytest.mark.filterwarnings("error")  # a number comes without a warning

EXACT = 1e-12  # sums of a handful of doubles

# World Bank (2022), Revisiting Targeting in Social Assistance, ch. 7 and annex 7A: ten persons, line 20, budget 30.
WORLD_BANK = [6, 8, 11, 15, 21, 25, 30, 40, 50, 100]
PAID = {
    "15 to each of the two poorest": [15, 15, 0, 0, 0, 0, 0, 0, 0, 0],
    "15 to the second and third": [0, 15, 15, 0, 0, 0, 0, 0, 0, 0],
    "15 to the third and fourth": [0, 0, 15, 15, 0, 0, 0, 0, 0, 0],
    "3 to everyone": [3] * 10,
}
COLUMNS = [
    "exclusion_error",
    "inclusion_error",
    "leakage_benefits",
    "vertical_expenditure_efficiency",
    "poverty_reduction_efficiency",
    "poverty_gap_efficiency",
    "fgt0_after",
    "fgt1_before",
    "fgt1_after",
]
PUBLISHED = {
    "15 to each of the two poorest": [1 / 2, 0, 0, 1, 13 / 15, 13 / 20, 1 / 5, 1 / 5, 7 / 100],
    "15 to the second and third": [1 / 2, 0, 0, 1, 7 / 10, 21 / 40, 1 / 5, 1 / 5, 19 / 200],
    "15 to the third and fourth": [1 / 2, 0, 0, 1, 7 / 15, 7 / 20, 1 / 5, 1 / 5, 13 / 100],
    "3 to everyone": [0, 3 / 5, 3 / 5, 2 / 5, 2 / 5, 3 / 10, 2 / 5, 1 / 5, 7 / 50],
}


@pytest.mark.parametrize("who", PAID)
def test_the_world_banks_economy_of_ten(who):
    found = targeting(WORLD_BANK, PAID[who], 20)
    assert [getattr(found, name) for name in COLUMNS] == pytest.approx(PUBLISHED[who], abs=EXACT)
    assert (found.population, found.poor, found.total_benefit, found.fgt0_before) == (10, 4, 30, 0.4)


def test_the_result_has_the_promised_fields_is_frozen_and_says_what_it_counts():
    names = [field.name for field in dataclasses.fields(Targeting)]
    assert names == [
        *("unit", "population", "beneficiaries", "poor", "total_benefit"),
        *("coverage", "coverage_poor", "coverage_nonpoor", "exclusion_error", "inclusion_error"),
        *("leakage_benefits", "accuracy", "f1", "targeting_differential"),
        *("vertical_expenditure_efficiency", "spillover"),
        *("poverty_reduction_efficiency", "poverty_gap_efficiency"),
        *("fgt0_before", "fgt0_after", "fgt1_before", "fgt1_after", "fgt2_before", "fgt2_after"),
        *("design_exclusion", "implementation_exclusion"),
    ]
    found = targeting([1, 3], [1, 0], 2, unit="household")
    assert found.unit == "household"
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.poor = 3


def test_persons_and_households_are_different_counts():
    """Two households of 1 and 5 members at 4 and 20 a head; the first gets 3 a head."""
    members, heads = np.array([1, 5]), np.array([10, 10])
    persons = targeting([4, 20], [3, 0], 10, weight=heads * members)
    households = targeting([4, 20] * members, [3, 0] * members, 10 * members, weight=heads, unit="household")
    assert persons.coverage == pytest.approx(1 / 6, abs=EXACT)
    assert households.coverage == 0.5
    assert persons.total_benefit == households.total_benefit == 30
    assert (persons.fgt1_after, households.fgt1_after) == (pytest.approx(0.05), pytest.approx(0.15))


def test_on_the_line_is_not_poor_before_and_after():
    found = targeting([10, 6], [0, 4], 10)
    assert (found.poor, found.fgt0_before, found.fgt0_after) == (1, 0.5, 0)


def nan_fields(found: Targeting) -> set[str]:
    return {name for name, value in dataclasses.asdict(found).items() if value != value}


UNSPLIT = {"design_exclusion", "implementation_exclusion"}


@pytest.mark.parametrize(
    ("income", "benefit", "undefined"),
    [
        pytest.param(
            [1, 30],
            [0, 0],
            {
                "inclusion_error",
                "leakage_benefits",
                "vertical_expenditure_efficiency",
                "spillover",
                "poverty_reduction_efficiency",
            },
            id="nothing is paid",
        ),
        pytest.param(
            [20, 30],
            [1, 0],
            {
                "coverage_poor",
                "exclusion_error",
                "targeting_differential",
                "spillover",
                "poverty_gap_efficiency",
            },
            id="nobody is poor",
        ),
        pytest.param([1, 2], [1, 0], {"coverage_nonpoor", "targeting_differential"}, id="everybody is poor"),
        pytest.param([1, 30], [0, 5], {"spillover"}, id="the poor get nothing"),
        pytest.param(
            [20, 30],
            [0, 0],
            {
                "coverage_poor",
                "exclusion_error",
                "inclusion_error",
                "leakage_benefits",
                "f1",
                "targeting_differential",
                "vertical_expenditure_efficiency",
                "spillover",
                "poverty_reduction_efficiency",
                "poverty_gap_efficiency",
            },
            id="neither poor nor paid",
        ),
    ],
)
def test_nothing_over_nothing_is_nan_and_only_that(income, benefit, undefined):
    assert nan_fields(targeting(income, benefit, 10)) == undefined | UNSPLIT


def test_money_past_the_poor_is_inefficient_not_undefined():
    found = targeting([1, 30], [0, 5], 10)
    assert found.vertical_expenditure_efficiency == found.poverty_reduction_efficiency == 0
    nobody_poor = targeting([20, 30], [1, 0], 10)
    assert nobody_poor.vertical_expenditure_efficiency == 0


def test_an_empty_population_has_counts_of_zero_and_no_ratios():
    found = targeting([], [], 10, eligible=[])
    assert (found.population, found.beneficiaries, found.poor, found.total_benefit) == (0, 0, 0, 0)
    assert len(nan_fields(found)) == 21


def test_exclusion_splits_into_design_and_implementation():
    """Poor: paid as entitled; entitled, unpaid; not entitled, unpaid; not entitled, yet paid."""
    found = targeting([1, 2, 3, 4, 50], [5, 0, 0, 5, 5], 10, eligible=[1, 1, 0, 0, 1])
    assert (found.design_exclusion, found.implementation_exclusion) == (0.5, 0.25)
    split = split_errors([1, 1, 1, 1, 0], [1, 1, 0, 0, 1], [1, 0, 0, 1, 1])
    assert split.ineligible_poor_reached == 0.25
    assert found.exclusion_error == 0.5 + 0.25 - 0.25
    assert split.design_inclusion + split.implementation_inclusion == found.inclusion_error == 1 / 3
    assert split.take_up == 2 / 3


def test_recipients_may_be_named_apart_from_the_money():
    """Two members share one payment that the book shows at the first."""
    found = targeting([1, 1, 30], [6, 0, 0], 10, recipient=[True, True, False])
    assert (found.beneficiaries, found.exclusion_error) == (2, 0)


def test_a_floor_lifts_incomes_before_the_benefit():
    assert targeting([-5, 30], [4, 0], 10).fgt1_after == pytest.approx(0.55, abs=EXACT)
    assert targeting([-5, 30], [4, 0], 10, floor=0).fgt1_after == pytest.approx(0.3, abs=EXACT)


def test_areas_count_administration_and_the_best_a_budget_could_do():
    areas = beckerman([6, 8, 30], [4, 1, 5], 10)
    assert (areas.filling, areas.overfilling, areas.leaking, areas.remaining) == (5, 0, 5, 1)
    assert areas.net_of_administration(10) == 0.25
    assert areas.impact_effectiveness == 5 / 6
    assert perfect_targeting_cost([6, 8, 30], 10) == areas.filling + areas.remaining
    assert uniform_transfer_cost([6, 8, 30], [10, 20, 5], weight=[1, 2, 0]) == 36
    assert uniform_transfer_cost([9.5, 20], 10) == 1  # half a yuan for each of two
    assert uniform_transfer_cost([20], 10) == uniform_transfer_cost([], 10) == 0


def test_incidence_splits_straddling_units_and_ties():
    found = incidence([1, 1, 1, 1, 1], [0, 0, 5, 0, 0], groups=2)
    assert found.benefit_incidence.tolist() == [0.5, 0.5]
    assert found.population.tolist() == [2.5, 2.5]
    assert found.unit == "person"


def test_incidence_by_group():
    found = incidence([1, 2, 10, 20], [3, 0, 1, 0], groups=2, recipient=[1, 1, 1, 0], unit="household")
    assert found.coverage.tolist() == [1, 0.5]
    assert found.beneficiary_incidence == pytest.approx([2 / 3, 1 / 3], abs=EXACT)
    assert found.adequacy == pytest.approx([3 / 6, 1 / 11], abs=EXACT)
    assert found.relative_incidence == pytest.approx([3 / 6, 1 / 31], abs=EXACT)
    assert found.generosity.tolist() == [1.5, 1]
    assert found.unit == "household"


def test_a_group_in_debt_has_a_share_below_zero():
    found = incidence([-10, 20], [2, 0], groups=2)
    assert (found.relative_incidence.tolist(), found.adequacy[0]) == ([-0.25, 0], -0.25)  # 2 / (2 - 10)


def test_money_paid_to_nobody_named_is_still_part_of_all_benefits():
    found = incidence([1, 2], [3, 1], groups=2, recipient=[1, 0])
    assert (found.benefit_incidence.tolist(), found.beneficiary_incidence.tolist()) == ([0.75, 0.25], [1, 0])
    assert (found.adequacy[0], found.generosity[0]) == (0.75, 3)  # of 1 + 3


def test_one_group_is_everybody():
    found = incidence([1, 2, 10], [3, 0, 1], groups=1)
    assert (found.population.tolist(), found.benefit_incidence.tolist()) == ([3], [1])


def test_groups_without_beneficiaries_have_no_adequacy():
    assert np.isnan(incidence([1, 20], [1, 0], groups=2).adequacy).tolist() == [False, True]


def test_groups_by_income_after_the_benefit():
    assert incidence([1, 2], [5, 0], groups=2, rank_by="after").benefit_incidence.tolist() == [0, 1]
    assert incidence([1, 3], [7, 3], groups=2, rank_by="after").benefit_incidence.tolist() == [0.3, 0.7]
    assert cgh([1, 2], [5, 0], q=0.5) == 2
    assert cgh([1, 2], [5, 0], q=0.5, rank_by="after") == 0
