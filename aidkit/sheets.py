"""What all workbooks share: no text is a formula, heads stay in sight and on paper, equal contents give equal bytes."""

from __future__ import annotations

import math
import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from aidkit.folders import put

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may read as a formula
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold; any fixed time makes the bytes repeatable
MARGIN = 0.4  # inches, left and right
LINE, SHADE = "9AA3AE", "EEF1F4"  # of heads
USUAL, LINE_HEIGHT = 11, 15.0  # points, of the usual letters and of a line of them
AIR = 2  # places beside a column's text


def put_text(cell: Cell, value: object) -> Cell:
    """Write text as text: marked as quoted where a spreadsheet might take it for a formula; nothing where it is empty."""
    text = CONTROL.sub("\ufffd", str(value))
    cell.value = text or None
    if text.startswith(FORMULA):
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def put_head(cell: Cell, text: str) -> Cell:
    """Write a column's head: bold on a shade between two lines, wrapped."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    put_text(cell, text)
    line = Side(style="thin", color=LINE)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=SHADE)
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.border = Border(top=line, bottom=line)
    return cell


def put_across(sheet: Worksheet, row: int, text: str, widths: Sequence[int], size: int = USUAL) -> Cell:
    """Write a line above or below a table in one cell over its columns, wrapped: it does not widen the printed page.

    Args:
        sheet: The sheet.
        row: Row of the line.
        text: What it says.
        widths: Places of the table's columns, as ``fit`` is given them.
        size: Size of its letters in points.
    """
    from openpyxl.styles import Alignment

    cell = put_text(sheet.cell(row, 1), text)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if len(widths) > 1:
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(widths))
    wide = sum(width + AIR for width in widths) * USUAL // size
    sheet.row_dimensions[row].height = LINE_HEIGHT * size / USUAL * _lines(text, wide)
    return cell


def places(text: str) -> int:
    """Return the places the longest line of a text takes; a Chinese letter takes two.

    Example:
        >>> places("应发（元）")
        10
    """
    return max(sum(2 if ord(letter) > 0x2E80 else 1 for letter in line) for line in text.split("\n"))


def fit(sheet: Worksheet, widths: Sequence[int], rows: range) -> None:
    """Set the widths of the columns, and the heights of rows that wrap: not every program finds them by itself.

    Args:
        sheet: The sheet, filled.
        widths: Places of each column from the first on; air is added.
        rows: Rows whose cells wrap, heads included.
    """
    from openpyxl.utils import get_column_letter

    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width + AIR
    for row in rows:
        texts = [sheet.cell(row, column).value for column in range(1, len(widths) + 1)]
        lines = [_lines(text, width) for text, width in zip(texts, widths, strict=True) if isinstance(text, str)]
        sheet.row_dimensions[row].height = LINE_HEIGHT * max(lines, default=1)


def _lines(text: str, width: int) -> int:
    """Return the lines a text wraps to; words that do not fill their line may ask for one more than counted."""
    return sum(max(1, math.ceil(places(line) / width)) for line in text.split("\n"))


def set_up_page(sheet: Worksheet, head_row: int, frozen_columns: int = 0) -> None:
    """Keep the heads in sight and on every page: A4 across, all columns on a page, as many pages down as it takes."""
    sheet.freeze_panes = sheet.cell(head_row + 1, frozen_columns + 1)
    sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = MARGIN
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def save(book: Workbook, path: Path) -> None:
    """Write a workbook whose bytes depend on what is in it alone, not on the time.

    Args:
        book: The workbook, with at least one sheet.
        path: File to write; its folder exists.
    """
    made = BytesIO()
    book.save(made)
    put(path, timeless(made))


def timeless(made: BytesIO) -> bytes:
    """Zip the parts of an office file again with one fixed time, and take out the time it says it was made."""
    fixed = BytesIO()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", data)
            new.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
