"""What measures of targeting refuse, in whole texts."""

from __future__ import annotations

import numpy as np
import pytest

from aidkit.errors import MeasureError
from aidkit.measures.targeting import (
    cgh,
    classify,
    distributional_characteristic,
    incidence,
    marginal_contribution,
    shapley_contribution,
    targeting,
)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (
            lambda: targeting([1, 2], [-1, 0], 10),
            "benefit: 1 row of 2 is negative (row 0).\n"
            "A benefit adds to income; pass a tax as income to compare with, not as benefit.",
        ),
        (
            lambda: targeting([1, 2], [1, 0], 10, eligible=[0.5, 1]),
            "eligible: 1 row of 2 is neither 0 nor 1 (row 0).\nSay of each row whether it is entitled: True or False.",
        ),
        (
            lambda: classify([0.3, 1], [1, 0]),
            "target: 1 row of 2 is neither 0 nor 1 (row 0).\nSay of each row whether it is meant: True or False.",
        ),
        (
            lambda: classify([0, 1], [-1, 2]),
            "recipient: 2 rows of 2 are neither 0 nor 1 (row 0, 1).\n"
            "Say of each row whether it receives: True or False.",
        ),
        (
            lambda: targeting([1, 2], ["x", 0], 10),
            "benefit cannot be read as numbers; it begins x, 0.",
        ),
        (
            lambda: targeting([1, 2], [np.nan, 0], 10),
            "benefit: 1 row of 2 is not a finite number (row 0).\n"
            "Fill these rows or leave them out (weight 0); nothing is dropped unasked.",
        ),
        (
            lambda: distributional_characteristic([0, 5], [1, 1], 10, epsilon=1),
            "income: 1 row of 2 is not above 0 (row 0).\n"
            "Logarithms and powers need more: pass floor= to lift such incomes, or weight 0.",
        ),
        (
            lambda: distributional_characteristic([1, 5], [1, 1], 10, epsilon=-1),
            "epsilon=-1 cannot be used: aversion to inequality is 0 or more.",
        ),
        (
            lambda: cgh([1, 2], [1, 0], q=0),
            "q=0 cannot be used: the index is a share of benefits over a share of people.",
        ),
        (
            lambda: cgh([1, 2], [1, 0], rank_by="later"),
            "rank_by='later' cannot be used: rank by income 'before' or 'after' the benefit.",
        ),
        (
            lambda: incidence([1, 2], [1, 0], groups=2.5),
            "groups=2.5 cannot be used: pass a whole number of groups, 1 or more.",
        ),
        (
            lambda: incidence([1, 2], [1, 0], groups=0),
            "groups=0 cannot be used: pass a whole number of groups, 1 or more.",
        ),
        (
            lambda: marginal_contribution([1, 2], [1, 0], 10, alpha=0),
            "benefits has shape (2,), income (2,); one row per programme is expected.",
        ),
        (
            lambda: marginal_contribution([1, 2], [[1, 0, 0]], 10, alpha=0),
            "benefits has shape (1, 3), income (2,); one row per programme is expected.",
        ),
        (
            lambda: marginal_contribution([[1, 2]], [[1, 2]], 10, alpha=0),
            "benefits has shape (1, 2), income (1, 2); one row per programme is expected.",
        ),
        (
            lambda: marginal_contribution([[1, 2]], [[[1, 2]]], 10, alpha=0),
            "benefits has shape (1, 1, 2), income (1, 2); one row per programme is expected.",
        ),
        (
            lambda: marginal_contribution(1, [1], 10, alpha=0),
            "benefits has shape (1,), income (); one row per programme is expected.",
        ),
        (
            lambda: shapley_contribution([1], [[1]] * 13, 10, alpha=0),
            "13 programmes have too many orders; group them into 12.",
        ),
    ],
)
def test_what_cannot_be_measured_is_refused(call, text):
    with pytest.raises(MeasureError) as caught:
        call()
    assert str(caught.value) == text
