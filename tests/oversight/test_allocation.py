"""Visits by Neyman's rule: no other whole-number allocation does better."""

import itertools
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidkit.oversight import allocate_visits
from aidkit.oversight.errors import OversightError


def strata(*pairs):
    return pd.DataFrame(list(pairs), columns=["cases", "error_rate"], index=[f"town {at}" for at in range(len(pairs))])


def variance(visits, table):
    total = 0.0
    for n, count, rate in zip(visits, table["cases"], table["error_rate"], strict=True):
        spread = rate * (1 - rate) * count / (count - 1) if count > 1 else 0.0
        total += count**2 * spread * (1 / n - 1 / count) if spread else 0.0
    return total


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 12), st.floats(0.01, 0.99)), min_size=1, max_size=3),
    st.integers(0, 40),
)
def test_no_other_allocation_does_better(pairs, more):
    table = strata(*pairs)
    budget = len(pairs) + more
    found = allocate_visits(table, budget, at_least=1).table["visits"].tolist()
    assert sum(found) == min(budget, int(table["cases"].sum()))
    others = itertools.product(*(range(1, count + 1) for count in table["cases"]))
    best = min(variance(other, table) for other in others if sum(other) <= budget)
    assert variance(found, table) <= best * (1 + 1e-9) + 1e-12


def test_more_visits_than_cases_is_all():
    found = allocate_visits(strata((3, 0.2), (4, 0.1)), 100)
    assert found.table["visits"].tolist() == [3, 4]
    assert found.standard_error == 0.0


def test_certain_strata_get_their_minimum_only():
    found = allocate_visits(strata((50, 0.0), (50, 0.3)), 20)
    assert found.table["visits"].tolist() == [2, 18]


def test_a_stratum_without_visits_leaves_the_error_unknown():
    found = allocate_visits(strata((50, 0.2), (50, 0.2)), 1, at_least=0)
    assert math.isnan(found.standard_error)


def test_proportional_visits_are_shown_beside():
    found = allocate_visits(strata((100, 0.5), (100, 0.1)), 40)
    assert found.table["proportional"].tolist() == [20, 20]
    assert found.standard_error < found.standard_error_proportional
    assert str(found) == (
        "40 visits in 2 strata: standard error of the error rate 5.641%, with proportional visits 5.860%"
    )


@pytest.mark.parametrize(
    ("table", "budget", "said"),
    [
        (strata((10, 0.1), (10, 0.1)), 3, "budget=3 is below the 4 visits that 2 in every stratum take.\nGive more visits, or lower at_least."),
        (strata((10, 0.1)).drop(columns="error_rate"), 3, "The strata have no column error_rate.\nNeeded: cases, error_rate."),
        (strata((2.5, 0.1), (10, 1.5)), 3, "The strata cannot be used.\n  cases: 2.5 in town 0; allowed are whole numbers, 0 or more.\n"
         "  error_rate: 1.5 in town 1; allowed are shares from 0 to 1."),
        (strata((10, math.nan)), 3, "The strata cannot be used.\n  error_rate: nan in town 0; allowed are shares from 0 to 1."),
    ],
)  # fmt: skip
def test_messages(table, budget, said):
    with pytest.raises(OversightError) as raised:
        allocate_visits(table, budget)
    assert str(raised.value) == said
