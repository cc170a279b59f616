"""Move weights as little as possible so that weighted totals meet known ones (校准加权)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError, counted, listed, message
from aidkit.measures.distances import Method, distance
from aidkit.measures.margins import Margin, TwoTables, indicator
from aidkit.measures.newton import Problem, solve
from aidkit.measures.sample import Floats, ratio


@dataclass(frozen=True, eq=False)
class Calibration:
    """Calibrated weights and how far they had to move.

    Attributes:
        weights: (n,) the new weights, in the order given.
        method: raking, linear or logit.
        iterations: Newton steps taken.
        converged: always true; what does not converge is an error.
        largest_error: largest |reached - target| / |target| (over the start total where a target is 0).
        effective_sample_size: (sum w)^2 / sum w^2 in rows (Kish 1965): what unequal weights leave of n.
        ratio_low: smallest weight / start.
        ratio_high: largest weight / start.
    """

    weights: Floats
    method: str
    iterations: int
    converged: bool
    largest_error: float
    effective_sample_size: float
    ratio_low: float
    ratio_high: float


def calibrate_weights(
    start: ArrayLike,
    indicators: ArrayLike,
    targets: ArrayLike,
    *,
    method: Method = "raking",
    bounds: tuple[float, float] | None = None,
    tolerance: float = 1e-9,
    max_iterations: int = 200,
    names: Sequence[str] | None = None,
) -> Calibration:
    """Find the weights nearest to `start` whose totals of `indicators` are `targets`.

    w_i = d_i F(x_i . m) with sum_i w_i x_ij = t_j, solved for the multipliers m by Newton's method.
    Redundant margins are welcome as long as they agree; rows with start weight 0 keep it.

    Args:
        start: (n,) weights to begin from, >= 0.
        indicators: (n, k) what each row adds to each total: 0/1, counts or amounts.
        targets: (k,) the known totals.
        method: "raking" keeps weights positive; "linear" is the regression estimator and may turn weights
            negative; "logit" stays strictly within bounds.
        bounds: smallest and largest allowed weight / start; raking and linear are cut off there.
        tolerance: largest relative error that counts as met.
        max_iterations: Newton steps before giving up.
        names: (k,) what the margins are called in messages.

    Raises:
        MeasureError: arrays do not fit or hold NaN, a margin is out of reach, or margins contradict.

    Example:
        Two men and two women, but the town has 30 men and 10 women:

        >>> done = calibrate_weights([1, 1, 1, 1], [[1, 0], [1, 0], [0, 1], [0, 1]], [30, 10])
        >>> done.weights.round(6).tolist()
        [15.0, 15.0, 5.0, 5.0]
        >>> round(done.effective_sample_size, 6)      # 40^2 / (2 x 225 + 2 x 25)
        3.2

    Source: Deville and Särndal (1992), JASA 87, 376-382.
    """
    d, x, t = np.asarray(start, float), np.asarray(indicators, float), np.asarray(targets, float)
    labels = [f"margin {j}" for j in range(t.size)] if names is None else [str(name) for name in names]
    _check_shapes(d, x, t, labels)
    _check_values(d, x, t, labels)
    used = d > 0
    problem = Problem(d[used], x[used], t, labels, distance(method, bounds))
    solution = solve(problem, tolerance, max_iterations)
    weights = np.zeros_like(d)
    weights[used] = d[used] * solution.ratio
    return Calibration(
        weights=weights,
        method=method,
        iterations=solution.iterations,
        converged=True,
        largest_error=solution.largest_error,
        effective_sample_size=ratio(weights.sum() ** 2, np.square(weights).sum()),
        ratio_low=float(solution.ratio.min()),
        ratio_high=float(solution.ratio.max()),
    )


def calibrate(
    population: TwoTables,
    margins: Mapping[str, Margin],
    method: Method = "raking",
    bounds: tuple[float, float] | None = None,
) -> Calibration:
    """Calibrate household weights to known totals of households and persons.

    All members of a household share its weight, so a margin of persons counts, for each household, the sum
    of the indicator over its members.

    Args:
        population: has `.households` (index: household id; column `weight`, 1 where absent) and `.persons`
            (column `household_id`).
        margins: name → (level, indicator, target). The level is "household" or "person"; the indicator a
            numeric or boolean column of that table, or an array as long as it (`persons["age"] >= 60`).
        method: see `calibrate_weights`.
        bounds: see `calibrate_weights`.

    Returns:
        Weights in the order of `population.households`.

    Raises:
        MeasureError: as `calibrate_weights`, or a level or column that does not exist.
    """
    households = population.households
    start = np.asarray(households["weight"], float) if "weight" in households else np.ones(len(households))
    columns = [indicator(population, name, margin) for name, margin in margins.items()]
    indicators = np.column_stack(columns) if columns else np.zeros((len(households), 0))
    targets = [float(target) for _, _, target in margins.values()]
    return calibrate_weights(start, indicators, targets, method=method, bounds=bounds, names=list(margins))


def _check_shapes(start: Floats, indicators: Floats, targets: Floats, names: list[str]) -> None:
    """Refuse arrays that do not fit together."""
    n, k = start.size, targets.size
    if k and start.shape == (n,) and targets.shape == (k,) == (len(names),) and indicators.shape == (n, k):
        return
    raise MeasureError(
        message(
            f"start {start.shape}, indicators {indicators.shape}, targets {targets.shape} and "
            f"{counted(len(names), 'name')} do not fit together.",
            "They must have shapes (n,), (n, k), (k,) and k names, with k at least 1.",
        )
    )


def _check_values(start: Floats, indicators: Floats, targets: Floats, names: list[str]) -> None:
    """Refuse what is not a number, negative weights, and weights that are all 0."""
    wrong_indicators = ~np.isfinite(indicators).all(axis=1)
    for what, wrong in (("start weight", ~(start >= 0) | np.isinf(start)), ("indicators", wrong_indicators)):
        if wrong.any():
            rows = listed(np.flatnonzero(wrong))
            raise MeasureError(
                message(
                    f"{what}: {counted(int(wrong.sum()), 'row')} cannot be used: {rows}.",
                    "Every value must be a finite number, and no weight negative.",
                )
            )
    if not start.any():
        raise MeasureError("start weight: every row is 0, so there is nothing to calibrate.")
    unknown = [name for name, target in zip(names, targets, strict=True) if not np.isfinite(target)]
    if unknown:
        raise MeasureError(f"The target of {listed(unknown)} is not a finite number.")
