"""Poverty indices at their edges: on the line, nobody poor, everybody poor, negative incomes, nothing to count."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from aidkit.errors import MeasureError
from aidkit.measures.poverty import fgt, relative_line, relative_median_gap, sen, sst, watts

pytestmark = pytest.mark.filterwarnings("error")  # a number comes without a warning

EXACT = 1e-12  # sums of a handful of doubles

WORLD_BANK = [6, 8, 11, 15, 21, 25, 30, 40, 50, 100]  # Revisiting Targeting (2022), ch. 7; line 20


@pytest.mark.parametrize(("alpha", "expected"), [(0, 4 / 10), (1, 1 / 5), (2, (14**2 + 12**2 + 9**2 + 5**2) / 4000)])
def test_fgt_of_the_world_banks_ten_persons(alpha, expected):
    assert fgt(WORLD_BANK, 20, alpha=alpha) == pytest.approx(expected, abs=EXACT)


def test_an_income_on_the_line_is_not_poor():
    assert fgt([10, 9.99, 20], 10, alpha=0) == pytest.approx(1 / 3, abs=EXACT)


def test_an_income_lifted_to_the_line_is_not_poor_however_it_was_summed():
    assert 0.1 + (0.2 + 0.3) < 0.1 + 0.2 + 0.3
    assert fgt([0.1 + (0.2 + 0.3)], 0.1 + 0.2 + 0.3, alpha=0) == 0
    assert fgt([0.7 - 1e-6], 0.7, alpha=0) == 1  # a real millionth is still poor


def test_each_row_may_have_its_own_line():
    assert fgt([500, 500], [400, 1000], alpha=1) == pytest.approx(0.25, abs=EXACT)


def test_lines_that_differ_are_ranked_by_relative_income():
    assert sst([50, 300], [100, 400]) == pytest.approx(sst([2, 3], 4), abs=EXACT)
    assert sen([50, 300], [100, 400]) == pytest.approx(sen([2, 3], 4), abs=EXACT)


def test_a_negative_income_has_a_gap_above_the_line_unless_floored():
    assert fgt([-10, 30], 10, alpha=1) == pytest.approx(1, abs=EXACT)  # half of a gap ratio of 2
    assert fgt([-10, 30], 10, alpha=1, floor=0) == pytest.approx(0.5, abs=EXACT)


@pytest.mark.parametrize("index", [sen, sst, watts, lambda y, z: fgt(y, z, alpha=1)])
def test_where_nobody_is_poor_poverty_is_zero(index):
    assert index([11, 12], 10) == 0


def test_sen_is_the_headcount_where_the_poor_have_nothing():
    assert sen([0, 0, 20, 20], 10) == pytest.approx(0.5, abs=EXACT)


def test_one_poor_unit_alone():
    assert sen([4], 10) == pytest.approx(0.6, abs=EXACT)
    assert sst([4], 10) == pytest.approx(0.6, abs=EXACT)
    assert watts([5], 10) == pytest.approx(math.log(2), abs=EXACT)


@pytest.mark.parametrize("weight", [[], [0, 0]])
def test_without_anybody_there_is_no_number(weight):
    income = [5] * len(weight)
    values = [fgt(income, 10, weight=weight, alpha=0), sen(income, 10, weight=weight)]
    values += [sst(income, 10, weight=weight), watts(income, 10, weight=weight)]
    values += [relative_line(income, weight=weight), relative_median_gap(income, 10, weight=weight)]
    assert np.isnan(values).all()


def test_the_relative_line_is_a_share_of_an_income_somebody_has():
    assert relative_line([10, 20, 30, 40]) == pytest.approx(12, abs=EXACT)  # median 20
    assert relative_line([10, 20, 30, 40], weight=[1, 1, 1, 2], share=0.5) == pytest.approx(15, abs=EXACT)


def test_the_relative_median_gap_needs_poor():
    assert relative_median_gap([4, 6, 30], 10) == pytest.approx(0.6, abs=EXACT)
    assert math.isnan(relative_median_gap([30], 10))
    assert relative_median_gap([5, 10, 10], 10) == 0.5  # on the line is not poor


def test_series_are_read_by_position():
    income = pd.Series([5.0, 20.0], index=["b", "a"])
    assert fgt(income, 10, weight=pd.Series([3, 1], index=["a", "b"]), alpha=0) == 0.75


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda: fgt([1, np.nan, 3, np.inf], 2, alpha=0),
            "income: 2 rows of 4 are not finite numbers (row 1, 3).\n"
            "Fill these rows or leave them out (weight 0); nothing is dropped unasked.",
        ),
        (
            lambda: fgt([1, 2], 2, weight=[1, -1], alpha=0),
            "weight: 1 row of 2 is negative (row 1).\n"
            "Give each row the number of units it stands for, 0 to leave it out.",
        ),
        (
            lambda: fgt([1, 2], [2, 0], alpha=0),
            "line: 1 row of 2 is not above 0 (row 1).\n"
            "A poverty line is an income above 0, in the unit of the incomes.",
        ),
        (
            lambda: watts([0, 5, -1, 3, 0, 0, -2, 0], 4),
            "income: 6 rows of 8 are not above 0 (row 0, 2, 4, 5, 6 and 1 more).\n"
            "Logarithms and powers need more: pass floor= to lift such incomes, or weight 0.",
        ),
        (
            lambda: fgt([1, 2], [2, 2, 2], alpha=0),
            "line has shape (3,), income has (2,).\nPass as many values as there are rows, or one number for all rows.",
        ),
        (
            lambda: fgt(5, 10, alpha=0),
            "income has shape (); it must hold one number for each row, shape (n,).",
        ),
        (
            lambda: fgt([[1, 2]], 10, alpha=0),
            "income has shape (1, 2); it must hold one number for each row, shape (n,).",
        ),
        (lambda: fgt(["a", "b"], 10, alpha=0), "income cannot be read as numbers; it begins a, b."),
        (
            lambda: fgt([1], 2, alpha=-1),
            "alpha=-1 cannot be used: 0 is the headcount, 1 the gap, 2 the squared gap.",
        ),
        (
            lambda: relative_line([1], share=-0.6),
            "share=-0.6 cannot be used: a relative line is a share of the median above 0.",
        ),
        (
            lambda: relative_line([1], share=0),
            "share=0 cannot be used: a relative line is a share of the median above 0.",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(call, text):
    with pytest.raises(MeasureError) as caught:
        call()
    assert str(caught.value) == text


def test_a_row_of_weight_zero_may_hold_anything():
    assert fgt([1, np.nan, 5], [2, np.nan, 2], weight=[1, 0, 1], alpha=0) == 0.5
