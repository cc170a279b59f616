"""Calibrated weights meet their margins, move no more than needed, and say what stands in the way."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from aidkit.errors import MeasureError
from aidkit.measures.calibration import calibrate, calibrate_weights

pytestmark = pytest.mark.filterwarnings("error")  # a number comes without a warning

EXACT = 1e-9  # the solver's own tolerance

MEN_WOMEN = [[1, 0], [1, 0], [0, 1], [0, 1]]


def survey(n: int = 400, seed: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return start weights, two sexes by three ages (redundant by one), and totals of a nearby truth."""
    rng = np.random.default_rng(seed)
    start, sex, age = rng.uniform(1, 5, n), rng.integers(0, 2, n), rng.integers(0, 3, n)
    indicators = np.column_stack([sex == 0, sex == 1, age == 0, age == 1, age == 2]).astype(float)
    return start, indicators, (start * rng.uniform(0.6, 1.9, n)) @ indicators


@pytest.mark.parametrize("method", ["raking", "linear", "logit"])
@pytest.mark.parametrize("bounds", [None, (0.3, 3.0), (0.9, 1.6)])
def test_redundant_margins_are_met_by_every_method(method, bounds):
    start, indicators, targets = survey()
    bounds = (0.2, 4.0) if method == "logit" and bounds is None else bounds
    done = calibrate_weights(start, indicators, targets, method=method, bounds=bounds)
    np.testing.assert_allclose(done.weights @ indicators, targets, rtol=EXACT)
    assert done.converged
    assert done.largest_error <= EXACT
    assert done.effective_sample_size == pytest.approx(done.weights.sum() ** 2 / (done.weights**2).sum())
    ratio = done.weights / start
    assert (done.ratio_low, done.ratio_high) == (pytest.approx(ratio.min()), pytest.approx(ratio.max()))
    if bounds is not None:
        assert bounds[0] <= ratio.min() <= ratio.max() <= bounds[1]


def test_raking_equals_iterative_proportional_fitting():
    start, indicators, targets = survey()
    weights = start.copy()
    for _ in range(200):
        for j, target in enumerate(targets):
            rows = indicators[:, j] == 1
            weights[rows] *= target / weights[rows].sum()
    np.testing.assert_allclose(calibrate_weights(start, indicators, targets).weights, weights, rtol=1e-8)


def test_linear_is_the_regression_estimator():
    start, indicators, targets = survey()
    x = indicators[:, :4]
    multipliers = np.linalg.solve((x * start[:, None]).T @ x, targets[:4] - start @ x)
    done = calibrate_weights(start, x, targets[:4], method="linear")
    np.testing.assert_allclose(done.weights, start * (1 + x @ multipliers), rtol=EXACT)


def test_logit_with_distant_bounds_is_nearly_raking():
    start, indicators, targets = survey()
    raked = calibrate_weights(start, indicators, targets).weights
    logit = calibrate_weights(start, indicators, targets, method="logit", bounds=(1e-6, 1e6)).weights
    np.testing.assert_allclose(logit, raked, rtol=1e-5)  # bounds a millionfold away leave their trace


def test_weights_that_already_fit_do_not_move():
    done = calibrate_weights([2, 2, 1, 1], MEN_WOMEN, [4, 2])
    assert done.weights.tolist() == [2, 2, 1, 1]
    assert (done.iterations, done.ratio_low, done.ratio_high) == (0, 1, 1)


def test_a_row_of_weight_zero_stays_out():
    done = calibrate_weights([1, 0, 1, 1], MEN_WOMEN, [30, 10])
    assert done.weights.round(6).tolist() == [30, 0, 5, 5]


def test_an_amount_can_be_a_margin_and_bounds_are_reached():
    incomes = np.array([100.0, 200, 300, 400])
    done = calibrate_weights(np.ones(4), incomes[:, None], [1300], bounds=(0.5, 1.4))
    assert done.weights @ incomes == pytest.approx(1300, rel=EXACT)
    assert done.ratio_high <= 1.4


def test_households_are_calibrated_to_persons_in_them():
    households = pd.DataFrame({"weight": [1.0, 1.0], "rural": [True, False]}, index=["a", "b"])
    persons = pd.DataFrame({"household_id": ["b", "a", "a"], "age": [70, 30, 5], "member": [1, 1, 1]})
    population = SimpleNamespace(households=households, persons=persons)
    margins = {"members": ("person", "member", 8), "over sixty": ("person", persons["age"] >= 60, 2)}
    done = calibrate(population, margins)
    assert done.weights.round(9).tolist() == [3, 2]  # 3 x 2 + 2 x 1 = 8 members, 2 of them over sixty
    rural = calibrate(population, {"rural families": ("household", "rural", 7)}, "linear")
    assert rural.weights.round(9).tolist() == [7, 1]


def test_a_table_without_weights_starts_from_one():
    population = SimpleNamespace(
        households=pd.DataFrame({"one": [1, 1]}, index=[7, 8]), persons=pd.DataFrame({"household_id": []})
    )
    assert calibrate(population, {"families": ("household", "one", 10)}).weights.round(9).tolist() == [5, 5]


def test_a_population_without_margins_has_nothing_to_meet():
    population = SimpleNamespace(households=pd.DataFrame({"one": [1, 1]}), persons=pd.DataFrame({"household_id": []}))
    with pytest.raises(MeasureError) as caught:
        calibrate(population, {})
    assert str(caught.value) == (
        "start (2,), indicators (2, 0), targets (0,) and 0 names do not fit together.\n"
        "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1."
    )


def refusal(*args, **kwargs) -> str:
    with pytest.raises(MeasureError) as caught:
        calibrate_weights(*args, **kwargs)
    return str(caught.value)


def test_a_margin_nobody_is_in_is_named():
    assert refusal([1, 1], [[1, 0], [1, 0]], [3, 2], names=["all", "herders"]) == (
        "1 margin cannot be reached by raking weights.\n"
        "herders: target 2, reachable 0 to 0 (rows that count towards it: 0).\n"
        "Correct the target, merge it with a group that has rows, widen the bounds, or drop it."
    )


def test_negative_and_bounded_out_targets_are_named():
    text = refusal([1, 1, 1, 1], MEN_WOMEN, [-4, 9], bounds=(0.5, 2), names=["men", "women"])
    assert text == (
        "2 margins cannot be reached by raking weights.\n"
        "men: target -4, reachable 1 to 4 (rows that count towards it: 2).\n"
        "women: target 9, reachable 1 to 4 (rows that count towards it: 2).\n"
        "Correct the target, merge it with a group that has rows, widen the bounds, or drop it."
    )


@pytest.mark.parametrize("method", ["raking", "linear"])
def test_contradictory_margins_are_named(method):
    indicators = np.column_stack([np.array(MEN_WOMEN), np.ones(4)])
    text = refusal([1, 1, 1, 1], indicators, [20, 20, 50], method=method, names=["men", "women", "all"])
    lines = text.split("\n")
    assert lines[0].startswith("The margins cannot all be met together (gave up after ")
    assert {line.split(":")[0] for line in lines[1:4]} == {"men", "women", "all"}
    assert "\n".join(lines[4:]) == (
        "Margins that split the same rows must add up to the same total; check the targets, widen the\n"
        "bounds, merge small groups, or drop a margin."
    )


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        (
            {"start": [1, 1, 1]},
            "start (3,), indicators (4, 2), targets (2,) and 2 names do not fit together.\n"
            "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1.",
        ),
        (
            {"start": [1, -1, np.nan, 1]},
            "start weight: 2 rows cannot be used: 1, 2.\nEvery value must be a finite number, and no weight negative.",
        ),
        (
            {"start": [1, -np.inf, np.inf, 1]},
            "start weight: 2 rows cannot be used: 1, 2.\nEvery value must be a finite number, and no weight negative.",
        ),
        (
            {"indicators": [[1, 0], [1, 0], [np.inf, 1], [0, 1]]},
            "indicators: 1 row cannot be used: 2.\nEvery value must be a finite number, and no weight negative.",
        ),
        (
            {"indicators": [[1, 0], [1, np.nan], [0, 1], [0, 1]]},
            "indicators: 1 row cannot be used: 1.\nEvery value must be a finite number, and no weight negative.",
        ),
        (
            {"start": [[1]] * 4},
            "start (4, 1), indicators (4, 2), targets (2,) and 2 names do not fit together.\n"
            "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1.",
        ),
        (
            {"start": [[1] * 4]},
            "start (1, 4), indicators (4, 2), targets (2,) and 2 names do not fit together.\n"
            "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1.",
        ),
        (
            {"targets": [3], "indicators": [[1]] * 4, "names": ["men", "women"]},
            "start (4,), indicators (4, 1), targets (1,) and 2 names do not fit together.\n"
            "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1.",
        ),
        (
            {"indicators": [[1]] * 4},
            "start (4,), indicators (4, 1), targets (2,) and 2 names do not fit together.\n"
            "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1.",
        ),
        (
            {"names": ["men"]},
            "start (4,), indicators (4, 2), targets (2,) and 1 name do not fit together.\n"
            "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1.",
        ),
        (
            {"targets": [[3, 3]]},
            "start (4,), indicators (4, 2), targets (1, 2) and 2 names do not fit together.\n"
            "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1.",
        ),
        (
            {"targets": [[3], [3]]},
            "start (4,), indicators (4, 2), targets (2, 1) and 2 names do not fit together.\n"
            "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1.",
        ),
        (
            {"targets": [3], "names": ["men", "women"]},
            "start (4,), indicators (4, 2), targets (1,) and 2 names do not fit together.\n"
            "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1.",
        ),
        (
            {"targets": [3], "indicators": MEN_WOMEN},
            "start (4,), indicators (4, 2), targets (1,) and 1 name do not fit together.\n"
            "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1.",
        ),
        (
            {"start": [1, 1, np.inf, 1]},
            "start weight: 1 row cannot be used: 2.\nEvery value must be a finite number, and no weight negative.",
        ),
        ({"start": [0, 0, 0, 0]}, "start weight: every row is 0, so there is nothing to calibrate."),
        ({"targets": [np.nan, 2]}, "The target of margin 0 is not a finite number."),
        (
            {"method": "rakking"},
            "There is no calibration method 'rakking'.\nDid you mean 'raking'?",
        ),
        (
            {"method": "logit"},
            "The logit method needs bounds on weight / start.\nPass for example bounds=(0.3, 3).",
        ),
        (
            {"bounds": (1.2, 3)},
            "bounds=(1.2, 3) cannot be used by raking.\n"
            "They are the smallest and the largest weight / start: the first below 1 (and not below 0,\n"
            "except for linear), the second above 1 and finite, for example bounds=(0.3, 3).",
        ),
    ],
)
def test_arguments_that_cannot_be_used_are_refused(changed, text):
    arguments = {"start": [1, 1, 1, 1], "indicators": MEN_WOMEN, "targets": [3, 3], **changed}
    assert refusal(**arguments) == text


@pytest.mark.parametrize(
    ("margin", "text"),
    [
        (("family", "rural", 1), "m: level 'family' is neither 'household' nor 'person'."),
        (
            ("household", "rurall", 1),
            "m: there is no household column 'rurall'.\nColumns there: rural, area.",
        ),
        (
            ("household", "area", 1),
            "m: the indicator has shape (2,) and type object.\n"
            "It must hold one number or truth value for each of 2 households;\n"
            "for a category write a comparison, for example households['area'] == 'rural'.",
        ),
        *(
            (
                ("household", [1.0] * rows, 1),
                f"m: the indicator has shape ({rows},) and type float64.\n"
                "It must hold one number or truth value for each of 2 households;\n"
                "for a category write a comparison, for example households['area'] == 'rural'.",
            )
            for rows in (1, 3)
        ),
        (("person", "age", 1), "Persons name 1 household that the table does not have: c."),
    ],
)
def test_margins_of_a_population_that_cannot_be_used_are_refused(margin, text):
    population = SimpleNamespace(
        households=pd.DataFrame({"rural": [True, False], "area": ["rural", "urban"]}, index=["a", "b"]),
        persons=pd.DataFrame({"household_id": ["a", "a", "b", "c"], "age": [1, 2, 3, 4]}),
    )
    with pytest.raises(MeasureError) as caught:
        calibrate(population, {"m": margin})
    assert str(caught.value) == text
