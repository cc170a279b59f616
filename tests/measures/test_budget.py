"""Money is exact in fen and the same in any order; families count once; nothing is divided by nobody."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidkit.errors import MeasureError
from aidkit.measures.budget import budget, cost_per_person_lifted, exact_fen, lifted_out, to_fen, total_yuan

pytestmark = pytest.mark.filterwarnings("error")  # a number comes without a warning

YUAN = st.decimals(-100_000, 100_000, places=3, allow_nan=False, allow_infinity=False)


@given(st.lists(YUAN, max_size=40), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_fen_are_those_of_decimal_arithmetic_in_any_order(amounts, random):
    exact = sum(int((yuan * 100).quantize(Decimal(1), ROUND_HALF_UP)) for yuan in amounts)
    floats = [float(yuan) for yuan in amounts]
    assert exact_fen(floats) == exact
    random.shuffle(floats)
    assert exact_fen(floats) == exact
    assert exact_fen(floats, weight=[3] * len(floats)) == 3 * exact


@given(
    st.lists(st.tuples(st.floats(0, 1e6), st.floats(0.01, 1e4)), max_size=40),
    st.randoms(use_true_random=False),
)
@settings(deadline=None)
def test_weighted_totals_are_the_same_to_the_last_bit_in_any_order(rows, random):
    amounts, weights = [a for a, _ in rows], [w for _, w in rows]
    fen, yuan = exact_fen(amounts, weights), total_yuan(amounts, weights)
    random.shuffle(rows)
    amounts, weights = [a for a, _ in rows], [w for _, w in rows]
    assert exact_fen(amounts, weights) == fen
    assert total_yuan(amounts, weights) == yuan
    assert fen == pytest.approx(100 * yuan, abs=1 + 0.6 * sum(weights))  # half a fen a row at most


def test_a_sum_of_rounded_noise_is_rounded_as_written():
    assert 0.285 * 100 < 28.5  # the nearest double lies below
    assert to_fen([0.285, 1.005, 2.675, 0.2849989]).tolist() == [29, 101, 268, 28]


def test_totals_beyond_64_bits_stay_exact():
    assert exact_fen([8e13] * 3000) == 3000 * 8 * 10**15
    assert exact_fen([8e13], weight=[1e9]) == 8 * 10**24


def test_the_largest_amount_is_ninety_trillion_yuan():
    assert to_fen([9e13, -9e13]).tolist() == [9 * 10**15, -9 * 10**15]
    with pytest.raises(MeasureError, match=r"^amount: 90,000,000,000,001 yuan is too large"):
        to_fen([9e13 + 1])


def test_weights_that_are_no_whole_numbers_round_once_more():
    assert exact_fen([0.01, 0.01], weight=[0.25, 0.25]) == 1  # half a fen, up
    assert exact_fen([0.01], weight=[0.25]) == 0


def test_a_row_of_weight_zero_costs_nothing_whatever_it_holds():
    assert exact_fen([1, math.nan], weight=[1, 0]) == 100
    assert exact_fen([]) == 0
    assert total_yuan([]) == 0


def test_a_budget_by_scheme_and_place():
    scheme = ["dibao", "dibao", "edge", "dibao"]
    place = pd.Categorical(["b", "a", "a", "b"])
    found = budget([1200, 0, 600.5, 1300], by=[scheme, place], members=[3, 2, 1, 4], weight=[1, 5, 2, 1])
    assert [column.tolist() for column in found.groups] == [["dibao", "dibao", "edge"], ["a", "b", "a"]]
    assert found.fen == (0, 250_000, 120_100)
    assert found.yuan.tolist() == [0, 2500, 1201]
    assert found.families.tolist() == [0, 2, 2]
    assert found.persons.tolist() == [0, 7, 2]
    assert found.cost_per_family[1:].tolist() == [1250, 600.5]
    assert math.isnan(found.cost_per_family[0])
    assert math.isnan(found.cost_per_person[0])


def test_a_family_with_two_paid_persons_counts_once():
    found = budget([100, 200, 0, 50], family=[7, 7, 8, 9], weight=[2, 2, 1, 1])
    assert found.groups == ()
    assert (found.families.tolist(), found.persons.tolist()) == ([3], [5])
    assert found.fen == (65_000,)


def test_a_person_of_weight_zero_is_left_out_of_the_family():
    found = budget([100, math.nan, 50], family=[7, 7, 8], weight=[2, 0, 1])
    assert (found.fen, found.families.tolist(), found.persons.tolist()) == ((25_000,), [3], [3])


def test_fen_become_yuan_with_their_fen():
    found = budget([12.34, 0.5], members=[2, 3])
    assert (found.fen, found.yuan.tolist()) == ((1284,), [12.84])
    assert (found.cost_per_family.tolist(), found.cost_per_person.tolist()) == ([6.42], [12.84 / 5])


def test_groups_add_up_to_the_whole():
    rng = np.random.default_rng(5)
    amount, members, place = rng.uniform(0, 9000, 500), rng.integers(1, 6, 500), rng.integers(0, 9, 500)
    parts, whole = budget(amount, members=members, by=[place]), budget(amount, members=members)
    assert sum(parts.fen) == whole.fen[0] == exact_fen(amount)
    assert parts.persons.sum() == whole.persons[0]


def test_an_empty_budget_is_zero():
    found = budget([], members=[])
    assert (found.fen, found.families.tolist()) == ((0,), [0])


def test_lifted_out_is_net_and_its_cost_needs_somebody():
    assert lifted_out([5, 8, 20], [9, 12, 9], 10, weight=[1, 3, 2]) == 1
    assert lifted_out([5, 10], [10, 20], 10) == 1  # on the line is not poor
    assert cost_per_person_lifted([4, 4], [5, 8], [9, 12], 10, weight=[1, 3]) == 16 / 3
    assert math.isnan(cost_per_person_lifted([4], [5], [9], 10))


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda: budget([1]),
            "Pass members= where rows are families, or family= where rows are persons.\nNeither was given.",
        ),
        (
            lambda: budget([1], members=[1], family=[1]),
            "Pass members= where rows are families, or family= where rows are persons.\nBoth were given.",
        ),
        (
            lambda: budget([1, 2], family=[7, 7], weight=[1, 2]),
            "weight: the persons of 1 family differ in weight: 7.\nAll members of a family share its weight.",
        ),
        (
            lambda: budget([1, 2, 3, 4], family=[7, 7, 8, 8], weight=[2, 1, 1, 2]),
            "weight: the persons of 2 families differ in weight: 7, 8.\nAll members of a family share its weight.",
        ),
        (
            lambda: budget([1, 2], members=[1, 1], by=[["a"]]),
            "by[0] has shape (1,); it must hold one code for each of 2 rows.",
        ),
        (
            lambda: budget([1, 2], members=[1, 1], by=[["a", None]]),
            "by[0]: 1 row without a code (row 1).",
        ),
        (
            lambda: budget([1, 2], members=[1, 1], by=[[math.nan, 1]]),
            "by[0]: 1 row without a code (row 0).",
        ),
        (
            lambda: exact_fen([1, -1e15]),
            "amount: 1,000,000,000,000,000 yuan is too large to be counted in single fen.",
        ),
        (
            lambda: exact_fen([1, math.inf]),
            "amount: 1 row of 2 is not a finite number (row 1).\n"
            "Fill these rows or leave them out (weight 0); nothing is dropped unasked.",
        ),
    ],
)
def test_what_cannot_be_added_up_is_refused(call, text):
    with pytest.raises(MeasureError) as caught:
        call()
    assert str(caught.value) == text


def test_money_taken_back_is_paid_too():
    assert budget([-5, 10, 0], members=[1, 2, 1]).families.tolist() == [2]
