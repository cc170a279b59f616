"""How the engine stores a population: households in order of place and id, their members together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from aidkit.schema import COLUMNS, Level


@dataclass(frozen=True)
class Layout:
    """A population in engine order; rows in any other order give the same one.

    Attributes:
        household_rows: (households,) input row of each household, in engine order.
        person_rows: (persons,) input row of each person, in engine order.
        offsets: (households + 1,) first person of each household, unsigned.
        places: Place ids, in engine order.
        bounds: (places + 1,) first household of each place.
        columns: By level and name, the column in engine order, stored as narrow as its range allows.
    """

    household_rows: np.ndarray[Any, Any]
    person_rows: np.ndarray[Any, Any]
    offsets: np.ndarray[Any, Any]
    places: tuple[str, ...]
    bounds: np.ndarray[Any, Any]
    columns: Mapping[Level, Mapping[str, np.ndarray[Any, Any]]]


def lay_out(
    household_ids: pd.Index,
    person_ids: pd.Index,
    household_of: np.ndarray[Any, Any],
    column: Callable[[Level, str], np.ndarray[Any, Any]],
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
    household_rows = _stable_order(place_codes, _ranks(household_ids))
    position = np.empty(len(household_rows), np.int64)
    position[household_rows] = np.arange(len(household_rows))
    family = position[household_of]
    person_rows = _stable_order(family, _ranks(person_ids))
    offsets = np.zeros(len(household_rows) + 1, np.uint64)
    np.cumsum(np.bincount(family, minlength=len(household_rows)), out=offsets[1:])
    rows: dict[Level, Any] = {"household": household_rows, "person": person_rows}
    return Layout(
        household_rows=household_rows,
        person_rows=person_rows,
        offsets=offsets,
        places=tuple(str(place) for place in places),
        bounds=np.searchsorted(place_codes[household_rows], np.arange(len(places) + 1)),
        columns={
            level: {
                c.name: np.ascontiguousarray(column(level, c.name)[rows[level]])
                for c in COLUMNS[level].values()
                if c.kind not in ("key", "text", "weight")
            }
            for level in COLUMNS
        },
    )


def _ranks(ids: pd.Index) -> np.ndarray[Any, Any]:
    """Order of ids that does not depend on the rows' order; ids of one kind sort by value, mixed ones as text."""
    if ids.is_monotonic_increasing:
        return np.arange(len(ids))
    keys = ids if ids.inferred_type in ("integer", "string") else ids.map(lambda key: f"{type(key).__name__} {key}")
    ranks = np.empty(len(ids), np.int64)
    ranks[np.asarray(keys.argsort())] = np.arange(len(ids))
    return ranks


def _stable_order(first: np.ndarray[Any, Any], second: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Order rows by two keys; rows already in order stay a plain range."""
    ascending = np.all((np.diff(first) > 0) | ((np.diff(first) == 0) & (np.diff(second) >= 0)))
    return np.arange(len(first)) if ascending else np.lexsort((second, first))
