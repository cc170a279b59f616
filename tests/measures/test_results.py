"""Results cannot be changed after the fact, and those that hold arrays are compared as the objects they are."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from aidkit.measures.budget import budget
from aidkit.measures.calibration import calibrate_weights
from aidkit.measures.distances import distance
from aidkit.measures.newton import Problem, solve
from aidkit.measures.targeting import beckerman, classify, gap_change, incidence, split_errors, targeting
from aidkit.measures.uncertainty import Design, interval


def problem() -> Problem:
    return Problem(np.ones(2), np.eye(2), np.array([3.0, 4.0]), ["men", "women"], distance("raking", None))


OF_ARRAYS = {
    "Budget": lambda: budget([1, 2], members=[1, 1]),
    "Calibration": lambda: calibrate_weights([1, 1], np.eye(2), [3, 4]),
    "Design": lambda: Design([1, 1], ["a", "b"]),
    "Incidence": lambda: incidence([1, 2], [1, 0], groups=2),
    "Problem": problem,
    "Solution": lambda: solve(problem(), 1e-9, 20),
}
OF_NUMBERS = {
    "Areas": lambda: beckerman([1, 20], [3, 0], 10),
    "Classification": lambda: classify([1, 0], [1, 0]),
    "Distance": lambda: distance("linear", (0.5, 2)),
    "ErrorSplit": lambda: split_errors([1, 0], [1, 0], [1, 0]),
    "Estimate": lambda: interval(lambda w: 3.0, [1, 1], np.ones((2, 3)), Design([1, 1], ["a", "b"])),
    "GapChange": lambda: gap_change([1, 20], [3, 20], 10),
    "Targeting": lambda: targeting([1, 20], [3, 0], 10, eligible=[1, 0]),
}


@pytest.mark.parametrize("name", [*OF_ARRAYS, *OF_NUMBERS])
def test_a_result_cannot_be_changed(name):
    result = (OF_ARRAYS | OF_NUMBERS)[name]()
    assert type(result).__name__ == name
    with pytest.raises(dataclasses.FrozenInstanceError):
        setattr(result, dataclasses.fields(result)[0].name, None)


@pytest.mark.parametrize("name", OF_NUMBERS)
def test_results_of_numbers_are_equal_where_the_numbers_are(name):
    assert OF_NUMBERS[name]() == OF_NUMBERS[name]()


@pytest.mark.parametrize("name", OF_ARRAYS)
def test_a_result_of_arrays_equals_itself_alone(name):
    one, other = OF_ARRAYS[name](), OF_ARRAYS[name]()
    assert len({one, other, one}) == 2
