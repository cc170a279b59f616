"""The floor under any engine: read every input column once and write one column, on all cores, doing nothing else.

Beside it, what the memory gives to loops that do nothing but read, copy or fill (as STREAM measures it), and the floor
that this implies.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numba
import numpy as np

BLOCK = 2**18
STREAM_WORDS = 2**26  # 512 MiB an array: far more than any cache


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


@numba.njit(nogil=True, cache=False)
def _copy(out: np.ndarray, words: np.ndarray) -> None:
    for k in range(len(out)):
        out[k] = words[k]


@dataclass(frozen=True)
class Bandwidth:
    """What the memory gives, in GB/s; a copy counts what is read and what is written."""

    read: float
    copy: float
    fill: float

    def implied_ms(self, read: list[np.ndarray], written: np.ndarray) -> float:
        """Return the floor this implies: the inputs at the speed of reading, the output at the speed of filling."""
        return (sum(column.nbytes for column in read) / self.read + written.nbytes / self.fill) / 1e6


def bandwidth(threads: int | None = None, runs: int = 5) -> Bandwidth:
    """Measure the memory: medians over two arrays that fit no cache."""
    source, target = np.ones(STREAM_WORDS, np.int64), np.empty(STREAM_WORDS, np.int64)
    parts = [slice(start, start + BLOCK) for start in range(0, STREAM_WORDS, BLOCK)]
    size = source.nbytes

    def speed(one: Callable[[slice], object], moved: int) -> float:
        with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
            taken = []
            for _ in range(runs + 1):
                start = time.perf_counter()
                list(pool.map(one, parts, chunksize=8))
                taken.append(time.perf_counter() - start)
        return moved / statistics.median(taken[1:]) / 1e9

    return Bandwidth(
        read=speed(lambda part: _add(source[part]), size),
        copy=speed(lambda part: _copy(target[part], source[part]), 2 * size),
        fill=speed(lambda part: _fill(target[part], 1), size),
    )


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
