"""Add up money so that neither the order of rows nor the number of threads changes the total (金额合计)."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aidkit.errors import MeasureError
from aidkit.measures.sample import Floats, clean

FEN = 100  # fen (分) in a yuan
SAME_FEN = 1e-4  # amounts closer than 1e-6 yuan are equal, so 0.285 rounds up though the nearest double is below it
LARGEST_YUAN = 9e13  # above this a double no longer holds single fen
LARGEST_INTEGER = 2**62


def to_fen(amount: ArrayLike) -> NDArray[np.int64]:
    """Round each amount half up (away from zero) to whole fen (分).

    Args:
        amount: (n,) yuan.

    Returns:
        (n,) fen.

    Raises:
        MeasureError: an amount is not a finite number, or too large for single fen.

    Example:
        >>> to_fen([0.005, 0.004, 0.285, -0.005]).tolist()
        [1, 0, 29, -1]

    Source: GB/T 8170-2008, rounding; fen is the smallest unit of payment.
    """
    _, yuan = clean(None, amount=amount)
    if np.abs(yuan).max(initial=0.0) > LARGEST_YUAN:
        raise MeasureError(f"amount: {np.abs(yuan).max():,.0f} yuan is too large to be counted in single fen.")
    fen = np.abs(yuan) * FEN
    whole = np.floor(fen)
    rounded: Floats = np.sign(yuan) * (whole + (fen - whole >= 0.5 - SAME_FEN))
    return rounded.astype(np.int64)


def exact_fen(amount: ArrayLike, weight: ArrayLike | None = None) -> int:
    """Add up amounts in whole fen, each row rounded half up first, as a payment roster does.

    Args:
        amount: (n,) yuan.
        weight: (n,) families or persons a row stands for. With whole numbers the total is exact; with others
            the correctly rounded sum of fen x weight is rounded half up once more.

    Returns:
        The total in fen, the same whatever the order of rows.

    Raises:
        MeasureError: an amount is not a finite number or too large, or a weight negative.

    Example:
        >>> exact_fen([0.1] * 10)
        100
        >>> exact_fen([33.335, 10], weight=[2, 1])              # 2 x 3,334 + 1,000
        7668

    Source: Shewchuk (1997), Discrete and Computational Geometry 18, 305-363, for the weighted sum.
    """
    each, yuan = clean(weight, amount=amount)
    fen, whole = to_fen(yuan), each.astype(np.int64)
    if (whole == each).all():
        largest = int(np.abs(fen).max(initial=0)) * int(whole.max(initial=0))
        return _exact_sum(fen * whole if largest < LARGEST_INTEGER else fen.astype(object) * whole)
    total = math.fsum(fen * each)
    return int(math.copysign(math.floor(abs(total) + 0.5), total))


def total_yuan(amount: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Add up amounts as they are, without rounding them to fen, correctly rounded to the last bit.

    Args:
        amount: (n,) yuan.
        weight: (n,) families or persons a row stands for.

    Returns:
        Yuan, the same whatever the order of rows.

    Raises:
        MeasureError: an amount or weight is not a finite number, or a weight negative.

    Example:
        >>> total_yuan([1e16, 1, -1e16])
        1.0

    Source: Shewchuk (1997), Discrete and Computational Geometry 18, 305-363.
    """
    each, yuan = clean(weight, amount=amount)
    return math.fsum(each * yuan)


def _exact_sum(values: NDArray[np.int64] | NDArray[np.object_]) -> int:
    """Add up integers, in Python's unbounded ones where 64 bits might not hold the total."""
    if values.dtype != object and values.size * int(np.abs(values).max(initial=0)) < LARGEST_INTEGER:
        return int(values.sum())
    return sum(values.tolist())
