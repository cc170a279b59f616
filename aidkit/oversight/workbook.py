"""Write frames as sheets of a workbook: numbers of persons as text and masked, nothing a formula."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.errors import message
from aidkit.masking import masked_typed
from aidkit.oversight.errors import OversightError
from aidkit.oversight.heads import FEN, head
from aidkit.sheets import LINE, fit, places, put_head, put_text, save, set_up_page

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST, WIDEST_LONG, WIDEST_ALONE = 24, 46, 110  # places of a column, of one with long texts, of an only one
WIDEST_HEAD = 14  # places of a line of a head; longer ones are broken where they can be
FEN_A_YUAN = 100
LAST_ROW = 1_048_576  # of a sheet; the first is its head
MONEY, WHOLE = "#,##0.00", "#,##0"
FRACTIONS = ((1_000, WHOLE), (10, "#,##0.0"), (0, "0.000"))  # how a column is written whose largest figure is so large


@dataclass(frozen=True)
class Sheet:
    """A frame and the sheet it goes to."""

    name: str
    frame: pd.DataFrame


def write_sheets(sheets: Iterable[Sheet], path: str | Path, *, raw: bool = False, reason: str = "") -> Path:
    """Write a workbook, a sheet a frame; a frame without rows says so. Equal frames give equal bytes.

    Args:
        sheets: Frames by name; columns ending in ``_fen`` are written in yuan.
        path: An .xlsx in a folder that is there.
        raw: Write identity numbers in full.
        reason: Why; needed for raw, and written into the first sheet.

    Returns:
        The path.

    Raises:
        OversightError: The path is no .xlsx, its folder is not there, raw is asked for without a reason, or a frame is
            longer than a sheet.
    """
    from openpyxl import Workbook

    place = check_target(path, (".xlsx",), raw=raw, reason=reason)
    book = Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets):
        if len(sheet.frame) >= LAST_ROW:
            raise OversightError(
                message(
                    f"{place.name}: {sheet.name} has {len(sheet.frame):,} rows, and a sheet holds {LAST_ROW - 1:,}.",
                    "Ask for fewer persons, households or months.",
                )
            )
        page = book.create_sheet(sheet.name[:31])
        _fill(page, sheet.frame, raw=raw)
        if number == 0 and raw:
            _text(
                page.cell(page.max_row + 2, 1),
                f"Identity numbers in full (身份证号未脱敏): {reason.strip()}",
                raw=True,
            )
    save(book, place)
    return place


def check_target(path: str | Path, suffixes: tuple[str, ...], *, raw: bool, reason: str) -> Path:
    """Check where a list of persons is to be written, and that identity numbers in full have a reason.

    Raises:
        OversightError: Another kind of file, no such folder, or raw without a reason.
    """
    place = Path(path)
    if place.suffix.lower() not in suffixes:
        raise OversightError(
            message(
                f"{place.name}: a list of this kind is written as {' or '.join(suffixes)}.",
                "Name the file so.",
            )
        )
    if not place.parent.is_dir():
        raise OversightError(message(f"{place.parent}: no such folder.", "Make it first, or name another."))
    if raw and not reason.strip():
        raise OversightError(
            message(
                "Identity numbers are written in full only for a reason.",
                'Give it with raw, for example reason="household visits in August" (--reason on the command line); '
                "without raw they are masked.",
            )
        )
    return place


def _fill(page: Worksheet, frame: pd.DataFrame, *, raw: bool) -> None:
    widths = []
    for column, name in enumerate(frame.columns, 1):
        title = "\n".join(map(_broken, head(str(name), "\n").split("\n")))
        put_head(page.cell(1, column), title if raw else masked_typed(title))
        form = MONEY if str(name).endswith(FEN) else _form(frame[name])
        for row, value in enumerate(frame[name], 2):
            own = _form([value]) if "unit" in frame else form  # each row is a figure of its own kind
            _value(page.cell(row, column), value, own, raw=raw)
        texts = [_shown(page.cell(row, column)) for row in range(2, len(frame) + 2)]
        widths.append(_width(title, texts, alone=len(frame.columns) == 1))
    if frame.empty:
        _text(page.cell(2, 1), "none 无", raw=raw)
    fit(page, widths, range(1, len(frame) + 2))
    set_up_page(page, 1)
    page.oddHeader.center.text = page.title


def _form(column: Iterable[Any]) -> str:
    """Return how the figures of a column are written: the fewer decimals, the larger the largest; whole ones as they are."""
    figures = np.abs([float(value) for value in column if _is_number(value) and math.isfinite(value)])
    if not len(figures) or (figures == np.floor(figures)).all():
        return "General"
    return next(form for least, form in FRACTIONS if figures.max() >= least)


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, (bool, np.bool_))


def _broken(line: str) -> str:
    """Break a long line of a head in two, before a bracket or after an underscore, as near the middle as can be."""
    joints = [joint.start() for joint in re.finditer(r"(?<=_)(?=.)|(?<=.)(?=（)", line)]
    if places(line) <= WIDEST_HEAD or not joints:
        return line
    at = min(joints, key=lambda joint: abs(2 * joint - len(line)))
    return f"{line[:at]}\n{line[at:]}"


def _width(title: str, texts: list[str], *, alone: bool) -> int:
    """Return the places a column takes: its head whole, its texts in one line, long ones in about two."""
    longest = max(map(places, texts), default=0)
    widest = WIDEST_ALONE if alone else max(WIDEST, min(WIDEST_LONG, longest // 2 + 4))
    return max(places(title), min(longest, widest))


def _shown(cell: Cell) -> str:
    """Return what a cell shows: a figure with the decimals of its column."""
    if isinstance(cell.value, float) and cell.number_format != "General":
        return f"{cell.value:,.{len(cell.number_format.partition('.')[2])}f}"
    return "" if cell.value is None else str(cell.value)


def _value(cell: Cell, value: Any, form: str, *, raw: bool) -> None:
    """Write numbers as numbers, days and yes or no as text, missing values as nothing, all else as text."""
    from openpyxl.styles import Alignment, Border, Side

    cell.border, cell.alignment = Border(bottom=Side(style="hair", color=LINE)), Alignment(vertical="top")
    if value is None or pd.isna(value):
        return
    if isinstance(value, (bool, np.bool_)):
        _text(cell, "是 yes" if value else "否 no", raw=raw)
    elif _is_number(value):
        number = float(value) / (FEN_A_YUAN if form == MONEY else 1)
        cell.value = int(number) if form == "General" and number.is_integer() else number
        cell.number_format = form
    else:
        _text(cell, value.isoformat() if isinstance(value, date) else value, raw=raw)


def _text(cell: Cell, value: Any, *, raw: bool) -> Cell:
    """Write text as text, wrapped, long numbers in it masked."""
    from openpyxl.styles import Alignment

    put_text(cell, value if raw else masked_typed(value))
    cell.number_format, cell.alignment = "@", Alignment(horizontal="left", vertical="top", indent=1, wrap_text=True)
    return cell
