"""One check for every kind of column: what a table may hold, and what the message says when it does not."""

from __future__ import annotations

import re
import sys
from datetime import date
from numbers import Number
from typing import Any

import numpy as np
import pandas as pd

from aidkit.errors import PopulationError, counted, listed, message
from aidkit.schema import Column, Level

_DATE = r"[0-9]{4}-[0-9]{2}-[0-9]{2}([ T][0-9:.]*)?$"  # a time may follow, as spreadsheets write it; no zone
_FLAGS: dict[Any, bool] = {"true": True, "false": False, "1": True, "0": False, True: True, False: False}


def checked_keys(table: pd.DataFrame, name: str, level: Level, *, unique: bool = True) -> pd.Series:
    """Return an id column as text or whole numbers.

    Args:
        table: The table.
        name: The column.
        level: Whose table it is, for messages.
        unique: Whether an id may stand in one row only.

    Raises:
        PopulationError: An id is missing, blank, neither text nor a whole number, or double.
    """
    keys, where = _values_of(table[name]), f"{level}s.{name}"
    missing = np.flatnonzero(keys.isna().to_numpy() | _is_blank(keys))
    if len(missing):
        rows = f"{'row' if len(missing) == 1 else 'rows'} {listed(missing + 1)}"
        raise PopulationError(
            message(f"{where}: {counted(len(missing), 'row')} without an id: {rows}.", "Give every row one.")
        )
    other = _neither_text_nor_whole(keys)
    if other is not None:
        raise PopulationError(
            message(
                f"{where}: ids are neither text nor whole numbers, e.g. {other}.",
                "Read id columns as text (dtype=str); a spreadsheet may have cut long numbers to 15 digits.",
            )
        )
    if unique and keys.duplicated().any():
        double = keys[keys.duplicated()].unique()
        raise PopulationError(
            message(
                f"{where}: {counted(len(double), 'id')} used more than once: {listed(double)}.",
                "Each id stands in one row.",
            )
        )
    return keys


def _values_of(values: pd.Series) -> pd.Series:
    """Return what a column of pandas categories holds, plainly; any other column as it is."""
    return values.astype(values.cat.categories.dtype) if isinstance(values.dtype, pd.CategoricalDtype) else values


def _is_blank(values: pd.Series) -> np.ndarray[Any, Any]:
    """Whether each is an empty text; a cell may hold anything, an array too, which cannot be compared to one."""
    blank = values.map(lambda value: isinstance(value, str) and value == "") if values.dtype == object else values == ""
    return blank.fillna(False).to_numpy(dtype=bool)


def _neither_text_nor_whole(keys: pd.Series) -> Any:
    """Return the first id that is neither text nor a whole number, None where all are."""
    plain = pd.api.types.is_integer_dtype(keys.dtype) or isinstance(keys.dtype, pd.StringDtype)
    if plain or pd.api.types.infer_dtype(keys, skipna=False) in ("string", "integer"):
        return None
    others = (key for key in keys if isinstance(key, bool) or not isinstance(key, (str, int, np.integer)))
    return next(others, None)


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
    low = "above 0, at most" if column.kind == "weight" else f"from {column.lowest:,.0f} to"
    return f"{whole}{unit} {low} {column.high:,.0f}"


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
    try:
        numbers, distinct = pd.factorize(values)
    except TypeError:  # a cell holds a list or the like, which is no category's name
        numbers, distinct = pd.factorize(values.astype(str))
    code_of = {name: column.allowed_code(name) for name in column.allowed}
    codes = np.array([code_of.get(value, -1) for value in distinct], column.dtype)[numbers]
    _refuse(column, codes < 0, values, "unknown")
    return codes


def _bool(column: Column, values: pd.Series) -> np.ndarray[Any, Any]:
    known = values if pd.api.types.is_bool_dtype(values.dtype) else values.map(_flag)
    _refuse(column, known.isna().to_numpy(), values, "neither True nor False")
    flags: np.ndarray[Any, Any] = known.to_numpy(dtype=bool, copy=True)
    return flags


def _flag(value: Any) -> bool | None:
    """Return what a cell says: True or true, 1 or 1.0, and their opposites; None for anything else."""
    word = value.lower() if isinstance(value, str) else value
    return _FLAGS.get(word) if isinstance(word, (str, Number, np.bool_)) else None


def _text(column: Column, values: pd.Series) -> np.ndarray[Any, Any]:
    _refuse(column, np.full(len(values), pd.api.types.is_float_dtype(values.dtype)), values, "not text")
    return values.astype(str).to_numpy(dtype=object)


def _date(column: Column, values: pd.Series) -> np.ndarray[Any, Any]:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return _days(values.dt.tz_localize(None), column)
    given = _values_of(values)
    written = given.str.match(_DATE) if isinstance(given.dtype, pd.StringDtype) else given.map(_is_written_day)
    dates = pd.to_datetime(given.where(written.astype(bool), None), errors="coerce", format="ISO8601")
    _refuse(column, (dates.isna() & given.notna()).to_numpy() & ~_is_blank(given), values, "not a date")
    return _days(dates, column)


def _is_written_day(value: Any) -> bool:
    if isinstance(value, date):
        return getattr(value, "tzinfo", None) is None
    return isinstance(value, str) and re.match(_DATE, value) is not None


def _days(dates: pd.Series, column: Column) -> np.ndarray[Any, Any]:
    days: np.ndarray[Any, Any] = dates.to_numpy(dtype=column.dtype)
    return days


def _number(column: Column, values: pd.Series) -> np.ndarray[Any, Any]:
    numbers = _parsed(column, _values_of(values))
    _refuse(column, ~np.isfinite(numbers), values, "not finite")
    if column.kind in ("count", "integer"):
        _refuse(column, numbers != np.floor(numbers), values, "not whole")
    if column.kind == "weight":
        _refuse(column, numbers <= 0, values, "not above 0")
    elif column.lowest is not None:
        _refuse(column, numbers < column.lowest, values, f"below {column.lowest:,.0f}")
    if column.high is not None:
        _refuse(column, numbers > column.high, values, f"above {column.high:,.0f}")
    return np.ascontiguousarray(numbers.astype(column.dtype))


def _parsed(column: Column, values: pd.Series) -> np.ndarray[Any, Any]:
    """Read numbers; text that writes one counts, a date, a duration or a yes/no does not."""
    kind = values.dtype
    if pd.api.types.is_integer_dtype(kind) or pd.api.types.is_float_dtype(kind):
        return values.to_numpy(dtype="float64")
    if pd.api.types.is_object_dtype(kind):
        foreign = values.map(_is_foreign).to_numpy()
    else:
        foreign = np.full(len(values), not isinstance(kind, pd.StringDtype))
    numbers = pd.to_numeric(values.mask(foreign, None).astype(object), errors="coerce").to_numpy(dtype="float64")
    _refuse(column, np.isnan(numbers), values, "not a number")
    return numbers


def _is_foreign(value: Any) -> bool:
    """Whether a value is no number nor text, or a whole number of more digits than a float holds."""
    if isinstance(value, bool) or not isinstance(value, (str, Number)):
        return True
    return isinstance(value, int) and abs(value) > sys.float_info.max
