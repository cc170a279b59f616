"""Weighted quantiles, one definition throughout: the smallest income at which the share p is reached."""

from __future__ import annotations

from typing import overload

import numpy as np
from numpy.typing import ArrayLike

from aidkit.measures.ranking import NEAR, blocks, shares_checked
from aidkit.measures.sample import Floats, clean


@overload
def quantile(income: ArrayLike, *, weight: ArrayLike | None = None, p: float) -> float: ...
@overload
def quantile(income: ArrayLike, *, weight: ArrayLike | None = None, p: list[float] | Floats) -> Floats: ...


def quantile(income: ArrayLike, *, weight: ArrayLike | None = None, p: float | list[float] | Floats) -> float | Floats:
    """Return the quantile inf{y: F(y) >= p} (分位数).

    It is always an income somebody has: no midpoint, no interpolation.

    Args:
        income: (n,) welfare per unit.
        weight: (n,) units a row stands for.
        p: share of the population, one number or several, 0 to 1.

    Returns:
        One number, or (len(p),); NaN where no row has weight.

    Raises:
        MeasureError: not a number somewhere, a negative weight, or p outside 0 to 1.

    Example:
        >>> quantile([10, 20, 30, 40], p=0.5)       # half the people have at most 20
        20.0
        >>> quantile([10, 20], weight=[1, 3], p=0.5)
        20.0

    Source: Hyndman and Fan (1996), The American Statistician 50, 361-365, definition 1, with weights.
    """
    people, y = clean(weight, income=income)
    shares = shares_checked(p)
    if y.size == 0:
        return float("nan") if shares.ndim == 0 else np.full(shares.shape, np.nan)
    values, population = blocks(y, people)
    reached = np.cumsum(population)
    at = np.searchsorted(reached, shares * reached[-1] * (1.0 - NEAR))
    return float(values[at]) if shares.ndim == 0 else values[at]
