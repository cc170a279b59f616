"""Whether two tables make a population: their ids, their columns' names, the link between them, contradictions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from aidkit.column_checks import checked_keys
from aidkit.errors import PopulationError, counted, listed, message, nearest
from aidkit.schema import COLUMNS, Column, DisabilityKind, Level

_KEYS = {"household": "household_id", "person": "person_id"}


class Faults:
    """The faults several checks find, said together."""

    def __init__(self) -> None:
        self._found: list[PopulationError] = []

    def of(self, check: Callable[..., Any], *arguments: Any) -> Any:
        """Run a check and keep what it finds; return what it returns, None where it found a fault."""
        try:
            return check(*arguments)
        except PopulationError as fault:
            self._found.append(fault)
            return None

    def refuse(self) -> None:
        """Stop if anything was found: with the fault itself where it is the only one."""
        if len(self._found) == 1:
            raise self._found[0]
        if self._found:
            faults = [" ".join(str(fault).splitlines()) for fault in self._found]
            raise PopulationError(message(f"{len(faults)} faults:", *(f"- {fault}" for fault in faults)))


def with_id(table: Any, level: Level) -> pd.DataFrame:
    """Return a table with its id both as a column and as the unnamed index.

    Raises:
        PopulationError: It is no table, has no rows, columns of one name, or no ids.
    """
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
    named = _without_id_levels(table, level)
    if key not in named:
        raise PopulationError(
            message(
                f"{level}s: the column {key!r} is missing.",
                "Give it as a column, or as the index of that name.",
                f"Columns given: {listed(named.columns, shown=8)}.",
            )
        )
    ids = pd.Index(checked_keys(named, key, level).array)
    return named.set_axis(ids, axis=0).assign(**{key: ids})


def _without_id_levels(table: pd.DataFrame, level: Level) -> pd.DataFrame:
    """Turn ids in the index into columns; an index without a name holds ids only where it cannot be row numbers."""
    key, index = _KEYS[level], table.index
    row_numbers = pd.api.types.is_integer_dtype(index.dtype)
    if key not in table and index.nlevels == 1 and index.name is None and not row_numbers:
        table = table.rename_axis(index=key)
    ids = [name for name in table.index.names if name in COLUMNS[level] and name not in table]
    return table.reset_index(level=ids) if ids else table


def unused_columns(table: pd.DataFrame, level: Level) -> list[str]:
    """Return columns aidkit does not read, as ``table.column``.

    Raises:
        PopulationError: One is nearly the name of a column that is absent.
    """
    valid = COLUMNS[level]
    unused = [str(name) for name in table.columns if name not in valid]
    absent = [name for name in valid if name not in table]
    meant = {name: nearest(name, absent, cutoff=0.85) for name in unused}
    misspelt = [f"{name!r} (did you mean {near!r}?)" for name, near in meant.items() if near is not None]
    if misspelt:
        raise PopulationError(
            message(
                f"{level}s: no such column: {listed(misspelt)}.",
                "Rename what is meant; give anything else a name of its own.",
            )
        )
    return [f"{level}s.{name}" for name in unused]


def refuse_missing(absent: Iterable[Column]) -> None:
    """Refuse a population without its required columns.

    Raises:
        PopulationError: The message names them.
    """
    required = [f"{c.level}s.{c.name}" for c in absent if c.required]
    if required:
        raise PopulationError(
            message(
                f"Required columns are missing: {', '.join(required)}.",
                "Every population needs them; there is no default.",
            )
        )


def refuse_absent(absent: Iterable[Column]) -> None:
    """Refuse a population that would take a default (``strict=True``).

    Raises:
        PopulationError: The message names the absent columns.
    """
    names = [f"{c.level}s.{c.name}" for c in absent]
    if names:
        raise PopulationError(
            message(
                f"strict=True, and {counted(len(names), 'optional column is', 'optional columns are')} absent: "
                f"{listed(names, shown=60)}.",
                "Give them, or leave strict out to accept the defaults, which are then listed as assumed.",
            )
        )


def linked(tables: Mapping[Level, pd.DataFrame]) -> np.ndarray[Any, Any]:
    """Return each person's household row.

    Raises:
        PopulationError: A person is of a household that is not there, or a household has nobody.
    """
    households, persons = tables["household"], tables["person"]
    keys = checked_keys(persons, "household_id", "person", unique=False)
    rows = households.index.get_indexer(pd.Index(keys.array))
    lost = np.flatnonzero(rows < 0)
    if len(lost):
        shown = [f"{persons.index[int(i)]} → {keys.iloc[i]}" for i in lost]
        raise PopulationError(
            message(
                f"persons.household_id: {counted(len(lost), 'person')} of a household that is not in the households table: {listed(shown)}.",
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


def refuse_contradictions(persons: pd.DataFrame, column: Callable[[Level, str], Any]) -> None:
    """Refuse persons whose columns contradict each other.

    Args:
        persons: The table, its ids in the index.
        column: Returns a checked column in input order, given its level and name.

    Raises:
        PopulationError: A disability grade without a kind, a kind without a grade, or employed and registered
            unemployed at once.
    """
    has_kind = column("person", "disability_kind") != DisabilityKind.NONE
    has_grade = column("person", "disability_grade") != 0
    both = column("person", "employed") & column("person", "registered_unemployed")
    faults = Faults()
    for bad, what, advice in (
        (has_grade & ~has_kind, "a disability grade without a kind", "Give the kind, or grade 0."),
        (has_kind & ~has_grade, "a disability kind without a grade", "Give a grade 1 to 4, or kind none."),
        (both, "employed and registered unemployed at once", "A person is one or the other."),
    ):
        faults.of(_refuse_rows, persons, bad, what, advice)
    faults.refuse()


def _refuse_rows(table: pd.DataFrame, bad: np.ndarray[Any, Any], what: str, advice: str) -> None:
    if bad.any():
        ids = np.asarray(table.index)[bad]
        raise PopulationError(message(f"persons: {counted(len(ids), 'person')} with {what}: {listed(ids)}.", advice))
