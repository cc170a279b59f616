"""How far an estimate from a sample may be off: replicate weights, standard errors, intervals (抽样误差).

Households bootstrapped one by one ignore that neighbours are alike: intervals said to cover 95 % may cover half
of that. Here whole clusters are redrawn within strata, every statistic is computed anew with each set of
weights (lines and quantiles it depends on included), and a reform is compared on the same sets before and after.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError, message
from aidkit.measures.calibration import Calibration, calibrate, calibrate_weights
from aidkit.measures.design import Design
from aidkit.measures.replicates import recalibrated, replicate_weights
from aidkit.measures.sample import Floats
from aidkit.measures.student import t_quantile

__all__ = [
    "Calibration",
    "Design",
    "Estimate",
    "calibrate",
    "calibrate_weights",
    "difference",
    "interval",
    "recalibrated",
    "replicate_weights",
    "standard_error",
    "t_quantile",
]

Statistic = Callable[[Floats], float]


@dataclass(frozen=True)
class Estimate:
    """A number with its sampling error.

    Attributes:
        value: the statistic with the sample's own weights.
        standard_error: its standard error; NaN where a replicate has no value.
        low: lower end of the interval.
        high: upper end of the interval.
        level: how often such intervals hold the truth, by design.
        degrees_of_freedom: clusters less strata.
        replicates: sets of weights used.
        undefined: sets with which the statistic has no value (nobody poor, nothing paid).
    """

    value: float
    standard_error: float
    low: float
    high: float
    level: float
    degrees_of_freedom: int
    replicates: int
    undefined: int


def standard_error(statistic: Statistic, weight: ArrayLike, replicates: Floats) -> float:
    """Return the root mean squared difference between the statistic with each replicate and with the sample.

    Args:
        statistic: takes weights (n,) and returns a number, such as `lambda w: fgt(y, z, weight=w, alpha=0)`;
            a line that depends on the sample is computed inside it.
        weight: (n,) weights of the sample.
        replicates: (n, r) from `replicate_weights`.

    Returns:
        In the unit of the statistic; NaN where it has no value with some replicate.

    Raises:
        MeasureError: weights and replicates do not fit, or as the statistic.

    Example:
        >>> drawn = np.array([[20.0, 0.0], [0.0, 20.0]])
        >>> standard_error(lambda w: float(w @ [1, 3]) / 20, [10, 10], drawn)   # 1 and 3 around 2
        1.0

    Source: Rao and Wu (1988), JASA 83, 231-241.
    """
    value, draws = _draws(statistic, weight, replicates)
    return float(np.sqrt(np.mean((draws - value) ** 2)))


def interval(
    statistic: Statistic, weight: ArrayLike, replicates: Floats, design: Design, level: float = 0.95
) -> Estimate:
    """Return the statistic with a t interval, value -+ t x standard error, clusters - strata degrees of freedom.

    Args:
        statistic: as in `standard_error`.
        weight: (n,) weights of the sample.
        replicates: (n, r) from `replicate_weights`.
        design: the sample's.
        level: 0 to 1.

    Raises:
        MeasureError: as `standard_error`, or the level is not between 0 and 1.

    Source: Rao and Wu (1988), JASA 83, 231-241; Korn and Graubard (1999), Analysis of Health Surveys, ch. 2.
    """
    value, draws = _draws(statistic, weight, replicates)
    error = float(np.sqrt(np.mean((draws - value) ** 2)))
    half = t_quantile(level, design.degrees_of_freedom) * error
    return Estimate(
        value=value,
        standard_error=error,
        low=value - half,
        high=value + half,
        level=level,
        degrees_of_freedom=design.degrees_of_freedom,
        replicates=draws.size,
        undefined=int(np.isnan(draws).sum()),
    )


def difference(
    before: Statistic,
    after: Statistic,
    weight: ArrayLike,
    replicates: Floats,
    design: Design,
    level: float = 0.95,
) -> Estimate:
    """Return after - before with a t interval, paired: both are computed with the same replicates.

    One sample is simulated twice, so most of its error cancels; adding the two variances would overstate it.

    Args:
        before: as `statistic` in `standard_error`.
        after: likewise.
        weight: (n,) weights of the sample.
        replicates: (n, r) from `replicate_weights`.
        design: the sample's.
        level: 0 to 1.

    Raises:
        MeasureError: as `interval`.
    """
    return interval(lambda w: after(w) - before(w), weight, replicates, design, level)


def _draws(statistic: Statistic, weight: ArrayLike, replicates: Floats) -> tuple[float, Floats]:
    """Return the statistic with the sample's weights and with each replicate (r,)."""
    each = np.asarray(weight, dtype=float)
    if replicates.ndim != 2 or replicates.shape[:1] != each.shape or replicates.shape[1] < 2:
        raise MeasureError(
            message(
                f"replicates has shape {replicates.shape}, weight {each.shape}.",
                "It must be (n, r), one row for each weight, with at least two replicates.",
            )
        )
    return float(statistic(each)), np.array([float(statistic(drawn)) for drawn in replicates.T])
