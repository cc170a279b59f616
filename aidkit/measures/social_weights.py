"""What a yuan is worth where it lands: more to the poor, by an aversion to inequality (分配特征)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError
from aidkit.measures.sample import INCOME_ABOVE_ZERO, Floats, clean, ratio


def distributional_characteristic(
    income: ArrayLike,
    benefit: ArrayLike,
    line: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    epsilon: float,
    floor: float | None = None,
) -> float:
    """Return the mean social weight of a yuan paid out: S p beta b / S p b, beta = (z / x)^epsilon.

    Args:
        income: (n,) welfare before the benefit, x; above 0 where something is paid.
        benefit: (n,) 0 or more.
        line: one number or (n,), z: the income whose weight is 1.
        weight: (n,) units a row stands for.
        epsilon: aversion to inequality, 0 or more; 1 or 2 are usual.
        floor: raise lower incomes to it.

    Returns:
        Above 1 where the money goes below the line; NaN where nothing is paid.

    Raises:
        MeasureError: a unit with benefit has an income of 0 or less (pass floor=), or a row is not a number.

    Example:
        >>> distributional_characteristic([5, 20], [1, 1], 10, epsilon=1)       # (2 + 1/2) / 2
        1.25

    Source: Coady and Skoufias (2004), Review of Income and Wealth 50, 43-60.
    """
    people, b, beta = _paid(income, benefit, line, weight=weight, epsilon=epsilon, floor=floor)
    return ratio(float((people * beta * b).sum()), float((people * b).sum()))


def coady_skoufias(
    income: ArrayLike,
    benefit: ArrayLike,
    line: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    epsilon: float,
    floor: float | None = None,
) -> tuple[float, float]:
    """Split the distributional characteristic into who is paid and how unequally they are paid.

    Args:
        income: as in `distributional_characteristic`, like the rest.
        benefit: (n,) 0 or more.
        line: one number or (n,).
        weight: (n,) units a row stands for.
        epsilon: aversion to inequality, 0 or more.
        floor: raise lower incomes to it.

    Returns:
        The targeting part S p beta / S p over those paid, and the redistributive part, which is the rest.

    Raises:
        MeasureError: as `distributional_characteristic`.

    Example:
        >>> coady_skoufias([5, 20], [3, 1], 10, epsilon=1)      # (2 + 1/2) / 2; (6 + 1/2) / 4 less that
        (1.25, 0.375)

    Source: Coady and Skoufias (2004), Review of Income and Wealth 50, 43-60.
    """
    people, b, beta = _paid(income, benefit, line, weight=weight, epsilon=epsilon, floor=floor)
    targeting = ratio(float((people * beta).sum()), float(people.sum()))
    return targeting, ratio(float((people * beta * b).sum()), float((people * b).sum())) - targeting


def _paid(
    income: ArrayLike,
    benefit: ArrayLike,
    line: ArrayLike,
    *,
    weight: ArrayLike | None,
    epsilon: float,
    floor: float | None,
) -> tuple[Floats, Floats, Floats]:
    """Return weight, benefit and social weight of the units that are paid; others may have any income."""
    if not epsilon >= 0:
        raise MeasureError(f"epsilon={epsilon} cannot be used: aversion to inequality is 0 or more.")
    clean(weight, income=income, benefit=benefit, line=line)  # every row is checked, paid or not
    each = 1.0 if weight is None else np.asarray(weight, dtype=float)
    counted = np.where(np.asarray(benefit, dtype=float) > 0, each, 0.0)
    people, x, b, z = clean(
        counted, floor=floor, income_range=INCOME_ABOVE_ZERO, income=income, benefit=benefit, line=line
    )
    return people, b, (z / x) ** epsilon
