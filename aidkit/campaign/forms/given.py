"""Hold the table that is to fill a form against the form: columns, rows, values, sums."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from numbers import Real
from typing import TYPE_CHECKING, Any

from aidkit.campaign.days import read_date
from aidkit.campaign.errors import CampaignError
from aidkit.campaign.forms.definition import Column, Form
from aidkit.errors import SHOWN, counted, listed, message, suggestion

if TYPE_CHECKING:
    import pandas as pd

FEN = 0.005  # yuan: sums of amounts agree when they round to the same fen


def checked_rows(form: Form, table: pd.DataFrame | None, towns: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the rows of a table as plain values by column, in its order; a column that was not given is not there.

    Raises:
        CampaignError: See ``fill_form``.
    """
    if table is None or not len(table):
        return []
    _check_columns(form, table)
    faults: list[str] = []
    rows = [dict(_values(form, number, row, faults)) for number, row in enumerate(table.to_dict("records"), 1)]
    faults += _double(form, rows)
    faults += _unnamed(rows, towns)
    if not faults:
        faults += _wrong_sums(form, rows)
    if faults:
        more = [f"  and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        what = f"Form {form.id!r}: {counted(len(faults), 'fault')} in the table given."
        raise CampaignError(message(what, *faults[:SHOWN], *more))
    return rows


def _check_columns(form: Form, table: pd.DataFrame) -> None:
    names = [column.name for column in form.columns]
    strange = [str(name) for name in table.columns if name not in names]
    if strange:
        hint = suggestion(strange[0], names)
        raise CampaignError(message(f"Form {form.id!r} has no column {listed(map(repr, strange))}.", hint))
    missing = [name for name in form.keys if name not in table.columns]
    if missing:
        what = f"Form {form.id!r}: the table has no column {listed(missing)}."
        raise CampaignError(message(what, f"Every row needs {', '.join(form.keys)}."))


def _values(form: Form, number: int, row: Mapping[Any, Any], faults: list[str]) -> Iterator[tuple[str, Any]]:
    for column in (column for column in form.columns if column.name in row):
        given = row[column.name]
        if _missing(given):
            yield column.name, None
            if column.name in form.keys:
                faults.append(f"  row {number}, {column.name}: nothing stands here. Name it in every row.")
            continue
        try:
            yield column.name, _value(column, given)
        except ValueError as error:
            faults.append(f"  row {number}, {column.name}: {error}")
            yield column.name, None


def _missing(given: Any) -> bool:
    import pandas as pd

    return given is None or given == "" or bool(pd.isna(given))


def _value(column: Column, given: Any) -> Any:
    """Return a value as its kind has it.

    Raises:
        ValueError: It is none of its kind; the text says what is allowed.
    """
    if column.kind == "text":
        return str(given)
    if column.kind == "day":
        return given.date() if isinstance(given, datetime) else given if isinstance(given, date) else read_date(given)
    if isinstance(given, bool) or not isinstance(given, Real) or not math.isfinite(given):
        raise ValueError(f"{given!r} is not a number.")
    number = float(given)
    if column.kind == "number":
        return int(number) if number.is_integer() else number
    if number < 0:
        raise ValueError(f"{given} is below 0.")
    if column.kind == "yuan":
        return round(number, 2)
    if not number.is_integer():
        raise ValueError(f"{given} is not a whole number.")
    return int(number)


def _double(form: Form, rows: list[dict[str, Any]]) -> Iterator[str]:
    seen: dict[tuple[Any, ...], int] = {}
    for number, row in () if form.is_list else enumerate(rows, 1):
        key = tuple(row[name] for name in form.keys)
        first = seen.setdefault(key, number)
        if first != number and None not in key:
            yield f"  row {number}, {', '.join(form.keys)}: {' · '.join(key)} stands in row {first} already."


def _unnamed(rows: list[dict[str, Any]], towns: tuple[str, ...]) -> Iterator[str]:
    for number, row in enumerate(rows, 1) if towns else ():
        if (town := row.get("town")) not in towns:
            yield f"  row {number}, town: {town!r} is not among the towns given. {suggestion(str(town), towns)}"


def _wrong_sums(form: Form, rows: list[dict[str, Any]]) -> Iterator[str]:
    for number, row in enumerate(rows, 1):
        for check in form.checks:
            parts, total = [row.get(name) for name in check.parts], row.get(check.total)
            if total is None or None in parts:
                continue
            found = math.fsum(part for part in parts if part is not None)
            if found > total + FEN or (check.equal and found < total - FEN):
                named, ought = " + ".join(check.parts), "is not" if check.equal else "is over"
                yield f"  row {number} ({' · '.join(row[name] for name in form.keys)}): {named} = {found:,g} {ought} {check.total}, {total:,g}."
