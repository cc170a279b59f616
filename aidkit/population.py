"""A population: two checked tables, households and persons, and what the engine makes of them.

Nothing is dropped, clipped or guessed. A column that is absent takes its default, and `assumed` says so.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from aidkit.column_checks import checked_column
from aidkit.errors import counted, listed
from aidkit.layout import Layout, lay_out
from aidkit.masking import nobody_named
from aidkit.schema import COLUMNS, Column, Level
from aidkit.table_checks import (
    Faults,
    linked,
    refuse_absent,
    refuse_contradictions,
    refuse_missing,
    unused_columns,
    with_id,
)


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

    @nobody_named()
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
            "household": with_id(households, "household"),
            "person": with_id(persons, "person"),
        }
        self.households, self.persons = tables["household"], tables["person"]
        self._absent = [c for level, table in tables.items() for c in COLUMNS[level].values() if c.name not in table]
        checks = Faults()
        unused = [checks.of(unused_columns, table, level) for level, table in tables.items()]
        checks.refuse()
        refuse_missing(self._absent)
        self.unused = tuple(name for names in unused for name in names)
        if strict:
            refuse_absent(self._absent)
        self._values: dict[Level, dict[str, Any]] = {
            level: {
                c.name: checks.of(checked_column, table, c)
                for c in COLUMNS[level].values()
                if c.name in table and c.kind != "key"
            }
            for level, table in tables.items()
        }
        self._household_of: np.ndarray[Any, Any] = checks.of(linked, tables)
        checks.refuse()
        refuse_contradictions(self.persons, self.column)

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
        """Return a column in input order as the engine reads it, its default where it was absent.

        Args:
            level: ``household`` or ``person``.
            name: An input column other than an id.

        Returns:
            (rows,) values; categories as codes.
        """
        given = self._values[level].get(name)
        if given is not None:
            return given  # type: ignore[no-any-return]
        size = len(self.households if level == "household" else self.persons)
        return filled(COLUMNS[level][name], size)

    @cached_property
    def layout(self) -> Layout:
        """The population as the engine reads it; made once."""
        return lay_out(self.households.index, self.persons.index, self._household_of, self.column)

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


def filled(column: Column, size: int) -> np.ndarray[Any, Any]:
    """Return an absent column as the engine reads it: so many times its default."""
    if column.kind == "category":
        return np.full(size, column.allowed_code(column.default), column.dtype)
    if column.kind == "date":
        return np.full(size, np.datetime64("NaT", "D"), column.dtype)
    return np.full(size, column.default, column.dtype)


def _default(column: Column) -> str:
    if column.kind == "date":
        return "no date"
    return "empty" if column.default == "" else str(column.default)


__all__ = ["Layout", "Population"]
