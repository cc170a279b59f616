"""What each programme of a set adds to the fall in poverty (各项救助的减贫贡献)."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError, counted
from aidkit.measures.poverty import fgt
from aidkit.measures.sample import Floats

MOST_PROGRAMMES = 12  # every subset is evaluated: 4,096 at this number


def marginal_contribution(
    income: ArrayLike, benefits: ArrayLike, line: ArrayLike, *, weight: ArrayLike | None = None, alpha: float
) -> Floats:
    """Return how much poverty would rise if each programme alone stopped: FGT(y - b_k) - FGT(y).

    Args:
        income: (n,) welfare before all programmes.
        benefits: (k, n) what each programme pays each unit.
        line: one number or (n,).
        weight: (n,) units a row stands for.
        alpha: as in `fgt`.

    Returns:
        (k,); they need not add up to the fall in poverty, see `shapley_contribution`.

    Raises:
        MeasureError: benefits are not (k, n), or as `fgt`.

    Example:
        >>> marginal_contribution([4, 20], [[6, 0], [6, 0]], 10, alpha=0)   # either lifts the poor one alone
        array([0., 0.])

    Source: Lustig (ed., 2018), Commitment to Equity Handbook, ch. 2.
    """
    x, b = _columns(income, benefits)
    after = x + b.sum(axis=0)
    level = fgt(after, line, weight=weight, alpha=alpha)
    return np.array([fgt(after - one, line, weight=weight, alpha=alpha) - level for one in b])


def shapley_contribution(
    income: ArrayLike, benefits: ArrayLike, line: ArrayLike, *, weight: ArrayLike | None = None, alpha: float
) -> Floats:
    """Return each programme's contribution to the fall in poverty, averaged over all orders of paying them.

    Args:
        income: (n,) welfare before all programmes.
        benefits: (k, n) what each programme pays each unit, k at most 12.
        line: one number or (n,).
        weight: (n,) units a row stands for.
        alpha: as in `fgt`.

    Returns:
        (k,) that add up to FGT(x) - FGT(x + all benefits).

    Raises:
        MeasureError: benefits are not (k, n), there are too many, or as `fgt`.

    Example:
        >>> shapley_contribution([4, 20], [[6, 0], [6, 0]], 10, alpha=0)    # they share the one lifted of two
        array([0.25, 0.25])

    Source: Shorrocks (2013), Journal of Economic Inequality 11, 99-126.
    """
    x, b = _columns(income, benefits)
    k = len(b)
    if k > MOST_PROGRAMMES:
        raise MeasureError(f"{counted(k, 'programme')} have too many orders; group them into {MOST_PROGRAMMES}.")
    subsets = [frozenset(chosen) for size in range(k + 1) for chosen in combinations(range(k), size)]
    level = {chosen: fgt(x + b[sorted(chosen)].sum(axis=0), line, weight=weight, alpha=alpha) for chosen in subsets}
    return np.array(
        [
            sum(
                (level[chosen] - level[chosen | {j}]) / (k * comb(k - 1, len(chosen)))
                for chosen in subsets
                if j not in chosen
            )
            for j in range(k)
        ]
    )


def _columns(income: ArrayLike, benefits: ArrayLike) -> tuple[Floats, Floats]:
    """Return incomes (n,) and benefits (k, n) as arrays."""
    x, b = np.asarray(income, dtype=float), np.asarray(benefits, dtype=float)
    if x.ndim != 1 or b.shape[1:] != x.shape:
        raise MeasureError(f"benefits has shape {b.shape}, income {x.shape}; one row per programme is expected.")
    return x, b
