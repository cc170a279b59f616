"""Calibration functions as Deville and Särndal define them: F(0) = 1, F'(0) = 1, and a slope that is F's own."""

from __future__ import annotations

import numpy as np
import pytest

from aidkit.errors import MeasureError
from aidkit.measures.distances import distance

pytestmark = pytest.mark.filterwarnings("error")  # a number comes without a warning

STEP = 1e-6  # of the difference quotient; its error is some 1e-10

KINDS = [
    ("raking", None),
    ("linear", None),
    ("raking", (0.4, 2.5)),
    ("linear", (-0.5, 2.5)),
    ("logit", (0.4, 2.5)),
    ("logit", (0.0, 1.2)),
]


@pytest.mark.parametrize(("method", "bounds"), KINDS)
def test_at_zero_a_weight_stays_and_moves_one_for_one(method, bounds):
    ratio, slope = distance(method, bounds).ratio(np.zeros(1))
    assert ratio[0] == pytest.approx(1, abs=1e-12)
    assert slope[0] == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize(("method", "bounds"), KINDS)
def test_the_slope_is_that_of_the_ratio(method, bounds):
    rule, u = distance(method, bounds), np.array([-3.0, -0.7, -0.2, 0.3, 0.8, 2.0])  # no bound is reached here
    ahead, behind = rule.ratio(u + STEP)[0], rule.ratio(u - STEP)[0]
    np.testing.assert_allclose(rule.ratio(u)[1], (ahead - behind) / (2 * STEP), rtol=1e-6, atol=1e-8)


def test_ratios_by_hand():
    u = np.log([0.25, 0.5, 2, 4])
    assert distance("raking", (0.3, 3)).ratio(u)[0].tolist() == pytest.approx([0.3, 0.5, 2, 3])
    assert distance("linear", (0.3, 3)).ratio(np.array([-0.9, -0.5, 1, 2.5]))[0].tolist() == [0.3, 0.5, 2, 3]
    # L = 0, U = 2: A = 2, so F(u) = 2 / (1 + exp(-2u)), and 2 x 0.75 where exp(-2u) is a third
    assert distance("logit", (0, 2)).ratio(np.log([3]) / 2)[0][0] == pytest.approx(1.5)


def test_on_a_bound_a_weight_no_longer_moves():
    assert distance("linear", (0.5, 2)).ratio(np.array([-0.6, -0.5, 0, 1, 1.1]))[1].tolist() == [0, 0, 1, 0, 0]


@pytest.mark.parametrize(("method", "low"), [("raking", 0.0), ("linear", -np.inf)])
def test_without_bounds_only_raking_ends_at_zero(method, low):
    rule = distance(method, None)
    assert (rule.low, rule.high) == (low, np.inf)


@pytest.mark.parametrize(("method", "bounds"), [("raking", (0, 1.5)), ("logit", (0, 1.5)), ("linear", (-1, 1.5))])
def test_the_widest_lower_bounds_are_allowed(method, bounds):
    assert (distance(method, bounds).low, distance(method, bounds).high) == bounds


def test_a_huge_multiplier_overflows_without_a_warning():
    with np.errstate(all="raise"):
        assert distance("raking", None).ratio(np.array([1e4]))[0].tolist() == [np.inf]


@pytest.mark.parametrize(
    ("method", "low", "high"),
    [
        ("raking", 1, 3),
        ("raking", 0.5, 1),
        ("raking", 0.5, 0.9),
        ("raking", -0.5, 3),
        ("logit", -0.5, 3),
        ("linear", 0.5, np.inf),
        ("linear", 1, 3),
        ("linear", np.nan, 3),
    ],
)
def test_bounds_that_do_not_lie_around_one_are_refused(method, low, high):
    with pytest.raises(MeasureError) as caught:
        distance(method, (low, high))
    assert str(caught.value) == (
        f"bounds=({low:g}, {high:g}) cannot be used by {method}.\n"
        "They are the smallest and the largest weight / start: the first below 1 (and not below 0,\n"
        "except for linear), the second above 1 and finite, for example bounds=(0.3, 3)."
    )
