"""How many are poor, how far below the line, and how unequally (贫困指标).

Poor is strict: income < line, and an income on the line is not poor. Negative incomes stay as they are, with a gap above the whole line, unless
`floor=0` is passed. `line` is one number or one for each row.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError
from aidkit.measures.quantiles import quantile
from aidkit.measures.ranking import blocks
from aidkit.measures.sample import INCOME_ABOVE_ZERO, Floats, below, clean, ratio

__all__ = ["fgt", "relative_line", "relative_median_gap", "sen", "sst", "watts"]


def fgt(
    income: ArrayLike,
    line: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    alpha: float,
    floor: float | None = None,
) -> float:
    """Return the Foster-Greer-Thorbecke index: S p ((z - y) / z)^alpha 1(y < z) / S p.

    alpha 0 is the headcount ratio (贫困发生率), 1 the poverty gap (贫困深度), averaged over everybody, 2 the
    squared gap (贫困强度).

    Args:
        income: (n,) welfare per unit.
        line: poverty line in the unit of income, one number or (n,).
        weight: (n,) units a row stands for.
        alpha: 0 or more; how much more the poorest count.
        floor: raise lower incomes to it.

    Returns:
        0 to 1 for incomes of 0 or more; NaN where no row has weight.

    Raises:
        MeasureError: alpha is negative, a line not above 0, or a row not a number.

    Example:
        >>> fgt([5, 10, 15, 20], 10, alpha=0)       # on the line is not poor
        0.25
        >>> fgt([5, 10, 15, 20], 10, alpha=1)       # half a line, shared among four
        0.125

    Source: Foster, Greer and Thorbecke (1984), Econometrica 52, 761-766.
    """
    if not alpha >= 0:
        raise MeasureError(f"alpha={alpha} cannot be used: 0 is the headcount, 1 the gap, 2 the squared gap.")
    people, y, z = clean(weight, floor=floor, income=income, line=line)
    return fgt_of_clean(people, y, z, alpha)


def fgt_of_clean(people: Floats, income: Floats, line: Floats, alpha: float) -> float:
    """Return the Foster-Greer-Thorbecke index of arrays that `clean` has seen, each (n,)."""
    poor = below(income, line)
    gap = (line[poor] - income[poor]) / line[poor]
    return ratio(float((people[poor] * gap**alpha).sum()), float(people.sum()))


def watts(income: ArrayLike, line: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None) -> float:
    """Return the Watts index: S p ln(z / y) 1(y < z) / S p.

    Args:
        income: (n,) above 0; there is no logarithm of less.
        line: one number or (n,).
        weight: (n,) units a row stands for.
        floor: raise lower incomes to it.

    Raises:
        MeasureError: an income is not above 0, with the number of such rows.

    Example:
        >>> round(watts([10 / np.e, 20], 10), 12)   # one of two people, ln(e) = 1
        0.5

    Source: Watts (1968), An Economic Definition of Poverty; Zheng (1993), Economics Letters 42, 81-86.
    """
    people, y, z = clean(weight, floor=floor, income_range=INCOME_ABOVE_ZERO, income=income, line=line)
    poor = below(y, z)
    return ratio(float((people[poor] * np.log(z[poor] / y[poor])).sum()), float(people.sum()))


def sen(income: ArrayLike, line: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None) -> float:
    """Return the Sen index in its large-sample form: H (I + (1 - I) G).

    H is the headcount ratio, I the mean gap ratio of the poor, G the Gini index of y / z among the poor.
    (1 - I) G is computed as one number, half the mean difference of y / z, so that it is 0 where all the
    poor have nothing: then the index is H.

    Returns:
        Between FGT1 and FGT0 for incomes of 0 or more; 0 where nobody is poor.

    Raises:
        MeasureError: a line is not above 0, or a row not a number.

    Example:
        >>> sen([5, 5, 20, 20], 10)                 # H = 1/2, I = 1/2, the poor are equal
        0.25

    Source: Sen (1976), Econometrica 44, 219-231.
    """
    people, y, z = clean(weight, floor=floor, income=income, line=line)
    poor = below(y, z)
    if not poor.any():
        return ratio(0.0, float(people.sum()))
    share = y[poor] / z[poor]
    _, population, amount = blocks(share, people[poor], people[poor] * share)
    number = float(population.sum())
    mean = float(amount.sum()) / number
    half_difference = float((amount * (2 * np.cumsum(population) - population)).sum()) / number**2 - mean
    return ratio(number * (1 - mean + half_difference), float(people.sum()))


def sst(income: ArrayLike, line: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None) -> float:
    """Return the Sen-Shorrocks-Thon index: S p (2N - 2R + p) g / N^2 over the poor, poorest first.

    g = (z - y) / z is the gap ratio, R the cumulated population: everybody's gap counts by how many are
    better off.

    Returns:
        0 to 1 for incomes of 0 or more; NaN where no row has weight.

    Raises:
        MeasureError: a line is not above 0, or a row not a number.

    Example:
        >>> sst([0, 20], 10)                        # 1 x (4 - 2 + 1) x 1 / 4
        0.75

    Source: Shorrocks (1995), Econometrica 63, 1225-1230.
    """
    people, y, z = clean(weight, floor=floor, income=income, line=line)
    gap = np.where(below(y, z), (z - y) / z, 0.0)
    _, population, gaps = blocks(-gap, people, people * gap)
    number = float(population.sum())
    return ratio(float((gaps * (2 * number - 2 * np.cumsum(population) + population)).sum()), number**2)


def relative_line(income: ArrayLike, *, weight: ArrayLike | None = None, share: float = 0.6) -> float:
    """Return a share of the median as poverty line (相对贫困线): 0.6 x median in the European Union.

    Args:
        income: (n,) welfare of persons.
        weight: (n,) persons a row stands for.
        share: above 0.

    Raises:
        MeasureError: the share is not above 0, or a row not a number.

    Example:
        >>> relative_line([10, 20, 30], share=0.5)
        10.0

    Source: Eurostat, at-risk-of-poverty threshold (ilc_li01).
    """
    if not share > 0:
        raise MeasureError(f"share={share} cannot be used: a relative line is a share of the median above 0.")
    return share * quantile(income, weight=weight, p=0.5)


def relative_median_gap(income: ArrayLike, line: ArrayLike, *, weight: ArrayLike | None = None) -> float:
    """Return (z - median income of the poor) / z (相对贫困差距中位数); NaN where nobody is poor.

    Raises:
        MeasureError: a line is not above 0, or a row not a number.

    Example:
        >>> relative_median_gap([2, 5, 9, 30], 10)  # the middle one of the poor has 5
        0.5

    Source: Eurostat, relative at-risk-of-poverty gap (ilc_li11).
    """
    people, y, z = clean(weight, income=income, line=line)
    poor = below(y, z)
    shares: Floats = y[poor] / z[poor]
    return 1.0 - quantile(shares, weight=people[poor], p=0.5)
