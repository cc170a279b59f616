"""tables.xlsx: one sheet a table, figures as values, set up for print, the same bytes for the same tables."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.report.table import Form, Table
from aidkit.report.text import Text

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

NUMBER_FORMATS: dict[Form, str] = {"count": "#,##0", "yuan": "#,##0.00", "share": "0.0%", "factor": "General"}
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold; any fixed time makes the bytes repeatable
WIDEST = 60  # characters; longer texts wrap
FIRST_ROW = 4  # title, note and a blank line stand above the heads
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may read as a formula
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def write_workbook(tables: Iterable[Table], path: Path) -> None:
    """Write tables to one workbook, a sheet each, in order.

    Args:
        tables: Tables with distinct names; the name becomes the sheet's.
        path: File to write; its folder exists.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for table in tables:
        _fill(book.create_sheet(table.name[:31]), table)
    raw = BytesIO()
    book.save(raw)
    path.write_bytes(_repeatable(raw))


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    rows = list(table.rows())
    _text(sheet.cell(1, 1), table.title.show(table.lang)).font = Font(size=14, bold=True)
    _text(sheet.cell(2, 1), table.note.show(table.lang)).font = Font(italic=True, color="666666")
    line = Side(style="thin", color="9AA3AE")
    for column, head in enumerate(table.heads, 1):
        unit = head.unit.show(table.lang)
        cell = _text(sheet.cell(FIRST_ROW, column), head.label.show(table.lang) + (f"\n{unit}" if unit else ""))
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="EEF1F4")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        cell.border = Border(top=line, bottom=line)
    for number, row in enumerate(rows, FIRST_ROW + 1):
        for column, (value, head) in enumerate(zip(row, table.heads, strict=True), 1):
            cell = _value(sheet.cell(number, column), value, head.form)
            if table.total and number == FIRST_ROW + len(rows):
                cell.font, cell.border = Font(bold=True), Border(top=line)
    source = _text(sheet.cell(FIRST_ROW + len(rows) + 2, 1), table.source.show(table.lang))
    source.font = Font(size=9, color="666666")
    _set_up(sheet, table, rows)


def _value(cell: Cell, value: Any, form: Form) -> Cell:
    from openpyxl.styles import Alignment

    if isinstance(value, (int, float)) and not isinstance(value, bool):
        cell.value = value
        cell.number_format = NUMBER_FORMATS.get(form, "General")
        return cell
    _text(cell, "" if value is None else value)
    cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="right" if form in NUMBER_FORMATS else None)
    return cell


def _text(cell: Cell, value: Any) -> Cell:
    """Write text as text: marked as quoted where a spreadsheet might take it for a formula."""
    text = CONTROL.sub("�", str(value))
    cell.value = text or None
    if text.startswith(DANGEROUS):
        cell.data_type, cell.quotePrefix = "s", True
    return cell


def _set_up(sheet: Worksheet, table: Table, rows: list[list[Any]]) -> None:
    from openpyxl.utils import get_column_letter

    for column, head in enumerate(table.heads):
        texts = [head.label.zh, head.label.en, *(str(row[column]) for row in rows)]
        letter = get_column_letter(column + 1)
        sheet.column_dimensions[letter].width = min(WIDEST, max(10, *(_width(text) for text in texts)) + 2)
    sheet.freeze_panes = sheet.cell(FIRST_ROW + 1, 2)
    sheet.print_title_rows = f"{FIRST_ROW}:{FIRST_ROW}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.oddFooter.center.text = Text("第 &P 页，共 &N 页", "&P / &N").show("zh")


def _width(text: str) -> int:
    """Columns a text takes: a Chinese character takes two."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _repeatable(raw: BytesIO) -> bytes:
    """Zip the parts again with one fixed time, and take out the time the workbook says it was made."""
    fixed = BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"1980-01-01T00:00:00Z", data)
            new.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
