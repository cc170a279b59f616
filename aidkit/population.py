"""A population: two checked tables, households and persons, and what the engine makes of them.

Nothing is dropped, clipped or guessed. A column that is absent takes its default, and `assumed` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aidkit.column_checks import checked_column, checked_keys
from aidkit.errors import PopulationError, counted, listed, message, nearest
from aidkit.schema import COLUMNS, Column, DisabilityKind, Level

_KEYS = {"household": "household_id", "person": "person_id"}


@dataclass(frozen=True)
class Layout:
    """How the engine stores a population: households in order of place and id, their members together.

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


class Population:
    """Households and persons, checked against the schema.

    Args:
        households: One row a household; ``household_id`` as a column or the index, and ``area``.
        persons: One row a person; ``person_id`` as a column or the index, ``household_id`` and ``age``.
        strict: Refuse a population that lacks any optional column.
        synthetic: Whether the population is invented; every report says so.
        source: Where it comes from, in words.
        faults: Faults a reader found in the files, one row each.
        fit: How an invented population meets its published margins.

    Attributes:
        households: The table as given, its ids in a column and in the index.
        persons: The same for persons.
        assumed: One row for each column that was absent: table, column, default, labels, results it touches.
        unused: Columns given that aidkit does not read, as ``table.column``.

    Raises:
        PopulationError: A required column is missing, a value is unknown, out of range or missing, an id is double, a
            person has no household or a household nobody; the message names table, column, rows and what is allowed.

    Example:
        >>> population = Population(
        ...     households=pd.DataFrame({"household_id": ["a"], "area": ["urban"]}),
        ...     persons=pd.DataFrame({"person_id": [1], "household_id": ["a"], "age": [72]}),
        ... )
        >>> len(population.persons)
        1
    """

    def __init__(
        self,
        households: pd.DataFrame,
        persons: pd.DataFrame,
        *,
        strict: bool = False,
        synthetic: bool = False,
        source: str = "tables given in Python",
        faults: pd.DataFrame | None = None,
        fit: pd.DataFrame | None = None,
    ) -> None:
        self.synthetic, self.source, self.faults, self.fit = synthetic, source, faults, fit
        tables: dict[Level, pd.DataFrame] = {
            "household": _with_id(households, "household"),
            "person": _with_id(persons, "person"),
        }
        self.unused = tuple(name for level, table in tables.items() for name in _unused(level, table))
        self._absent = [c for level, table in tables.items() for c in COLUMNS[level].values() if c.name not in table]
        _refuse_missing(self._absent, strict=strict)
        self._values: dict[Level, dict[str, Any]] = {
            level: {
                c.name: checked_column(table, c) for c in COLUMNS[level].values() if c.name in table and c.kind != "key"
            }
            for level, table in tables.items()
        }
        self._household_of = _linked(tables)
        _check_contradictions(tables["person"], self._values["person"])
        self.households, self.persons = tables["household"], tables["person"]

    @cached_property
    def assumed(self) -> pd.DataFrame:
        """Columns that were absent and took their default, with the result columns each touches."""
        from datetime import date

        from aidkit.engine.graph import Graph
        from aidkit.rules import in_force

        graph = Graph(in_force(date.today()))
        rows = [
            {
                "table": f"{c.level}s",
                "column": c.name,
                "en": c.en,
                "zh": c.zh,
                "default": _default(c),
                "touches": ", ".join(graph.touched_by(c.name)),
            }
            for c in self._absent
        ]
        return pd.DataFrame(rows, columns=["table", "column", "en", "zh", "default", "touches"])

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of the places named in the households table; ``("",)`` where none is."""
        values = self._values["household"].get("place")
        return ("",) if values is None else tuple(sorted(set(values)))

    @property
    def weight(self) -> np.ndarray[Any, Any]:
        """(households,) weight of each household in input order."""
        given = self._values["household"].get("weight")
        return np.ones(len(self.households)) if given is None else given

    @property
    def household_of(self) -> np.ndarray[Any, Any]:
        """(persons,) row of each person's household, both in input order."""
        return self._household_of

    def column(self, level: Level, name: str) -> np.ndarray[Any, Any]:
        """Return a column in input order as the engine reads it, its default where it was absent."""
        given = self._values[level].get(name)
        if given is not None:
            return given  # type: ignore[no-any-return]
        size = len(self.households if level == "household" else self.persons)
        return _filled(COLUMNS[level][name], size)

    @cached_property
    def layout(self) -> Layout:
        """The population as the engine reads it; made once."""
        return _lay_out(self)

    def describe(self) -> str:
        """Say in a few lines what the population holds and what was assumed."""
        people = counted(len(self.persons), "person")
        lines = [f"{counted(len(self.households), 'household')}, {people} — {self.source}"]
        if self.synthetic:
            lines.append("Invented: a synthetic population, nobody in it exists (合成数据).")
        if len(self.assumed):
            lines.append(f"Assumed, because absent: {listed(self.assumed['column'], shown=60)}.")
        if self.unused:
            lines.append(f"Given but not read: {listed(self.unused, shown=60)}.")
        if self.faults is not None:
            lines.append(f"Faults found while reading: {len(self.faults)}.")
        return "\n".join(lines)

    def __repr__(self) -> str:
        mark = ", synthetic" if self.synthetic else ""
        return f"Population({len(self.households):,} households, {len(self.persons):,} persons{mark})"


def _with_id(table: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Return the table with its id both as a column and as the unnamed index."""
    key = _KEYS[level]
    if not isinstance(table, pd.DataFrame):
        raise PopulationError(message(f"{level}s: a {type(table).__name__} was given.", "Give a pandas DataFrame."))
    double = sorted({str(name) for name in table.columns[table.columns.duplicated()]})
    if double:
        raise PopulationError(
            message(f"{level}s: columns that stand twice: {listed(double)}.", "Rename or remove one of each.")
        )
    if len(table) == 0:
        raise PopulationError(message(f"{level}s: the table has no rows.", f"A population needs at least one {level}."))
    if key not in table:
        unnamed = table.index.name is None and isinstance(table.index, pd.RangeIndex)
        if unnamed or table.index.name not in (None, key):
            raise PopulationError(
                message(f"{level}s: the column {key!r} is missing.", "Give it as a column or as the index.")
            )
        table = table.rename_axis(index=key).reset_index()
    keys = checked_keys(table, key, level)
    ids = pd.Index(keys.array)
    return table.set_axis(ids, axis=0).assign(**{key: ids})


def _unused(level: Level, table: pd.DataFrame) -> list[str]:
    """Return columns aidkit does not read; refuse one that is nearly the name of an absent column."""
    valid = COLUMNS[level]
    unused = [str(name) for name in table.columns if name not in valid]
    absent = [name for name in valid if name not in table]
    for name in unused:
        meant = nearest(name, absent, cutoff=0.85)
        if meant is not None:
            raise PopulationError(
                message(
                    f"{level}s: no column is called {name!r}.",
                    f"Did you mean {meant!r}?",
                    "Rename it, or give it a name of its own if it is something else.",
                )
            )
    return [f"{level}s.{name}" for name in unused]


def _refuse_missing(absent: list[Column], *, strict: bool) -> None:
    required = [c for c in absent if c.required]
    if required:
        names = ", ".join(f"{c.level}s.{c.name}" for c in required)
        raise PopulationError(
            message(f"Required columns are missing: {names}.", "Every population needs them; there is no default.")
        )
    if strict and absent:
        names = listed((f"{c.level}s.{c.name}" for c in absent), shown=60)
        raise PopulationError(
            message(
                f"strict=True, and {counted(len(absent), 'optional column')} are absent: {names}.",
                "Give them, or leave strict out to accept the defaults, which are then listed as assumed.",
            )
        )


def _linked(tables: dict[Level, pd.DataFrame]) -> np.ndarray[Any, Any]:
    """Return each person's household row; refuse persons without household and households without persons."""
    households, persons = tables["household"], tables["person"]
    keys = checked_keys(persons, "household_id", "person", unique=False)
    rows = households.index.get_indexer(pd.Index(keys))
    if (rows < 0).any():
        bad = np.flatnonzero(rows < 0)
        shown = [f"{persons.index[i]} → {keys.iloc[i]}" for i in bad]
        raise PopulationError(
            message(
                f"persons.household_id: {counted(len(bad), 'person')} of a household that is not in the households table: {listed(shown)}.",
                "Every person's household_id must be one of households.household_id, of the same type (text or number).",
            )
        )
    empty = np.flatnonzero(np.bincount(rows, minlength=len(households)) == 0)
    if len(empty):
        raise PopulationError(
            message(
                f"households: {counted(len(empty), 'household')} without any person: {listed(np.asarray(households.index)[empty])}.",
                "Remove them, or add their members to the persons table.",
            )
        )
    return rows


def _check_contradictions(table: pd.DataFrame, values: dict[str, Any]) -> None:
    def column(name: str) -> Any:
        given = values.get(name)
        return given if given is not None else _filled(COLUMNS["person"][name], len(table))

    has_kind, has_grade = column("disability_kind") != DisabilityKind.NONE, column("disability_grade") != 0
    _refuse_rows(table, has_grade & ~has_kind, "a disability grade without a kind", "Give the kind, or grade 0.")
    _refuse_rows(
        table,
        has_kind & ~has_grade,
        "a disability kind without a grade",
        "Give a grade 1 to 4, or kind none.",
    )
    both = column("employed") & column("registered_unemployed")
    _refuse_rows(table, both, "employed and registered unemployed at once", "A person is one or the other.")


def _refuse_rows(table: pd.DataFrame, bad: Any, what: str, advice: str) -> None:
    if bad.any():
        rows = table.index[bad]
        raise PopulationError(message(f"persons: {counted(len(rows), 'person')} with {what}: {listed(rows)}.", advice))


def _filled(column: Column, size: int) -> np.ndarray[Any, Any]:
    if column.kind == "category":
        return np.full(size, column.allowed_code(column.default), column.dtype)
    if column.kind == "date":
        return np.full(size, np.datetime64("NaT"), column.dtype)
    return np.full(size, column.default, column.dtype)


def _default(column: Column) -> str:
    if column.kind == "date":
        return "no date"
    return "empty" if column.default == "" else str(column.default)


def _lay_out(population: Population) -> Layout:
    household_ids, person_ids = population.households.index, population.persons.index
    place_of = population.column("household", "place")
    places, place_codes = np.unique(place_of.astype(str), return_inverse=True)
    household_rows = _stable_order(place_codes, _ranks(household_ids))
    position = np.empty(len(household_rows), np.int64)
    position[household_rows] = np.arange(len(household_rows))
    household_of = position[population.household_of]
    person_rows = _stable_order(household_of, _ranks(person_ids))
    offsets = np.zeros(len(household_rows) + 1, np.uint64)
    np.cumsum(np.bincount(household_of, minlength=len(household_rows)), out=offsets[1:])
    rows: dict[Level, Any] = {"household": household_rows, "person": person_rows}
    return Layout(
        household_rows=household_rows,
        person_rows=person_rows,
        offsets=offsets,
        places=tuple(str(place) for place in places),
        bounds=np.searchsorted(place_codes[household_rows], np.arange(len(places) + 1)),
        columns={
            level: {
                c.name: np.ascontiguousarray(population.column(level, c.name)[rows[level]])
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
