"""Sensitivity: ends and draws equal separate runs, samples are stratified, nothing moves what cannot."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import spearmanr

import aidkit
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.latin_hypercube import latin_hypercube
from aidkit.whatif.rank_correlation import rank_correlation
from aidkit.whatif.sensitivity import Sensitivity, sensitivity
from tests.oracle.population_generator import random_population

FIGURES = ("annual_cost", "missed_persons", "exclusion_error")
SAME = 1e-9  # relative: totals of the same families, added up in another order


@pytest.fixture(scope="module")
def population() -> Population:
    households, persons = random_population(300, seed=3)
    modest = {"financial_assets": households["financial_assets"] / 8, "vehicles": 0}
    return Population(households=households.assign(**modest), persons=persons, source="random households")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return aidkit.load_policy("jinjiang")


@pytest.fixture(scope="module")
def single(population: Population, policy: Policy) -> Sensitivity:
    return sensitivity(population, policy, figures=FIGURES)


@pytest.fixture(scope="module")
def joint(population: Population, policy: Policy) -> Sensitivity:
    return sensitivity(population, policy, figures=FIGURES, method="jointly", samples=16, seed=5)


def run(population: Population, policy: Policy) -> dict[str, float]:
    """Return the figures by the plain pass, added up here."""
    result = aidkit.simulate(population, policy, ["entitled_scheme", "coverage", "annual_support"])
    of_person = population.weight[population.household_of]
    due = of_person[~result.persons["entitled_scheme"].isin(["none", "edge"])].sum()
    missed = of_person[result.persons["coverage"] == "missed"].sum()
    cost = population.weight @ result.households["annual_support"]
    return {"annual_cost": cost, "missed_persons": missed, "exclusion_error": missed / due}


def test_every_end_equals_a_run_of_its_own(single: Sensitivity, population: Population, policy: Policy) -> None:
    for row in single.table.drop_duplicates("path").to_dict("records"):
        for end in ("lowest", "highest"):
            same = row[end] == row["value"]
            figures = run(population, policy if same else policy.reform({row["path"]: row[end]}))
            of_path = single.table[single.table["path"] == row["path"]]
            expected = [figures[name] for name in of_path["figure"]]
            np.testing.assert_allclose(of_path[f"at_{end}"].astype(float), expected, rtol=SAME)


def test_the_swing_reaches_from_the_least_to_the_most(single: Sensitivity) -> None:
    today = single.intervals.set_index("figure")["today"]
    table = single.table.assign(today=single.table["figure"].map(today))
    ends = table[["at_lowest", "at_highest", "today"]]
    pd.testing.assert_series_equal(table["swing"], ends.max(axis=1) - ends.min(axis=1), check_names=False)
    for figure in FIGURES:
        of_figure = single.table[single.table["figure"] == figure]
        assert of_figure["swing"].is_monotonic_decreasing
        reached = single.intervals.set_index("figure").loc[figure]
        assert reached["high"] == max(reached["today"], *of_figure["at_lowest"], *of_figure["at_highest"])
        assert reached["low"] == min(reached["today"], *of_figure["at_lowest"], *of_figure["at_highest"])


def test_every_assumption_is_varied_or_left_out_with_a_reason(single: Sensitivity, policy: Policy) -> None:
    table = policy.provenance()
    assumed = set(table.loc[table["status"] == "assumed", "path"])
    varied, left = set(single.table["path"]), set(single.left_out["path"])
    assert varied | left == assumed
    assert not varied & left
    assert single.left_out["reason"].str.len().min() > 0
    assert single.table["source"].str.len().min() > 0


def test_a_figure_shows_only_what_it_rests_on(population: Population, policy: Policy) -> None:
    found = sensitivity(population, policy, figures="missed_persons")
    assert "medical.ratio.edge" not in set(found.table["path"])
    left = found.left_out.set_index("path")["reason"]
    assert left["medical.ratio.edge"] == "without influence: no figure asked for rests on it"
    assert left["rigid.annual_cap"] == "no range is given for it"  # null: no cap


def test_what_a_reform_set_is_not_varied(population: Population, policy: Policy) -> None:
    found = sensitivity(population, policy.reform({"relief.line_multiple": 1.5}, name="wider hardship"))
    assert "relief.line_multiple" not in set(found.table["path"])
    left = found.left_out.set_index("path")
    assert left.loc["relief.line_multiple", "reason"] == "set by the reform, so its range is not varied"
    assert left.loc["relief.line_multiple", "value"] == 1.5


def test_every_draw_equals_a_run_of_its_own(joint: Sensitivity, population: Population, policy: Policy) -> None:
    paths = [name for name in joint.draws if name not in FIGURES]
    for draw in joint.draws.head(4).to_dict("records"):
        found = run(population, policy.reform({path: draw[path] for path in paths}))
        np.testing.assert_allclose([draw[name] for name in FIGURES], [found[name] for name in FIGURES], rtol=SAME)


def test_draws_cover_each_range_evenly(joint: Sensitivity, policy: Policy) -> None:
    for path in (name for name in joint.draws if name not in FIGURES):
        entry, drawn = policy.entry(path), joint.draws[path]
        if entry.low is None:
            assert drawn.value_counts().tolist() == [8, 8]  # half of each of two options
        elif entry.unit in ("dwellings", "vehicles", "years", "months"):
            options = np.arange(entry.low, entry.high + 1)
            times = [(drawn == option).sum() for option in options]
            assert sum(times) == 16  # whole ones only
            assert max(times) - min(times) <= 2  # a slice may lie across two of them at either end
        else:
            shares = (drawn.astype(float) - entry.low) / (entry.high - entry.low)
            assert sorted(np.floor(16 * shares)) == list(range(16))


def test_the_same_seed_draws_the_same(joint: Sensitivity, population: Population, policy: Policy) -> None:
    again = sensitivity(population, policy, figures=FIGURES, method="jointly", samples=16, seed=5)
    other = sensitivity(population, policy, figures=FIGURES, method="jointly", samples=16, seed=6)
    pd.testing.assert_frame_equal(joint.draws, again.draws)
    assert not joint.draws.equals(other.draws)


def test_the_interval_holds_its_share_of_the_draws(joint: Sensitivity) -> None:
    half = joint.interval(0.5).set_index("figure")
    for figure in FIGURES:
        assert joint.draws[figure].between(half.loc[figure, "low"], half.loc[figure, "high"]).mean() == 0.5
        assert half.loc[figure, "median"] == joint.draws[figure].median()
    pd.testing.assert_frame_equal(joint.interval(), joint.intervals)


def test_rank_correlations_are_those_of_the_draws(joint: Sensitivity) -> None:
    row = joint.table[joint.table["path"] == "dibao.standard.rural"].iloc[0]
    expected = spearmanr(joint.draws["dibao.standard.rural"], joint.draws[row["figure"]]).statistic
    assert row["rank_correlation"] == pytest.approx(expected)
    for figure in FIGURES:
        strength = joint.table.loc[joint.table["figure"] == figure, "rank_correlation"].abs().fillna(0)
        assert strength.is_monotonic_decreasing


@given(st.integers(1, 40), st.integers(0, 6), st.integers(0, 2**32))
def test_a_latin_hypercube_meets_every_slice_once(samples: int, dimensions: int, seed: int) -> None:
    points = latin_hypercube(samples, dimensions, seed)
    assert points.shape == (samples, dimensions)
    assert ((points >= 0) & (points < 1)).all()
    for column in points.T:
        assert sorted(np.floor(column * samples)) == list(range(samples))


@given(st.lists(st.tuples(st.integers(-3, 3), st.floats(-9, 9)), min_size=2, max_size=30))
def test_rank_correlation_equals_scipys(pairs: list[tuple[int, float]]) -> None:
    first, second = (np.array(column, dtype=float) for column in zip(*pairs, strict=True))
    mine = rank_correlation(first, second)
    if len(set(first)) == 1 or len(set(second)) == 1:
        assert np.isnan(mine)
    else:
        assert mine == pytest.approx(spearmanr(first, second).statistic, abs=1e-12)
