"""Reading one part of a stored population: only the columns a run needs, straight into the engine's arrays.

Files in the engine's order are taken as they lie, after the same checks every population passes; others become a
``Population`` first. Which of the two it is, is seen from the rows themselves.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from aidkit.data.parquet import read_columns, read_frame
from aidkit.layout import Layout, laid_out
from aidkit.population import Population, filled
from aidkit.scale.parts import LEVELS, Part
from aidkit.schema import COLUMNS, Column, DisabilityKind, Level

if TYPE_CHECKING:
    import pyarrow as pa

    from aidkit.engine.graph import Plan

Array = np.ndarray[Any, Any]
_CONTRADICTING = ("disability_kind", "disability_grade", "employed", "registered_unemployed")


@dataclass(frozen=True, eq=False)
class Loaded:
    """A part as the engine reads it.

    Attributes:
        layout: The part.
        weight: (households,) families each stands for, in engine order.
        assumed: Columns that were absent and took their default, as ``table.column``.
        as_it_lies: Whether the rows of the files lie in the engine's order.
    """

    layout: Layout
    weight: Array
    assumed: tuple[str, ...]
    as_it_lies: bool


def needed_by(plan: Plan) -> dict[Level, list[str]]:
    """Return by level the columns a plan reads."""
    return {level: [column.name for column in plan.columns[level]] for level in LEVELS}


def load(part: Part, needed: Mapping[Level, Collection[str]]) -> Loaded:
    """Read a part.

    Args:
        part: The part.
        needed: By level, the columns a run reads.

    Raises:
        PopulationError: A file is not readable, or what it holds is no population.
    """
    tables = {level: _table(part, level, needed[level]) for level in LEVELS}
    size = _sizes(tables["household"], tables["person"])
    loaded = None if size is None else _as_it_lies(part, tables, needed, size)
    return _checked_row_by_row(part) if loaded is None else loaded


def population_of(part: Part) -> Population:
    """Read all columns of a part as a population of its own."""
    households, persons = (read_frame(part.file(level)) for level in LEVELS)
    if part.place and "place" not in households:
        households = households.assign(place=part.place)
    return Population(households, persons, source=part.name)


def _table(part: Part, level: Level, needed: Collection[str]) -> pa.Table:
    names = {"household_id", *needed, *(["weight", "place"] if level == "household" else _CONTRADICTING)}
    return read_columns(part.file(level), names, coded=["household_id"] if level == "person" else [])


def _sizes(households: pa.Table, persons: pa.Table) -> Array | None:
    """Return members by household where all rows lie in the engine's order, else None.

    The first members of a run come household by household, so ids coded in order of appearance are the households'
    rows. A file that names places of its own is not in order: its households may be of several.
    """
    import pyarrow as pa

    known = [set(table.column_names) for table in (households, persons)]
    if not all("household_id" in names for names in known) or "place" in known[0]:
        return None
    ids, owners = households["household_id"], persons["household_id"].combine_chunks()
    if owners.null_count or ids.null_count or not (is_id(owners.type) and is_id(ids.type)):
        return None
    if not isinstance(owners, pa.DictionaryArray):
        owners = owners.dictionary_encode()
    try:
        same = owners.dictionary.cast(ids.type).equals(ids.combine_chunks())
    except pa.ArrowException:
        same = False  # ids of one table are no ids of the other
    if not same:
        return None
    home = owners.indices.to_numpy()
    size = np.bincount(home, minlength=len(ids))
    return size if size.all() and np.array_equal(laid_out(size, "", {}).home, home) else None


def is_id(kind: pa.DataType) -> bool:
    """Whether a column of this kind may hold ids: text or whole numbers."""
    import pyarrow as pa

    plain = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_integer(plain) or pa.types.is_string(plain) or pa.types.is_large_string(plain))


def _as_it_lies(
    part: Part, tables: dict[Level, pa.Table], needed: Mapping[Level, Collection[str]], size: Array
) -> Loaded | None:
    """Return a part whose columns a look at their ends clears; None where the checks of a population must decide."""
    columns: dict[Level, dict[str, Array]] = {"household": {}, "person": {}}
    absent: list[Column] = []
    for level in LEVELS:
        wanted = {*needed[level], *(_CONTRADICTING if level == "person" else ["weight"])}
        for column in (column for name, column in COLUMNS[level].items() if name in wanted):
            if column.name in tables[level].column_names:
                values = _quick(tables[level][column.name].combine_chunks(), column)
                if values is None:
                    return None
            elif column.required:
                return None
            else:
                absent.append(column)
                values = filled(column, len(tables[level]))
            columns[level][column.name] = values
    if _contradictory(columns["person"]):
        return None
    weight = columns["household"].pop("weight")
    assumed = tuple(f"{column.level}s.{column.name}" for column in absent if column.name in needed[column.level])
    return Loaded(laid_out(size, part.place, columns), weight, assumed, as_it_lies=True)


def _contradictory(columns: dict[str, Array]) -> bool:
    """Whether any person's columns contradict each other, as ``table_checks.refuse_contradictions`` says in words."""
    has_kind, has_grade = columns["disability_kind"] != DisabilityKind.NONE, columns["disability_grade"] != 0
    return bool((has_kind != has_grade).any() or (columns["employed"] & columns["registered_unemployed"]).any())


def _quick(values: Any, column: Column) -> Array | None:
    import pyarrow as pa

    if values.null_count or pa.types.is_nested(values.type):
        return None
    if column.kind == "category" and not pa.types.is_integer(values.type):
        values = values if isinstance(values, pa.DictionaryArray) else values.dictionary_encode()
        names = values.dictionary.to_pylist()  # some of them may be nobody's
        known = [column.allowed_code(name) if name in column.allowed else -1 for name in names]
        found: Array = np.array(known, column.dtype)[values.indices.to_numpy()]
        return found if found.min() >= 0 else None
    if column.kind == "bool" and pa.types.is_boolean(values.type):
        return np.array(values.to_numpy(zero_copy_only=False))
    if column.kind == "date" and pa.types.is_timestamp(values.type) and values.type.tz is None:
        return values.to_numpy(zero_copy_only=False).astype(column.dtype)  # type: ignore[no-any-return]
    if column.kind in ("amount", "count", "integer", "weight") and _is_number(values.type):
        return _in_range(values.to_numpy(), column)
    return None


def _is_number(kind: Any) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _in_range(numbers: Array, column: Column) -> Array | None:
    """Return numbers that are finite, within the column's range, and whole where they must be; else None."""
    if not len(numbers):
        return None
    low, high = numbers.min(), numbers.max()  # not a number where one is not
    lowest = -np.inf if column.lowest is None else column.lowest
    fits = low >= lowest and high <= (np.inf if column.high is None else column.high) and np.isfinite([low, high]).all()
    if not fits or (column.kind == "weight" and low <= 0):
        return None
    stored = np.array(numbers, column.dtype)  # a copy: compiled passes are made for arrays that may be written
    return stored if column.kind in ("amount", "weight") or np.array_equal(stored, numbers) else None


def _checked_row_by_row(part: Part) -> Loaded:
    population = population_of(part)
    layout = population.layout
    assumed = tuple(f"{row.table}.{row.column}" for row in population.assumed.itertuples())
    return Loaded(layout, population.weight[layout.household_rows], assumed, as_it_lies=False)
