"""How the engine stores a population: in blocks, families of one size together, their members side by side.

Within a block of some thousand households those of one size form a run. A run holds the first members of all its
families, then the second members, and so on: what concerns one member of every family is contiguous, so the compiled
loops need no index and no loop has a length that hangs on the data.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aidkit.schema import COLUMNS, Level

Array = np.ndarray[Any, Any]

BLOCK = 8_192  # households a block: their columns stay in the cache, and rows move only within it


@dataclass(frozen=True)
class Runs:
    """Families of one size in one block; all arrays are unsigned and one value a run.

    Attributes:
        home: First household.
        person: First person.
        size: Members a family.
        count: Families.
    """

    home: Array
    person: Array
    size: Array
    count: Array


@dataclass(frozen=True)
class Layout:
    """A population in engine order; rows in any other order give the same one.

    Attributes:
        household_rows: (households,) input row of each household, in engine order.
        person_rows: (persons,) input row of each person, in engine order.
        first: (households,) position of each household's first member, unsigned.
        size: (households,) members of each household, unsigned.
        stride: (households,) positions from one member to the next, unsigned.
        runs: Families of one size in one block, in engine order.
        places: Place ids, in engine order.
        bounds: (places + 1,) first run of each place.
        columns: By level and name, the column in engine order, stored as narrow as its range allows.
    """

    household_rows: Array
    person_rows: Array
    first: Array
    size: Array
    stride: Array
    runs: Runs
    places: tuple[str, ...]
    bounds: Array
    columns: Mapping[Level, Mapping[str, Array]]

    @cached_property
    def home(self) -> Array:
        """(persons,) household position of each person."""
        found = np.empty(len(self.person_rows), np.int64)
        for position, family in _members(self.first, self.size, self.stride):
            found[position] = family
        return found

    @cached_property
    def widest(self) -> int:
        """Members of the largest family."""
        return int(self.size.max())

    def members(self, household: int) -> Array:
        """Return the positions of one household's members, in the order of their ids."""
        first, size, stride = (int(values[household]) for values in (self.first, self.size, self.stride))
        return first + stride * np.arange(size)


def lay_out(
    household_ids: pd.Index,
    person_ids: pd.Index,
    household_of: Array,
    column: Callable[[Level, str], Array],
) -> Layout:
    """Order a population for the engine.

    Args:
        household_ids: (households,) ids in input order.
        person_ids: (persons,) ids in input order.
        household_of: (persons,) input row of each person's household.
        column: Returns a column in input order, given its level and name.

    Returns:
        The layout.
    """
    places, place_codes = np.unique(column("household", "place").astype(str), return_inverse=True)
    by_id = _stable_order(place_codes, _ranks(household_ids))
    sizes = np.bincount(household_of, minlength=len(household_ids))
    household_rows = by_id[np.lexsort((sizes[by_id], _blocks(place_codes[by_id])))]
    size, place = sizes[household_rows], place_codes[household_rows]
    starts, begins, first, stride = _arranged(size, place)
    person_rows = _person_rows(household_rows, household_of, person_ids, first, size, stride)
    rows: dict[Level, Any] = {"household": household_rows, "person": person_rows}
    return Layout(
        household_rows=household_rows,
        person_rows=person_rows,
        first=first.astype(np.uint64),
        size=size.astype(np.uint64),
        stride=stride.astype(np.uint64),
        runs=_runs(size, starts, begins),
        places=tuple(str(name) for name in places),
        bounds=np.searchsorted(place[starts], np.arange(len(places) + 1)),
        columns={
            level: {
                c.name: np.ascontiguousarray(column(level, c.name)[rows[level]])
                for c in COLUMNS[level].values()
                if c.kind not in ("key", "text", "weight")
            }
            for level in COLUMNS
        },
    )


def laid_out(size: Array, place: str, columns: Mapping[Level, Mapping[str, Array]]) -> Layout:
    """Return the layout of households of one place whose rows, and whose members' rows, are in engine order already.

    Args:
        size: (households,) members of each.
        place: Their place.
        columns: By level and name, the columns.
    """
    starts, begins, first, stride = _arranged(size, np.zeros(len(size), np.int64))
    return Layout(
        household_rows=np.arange(len(size)),
        person_rows=np.arange(int(size.sum())),
        first=first.astype(np.uint64),
        size=size.astype(np.uint64),
        stride=stride.astype(np.uint64),
        runs=_runs(size, starts, begins),
        places=(place,),
        bounds=np.array([0, len(starts)]),
        columns=columns,
    )


def _arranged(size: Array, place: Array) -> tuple[Array, Array, Array, Array]:
    """Return where runs of households begin, where their persons do, and each household's first member and stride."""
    starts = _run_starts(size, _blocks(place))
    count = np.diff(starts, append=len(size))
    begins = np.concatenate([[0], np.cumsum(size[starts] * count)[:-1]])
    run_of = np.repeat(np.arange(len(starts)), count)
    return starts, begins, begins[run_of] + np.arange(len(size)) - starts[run_of], count[run_of]


def _runs(size: Array, starts: Array, begins: Array) -> Runs:
    count = np.diff(starts, append=len(size))
    return Runs(*(values.astype(np.uint64) for values in (starts, begins, size[starts], count)))


def _blocks(place: Array) -> Array:
    """Number the blocks: so many households of one place each."""
    begins = np.flatnonzero(np.diff(place, prepend=-1))
    within = np.arange(len(place)) - np.repeat(begins, np.diff(begins, append=len(place)))
    return np.cumsum(within % BLOCK == 0) - 1


def _run_starts(size: Array, block: Array) -> Array:
    return np.flatnonzero((np.diff(size, prepend=0) != 0) | (np.diff(block, prepend=-1) != 0))


def _person_rows(
    household_rows: Array, household_of: Array, person_ids: pd.Index, first: Array, size: Array, stride: Array
) -> Array:
    """Put each family's members, in the order of their ids, where the runs want them."""
    position = np.empty(len(household_rows), np.int64)
    position[household_rows] = np.arange(len(household_rows))
    together = _stable_order(position[household_of], _ranks(person_ids))
    begin = np.concatenate([[0], np.cumsum(size)[:-1]])
    rows = np.empty(len(together), np.int64)
    for member in range(int(size.max())):
        families = np.flatnonzero(size > member)
        rows[first[families] + member * stride[families]] = together[begin[families] + member]
    return rows


def _members(first: Array, size: Array, stride: Array) -> list[tuple[Array, Array]]:
    """Return, member number by member number, positions of persons and of their families."""
    found = []
    for member in range(int(size.max())):
        families = np.flatnonzero(size > member)
        found.append(((first[families] + np.uint64(member) * stride[families]).astype(np.int64), families))
    return found


def _ranks(ids: pd.Index) -> Array:
    """Order of ids that does not depend on the rows' order; ids of one kind sort by value, mixed ones as text."""
    if ids.is_monotonic_increasing:
        return np.arange(len(ids))
    keys = ids if ids.inferred_type in ("integer", "string") else ids.map(lambda key: f"{type(key).__name__} {key}")
    ranks = np.empty(len(ids), np.int64)
    ranks[np.asarray(keys.argsort())] = np.arange(len(ids))
    return ranks


def _stable_order(first: Array, second: Array) -> Array:
    """Order rows by two keys; rows already in order stay a plain range."""
    ascending = np.all((np.diff(first) > 0) | ((np.diff(first) == 0) & (np.diff(second) >= 0)))
    return np.arange(len(first)) if ascending else np.lexsort((second, first))
