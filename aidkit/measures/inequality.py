"""How unequally incomes are shared (收入不平等指标).

All are invariant to the scale of incomes and of weights and to the order of rows. Negative incomes stay as
they are unless `floor=0` is passed; a total of 0 has no shares, so the index is NaN, and a negative total is
refused. Measures with logarithms or powers say how many incomes are out of their range.
"""

from __future__ import annotations

from typing import overload

import numpy as np
from numpy.typing import ArrayLike

from aidkit.measures.entropy import atkinson, generalized_entropy, mld, theil
from aidkit.measures.quantiles import quantile
from aidkit.measures.ranking import blocks, concentration_index, cumulated, shares_checked, total_to_share
from aidkit.measures.sample import Floats, clean, ratio

__all__ = [
    "atkinson",
    "generalized_entropy",
    "gini",
    "hoover",
    "lorenz",
    "mld",
    "palma",
    "quantile",
    "s80s20",
    "theil",
    "wolfson",
]


def gini(income: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None) -> float:
    """Return the Gini index (基尼系数): S p y (2R - p) / (N S p y) - 1, R the cumulated population.

    One minus twice the area under the Lorenz curve; the same for a sample and for its copies.

    Args:
        income: (n,) welfare per unit.
        weight: (n,) units a row stands for.
        floor: raise lower incomes to it.

    Returns:
        0 (all equal) to 1 for incomes of 0 or more; NaN where the total is 0.

    Raises:
        MeasureError: the total is negative, or a row not a number.

    Example:
        >>> gini([0, 10])                           # (10 x 3) / (2 x 10) - 1
        0.5
        >>> gini([7, 7, 7])
        0.0

    Source: Lerman and Yitzhaki (1989), Journal of Econometrics 42, 43-47, trapezoid form.
    """
    people, y = clean(weight, floor=floor, income=income)
    _, population, amount = blocks(y, people, people * y)
    return concentration_index(population, amount)


@overload
def lorenz(income: ArrayLike, *, weight: ArrayLike | None = None, p: float, floor: float | None = None) -> float: ...
@overload
def lorenz(
    income: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    p: list[float] | Floats,
    floor: float | None = None,
) -> Floats: ...


def lorenz(
    income: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    p: float | list[float] | Floats,
    floor: float | None = None,
) -> float | Floats:
    """Return the share of income the poorest share p have (洛伦兹曲线), linear between units.

    Args:
        income: (n,) welfare per unit.
        weight: (n,) units a row stands for.
        p: share of the population, one number or several, 0 to 1.
        floor: raise lower incomes to it.

    Returns:
        One number, or (len(p),); NaN where the total is 0.

    Raises:
        MeasureError: p is outside 0 to 1, the total is negative, or a row not a number.

    Example:
        >>> lorenz([10, 30], p=[0.5, 0.75])         # a quarter; a quarter and half of the rest
        array([0.25 , 0.625])

    Source: Lorenz (1905), Publications of the American Statistical Association 9, 209-219.
    """
    people, y = clean(weight, floor=floor, income=income)
    _, population, amount = blocks(y, people, people * y)
    shares, total = shares_checked(p), total_to_share(amount)
    had = cumulated(population, amount, shares)
    if shares.ndim == 0:
        return ratio(float(had), total)
    return had / total if total != 0 else np.full(shares.shape, np.nan)


def s80s20(income: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None) -> float:
    """Return what the richest fifth have for each yuan of the poorest: (1 - L(0.8)) / L(0.2).

    NaN where the poorest fifth have nothing. Units that straddle a fifth are split, where Eurostat counts
    them whole.

    Raises:
        MeasureError: the total is negative, or a row not a number.

    Example:
        >>> round(s80s20([10, 20, 20, 20, 30]), 12)
        3.0

    Source: Eurostat, income quintile share ratio (ilc_di11).
    """
    return _top_to_bottom(income, weight, floor, top=0.8, bottom=0.2)


def palma(income: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None) -> float:
    """Return what the richest tenth have for each yuan of the poorest four tenths: (1 - L(0.9)) / L(0.4).

    NaN where the poorest four tenths have nothing.

    Raises:
        MeasureError: the total is negative, or a row not a number.

    Example:
        >>> palma([1, 1, 1, 1, 2, 2, 2, 2, 2, 8])   # 8 to 4
        2.0

    Source: Palma (2011), Development and Change 42, 87-153; Cobham and Sumner (2013).
    """
    return _top_to_bottom(income, weight, floor, top=0.9, bottom=0.4)


def hoover(income: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None) -> float:
    """Return the share of income that would have to move for all to be equal: S p |y - m| / (2 S p y).

    Returns:
        0 to 1 for incomes of 0 or more; NaN where the total is 0.

    Raises:
        MeasureError: the total is negative, or a row not a number.

    Example:
        >>> hoover([10, 30])                        # 10 of the 40 would move
        0.25

    Source: Hoover (1936), Review of Economics and Statistics 18, 162-171.
    """
    people, y = clean(weight, floor=floor, income=income)
    total = total_to_share(people * y)
    mean = ratio(total, float(people.sum()))
    return ratio(float((people * np.abs(y - mean)).sum()), 2.0 * total)


def wolfson(income: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None) -> float:
    """Return the Wolfson index of polarisation (两极分化指数): 2 (m (1 - G) - m_low) / median.

    m is the mean, G the Gini index, m_low the mean of the poorer half.

    Returns:
        0 (no two camps) upwards; NaN where the median or the total is 0.

    Raises:
        MeasureError: the total is negative, or a row not a number.

    Example:
        >>> round(wolfson([0, 0, 4, 4, 4]), 12)     # m = 2.4, G = 0.4, m_low = 0.8: 2 x 0.64 / 4
        0.32

    Source: Wolfson (1994), American Economic Review 84, 353-358; twice PySAL's value.
    """
    people, y = clean(weight, floor=floor, income=income)
    mean = ratio(float((people * y).sum()), float(people.sum()))
    lower = 2.0 * mean * lorenz(y, weight=people, p=0.5)
    return ratio(2.0 * (mean * (1.0 - gini(y, weight=people)) - lower), quantile(y, weight=people, p=0.5))


def _top_to_bottom(
    income: ArrayLike, weight: ArrayLike | None, floor: float | None, *, top: float, bottom: float
) -> float:
    """Divide what those above `top` have by what those below `bottom` have."""
    upper, lower = lorenz(income, weight=weight, p=[top, bottom], floor=floor)
    return ratio(1.0 - float(upper), float(lower))
