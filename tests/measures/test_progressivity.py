"""Progressivity, social weights and what each programme adds, by hand."""

from __future__ import annotations

import math

import pytest

from aidkit.measures.targeting import (
    cgh,
    coady_skoufias,
    concentration,
    distributional_characteristic,
    kakwani,
    marginal_contribution,
    redistributive_effect,
    reranking,
    reynolds_smolensky,
    shapley_contribution,
)

pytestmark = pytest.mark.filterwarnings("error")  # a number comes without a warning

EXACT = 1e-12  # sums of a handful of doubles


def test_where_nothing_is_paid_progressivity_has_no_value_but_nothing_is_redistributed():
    income, nothing = [1, 2, 3], [0, 0, 0]
    assert math.isnan(concentration(income, nothing))
    assert math.isnan(kakwani(income, nothing))
    assert math.isnan(cgh(income, nothing))
    assert math.isnan(distributional_characteristic(income, nothing, 2, epsilon=1))
    assert reynolds_smolensky(income, nothing) == 0
    assert reranking(income, nothing) == 0
    assert redistributive_effect(income, nothing) == 0


def test_a_benefit_that_makes_all_equal_and_one_for_the_rich():
    income, levelling, upward = [10, 30], [20, 0], [0, 10]
    assert reynolds_smolensky(income, levelling) == pytest.approx(0.25, abs=EXACT)  # a Gini index of 1/4, then 0
    assert redistributive_effect(income, levelling) == pytest.approx(0.25, abs=EXACT)
    assert kakwani(income, upward) == pytest.approx(0.25 - 0.5, abs=EXACT)
    assert reynolds_smolensky(income, upward) == pytest.approx(0.25 - 0.3, abs=EXACT)  # (10 + 40 x 3) / (2 x 50) - 1
    assert redistributive_effect(income, upward) == pytest.approx(-0.05, abs=EXACT)


def test_social_weights_ask_for_income_only_where_something_is_paid():
    assert distributional_characteristic([0, 5], [0, 1], 10, epsilon=2) == 4
    assert distributional_characteristic([0, 5], [1, 1], 10, epsilon=1, floor=1) == 6
    assert distributional_characteristic([2, 5], [1, 3], 10, epsilon=0) == 1
    assert coady_skoufias([5, 20], [1, 1], 10, epsilon=1) == (1.25, 0)


def test_more_money_to_the_better_off_of_those_paid_counts_against_the_redistributive_part():
    """Weights 2 and 1, social weights 2 and 1/2, benefits 1 and 3; a third household is not paid."""
    parts = coady_skoufias([5, 20, 40], [1, 3, 0], 10, weight=[2, 1, 7], epsilon=1)
    assert parts == pytest.approx((1.5, 1.1 - 1.5), abs=EXACT)  # (2 x 2 + 1/2) / 3; (4 + 3/2) / 5 less that


def test_programmes_that_do_the_same_share_the_credit():
    benefits = [[6, 0], [6, 0], [0, 5]]
    shapley = shapley_contribution([4, 20], benefits, 10, alpha=1)
    assert shapley == pytest.approx([0.15, 0.15, 0], abs=EXACT)
    assert marginal_contribution([4, 20], benefits, 10, alpha=1) == pytest.approx([0, 0, 0], abs=EXACT)


def test_what_one_programme_alone_keeps_from_poverty():
    """Of 4 and 20, with 6 and 3: 13 is 2 short of 15; without the first 7 is 8 short, without the second 10 is 5 short."""
    found = marginal_contribution([4, 20], [[6, 0], [3, 0]], 15, alpha=1)
    assert found == pytest.approx([(8 - 2) / 15 / 2, (5 - 2) / 15 / 2], abs=EXACT)


def test_twelve_programmes_can_still_be_told_apart():
    assert shapley_contribution([4], [[0.5]] * 12, 10, alpha=1) == pytest.approx([0.05] * 12, abs=EXACT)
