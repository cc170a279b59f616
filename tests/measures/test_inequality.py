"""Inequality indices in closed form, at their edges, and where they have no value."""

from __future__ import annotations

import math

import numpy as np
import pytest

from aidkit.errors import MeasureError
from aidkit.measures import inequality
from aidkit.measures.inequality import (
    atkinson,
    generalized_entropy,
    gini,
    hoover,
    lorenz,
    mld,
    palma,
    quantile,
    s80s20,
    theil,
    wolfson,
)

pytestmark = pytest.mark.filterwarnings("error")  # a number comes without a warning

EXACT = 1e-12  # sums of a handful of doubles
ONE_TO_TEN = list(range(1, 11))


@pytest.mark.parametrize("n", [1, 2, 10, 1000])
def test_gini_of_one_to_n_is_a_third_less_a_bit(n):
    assert gini(np.arange(1, n + 1)) == pytest.approx((n - 1) / (3 * n), abs=EXACT)


def test_gini_where_one_of_n_has_everything():
    assert gini([0] * 9 + [5]) == pytest.approx(0.9, abs=EXACT)


def test_gini_of_a_sample_and_its_copies_agree():
    assert gini(ONE_TO_TEN, weight=[7] * 10) == pytest.approx(gini(ONE_TO_TEN), abs=EXACT)


def test_negative_incomes_stay_unless_floored():
    assert gini([-10, 10, 30]) == pytest.approx(8 / 9, abs=EXACT)  # (-10 x 1 + 10 x 3 + 30 x 5) / (3 x 30) - 1
    assert gini([-10, 10, 30], floor=0) == pytest.approx(0.5, abs=EXACT)  # (30 + 150) / (3 x 40) - 1


@pytest.mark.parametrize("index", [theil, mld, hoover, gini, lambda y: atkinson(y, epsilon=0.5)])
def test_equal_incomes_have_no_inequality(index):
    assert index([3.7] * 5) == pytest.approx(0, abs=EXACT)


@pytest.mark.parametrize("index", [gini, theil, hoover, s80s20, palma, wolfson, lambda y: lorenz(y, p=0.5)])
@pytest.mark.parametrize("income", [[], [0, 0, 0]])
def test_without_income_there_is_no_number(index, income):
    assert math.isnan(index(income))


@pytest.mark.parametrize("index", [mld, lambda y: atkinson(y, epsilon=2), lambda y: quantile(y, p=0.5)])
def test_without_anybody_there_is_no_number(index):
    assert math.isnan(index([]))
    assert type(index([])) is float


def test_ratios_to_a_bottom_that_has_nothing_are_undefined():
    assert math.isnan(s80s20([0, 1, 1, 1, 1]))
    assert math.isnan(palma([0, 0, 0, 0, 1]))


def test_shares_straddling_a_unit_split_it():
    assert palma([1, 2]) == pytest.approx((0.2 * 2) / (0.8 * 1), abs=EXACT)


@pytest.mark.parametrize(
    ("p", "expected"), [(0, 10), (0.1, 10), (0.100001, 20), (0.3, 30), (0.5, 50), (0.7, 70), (1, 100)]
)
@pytest.mark.parametrize("weight", [1, 0.1, 1e-9, 3e7])
def test_a_quantile_is_the_first_income_that_reaches_its_share_at_any_weight_scale(p, expected, weight):
    assert quantile(np.arange(10, 101, 10), weight=np.full(10, weight), p=p) == expected


def test_several_quantiles_and_shares_at_once():
    assert quantile(ONE_TO_TEN, p=[0.25, 0.5]).tolist() == [3, 5]
    assert lorenz([1, 1, 2], p=[0, 0.5, 1]) == pytest.approx([0, 0.375, 1], abs=EXACT)
    assert type(quantile(ONE_TO_TEN, p=0.5)) is type(lorenz(ONE_TO_TEN, p=0.5)) is float
    assert np.isnan(quantile([], p=[0.5, 0.9])).tolist() == [True, True]
    assert np.isnan(lorenz([0, 0], p=[0.5, 0.9])).tolist() == [True, True]


def test_polarisation_of_two_camps():
    """Mean 4, Gini index 0.58, half a yuan among the poorer two and a half, median 1: 2 x (1.68 - 0.2)."""
    assert wolfson([0, 0, 1, 9, 10]) == pytest.approx(2.96, abs=EXACT)


def test_theil_counts_an_income_of_zero_as_nothing():
    assert theil([0, 5, 10]) == pytest.approx((2 / 3) * math.log(2), abs=EXACT)


def test_generalized_entropy_meets_its_limits():
    incomes = [3, 5, 9, 20]
    for alpha, limit in ((0, mld(incomes)), (1, theil(incomes))):
        assert generalized_entropy(incomes, alpha=alpha + 1e-6) == pytest.approx(limit, rel=1e-5)


def test_entropy_and_atkinson_of_one_and_three():
    """Relative incomes 1/2 and 3/2."""
    assert generalized_entropy([1, 3], alpha=2) == pytest.approx(0.125, abs=EXACT)  # (2.5 / 2 - 1) / 2
    assert generalized_entropy([1, 3], alpha=3) == pytest.approx(0.125, abs=EXACT)  # (3.5 / 2 - 1) / 6
    assert generalized_entropy([1, 3], alpha=-1) == pytest.approx(1 / 6, abs=EXACT)  # (4 / 3 - 1) / 2
    assert atkinson([1, 3], epsilon=3) == pytest.approx(1 - math.sqrt(9 / 20), abs=EXACT)  # mean of 4 and 4/9
    assert atkinson([1, 99], epsilon=1) == pytest.approx(1 - math.sqrt(99) / 50, abs=EXACT)  # geometric mean over 50
    assert atkinson([1, 3], weight=[3, 1], epsilon=2) == pytest.approx(0.2, abs=EXACT)  # 1 / (5/6) over 3/2


@pytest.mark.parametrize("epsilon", [1, 2])
def test_a_strong_aversion_to_inequality_has_no_number_for_no_income(epsilon):
    with pytest.raises(MeasureError, match=r"^income: 1 row of 2 is not above 0 \(row 0\)\."):
        atkinson([0, 4], epsilon=epsilon)


def test_atkinson_at_the_limits_of_its_aversion():
    assert atkinson([3, 5, 9], epsilon=0) == pytest.approx(0, abs=EXACT)
    assert atkinson([3, 5, 9], epsilon=1 + 1e-7) == pytest.approx(atkinson([3, 5, 9], epsilon=1), rel=1e-6)
    assert atkinson([0, 4], epsilon=0.5) == pytest.approx(0.5, abs=EXACT)  # (1 / 2 x 2)^2 over a mean of 2


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda: gini([-5, 2, 1]),
            "The incomes add up to -2; shares of a negative total mean nothing.\n"
            "Pass floor=0 to count negative incomes as 0.",
        ),
        (
            lambda: gini([-1, 0.5]),
            "The incomes add up to -0.5; shares of a negative total mean nothing.\n"
            "Pass floor=0 to count negative incomes as 0.",
        ),
        (
            lambda: hoover([-5, 2, 1]),
            "The incomes add up to -2; shares of a negative total mean nothing.\n"
            "Pass floor=0 to count negative incomes as 0.",
        ),
        (
            lambda: mld([0, 1, 2]),
            "income: 1 row of 3 is not above 0 (row 0).\n"
            "Logarithms and powers need more: pass floor= to lift such incomes, or weight 0.",
        ),
        (
            lambda: theil([-1, -1, 2]),
            "income: 2 rows of 3 are negative (row 0, 1).\n"
            "This measure needs incomes of 0 or more: pass floor=0, or weight 0.",
        ),
        (
            lambda: generalized_entropy([0, 1], alpha=-1),
            "income: 1 row of 2 is not above 0 (row 0).\n"
            "Logarithms and powers need more: pass floor= to lift such incomes, or weight 0.",
        ),
        (
            lambda: atkinson([0, 1], epsilon=1),
            "income: 1 row of 2 is not above 0 (row 0).\n"
            "Logarithms and powers need more: pass floor= to lift such incomes, or weight 0.",
        ),
        (
            lambda: atkinson([1, 2], epsilon=-0.5),
            "epsilon=-0.5 cannot be used: aversion to inequality is 0 or more.",
        ),
        (
            lambda: quantile([1, 2], p=50),
            "p=50.0 is not a share of the population; it must lie between 0 and 1.",
        ),
        (
            lambda: quantile([1, 2], p=-0.5),
            "p=-0.5 is not a share of the population; it must lie between 0 and 1.",
        ),
        (
            lambda: lorenz([1, 2], p=[0.5, 1.5]),
            "p=[0.5, 1.5] is not a share of the population; it must lie between 0 and 1.",
        ),
    ],
)
def test_what_has_no_meaning_is_refused(call, text):
    with pytest.raises(MeasureError) as caught:
        call()
    assert str(caught.value) == text


def test_every_inequality_measure_is_exported():
    assert set(inequality.__all__) >= {
        "gini",
        "theil",
        "mld",
        "atkinson",
        "lorenz",
        "s80s20",
        "palma",
        "hoover",
    }
