"""tables.xlsx: one sheet a table, figures as values, set up for print, the same bytes for the same tables."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit import sheets
from aidkit.report.table import Form, Table
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

NUMBER_FORMATS: dict[Form, str] = {"count": "#,##0", "yuan": "#,##0.00", "share": "0.0%", "factor": "General"}
NARROWEST, WIDEST = 10, 44  # places; longer texts wrap
WIDEST_TITLE = 64  # in the contents: not every program wraps a text that leads somewhere
TITLE, SMALL, GREY = 14, 9, "666666"  # points of titles and of sources, and the colour beside the figures
CONTENTS = Text("目录", "Contents")
LISTED = (Text("序号", "No."), Text("表", "Table"), Text("说明", "Note"), Text("资料来源", "Source"))
PAGE = Text("第 &P 页，共 &N 页", "Page &P of &N", "第 &P 页，共 &N 页 · Page &P of &N")
LARGE = 1000
FIRST_ROW = 4  # title, note and a blank line stand above the heads


def write_workbook(tables: Iterable[Table], path: Path) -> None:
    """Write tables to one workbook.

    Args:
        tables: Tables with distinct names.
        path: File to write; its folder exists.
    """
    path.write_bytes(workbook_bytes(tables))


def workbook_bytes(tables: Iterable[Table], about: Text = NOTHING) -> bytes:
    """Return tables as one workbook: a sheet that lists them, then a sheet each, named like its table.

    Args:
        tables: Tables with distinct names.
        about: What stands under the heading of the list, e.g. place and date.
    """
    from openpyxl import Workbook

    book = Workbook()
    listed = list(tables)
    lang: Lang = listed[0].lang if listed else "both"
    book.active.title = CONTENTS.show(lang)
    for table in listed:
        _fill(book.create_sheet(table.name[:31]), table)
    _list(book.active, listed, lang, about)
    made = BytesIO()
    book.save(made)
    return sheets.timeless(made)


def _list(sheet: Worksheet, tables: list[Table], lang: Lang, about: Text) -> None:
    """List the tables with their notes; a title leads to its sheet."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheets.put_text(sheet.cell(1, 1), CONTENTS.show(lang)).font = Font(size=TITLE, bold=True)
    sheets.put_text(sheet.cell(2, 1), about.show(lang))
    for column, head in enumerate(LISTED, 1):
        sheets.put_head(sheet.cell(FIRST_ROW, column), head.show(lang))
    for number, table in enumerate(tables, 1):
        row = FIRST_ROW + number
        sheet.cell(row, 1).value = number
        title = sheets.put_text(sheet.cell(row, 2), table.title.show(lang))
        title.hyperlink = Hyperlink(ref=title.coordinate, location=f"'{table.name[:31]}'!A1")
        title.font = Font(color="17508C", underline="single")
        sheets.put_text(sheet.cell(row, 3), table.note.show(lang))
        sheets.put_text(sheet.cell(row, 4), table.source.show(lang))
        for column in range(1, 5):
            sheet.cell(row, column).alignment = Alignment(wrap_text=True, vertical="top")
    longest = max((sheets.places(table.title.show(lang)) for table in tables), default=0)
    sheets.fit(sheet, [6, min(longest, WIDEST_TITLE), 54, 32], range(FIRST_ROW, FIRST_ROW + len(tables) + 1))
    _set_up(sheet, lang)


def _set_up(sheet: Worksheet, lang: Lang, frozen_columns: int = 0) -> None:
    sheets.set_up_page(sheet, FIRST_ROW, frozen_columns)
    sheet.oddFooter.center.text = PAGE.show(lang)


def _fill(sheet: Worksheet, table: Table) -> None:
    from openpyxl.styles import Border, Font, Side

    rows = list(table.rows())
    widths = [_width(table, rows, column) for column in range(len(table.heads))]
    sheets.put_across(sheet, 1, table.title.show(table.lang), widths, TITLE).font = Font(size=TITLE, bold=True)
    sheets.put_across(sheet, 2, table.note.show(table.lang), widths).font = Font(color=GREY)
    for column, head in enumerate(table.heads, 1):
        unit = head.unit.show(table.lang)
        sheets.put_head(sheet.cell(FIRST_ROW, column), head.label.show(table.lang) + (f"\n{unit}" if unit else ""))
    for number, row in enumerate(rows, FIRST_ROW + 1):
        for column, (value, head) in enumerate(zip(row, table.heads, strict=True), 1):
            cell = _value(sheet.cell(number, column), value, head.form)
            if table.total and number == FIRST_ROW + len(rows):
                cell.font, cell.border = Font(bold=True), Border(top=Side(style="thin", color=sheets.LINE))
    source = sheets.put_across(sheet, FIRST_ROW + len(rows) + 2, table.source.show(table.lang), widths, SMALL)
    source.font = Font(size=SMALL, color=GREY)
    sheets.fit(sheet, widths, range(FIRST_ROW, FIRST_ROW + len(rows) + 1))
    _set_up(sheet, table.lang, frozen_columns=1)


def _value(cell: Cell, value: Any, form: Form) -> Cell:
    from openpyxl.styles import Alignment

    if isinstance(value, (int, float)) and not isinstance(value, bool):
        cell.value = value
        cell.number_format = _factor(value) if form == "factor" else NUMBER_FORMATS.get(form, "General")
        cell.alignment = Alignment(vertical="top")
        return cell
    sheets.put_text(cell, "" if value is None else value)
    side = {"horizontal": "right"} if form in NUMBER_FORMATS else {"horizontal": "left", "indent": 1}
    cell.alignment = Alignment(wrap_text=True, vertical="top", **side)
    return cell


def _factor(value: float) -> str:
    """Return the format of a figure whose size is not known beforehand: as it is, in thousands, or to four decimals."""
    if abs(value) >= LARGE:
        return "#,##0"
    return "General" if float(value).is_integer() else "0.0###"


def _width(table: Table, rows: list[list[Any]], column: int) -> int:
    """Return the places a column needs."""
    head = table.heads[column].label
    texts = [head.zh, head.en, *(str(row[column]) for row in rows)]
    return min(WIDEST, max(NARROWEST, *map(sheets.places, texts)))
