"""Write frames as sheets of a workbook: numbers of persons as text and masked, nothing a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.data.tables import plain
from aidkit.errors import message
from aidkit.masking import mask
from aidkit.oversight.errors import OversightError
from aidkit.oversight.workbook_heads import FEN, head

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may read as a formula
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
LONG_NUMBER = re.compile(r"[0-9]{14,21}[0-9Xx]")  # an identity number, a card, an account
WIDEST = 60  # characters


@dataclass(frozen=True)
class Sheet:
    """A frame and the sheet it goes to."""

    name: str
    frame: pd.DataFrame


def write_sheets(sheets: Iterable[Sheet], path: str | Path, *, raw: bool = False, reason: str = "") -> Path:
    """Write a workbook, a sheet a frame; a frame without rows says so.

    Args:
        sheets: Frames by name; columns ending in ``_fen`` are written in yuan.
        path: An .xlsx in a folder that is there.
        raw: Write identity numbers in full.
        reason: Why; needed for raw, and written into the first sheet.

    Returns:
        The path.

    Raises:
        OversightError: The path is no .xlsx, its folder is not there, or raw is asked for without a reason.
    """
    from openpyxl import Workbook

    place = check_target(path, (".xlsx",), raw=raw, reason=reason)
    book = Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(sheets):
        page = book.create_sheet(sheet.name[:31])
        _fill(page, sheet.frame, raw=raw)
        if number == 0 and raw:
            _text(
                page.cell(page.max_row + 2, 1),
                f"Identity numbers in full (身份证号未脱敏): {reason.strip()}",
                raw=True,
            )
    partial = place.with_name(f"{place.name}.partial")
    book.save(partial)
    partial.replace(place)
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
                "raw=True writes identity numbers in full and needs a reason.",
                'Give it, for example reason="household visits in August"; or leave raw out, and they are masked.',
            )
        )
    return place


def masked(text: str) -> str:
    """Mask every identity, card or account number inside a text, however it is spaced.

    Example:
        >>> masked("read as 370101190102039973")
        'read as 370101********9973'
    """
    compact = plain(text)
    if not LONG_NUMBER.search(compact):
        return text
    spelled = text if LONG_NUMBER.search(text) else compact
    return LONG_NUMBER.sub(lambda found: mask(found[0]), spelled)


def _fill(page: Worksheet, frame: pd.DataFrame, *, raw: bool) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    for column, name in enumerate(frame.columns, 1):
        _text(page.cell(1, column), head(str(name)), raw=raw).font = Font(bold=True)
        for row, value in enumerate(frame[name], 2):
            _value(page.cell(row, column), value, in_fen=str(name).endswith(FEN), raw=raw)
        texts = [str(page.cell(row, column).value or "") for row in range(1, len(frame) + 2)]
        page.column_dimensions[get_column_letter(column)].width = min(WIDEST, max(map(_width, texts)) + 2)
    if frame.empty:
        _text(page.cell(2, 1), "none 无", raw=raw)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _value(cell: Cell, value: Any, *, in_fen: bool, raw: bool) -> None:
    """Write numbers as numbers, days and yes or no as text, missing values as nothing, all else as text."""
    if value is None or pd.isna(value):
        return
    if isinstance(value, (bool, np.bool_)):
        _text(cell, "是 yes" if value else "否 no", raw=raw)
    elif isinstance(value, Real):
        number = float(value)
        cell.value = number / 100 if in_fen else int(number) if number.is_integer() else number
        cell.number_format = "#,##0.00" if in_fen else "General"
    else:
        _text(cell, value.isoformat() if isinstance(value, date) else value, raw=raw)


def _text(cell: Cell, value: Any, *, raw: bool) -> Cell:
    """Write text as text, marked as quoted where a spreadsheet might take it for a formula."""
    text = CONTROL.sub("\ufffd", str(value))
    text = text if raw else masked(text)
    cell.value = text or None
    cell.number_format = "@"
    if text.startswith(FORMULA):
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def _width(text: str) -> int:
    """Columns a text takes: a Chinese character takes two."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
