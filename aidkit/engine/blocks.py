"""Dealing out the work: which runs follow which row of parameters, and how they are shared between threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

import numpy as np

from aidkit.engine.graph import Plan
from aidkit.layout import Layout

FEW_PERSONS = 100_000  # below this, starting a thread costs more than it saves
T = TypeVar("T")


@dataclass(frozen=True)
class Share:
    """The part of a population that one plan goes through in one pass, whatever the number of places.

    Attributes:
        keys: By row of parameters, the place whose policy it holds; ``""`` where one holds for everybody.
        row_of: (runs,) row of parameters of each run, unsigned.
        ranges: First run and the one after the last, for every stretch of runs.
    """

    keys: tuple[str, ...]
    row_of: np.ndarray[Any, Any]
    ranges: tuple[tuple[int, int], ...]

    def blocks(self, layout: Layout, households: int) -> list[tuple[int, int]]:
        """Group consecutive runs until a group holds so many households."""
        return [block for first, last in self.ranges for block in _grouped(layout, first, last, households)]


def shares(layout: Layout, plans: Mapping[str, Plan]) -> dict[Plan, Share]:
    """Return by plan what it goes through: places with the same rules share a pass, each with its own parameters.

    Args:
        layout: The population.
        plans: By place, the plan; under ``""`` where one holds for everybody.
    """
    places: dict[Plan, list[int]] = {}
    for number, place in enumerate(layout.places):
        places.setdefault(plans[_key(place, plans)], []).append(number)
    return {plan: _share(layout, numbers, plans) for plan, numbers in places.items()}


def in_blocks(
    work: Callable[[int, int], T], blocks: Sequence[tuple[int, int]], persons: int, *, threads: int | None = None
) -> list[T]:
    """Do work on blocks, on several threads where that pays.

    Args:
        work: Called with the first item of a block and the one after its last.
        blocks: The blocks.
        persons: Persons in the population; below 100,000 one thread is best.
        threads: Threads to use; None for one a core.

    Returns:
        What the work gave back, in the order of the blocks.
    """
    wanted = threads if threads is not None else (1 if persons < FEW_PERSONS else os.cpu_count() or 1)
    if wanted <= 1 or len(blocks) == 1:
        return [work(*bounds) for bounds in blocks]
    with ThreadPoolExecutor(wanted) as pool:
        return list(pool.map(lambda bounds: work(*bounds), blocks))


class Own(Generic[T]):
    """What every thread needs for itself and is dear to make: made once a thread, lent and given back.

    Attributes:
        every: All that were made.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self.every: list[T] = []
        self._make, self._free = make, SimpleQueue[T]()

    @contextmanager
    def lent(self) -> Iterator[T]:
        """Lend one that no other thread has."""
        try:
            one = self._free.get_nowait()
        except Empty:
            one = self._make()
            self.every.append(one)
        try:
            yield one
        finally:
            self._free.put(one)


def _key(place: str, plans: Mapping[str, Plan]) -> str:
    return place if place in plans else ""


def _share(layout: Layout, numbers: list[int], plans: Mapping[str, Plan]) -> Share:
    keys = tuple(dict.fromkeys(_key(layout.places[number], plans) for number in numbers))
    rows = {key: row for row, key in enumerate(keys)}
    row_of = np.zeros(len(layout.runs.home), np.uint64)
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        first, last = int(layout.bounds[number]), int(layout.bounds[number + 1])
        row_of[first:last] = rows[_key(layout.places[number], plans)]
        if ranges and ranges[-1][1] == first:
            first = ranges.pop()[0]
        ranges.append((first, last))
    return Share(keys, row_of, tuple(ranges))


def _grouped(layout: Layout, first: int, last: int, households: int) -> list[tuple[int, int]]:
    passed = np.cumsum(layout.runs.count[first:last]).astype(np.int64)
    group = (passed - 1) // households
    ends = (first + np.flatnonzero(np.diff(group)) + 1).tolist()
    return list(pairwise([first, *ends, last]))
