"""Inequality by logarithms and powers: generalised entropy and Atkinson (广义熵、泰尔指数、阿特金森指数)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError
from aidkit.measures.sample import INCOME_ABOVE_ZERO, INCOME_NOT_NEGATIVE, Floats, clean, ratio


def theil(income: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None) -> float:
    """Return the Theil index GE(1) (泰尔指数): S s (y / m) ln(y / m), with s = p / N and 0 ln 0 = 0.

    Args:
        income: (n,) 0 or more.
        weight: (n,) units a row stands for.
        floor: raise lower incomes to it.

    Returns:
        0 (all equal) to ln N; NaN where the total is 0.

    Raises:
        MeasureError: an income is negative, with the number of such rows.

    Example:
        >>> round(theil([0, 10]), 6)                # one of two has all: ln 2
        0.693147

    Source: Theil (1967), Economics and Information Theory, ch. 4.
    """
    return generalized_entropy(income, weight=weight, alpha=1, floor=floor)


def mld(income: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None) -> float:
    """Return the mean log deviation GE(0) (平均对数离差): -S s ln(y / m), with s = p / N.

    Args:
        income: (n,) above 0.
        weight: (n,) units a row stands for.
        floor: raise lower incomes to it.

    Returns:
        0 (all equal) upwards; NaN where no row has weight.

    Raises:
        MeasureError: an income is not above 0, with the number of such rows.

    Example:
        >>> round(float(np.exp(mld([2, 8]))), 12)   # mean 5 over geometric mean 4
        1.25

    Source: Theil (1967), ch. 4; Shorrocks (1980), Econometrica 48, 613-625.
    """
    return generalized_entropy(income, weight=weight, alpha=0, floor=floor)


def generalized_entropy(
    income: ArrayLike, *, weight: ArrayLike | None = None, alpha: float, floor: float | None = None
) -> float:
    """Return GE(alpha): (S s (y / m)^alpha - 1) / (alpha (alpha - 1)), in its limits at 0 and 1.

    Args:
        income: (n,) above 0; 0 is allowed where alpha > 0.
        weight: (n,) units a row stands for.
        alpha: the larger, the more the top counts; 2 is half the squared coefficient of variation.
        floor: raise lower incomes to it.

    Returns:
        0 (all equal) upwards; NaN where the total is 0.

    Raises:
        MeasureError: incomes are out of range, with the number of such rows.

    Example:
        >>> generalized_entropy([0, 10], alpha=2)   # (half of 2^2, minus 1) / 2
        0.5

    Source: Shorrocks (1980), Econometrica 48, 613-625.
    """
    allowed = INCOME_NOT_NEGATIVE if alpha > 0 else INCOME_ABOVE_ZERO
    people, y = clean(weight, floor=floor, income_range=allowed, income=income)
    shares, relative = _shares(people, y)
    if alpha == 0:
        return float(-(shares * np.log(relative)).sum()) if y.size else float("nan")
    if alpha == 1:
        logs = np.log(relative, out=np.zeros_like(relative), where=relative != 0)
        return float((shares * relative * logs).sum()) if y.size else float("nan")
    return ratio(float((shares * relative**alpha).sum()) - 1.0, alpha * (alpha - 1.0)) if y.size else float("nan")


def atkinson(
    income: ArrayLike, *, weight: ArrayLike | None = None, epsilon: float, floor: float | None = None
) -> float:
    """Return the Atkinson index (阿特金森指数): 1 - (S s y^(1 - e))^(1 / (1 - e)) / m.

    At e = 1 it is 1 - exp(S s ln y) / m. The share of income that could be given up without loss of welfare
    if the rest were shared equally.

    Args:
        income: (n,) above 0; 0 is allowed where epsilon < 1.
        weight: (n,) units a row stands for.
        epsilon: aversion to inequality, 0 or more.
        floor: raise lower incomes to it.

    Returns:
        0 (all equal) to 1; NaN where the total is 0.

    Raises:
        MeasureError: epsilon is negative, or incomes out of range, with the number of such rows.

    Example:
        >>> round(atkinson([2, 8], epsilon=1), 12)  # geometric mean 4, mean 5
        0.2
        >>> round(atkinson([2, 8], epsilon=2), 12)  # harmonic mean 3.2
        0.36

    Source: Atkinson (1970), Journal of Economic Theory 2, 244-263.
    """
    if not epsilon >= 0:
        raise MeasureError(f"epsilon={epsilon} cannot be used: aversion to inequality is 0 or more.")
    allowed = INCOME_NOT_NEGATIVE if epsilon < 1 else INCOME_ABOVE_ZERO
    people, y = clean(weight, floor=floor, income_range=allowed, income=income)
    if not y.size:
        return float("nan")
    shares, relative = _shares(people, y)
    if epsilon == 1:
        return float(1.0 - np.exp((shares * np.log(relative)).sum()))
    return float(1.0 - (shares * relative ** (1.0 - epsilon)).sum() ** (1.0 / (1.0 - epsilon)))


def _shares(people: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Return population shares and incomes relative to the mean; NaN where the mean is 0."""
    shares = people / people.sum() if people.size else people
    mean = float((shares * y).sum())
    return shares, y / mean if mean != 0 else np.full_like(y, np.nan)
