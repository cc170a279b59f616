"""The calibration solver: targets of zero, amounts below zero, targets at the edge, and what it says when it gives up."""

from __future__ import annotations

import warnings
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from aidkit.errors import MeasureError
from aidkit.measures.calibration import calibrate_weights
from aidkit.measures.margins import indicator

pytestmark = pytest.mark.filterwarnings("error")  # a number comes without a warning


def refusal(*args, **kwargs) -> str:
    with pytest.raises(MeasureError) as caught:
        calibrate_weights(*args, **kwargs)
    return str(caught.value)


def test_a_target_of_zero_is_met_by_amounts_of_both_signs():
    """2 F(2m) = F(-m) where F = exp: exp(3m) = 1/2."""
    done = calibrate_weights([1, 1], [[2], [-1]], [0])
    assert done.weights == pytest.approx([2 ** (-2 / 3), 2 ** (1 / 3)], rel=1e-9)
    assert done.largest_error <= 1e-9


def test_an_error_on_a_target_of_zero_is_measured_against_the_start_total():
    done = calibrate_weights([1, 1], [[2], [-1]], [0], tolerance=0.4)  # reached 1 of a total of 3: a third off
    assert (done.iterations, done.largest_error) == (0, pytest.approx(1 / 3))


def test_an_error_on_a_target_below_zero_is_measured_against_its_size():
    done = calibrate_weights([1, 1], [[3], [-4]], [-2], tolerance=0.5)  # reached -1
    assert (done.iterations, done.largest_error) == (0, pytest.approx(0.5))


@pytest.mark.parametrize("size", [1e-3, 1.0, 1e6])
def test_a_step_too_long_is_halved_at_any_size(size):
    """From 1 to 2.5 a Newton step of raking leads to exp(1.5) = 4.5, further off than before; half of it to 2.1."""
    done = calibrate_weights([size], [[1]], [2.5 * size])
    assert done.weights == pytest.approx([2.5 * size], rel=1e-8)


def test_the_largest_error_is_that_of_the_worst_margin():
    done = calibrate_weights([1, 1], np.eye(2), [1.25, 2], tolerance=0.5)
    assert (done.iterations, done.largest_error) == (0, 0.5)


def test_a_margin_whose_amounts_are_all_zero_cannot_be_moved():
    done = calibrate_weights([1, 1], [[1, 0], [1, 0]], [4, 0])
    assert done.weights == pytest.approx([2, 2])


def test_amounts_below_zero_widen_the_reach_on_the_other_side():
    """Between 0.5 x 3 - 2 x 2 and 2 x 3 - 0.5 x 2."""
    assert refusal([1, 1], [[3], [-2]], [6], bounds=(0.5, 2), names=["balance"]) == (
        "1 margin cannot be reached by raking weights.\n"
        "balance: target 6, reachable -2.5 to 5 (rows that count towards it: 2).\n"
        "Correct the target, merge it with a group that has rows, widen the bounds, or drop it."
    )
    small = refusal([1, 1], [[3], [-0.5]], [6], bounds=(0.5, 2), names=["balance"])
    assert small.split("\n")[1] == "balance: target 6, reachable 0.5 to 5.75 (rows that count towards it: 2)."
    done = calibrate_weights([1, 1], [[3], [-2]], [4.9], bounds=(0.5, 2))
    assert done.weights == pytest.approx([2, 0.55])  # 6 - 1.1


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e9])
@pytest.mark.parametrize(("side", "edge"), [(-1, 0.5), (1, 2.0)])
def test_a_hair_past_the_edge_is_left_to_the_solver_at_any_size(size, side, edge):
    start, indicators = [size, size], [[1], [1]]
    total = 2 * size * edge
    near = calibrate_weights(start, indicators, [total * (1 + side * 5e-10)], bounds=(0.5, 2))
    assert near.weights == pytest.approx([size * edge] * 2, rel=1e-8)
    text = refusal(start, indicators, [total * (1 + side * 5e-9)], bounds=(0.5, 2))
    assert text.startswith("1 margin cannot be reached by raking weights.\n")


def test_margins_that_contradict_each_other_are_named_the_worst_first():
    """Both totals are 4.8 in the end, where (4 - w) / 4^2 + (8 - w) / 8^2 = 0; the second step goes nowhere."""
    text = refusal([1, 1], [[1, 1], [1, 1]], [4, 8], method="linear", names=["census", "register"])
    assert text == (
        "The margins cannot all be met together (gave up after 2 steps).\n"
        "register: target 8, reached 4.8.\n"
        "census: target 4, reached 4.8.\n"
        "Margins that split the same rows must add up to the same total; check the targets, widen the\n"
        "bounds, merge small groups, or drop a margin."
    )


def test_of_many_contradictions_five_are_named():
    text = refusal([1, 1], np.ones((2, 7)), [3, 4, 5, 6, 7, 8, 9], method="linear")
    assert len([line for line in text.split("\n") if line.startswith("margin ")]) == 5


def test_a_margin_that_is_met_is_no_contradiction():
    indicators = np.column_stack([[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 1, 1]])
    text = refusal([1, 1, 1, 1], indicators, [4, 8, 2], method="linear", names=["a", "b", "met"])
    assert "met:" not in text


def test_the_steps_allowed_are_the_steps_taken():
    text = refusal([1, 1], [[1], [1]], [2000], max_iterations=1)
    assert text.startswith("The margins cannot all be met together (gave up after 1 step).\n")
    exact = calibrate_weights([1, 1], [[1], [1]], [2000])
    assert calibrate_weights([1, 1], [[1], [1]], [2000], max_iterations=exact.iterations).converged
    loose = calibrate_weights([1, 1], [[1], [1]], [2000], tolerance=0.5)
    assert loose.iterations < exact.iterations
    assert loose.largest_error <= 0.5


def test_a_step_too_long_is_halved():
    """Raking to a tenth: Newton's first step, -0.9, is short; to a thousandfold it is 999 and must be halved."""
    assert calibrate_weights([1, 3], [[1], [1]], [0.4]).weights == pytest.approx([0.1, 0.3])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert calibrate_weights([1, 3], [[1], [1]], [4000]).weights == pytest.approx([1000, 3000])


def test_a_single_margin_by_hand():
    """Linear: 1 x (1 + m) + 2 x 3 x (1 + 3m) = 26, so 19m = 19."""
    done = calibrate_weights([1, 2], [[1], [3]], [26], method="linear")
    assert done.weights == pytest.approx([2, 8])
    assert (done.iterations, done.ratio_low, done.ratio_high) == (1, pytest.approx(2), pytest.approx(4))
    assert done.effective_sample_size == pytest.approx(10**2 / (4 + 64))


def test_thirty_columns_are_listed_where_one_is_misspelt():
    households = pd.DataFrame([[1] * 32], columns=[f"c{k}" for k in range(32)])
    with pytest.raises(MeasureError) as caught:
        indicator(SimpleNamespace(households=households, persons=households), "m", ("household", "cc", 1))
    assert str(caught.value).endswith(", c28, c29 and 2 more.")
