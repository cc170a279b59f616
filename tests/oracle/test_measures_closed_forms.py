"""Measures of a lognormal distribution, known in closed form, and calibration against a general minimiser."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, stats

from aidkit.measures import inequality, poverty
from aidkit.measures.calibration import calibrate_weights

GRID = 200_000  # points of a distribution; the middle sum is off by less than GRID_ERROR
GRID_ERROR = 2e-4


@pytest.fixture(scope="module")
def lognormal() -> np.ndarray:
    return np.exp(9 + 0.5 * stats.norm.ppf((np.arange(GRID) + 0.5) / GRID))


def test_a_lognormal_distribution_has_known_inequality(lognormal):
    assert inequality.gini(lognormal) == pytest.approx(2 * stats.norm.cdf(0.5 / np.sqrt(2)) - 1, abs=GRID_ERROR)
    assert inequality.theil(lognormal) == pytest.approx(0.125, abs=GRID_ERROR)
    assert inequality.mld(lognormal) == pytest.approx(0.125, abs=GRID_ERROR)
    assert inequality.atkinson(lognormal, epsilon=2) == pytest.approx(1 - np.exp(-0.25), abs=GRID_ERROR)
    expected = [stats.norm.cdf(stats.norm.ppf(p) - 0.5) for p in (0.2, 0.5, 0.9)]
    assert inequality.lorenz(lognormal, p=[0.2, 0.5, 0.9]) == pytest.approx(expected, abs=GRID_ERROR)


def test_a_lognormal_distribution_has_known_poverty(lognormal):
    z = np.exp(8.8)
    d = (8.8 - 9) / 0.5
    gap = stats.norm.cdf(d) - np.exp(9 + 0.125) / z * stats.norm.cdf(d - 0.5)
    assert poverty.fgt(lognormal, z, alpha=0) == pytest.approx(stats.norm.cdf(d), abs=GRID_ERROR)
    assert poverty.fgt(lognormal, z, alpha=1) == pytest.approx(gap, abs=GRID_ERROR)
    watts = 0.5 * (d * stats.norm.cdf(d) + stats.norm.pdf(d))
    assert poverty.watts(lognormal, z) == pytest.approx(watts, abs=GRID_ERROR)


def test_calibration_minimises_its_distance():
    """scipy minimises the raking distance under the same margins and finds the same weights."""
    rng = np.random.default_rng(11)
    start, x = rng.uniform(1, 3, 12), np.column_stack([np.ones(12), rng.uniform(0, 4, 12)])
    targets = np.array([30.0, 70.0])
    found = calibrate_weights(start, x, targets).weights
    answer = optimize.minimize(
        lambda w: float((w * np.log(w / start) - w + start).sum()),
        start,
        jac=lambda w: np.log(w / start),
        method="trust-constr",
        constraints=optimize.LinearConstraint(x.T, targets, targets),
        bounds=optimize.Bounds(1e-6, np.inf),
        options={"gtol": 1e-10, "maxiter": 2000},
    )
    np.testing.assert_allclose(found, answer.x, rtol=1e-5)  # the general minimiser's own accuracy
