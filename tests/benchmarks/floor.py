"""The floor under any engine: read every input column once and write one column, on both cores, doing nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numba
import numpy as np

BLOCK = 2**18


@numba.njit(nogil=True, cache=False)
def _add(words: np.ndarray) -> int:
    total = np.int64(0)
    for k in range(len(words)):
        total += words[k]
    return total


@numba.njit(nogil=True, cache=False)
def _fill(out: np.ndarray, value: float) -> None:
    for k in range(len(out)):
        out[k] = value


def floor(read: list[np.ndarray], written: np.ndarray, threads: int | None = None) -> Callable[[], None]:
    """Return the work: sum every column as machine words, and fill the output."""
    words = [column[: len(column) // 8 * 8].view(np.int64) for column in read]
    works: list[Callable[[], object]] = []
    for column in words:
        for start in range(0, len(column), BLOCK):
            works.append(lambda part=column[start : start + BLOCK]: _add(part))
    for start in range(0, len(written), BLOCK):
        works.append(lambda part=written[start : start + BLOCK]: _fill(part, 1.0))
    pool = ThreadPoolExecutor(threads or os.cpu_count())

    def work() -> None:
        for _ in pool.map(lambda one: one(), works, chunksize=8):
            pass

    return work


def bytes_moved(read: list[np.ndarray], written: np.ndarray) -> int:
    """Return how many bytes the floor moves."""
    return sum(column.nbytes for column in read) + written.nbytes
