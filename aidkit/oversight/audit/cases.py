"""Read the cases an audit draws from (抽查总体): a list with town, kind, and what puts a case into the sample."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd

from aidkit.data.register.shapes import HOUSEHOLD, Shape
from aidkit.data.register.tables import Row, read_table
from aidkit.data.register.values import Values
from aidkit.data.tables import plain
from aidkit.errors import counted, listed, message
from aidkit.oversight.errors import OversightError
from aidkit.oversight.labels import first_named, labels_in
from aidkit.oversight.listing import Listing

LABELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "household_id": (HOUSEHOLD, "household_id"),
        "town": ("乡镇", "town"),
        "kind": ("救助类别", "类别", "kind"),
        "relative": ("近亲属备案", "近亲属", "relative"),
        "complaint": ("投诉举报信访", "信访举报", "complaint"),
        "approved": ("审核确认日期", "确认日期", "approved"),
    }
)
_YES_NO = MappingProxyType({"是": True, "有": True, "√": True, "否": False, "无": False, "×": False})


@dataclass(frozen=True)
class AuditCases:
    """Cases as read.

    Attributes:
        table: A row a case: household_id, town, kind, relative, complaint, new_last_month, approved.
        faults: What was odd about the file: file, row, column, value, fault, done, open.
    """

    table: pd.DataFrame
    faults: pd.DataFrame


def read_audit_cases(path: str | Path, on: date) -> AuditCases:
    """Read a list of cases for ``draw_audit_sample``.

    Args:
        path: CSV or .xlsx with 户编号, 乡镇, 救助类别, 近亲属备案 and 投诉举报信访 (是 or 否), 审核确认日期.
        on: Day of the audit; a case approved in the month before it is ``new_last_month`` (QH-5.1).

    Returns:
        The cases, and what was odd about the file.

    Raises:
        OversightError: No such file, or cells that are empty or cannot be read; each is named.
        PopulationError: The file has no head, or lacks a column.
    """
    place = Path(path)
    if not place.is_file():
        raise OversightError(message(f"{place}: no such file.", "Give the list of cases (抽查总体)."))
    found, labels = Listing(), labels_in(place)
    named = {name: first_named(usual, labels) for name, usual in LABELS.items()}
    rows = read_table(place, Shape("抽查总体", tuple(named.values())), found).rows
    _refuse_empty(place.name, rows, tuple(named.values()))
    values = Values(found)
    cells: dict[str, list[Any]] = {
        name: [plain(row[named[name]]) for row in rows] for name in ("household_id", "town", "kind")
    }
    for name in ("relative", "complaint"):
        cells[name] = [values.word(row, named[name], _YES_NO, None) for row in rows]
    days = [values.day(row, named["approved"]) for row in rows]
    if found.unread:
        said = sorted((cell.row, cell.column) for cell in found.unread)
        raise OversightError(
            message(
                f"{place.name}: {counted(len(said), 'cell')} not to be read: {_listed(said)}.",
                f"Write {'、'.join(_YES_NO)} for yes or no, and days as 2021-08-28.",
            )
        )
    cells["new_last_month"] = [day is not None and _month_before(on) == (day.year, day.month) for day in days]
    return AuditCases(pd.DataFrame({**cells, "approved": days}), found.frame())


def _refuse_empty(name: str, rows: Iterable[Row], columns: tuple[str, ...]) -> None:
    empty = [(row.number, column) for row in rows for column in columns if not row[column].strip()]
    if empty:
        raise OversightError(
            message(
                f"{name}: {counted(len(empty), 'empty cell')}: {_listed(empty)}.",
                "Nothing empty is taken for a no: write 是 or 否, the town, the kind and the day.",
            )
        )


def _listed(cells: Iterable[tuple[int, str]]) -> str:
    return listed(f"{column} in row {row}" for row, column in cells)


def _month_before(on: date) -> tuple[int, int]:
    return (on.year, on.month - 1) if on.month > 1 else (on.year - 1, 12)
