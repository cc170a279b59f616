"""Order units from poor to rich in blocks of ties, so that no result depends on the order of rows.

Everything about shares (Lorenz and concentration curves, their indices, quantile groups) is read off two
arrays per block: its population and its amount. Inside a block all units are alike, so a share that ends
inside one takes the same fraction of everybody in it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError, message
from aidkit.measures.sample import Floats

NEAR = 1e-12  # relative; cumulated weights this close to a share have reached it, whatever their scale


def blocks(rank_by: Floats, *columns: Floats) -> tuple[Floats, ...]:
    """Return the distinct values of `rank_by` (m,), ascending, and each column (n,) summed over ties."""
    if rank_by.size == 0:
        return rank_by, *columns
    order = np.argsort(rank_by, kind="stable")
    ordered = rank_by[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return ordered[starts], *(np.add.reduceat(column[order], starts) for column in columns)


def concentration_index(population: Floats, amount: Floats) -> float:
    """Return S_k V_k (2 R_k - P_k) / (N T) - 1 over blocks k, R the cumulated population; NaN where T = 0.

    Raises:
        MeasureError: the amounts add up to less than 0.
    """
    total = total_to_share(amount)
    if total == 0:
        return float("nan")
    reached = np.cumsum(population)
    return float((amount * (2.0 * reached - population)).sum() / (reached[-1] * total) - 1.0)


def total_to_share(amount: Floats) -> float:
    """Return the total that shares are shares of.

    Raises:
        MeasureError: it is negative, so that shares of it mean nothing.
    """
    total = float(amount.sum())
    if total < 0:
        what = f"The incomes add up to {total:,.6g}; shares of a negative total mean nothing."
        raise MeasureError(message(what, "Pass floor=0 to count negative incomes as 0."))
    return total


def cumulated(population: Floats, amount: Floats, p: ArrayLike) -> Floats:
    """Return the amount that the poorest share p of the population has, interpolated inside blocks."""
    reached = np.concatenate(([0.0], np.cumsum(population)))
    had = np.concatenate(([0.0], np.cumsum(amount)))
    return np.asarray(np.interp(np.asarray(p, dtype=float) * reached[-1], reached, had))


def shares_checked(p: ArrayLike, name: str = "p") -> Floats:
    """Return population shares as an array.

    Raises:
        MeasureError: a share is outside 0 to 1.
    """
    shares = np.asarray(p, dtype=float)
    if not ((shares >= 0) & (shares <= 1)).all():
        raise MeasureError(f"{name}={shares.tolist()} is not a share of the population; it must lie between 0 and 1.")
    return shares
