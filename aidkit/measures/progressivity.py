"""Whether benefits go to the poor more than their share, and who overtakes whom (累进性与再排序).

Ranks are those of income before the benefit, ties averaged. Signs are those for a benefit: a positive Kakwani
index is progressive. For a tax t, its progressivity is `concentration(x, t) - gini(x)`.
"""

from __future__ import annotations

from numpy.typing import ArrayLike

from aidkit.measures.ranking import blocks, concentration_index
from aidkit.measures.sample import Floats, clean


def concentration(income: ArrayLike, benefit: ArrayLike, *, weight: ArrayLike | None = None) -> float:
    """Return the concentration index of a benefit (集中指数): S_k V_k (2 R_k - P_k) / (N T) - 1.

    k runs over blocks of equal income, with benefit V, population P and cumulated population R.

    Args:
        income: (n,) what units are ranked by.
        benefit: (n,) 0 or more.
        weight: (n,) units a row stands for.

    Returns:
        -1 (all to the poorest) to 1; 0 for the same to everybody; NaN where nothing is paid.

    Raises:
        MeasureError: a benefit is negative, or a row not a number.

    Example:
        >>> concentration([10, 20], [5, 0])         # 5 x (2 - 1) / (2 x 5) - 1
        -0.5

    Source: Kakwani, Wagstaff and van Doorslaer (1997), Journal of Econometrics 77, 87-103.
    """
    people, x, b = clean(weight, income=income, benefit=benefit)
    return _concentration(people, x, b)


def kakwani(
    income: ArrayLike, benefit: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None
) -> float:
    """Return the Kakwani index of a benefit: G_x - C_b, positive where it is progressive.

    Args:
        income: (n,) welfare before the benefit.
        benefit: (n,) 0 or more.
        weight: (n,) units a row stands for.
        floor: raise lower incomes (before the benefit) to it.

    Returns:
        0 where the benefit is proportional to income; NaN where nothing is paid.

    Raises:
        MeasureError: a benefit is negative, the incomes add up to less than 0, or a row is not a number.

    Example:
        >>> kakwani([10, 30], [5, 5])               # G = 0.25, C = 0
        0.25

    Source: Kakwani (1977), Economic Journal 87, 71-80; sign turned for benefits.
    """
    people, x, b = clean(weight, floor=floor, income=income, benefit=benefit)
    return _concentration(people, x, x) - _concentration(people, x, b)


def reynolds_smolensky(
    income: ArrayLike, benefit: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None
) -> float:
    """Return the Reynolds-Smolensky index: G_x - C_y, y = x + b in the ranks of x.

    It is t / (1 + t) times the Kakwani index, t = benefits / incomes before; 0 where nothing is paid. Some
    software gives this name to the redistributive effect.

    Raises:
        MeasureError: a benefit is negative, the incomes add up to less than 0, or a row is not a number.

    Example:
        >>> round(reynolds_smolensky([10, 30], [10, 10]), 6)    # 1/4 - ((20 x 1 + 40 x 3) / (2 x 60) - 1)
        0.083333

    Source: Reynolds and Smolensky (1977), Public Expenditures, Taxes, and the Distribution of Income.
    """
    people, x, b = clean(weight, floor=floor, income=income, benefit=benefit)
    return _concentration(people, x, x) - _concentration(people, x, x + b)


def reranking(
    income: ArrayLike, benefit: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None
) -> float:
    """Return the Atkinson-Plotnick index: G_y - C_y, how much people overtake one another (再排序效应).

    Returns:
        0 or more; 0 where nobody overtakes.

    Raises:
        MeasureError: a benefit is negative, the incomes add up to less than 0, or a row is not a number.

    Example:
        >>> round(reranking([10, 20], [20, 0]), 12) # 30 and 20: G = 0.1, C = -0.1
        0.2

    Source: Plotnick (1981), Review of Economics and Statistics 63, 283-288.
    """
    people, x, b = clean(weight, floor=floor, income=income, benefit=benefit)
    return _concentration(people, x + b, x + b) - _concentration(people, x, x + b)


def redistributive_effect(
    income: ArrayLike, benefit: ArrayLike, *, weight: ArrayLike | None = None, floor: float | None = None
) -> float:
    """Return how much the Gini index falls: G_x - G_y = Reynolds-Smolensky - reranking (再分配效应).

    Raises:
        MeasureError: a benefit is negative, the incomes add up to less than 0, or a row is not a number.

    Example:
        >>> round(redistributive_effect([10, 20], [20, 0]), 12)     # 1/6 - 0.1
        0.066666666667

    Source: Lambert (2001), The Distribution and Redistribution of Income, ch. 2.
    """
    people, x, b = clean(weight, floor=floor, income=income, benefit=benefit)
    return _concentration(people, x, x) - _concentration(people, x + b, x + b)


def _concentration(people: Floats, rank_by: Floats, amount: Floats) -> float:
    """Return the concentration index of an amount per unit in the ranks of another."""
    _, population, total = blocks(rank_by, people, people * amount)
    return concentration_index(population, total)
