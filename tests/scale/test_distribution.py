"""Measures of a distribution kept in bins: the true one lies within the bounds they give."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import aidkit
import aidkit.scale
from aidkit.engine.whole_numbers import BINS, MEMBERS, add_bins
from aidkit.errors import OutputError
from aidkit.measures.inequality import gini
from aidkit.measures.poverty import fgt
from aidkit.measures.quantiles import quantile
from aidkit.population import Population
from aidkit.scale.distribution import edges, gini_bounds, quantile_bounds
from tests.oracle.population_generator import random_population

FEN_ROUNDED = 1e-6  # amounts are kept to the fen

yuan = st.integers(0, 3_000_000).map(lambda fen: fen / 100) | st.floats(20_000, 1e7).map(lambda y: round(y, 2))


def binned(incomes: list[float], heads: list[int]) -> tuple[np.ndarray, np.ndarray]:
    people, amounts = np.zeros(BINS, np.int64), np.zeros(BINS, np.int64)
    ones = np.ones(len(incomes))
    add_bins(np.array(incomes), np.array(heads), len(incomes), ones, 0, people, amounts)
    return people, amounts


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(yuan, st.integers(1, 8)), min_size=2, max_size=30), st.floats(0.01, 1.0))
def test_the_true_measures_lie_within_their_bounds(families: list[tuple[float, int]], p: float) -> None:
    incomes, heads = [list(column) for column in zip(*families, strict=True)]
    people, amounts = binned(incomes, heads)
    assert people.sum() == sum(heads) * MEMBERS
    at = quantile_bounds(people, p)
    assert at.low <= quantile(incomes, weight=heads, p=p) <= at.high
    if sum(incomes) > 0:
        bounds = gini_bounds(people, amounts)
        assert bounds.low - FEN_ROUNDED <= gini(incomes, weight=heads) <= bounds.high + FEN_ROUNDED


def test_bounds_are_reached() -> None:
    assert gini_bounds(*binned([10.5, 10.5], [1, 1])).low == 0.0
    half_at_each_end = gini_bounds(*binned([10.0, 10.99], [1, 1]))
    assert half_at_each_end.high == pytest.approx(gini([10.0, 11.0]), rel=0.02)


def test_bins_follow_one_another() -> None:
    begin, end = edges()
    assert len(begin) == len(end) == BINS
    assert (begin[1:] == end[:-1]).all()
    assert (begin < end).all()


def test_poverty_and_shares_are_those_of_the_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AIDKIT_NOJIT", "1")  # everything there is to add up, as plain Python: nothing to compile
    households, persons = random_population(120, 8)
    population = Population(households.assign(weight=1.0 + np.arange(120) % 3 / 3), persons)
    policy = aidkit.load_policy("jinjiang")
    totals, result = aidkit.scale.totals(population, policy), aidkit.simulate(population, policy)
    heads = population.weight * result.values("family_size")
    for when in ("before", "after"):
        income = result.values(f"income_{when}")
        for alpha in (0, 1, 2):
            expected = fgt(income, result.values("dibao_standard"), weight=heads, alpha=alpha)
            assert totals.poverty.loc["baseline", f"fgt{alpha}_{when}"] == pytest.approx(expected, abs=1e-5)
        low, high = totals.gini(f"income_{when}")
        assert low - 1e-6 <= gini(income, weight=heads) <= high + 1e-6
        bounds = totals.quantile(0.5, f"income_{when}")
        assert bounds.low <= quantile(income, weight=heads, p=0.5) <= bounds.high
    schemes = totals.by_category("entitled_scheme")
    expected = result.summary().schemes["persons"]
    assert schemes.drop("none").sort_index().to_list() == pytest.approx(
        expected.loc[schemes.drop("none").index].sort_index().to_list()
    )
    with pytest.raises(OutputError, match="no share of the population"):
        totals.quantile(50)
