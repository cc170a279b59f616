"""From a target back to a position: a curve drawn by hand, random curves against a fine grid, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidkit.errors import OutputError
from aidkit.whatif.curve import Curve
from aidkit.whatif.lever import Lever


def drawn(breaks: list[float], starts: list[float], ends: list[float], high: float) -> Curve:
    """Draw a curve of annual cost: straight from each start to each end."""
    edges = np.array([*breaks, high])
    slopes = (np.array(ends) - np.array(starts)) / np.diff(edges)
    intercepts = np.array(starts) - slopes * edges[:-1]
    return Curve(
        Lever("edge.multiple", "value"),
        ("annual_cost",),
        edges[0],
        high,
        edges[:-1],
        intercepts[:, None],
        slopes[:, None],
    )


UP_DOWN_UP = drawn([1.0, 2.0, 3.0], [0.0, 100.0, 40.0], [100.0, 50.0, 140.0], 4.0)


def test_the_highest_position_within_a_budget_lies_behind_a_dip() -> None:
    inverse = UP_DOWN_UP.inverse("annual_cost")
    assert inverse.furthest("<=", 75.0) == pytest.approx(3.35)  # 40 at 3 and 100 more a unit
    assert inverse.stretches("<=", 75.0) == (pytest.approx((1.0, 1.75)), pytest.approx((2.5, 3.35)))
    assert inverse.furthest("<=", 75.0, tolerance=0.1) == pytest.approx(3.25)


def test_the_lowest_position_that_reaches_a_target() -> None:
    inverse = UP_DOWN_UP.inverse("annual_cost")
    assert inverse.furthest(">=", 75.0) == pytest.approx(1.75)
    assert inverse.stretches(">=", 75.0) == (pytest.approx((1.75, 2.5)), pytest.approx((3.35, 4.0)))
    assert inverse.furthest(">=", 120.0, tolerance=0.1) == pytest.approx(3.9)


def test_a_target_met_everywhere_or_nowhere() -> None:
    inverse = UP_DOWN_UP.inverse("annual_cost")
    assert inverse.furthest("<=", 200.0, tolerance=0.1) == 4.0
    assert inverse.furthest(">=", -1.0, tolerance=0.1) == 1.0
    assert inverse.stretches("<=", 200.0) == ((1.0, 4.0),)
    assert inverse.furthest("<=", -1.0) is None
    assert inverse.furthest(">=", 200.0) is None
    assert inverse.stretches(">=", 200.0) == ()
    assert inverse.reached == pytest.approx((0.0, 140.0))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=12),
    st.integers(-1, 51),
    st.sampled_from(["<=", ">="]),
)
def test_random_curves_agree_with_a_fine_grid(pieces: list[tuple[int, int]], target: int, relation: str) -> None:
    starts, ends = zip(*pieces, strict=True)
    curve = drawn([float(i) for i in range(len(pieces))], list(starts), list(ends), float(len(pieces)))
    inverse = curve.inverse("annual_cost")
    grid = np.linspace(0.0, len(pieces), 100 * len(pieces) + 1)
    cost = curve.at(grid)["annual_cost"].to_numpy()
    met = cost <= target + 1e-6 if relation == "<=" else cost >= target - 1e-6
    found = inverse.furthest(relation, target)
    stretches = inverse.stretches(relation, target)
    assert (found is None) == (stretches == ())
    for position in grid[met]:
        assert any(low - 1e-6 <= position <= high + 1e-6 for low, high in stretches)
    if found is not None:
        edge = stretches[-1][1] if relation == "<=" else stretches[0][0]
        assert found == pytest.approx(edge)
        beyond = grid[grid > found + 1e-6] if relation == "<=" else grid[grid < found - 1e-6]
        assert not met[np.isin(grid, beyond)].any()


def test_a_curve_without_the_figure_says_so() -> None:
    with pytest.raises(OutputError) as error:
        UP_DOWN_UP.inverse("cash_persons")
    assert str(error.value) == "'cash_persons' is not a figure of this curve.\nValid names: annual_cost."
