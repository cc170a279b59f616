"""Quantiles of Student's t distribution, so that intervals need no statistics library at run time."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from aidkit.errors import MeasureError

MANY = 1000  # degrees of freedom from which the expansion around the normal distribution is exact to 1e-12
BISECTIONS = 100  # halving an angle this often ends at neighbouring doubles


def t_quantile(level: float, degrees_of_freedom: int) -> float:
    """Return t with P(|T| < t) = level, T Student's t: the half-width of a two-sided interval in standard errors.

    Args:
        level: above 0 and below 1; 0.95 is usual.
        degrees_of_freedom: a whole number, 1 or more.

    Raises:
        MeasureError: the level is not between 0 and 1, or there are no degrees of freedom.

    Example:
        >>> round(t_quantile(0.95, 10), 6)
        2.228139
        >>> round(t_quantile(0.5, 1), 12)           # tan(45 degrees)
        1.0

    Source: Abramowitz and Stegun (1964), Handbook of Mathematical Functions, 26.7.3-26.7.5.
    """
    if not 0 < level < 1:
        raise MeasureError(f"level={level} cannot be used: it lies between 0 and 1, for example 0.95.")
    if degrees_of_freedom < 1 or degrees_of_freedom != int(degrees_of_freedom):
        what = f"{degrees_of_freedom} degrees of freedom give no interval"
        raise MeasureError(f"{what}: there must be at least one cluster more than there are strata.")
    if degrees_of_freedom > MANY:
        return _expanded(NormalDist().inv_cdf((1 + level) / 2), degrees_of_freedom)
    low, high = 0.0, math.pi / 2
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (middle, high) if _inside(middle, int(degrees_of_freedom)) < level else (low, middle)
    return math.sqrt(degrees_of_freedom) * math.tan((low + high) / 2)


def _inside(angle: float, n: int) -> float:
    """Return P(|T| < sqrt(n) tan(angle)), the finite sums 26.7.3 (n odd) and 26.7.4 (n even)."""
    if n == 1:
        return 2 * angle / math.pi
    odd = n % 2
    steps = np.arange(2 + odd, n - 1, 2, dtype=float)
    terms = np.concatenate(([1.0], np.cumprod((steps - 1) / steps * math.cos(angle) ** 2)))
    series = math.sin(angle) * float(terms.sum())
    return 2 / math.pi * (angle + math.cos(angle) * series) if odd else series


def _expanded(z: float, n: float) -> float:
    """Expand t around the normal quantile z in powers of 1 / n, 26.7.5."""
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / n ** (k + 1) for k, term in enumerate(terms))
