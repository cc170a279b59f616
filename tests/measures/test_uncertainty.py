"""Replicate weights respect the design, intervals cover, reforms are paired, lonely clusters are reported."""

from __future__ import annotations

import math

import numpy as np
import pytest

from aidkit.errors import MeasureError
from aidkit.measures.poverty import fgt, relative_line
from aidkit.measures.uncertainty import (
    Design,
    Estimate,
    difference,
    interval,
    recalibrated,
    replicate_weights,
    standard_error,
    t_quantile,
)

pytestmark = pytest.mark.filterwarnings("error")  # a number comes without a warning

EXACT = 1e-12


def sample(seed: int = 2) -> tuple[np.ndarray, np.ndarray, Design]:
    """Incomes, weights and design: 3 strata of 4 clusters of 10 units, clusters alike inside."""
    rng = np.random.default_rng(seed)
    strata = np.repeat([1, 2, 3], 40)
    psu = np.tile(np.repeat([1, 2, 3, 4], 10), 3)
    cluster_level = np.repeat(rng.normal(0, 0.5, 12), 10)
    income = np.exp(6 + 0.2 * strata + cluster_level + rng.normal(0, 0.5, 120))
    return income, rng.uniform(1, 5, 120), Design(strata, psu)


def test_every_replicate_keeps_whole_clusters_and_redraws_all_but_one():
    _, weight, design = sample()
    factor = replicate_weights(weight, design, replicates=40, seed=9) / weight[:, None]
    by_cluster = factor.reshape(12, 10, 40)
    np.testing.assert_allclose(by_cluster, by_cluster[:, :1].repeat(10, axis=1), rtol=EXACT)
    drawn = by_cluster[:, 0].reshape(3, 4, 40) * 3 / 4  # times n / (n - 1), n = 4
    np.testing.assert_allclose(drawn, drawn.round(), atol=1e-9)
    np.testing.assert_allclose(drawn.sum(axis=1), 3, atol=1e-9)


def test_the_same_seed_draws_the_same_clusters_in_any_order_of_rows():
    _, weight, design = sample()
    drawn = replicate_weights(weight, design, replicates=20, seed=4)
    order = np.random.default_rng(0).permutation(weight.size)
    shuffled = Design(np.asarray(design.strata)[order], np.asarray(design.psu)[order])
    np.testing.assert_array_equal(replicate_weights(weight[order], shuffled, replicates=20, seed=4), drawn[order])
    assert (replicate_weights(weight, design, replicates=20, seed=5) != drawn).any()


def test_five_hundred_replicates_of_the_first_seed_unless_asked():
    _, weight, design = sample()
    drawn = replicate_weights(weight, design)
    assert drawn.shape == (120, 500)
    np.testing.assert_array_equal(drawn, replicate_weights(weight, design, replicates=500, seed=1))
    assert replicate_weights(weight, design, replicates=2).shape == (120, 2)


def test_the_variance_of_a_total_is_that_of_the_textbook():
    """With replacement: sum over strata of n / (n - 1) times the squared deviations of cluster totals."""
    income, weight, design = sample()
    totals = (weight * income).reshape(3, 4, 10).sum(axis=2)
    textbook = math.sqrt((4 / 3 * (totals - totals.mean(axis=1, keepdims=True)) ** 2).sum())
    drawn = replicate_weights(weight, design, replicates=4000, seed=3)
    assert standard_error(lambda w: float(w @ income), weight, drawn) == pytest.approx(textbook, rel=0.05)


def test_what_cannot_vary_has_no_error():
    _, weight, design = sample()
    found = interval(lambda w: 3.0, weight, replicate_weights(weight, design, 10), design)
    assert found == Estimate(3.0, 0.0, 3.0, 3.0, 0.95, 9, 10, 0)


def test_an_interval_is_t_standard_errors_wide():
    income, weight, design = sample()
    drawn = replicate_weights(weight, design, 100)

    def poor(w):
        return fgt(income, relative_line(income, weight=w), weight=w, alpha=0)

    found = interval(poor, weight, drawn, design, level=0.9)
    half = t_quantile(0.9, 12 - 3) * standard_error(poor, weight, drawn)
    assert (found.low, found.high) == pytest.approx((found.value - half, found.value + half), abs=EXACT)


def test_a_line_that_depends_on_the_sample_is_drawn_anew():
    income, weight, design = sample()
    drawn = replicate_weights(weight, design, 200)
    fixed = relative_line(income, weight=weight)
    moving = standard_error(lambda w: fgt(income, relative_line(income, weight=w), weight=w, alpha=0), weight, drawn)
    assert moving != standard_error(lambda w: fgt(income, fixed, weight=w, alpha=0), weight, drawn)


def test_a_reform_is_compared_on_the_same_replicates():
    income, weight, design = sample()
    drawn = replicate_weights(weight, design, 300)

    def before(w):
        return fgt(income, 500, weight=w, alpha=1)

    def after(w):
        return fgt(income + 20, 500, weight=w, alpha=1)

    paired = difference(before, after, weight, drawn, design)
    assert paired.value == pytest.approx(after(weight) - before(weight), abs=EXACT)
    apart = math.hypot(standard_error(before, weight, drawn), standard_error(after, weight, drawn))
    assert paired.standard_error < apart / 4


def test_a_statistic_undefined_with_some_replicate_has_no_interval():
    design = Design([1, 1], ["a", "b"])
    found = interval(lambda w: w[0] / w[0] if w[0] else math.nan, [1, 1], np.array([[2, 0], [0, 2.0]]), design)
    assert (found.value, found.undefined) == (1, 1)
    assert np.isnan([found.standard_error, found.low, found.high]).all()


def test_calibration_is_repeated_in_every_replicate():
    income, weight, design = sample()
    indicators = np.column_stack([np.ones(income.size), income > 500])
    targets = weight @ indicators * [1.1, 1.2]
    drawn = replicate_weights(weight, design, 25)
    done = recalibrated(drawn, indicators, targets, names=["all", "above 500"])
    np.testing.assert_allclose(indicators.T @ done, np.tile(targets[:, None], 25), rtol=1e-8)
    assert ((done == 0) == (drawn == 0)).all()
    known = standard_error(lambda w: float(w @ (income > 500)), weight * 1.2, done)
    assert known < 0.2 * standard_error(lambda w: float(w @ (income > 500)), weight, drawn)


def test_a_replicate_that_lost_a_margin_is_named():
    drawn = np.array([[1.0, 2.0], [1.0, 0.0]])
    with pytest.raises(MeasureError) as caught:
        recalibrated(drawn, np.eye(2), [5, 5], names=["men", "women"])
    assert str(caught.value) == (
        "Replicate 1:\n"
        "1 margin cannot be reached by raking weights.\n"
        "women: target 5, reachable 0 to 0 (rows that count towards it: 0).\n"
        "Correct the target, merge it with a group that has rows, widen the bounds, or drop it."
    )


@pytest.mark.parametrize(
    ("strata", "psu", "merged", "freedom"),
    [
        ("aabb", "1212", (), 2),
        ("aabcc", "12112", (("b", "c"),), 3),
        ("abb", "112", (("a", "b"),), 2),
        ("aab", "121", (("a", "b"),), 2),
        ("aabbc", "12121", (("b", "c"),), 3),
        ("abcd", "1111", (("a", "b"), ("c", "d")), 2),
        ("abc", "111", (("a", "b", "c"),), 2),
    ],
)
def test_lonely_clusters_join_the_next_stratum_the_last_the_one_before(strata, psu, merged, freedom):
    design = Design(list(strata), list(psu))
    assert (design.merged, design.degrees_of_freedom) == (merged, freedom)


def test_merged_strata_are_reported_in_words():
    assert Design(["a", "a", "b"], [1, 2, 1]).note == (
        "Strata with a single cluster were merged with their neighbour: a with b."
    )
    assert Design([1, 1], [1, 2]).note == ""


def census(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A known population: stratum of each of 240 clusters, and incomes (240, 25), neighbours alike."""
    stratum = np.repeat(np.arange(4), 60)
    level = 6 + 0.15 * stratum + rng.normal(0, 0.4, 240)
    return stratum, np.exp(level[:, None] + rng.normal(0, 0.4, (240, 25)))


def test_intervals_cover_where_a_bootstrap_of_households_does_not():
    """Samples of 8 clusters a stratum from a census that is known; intervals said to hold the truth 90 % of the time."""
    rng = np.random.default_rng(20)
    stratum, incomes = census(rng)
    truth = (incomes < 350).mean()
    repeats, clustered, alone = 150, 0, 0
    for _ in range(repeats):
        chosen = np.concatenate([rng.choice(np.flatnonzero(stratum == h), 8, replace=False) for h in range(4)])
        income = incomes[chosen].ravel()
        rows, clusters, weight = np.repeat(stratum[chosen], 25), np.repeat(chosen, 25), np.ones(income.size)
        for by_cluster in (True, False):
            design = Design(rows, clusters if by_cluster else np.arange(income.size))
            drawn = replicate_weights(weight, design, replicates=100, seed=int(rng.integers(1 << 30)))
            found = interval(lambda w, y=income: float(w @ (y < 350) / w.sum()), weight, drawn, design, level=0.9)
            covers = found.low <= truth <= found.high
            clustered, alone = clustered + (by_cluster and covers), alone + (not by_cluster and covers)
    assert 0.85 <= clustered / repeats <= 0.96  # 0.90 give or take two simulation errors of 0.024
    assert alone / repeats < 0.65


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 9, 10, 31, 122, 999, 1000, 1001, 5000, 10**7])
@pytest.mark.parametrize("level", [0.01, 0.5, 0.8, 0.9, 0.95, 0.99, 0.9999])
def test_t_quantiles_are_those_of_scipy(freedom, level):
    from scipy import stats

    assert t_quantile(level, freedom) == pytest.approx(stats.t.ppf((1 + level) / 2, freedom), rel=1e-10)


@pytest.mark.parametrize("level", [0.5, 0.95, 0.9999])
@pytest.mark.parametrize("freedom", [1001, 1500])
def test_every_term_of_the_expansion_counts_where_it_begins(freedom, level):
    from scipy import stats

    assert t_quantile(level, freedom) == pytest.approx(stats.t.ppf((1 + level) / 2, freedom), rel=1e-12)


@pytest.mark.parametrize(
    ("call", "text"),
    [
        (lambda: t_quantile(95, 10), "level=95 cannot be used: it lies between 0 and 1, for example 0.95."),
        (lambda: t_quantile(1, 10), "level=1 cannot be used: it lies between 0 and 1, for example 0.95."),
        (lambda: t_quantile(0, 10), "level=0 cannot be used: it lies between 0 and 1, for example 0.95."),
        (
            lambda: t_quantile(0.95, 2.5),
            "2.5 degrees of freedom give no interval: there must be at least one cluster more than there are strata.",
        ),
        (
            lambda: t_quantile(0.95, 0),
            "0 degrees of freedom give no interval: there must be at least one cluster more than there are strata.",
        ),
        (
            lambda: Design([1, 1], [1, 1]),
            "The sample has a single cluster, so its uncertainty cannot be estimated.\n"
            "Where households were drawn one by one, pass their ids as psu.",
        ),
        (lambda: Design([1, 1], [1]), "psu has shape (1,); it must hold one code for each of 2 rows."),
        (
            lambda: Design([[1, 1]], [1, 2]),
            "strata has shape (1, 2); it must hold one code for each row.",
        ),
        (lambda: Design(3, [1]), "strata has shape (); it must hold one code for each row."),
        (lambda: Design([1, math.nan], [1, 2]), "strata: 1 row without a code (row 1)."),
        (lambda: Design([], []), "The sample is empty, so its uncertainty cannot be estimated."),
        (
            lambda: replicate_weights([1, 1, 1], Design([1, 1], [1, 2])),
            "weight has shape (3,), the design (2,); they must be the same.",
        ),
        (
            lambda: replicate_weights([1, -1], Design([1, 1], [1, 2])),
            "weight: 1 row of 2 is negative (row 1).\n"
            "Give each row the number of units it stands for, 0 to leave it out.",
        ),
        (
            lambda: replicate_weights([1], Design([1, 1], [1, 2])),
            "weight has shape (1,), the design (2,); they must be the same.",
        ),
        (
            lambda: interval(lambda w: 1.0, [1, 1], np.ones((2, 5)), Design([1, 1], [1, 2]), level=-0.5),
            "level=-0.5 cannot be used: it lies between 0 and 1, for example 0.95.",
        ),
        (
            lambda: replicate_weights([1, 1], Design([1, 1], [1, 2]), replicates=1),
            "replicates=1 cannot be used: a spread needs at least two.",
        ),
        (
            lambda: standard_error(lambda w: 1.0, [1, 1], np.ones((3, 5))),
            "replicates has shape (3, 5), weight (2,).\n"
            "It must be (n, r), one row for each weight, with at least two replicates.",
        ),
        (
            lambda: standard_error(lambda w: 1.0, [1, 1], np.ones((2, 1))),
            "replicates has shape (2, 1), weight (2,).\n"
            "It must be (n, r), one row for each weight, with at least two replicates.",
        ),
        (
            lambda: standard_error(lambda w: 1.0, [1, 1], np.ones((1, 5))),
            "replicates has shape (1, 5), weight (2,).\n"
            "It must be (n, r), one row for each weight, with at least two replicates.",
        ),
        (
            lambda: standard_error(lambda w: 1.0, [1, 1], np.ones(2)),
            "replicates has shape (2,), weight (2,).\n"
            "It must be (n, r), one row for each weight, with at least two replicates.",
        ),
        (
            lambda: standard_error(lambda w: 1.0, [1, 1], np.ones((2, 3, 1))),
            "replicates has shape (2, 3, 1), weight (2,).\n"
            "It must be (n, r), one row for each weight, with at least two replicates.",
        ),
    ],
)
def test_what_gives_no_uncertainty_is_refused(call, text):
    with pytest.raises(MeasureError) as caught:
        call()
    assert str(caught.value) == text
