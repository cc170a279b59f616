"""One check for every kind of column: what a table may hold, and what the message says when it does not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from aidkit.errors import PopulationError, counted, listed, message
from aidkit.schema import Column, Level


def checked_keys(table: pd.DataFrame, name: str, level: Level, *, unique: bool = True) -> pd.Series:
    """Return an id column; refuse ids that are missing, floats or, where they must be unique, double."""
    keys = table[name]
    missing = np.flatnonzero(keys.isna().to_numpy())
    if len(missing):
        raise PopulationError(
            message(
                f"{level}s.{name}: {counted(len(missing), 'row')} without an id: rows {listed(missing + 1)}.",
                "Give every row one.",
            )
        )
    if pd.api.types.is_float_dtype(keys.dtype):
        raise PopulationError(
            message(
                f"{level}s.{name}: ids are decimal numbers, e.g. {keys.iloc[0]}.",
                "Read id columns as text (dtype=str); a spreadsheet may have cut long numbers to 15 digits.",
            )
        )
    if unique and keys.duplicated().any():
        double = keys[keys.duplicated()].unique()
        raise PopulationError(
            message(
                f"{level}s.{name}: {counted(len(double), 'id')} used more than once: {listed(double)}.",
                "Each id stands in one row.",
            )
        )
    return keys


def checked_column(table: pd.DataFrame, column: Column) -> np.ndarray[Any, Any]:
    """Return a column as the engine stores it.

    Args:
        table: The table, its ids in the index.
        column: What the schema says of the column.

    Returns:
        (rows,) array of ``column.dtype``; categories as codes.

    Raises:
        PopulationError: A value is missing, of the wrong kind, unknown or out of range.
    """
    values = table[column.name]
    if column.kind != "date":
        _refuse(column, values.isna().to_numpy(), values, "missing")
    check = {"category": _category, "bool": _bool, "text": _text, "date": _date}.get(column.kind, _number)
    return check(column, values)


def allowed(column: Column) -> str:
    """Say in words what a column may hold."""
    if column.kind == "category":
        return ", ".join(column.allowed)
    if column.kind == "bool":
        return "True or False"
    if column.kind == "date":
        return "dates as YYYY-MM-DD, or empty"
    if column.kind == "text":
        return "text"
    whole = "whole numbers" if column.kind in ("count", "integer") else "numbers"
    unit = f" of {column.unit}" if column.unit else ""
    if column.kind == "weight":
        return f"{whole}{unit} above 0"
    if column.low is None:
        return f"{whole}{unit}, negative ones too"
    return (
        f"{whole}{unit}, {column.low:g} or more"
        if column.high is None
        else f"{whole}{unit} from {column.low:g} to {column.high:,g}"
    )


def _refuse(column: Column, bad: np.ndarray[Any, Any], values: pd.Series, what: str) -> None:
    if not bad.any():
        return
    rows = np.flatnonzero(bad)
    shown = [
        f"{values.index[row]} ({values.iloc[row]})" if what != "missing" else str(values.index[row]) for row in rows[:5]
    ]
    more = f" and {len(rows) - 5:,} more" if len(rows) > 5 else ""
    raise PopulationError(
        message(
            f"{column.level}s.{column.name}: {counted(len(rows), 'value')} {what}: {column.level} {', '.join(shown)}{more}.",
            f"Allowed: {allowed(column)}.",
            _advice(column, what),
        )
    )


def _advice(column: Column, what: str) -> str:
    if what == "missing" and not column.required:
        return "Fill them, or leave the whole column out to take the default, which is then listed as assumed."
    return ""


def _category(column: Column, values: pd.Series) -> np.ndarray[Any, Any]:
    assert column.categories is not None
    names = list(column.allowed)
    found = pd.Categorical(values, categories=names).codes
    _refuse(column, found < 0, values, "unknown")
    return np.array([column.allowed_code(name) for name in names], column.dtype)[found]


def _bool(column: Column, values: pd.Series) -> np.ndarray[Any, Any]:
    if pd.api.types.is_bool_dtype(values.dtype):
        return values.to_numpy(dtype=bool)
    plain = values.map(lambda value: value.lower() if isinstance(value, str) else value)
    known = plain.map({"true": True, "false": False, "1": True, "0": False, True: True, False: False})
    _refuse(column, known.isna().to_numpy(), values, "neither True nor False")
    return known.to_numpy(dtype=bool)


def _text(column: Column, values: pd.Series) -> np.ndarray[Any, Any]:
    return values.astype(str).to_numpy(dtype=object)


def _date(column: Column, values: pd.Series) -> np.ndarray[Any, Any]:
    given = values.replace("", None)
    dates = pd.to_datetime(
        given,
        errors="coerce",
        format=None if pd.api.types.is_datetime64_any_dtype(given.dtype) else "ISO8601",
    )
    _refuse(column, (dates.isna() & given.notna()).to_numpy(), values, "not a date")
    return dates.to_numpy(dtype=column.dtype)


def _number(column: Column, values: pd.Series) -> np.ndarray[Any, Any]:
    if pd.api.types.is_bool_dtype(values.dtype):
        _refuse(column, np.ones(len(values), bool), values, "not a number")
    plain = pd.api.types.is_numeric_dtype(values.dtype)
    numbers = values.to_numpy(dtype="float64") if plain else _parsed(column, values)
    _refuse(column, ~np.isfinite(numbers), values, "not finite")
    if column.kind in ("count", "integer"):
        _refuse(column, numbers != np.floor(numbers), values, "not whole")
    if column.kind == "weight":
        _refuse(column, numbers <= 0, values, "not above 0")
    elif column.low is not None:
        _refuse(column, numbers < column.low, values, f"below {column.low:g}")
    if column.high is not None:
        _refuse(column, numbers > column.high, values, f"above {column.high:,g}")
    return np.ascontiguousarray(numbers.astype(column.dtype))


def _parsed(column: Column, values: pd.Series) -> np.ndarray[Any, Any]:
    numbers = pd.to_numeric(values, errors="coerce")
    _refuse(column, numbers.isna().to_numpy(), values, "not a number")
    return numbers.to_numpy(dtype="float64")
