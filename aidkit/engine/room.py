"""Room for the columns of a result: one piece of memory, lent until nobody looks at any of them any more.

Memory new from the operating system is cleared page by page as it is first written to, which costs as much as the
rules do. In one piece it comes in large pages; and the last piece given back is kept for the next result.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

LINE = 64  # bytes of a line of the cache; every column begins on one
KEPT = 2**31  # bytes: a larger piece goes back to the operating system at once

_spare: list[Array] = []  # one piece at most


def columns(lengths: Mapping[str, int], kinds: Mapping[str, np.dtype[Any]]) -> dict[str, Array]:
    """Return empty arrays in one piece of memory.

    Args:
        lengths: By name, rows.
        kinds: By name, type.
    """
    sizes = [kinds[name].itemsize * rows for name, rows in lengths.items()]
    starts = np.cumsum([0, *(-(-size // LINE) * LINE for size in sizes)])
    piece = _lent(int(starts[-1]) + LINE)
    piece = piece[-piece.ctypes.data % LINE :]
    return {
        name: piece[start : start + size].view(kinds[name])
        for name, start, size in zip(lengths, starts[:-1], sizes, strict=True)
    }


class _Loan:
    """What arrays that share a piece hold on to; when the last of them goes, so does this."""

    def __init__(self, piece: Array) -> None:
        self.__array_interface__ = piece.__array_interface__
        weakref.finalize(self, _given_back, piece).atexit = False


def _lent(size: int) -> Array:
    try:
        piece = _spare.pop()
    except IndexError:
        piece = np.empty(0, np.uint8)
    if not size <= len(piece) <= 2 * size:
        piece = np.empty(size, np.uint8)
    return np.asarray(_Loan(piece))[:size]


def _given_back(piece: Array) -> None:
    if len(piece) <= KEPT:
        _spare[:] = [piece]
