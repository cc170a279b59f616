"""Write a filled form as Excel: merged heads, figures as values, set up for A4, official fonts by name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aidkit.campaign.forms import wording
from aidkit.campaign.forms.definition import Column
from aidkit.campaign.forms.filled import FilledForm, FilledTable, Value
from aidkit.campaign.forms.grid import depth, head_cells, lines_of, shown_as, widths
from aidkit.campaign.forms.target import checked_target
from aidkit.masking import masked_typed
from aidkit.sheets import put_text, save

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Font
    from openpyxl.worksheet.worksheet import Worksheet

TITLE_ROW, INFO_ROW, HEAD_ROW = 1, 2, 3
TITLE_SIZE, HEAD_SIZE, BODY_SIZE = 20, 11, 11  # points
ROW_HEIGHT, TITLE_HEIGHT, INFO_HEIGHT = 16.5, 34.0, 21.0  # points, of one line
AIR = 1  # places beside what a column needs
ACROSS, UPRIGHT = 140, 92  # places of an A4 page at BODY_SIZE
CHINESE = 134  # character set of GB2312: a program without the font takes another Chinese one
MARGINS = {"left": 0.5, "right": 0.5, "top": 0.7, "bottom": 0.7}  # inches
NUMBERS = {"count": "#,##0", "yuan": "#,##0.00", "number": "#,##0.##", "day": "yyyy-mm-dd", "text": "@"}


def write_excel(form: FilledForm, path: str | Path) -> Path:
    """Write a filled form, a sheet a table; see ``FilledForm.write_excel``."""
    from openpyxl import Workbook

    place = checked_target(path, ".xlsx")
    book = Workbook()
    book.remove(book.active)
    for table in form.tables:
        sheet = book.create_sheet(table.layout.zh[:31])
        wide = _spread(widths(table, form.lang), ACROSS if form.form.landscape else UPRIGHT)
        _head(sheet, form, table, wide)
        last = _body(sheet, form, table, wide)
        _foot(sheet, form, table, last + 1, wide)
        _page(sheet, form, table, wide)
    save(book, place)
    return place


def _head(sheet: Worksheet, form: FilledForm, table: FilledTable, wide: list[int]) -> None:
    """Write title, the line of unit and date, and the merged heads."""
    columns = len(wide)
    title = form.title + wording.table_title(form, table)
    _across(sheet, TITLE_ROW, 1, columns, title, _font(wording.TITLE_FONT, TITLE_SIZE), "center")
    lines = lines_of(title, sum(wide) * HEAD_SIZE // TITLE_SIZE)
    sheet.row_dimensions[TITLE_ROW].height = TITLE_HEIGHT * max(1, lines)
    texts: tuple[str, ...] = (wording.reporting(form), wording.reported_on(form), wording.unit(form))
    font = _font(wording.BODY_FONT, BODY_SIZE)
    if columns < len(texts):
        texts, parts = ("　".join(texts),), [(1, columns)]
    else:
        parts = list(_thirds(wide))
    for (first, last), text, side in zip(parts, texts, ("left", "center", "right"), strict=False):
        _across(sheet, INFO_ROW, first, last, text, font, side)
    lines = max(lines_of(text, sum(wide[first - 1 : last])) for (first, last), text in zip(parts, texts, strict=True))
    sheet.row_dimensions[INFO_ROW].height = INFO_HEIGHT * lines
    rows = depth(table.layout.heads)
    heights = [1.0] * rows
    font = _font(wording.HEAD_FONT, HEAD_SIZE)
    for head in head_cells(table.layout.heads, form.lang, rows):
        top, left = HEAD_ROW + head.row, head.column + 1
        put_text(sheet.cell(top, left), head.text)
        for row in range(top, top + head.rows):
            for column in range(left, left + head.columns):
                _style(sheet.cell(row, column), font, "center")
        if head.rows > 1 or head.columns > 1:
            sheet.merge_cells(
                start_row=top, end_row=top + head.rows - 1, start_column=left, end_column=left + head.columns - 1
            )
        needed = lines_of(head.text, sum(wide[head.column : head.column + head.columns])) / head.rows
        for row in range(head.row, head.row + head.rows):
            heights[row] = max(heights[row], needed)
    for row, needed in enumerate(heights):
        sheet.row_dimensions[HEAD_ROW + row].height = ROW_HEIGHT * needed + 4


def _spread(wide: list[int], page: int) -> list[int]:
    """Return widths that fill the page: those of a narrow table grow together, so that title and signatures have room."""
    grown = max(1.0, (page - AIR * len(wide)) / sum(wide))
    return [round(width * grown) for width in wide]


def _thirds(wide: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last column of three parts of about equal width, from 1 on; needs three columns."""
    start, left = 1, sum(wide)
    for parts in (3, 2, 1):
        end, taken = start, wide[start - 1]
        while end < len(wide) - parts + 1 and (parts == 1 or taken + wide[end] / 2 <= left / parts):
            taken += wide[end]
            end += 1
        yield start, end
        start, left = end + 1, left - taken


def _across(sheet: Worksheet, row: int, first: int, last: int, text: str, font: Font, side: str) -> None:
    from openpyxl.styles import Alignment

    cell = put_text(sheet.cell(row, first), text)
    cell.font, cell.alignment = font, Alignment(horizontal=side, vertical="center", wrap_text=True)
    if last > first:
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _body(sheet: Worksheet, form: FilledForm, table: FilledTable, wide: list[int]) -> int:
    """Write the rows and the total, and return the last row."""
    start = HEAD_ROW + depth(table.layout.heads)
    columns = table.layout.columns
    for number, row in enumerate((*table.rows, table.total)):
        is_total = number == len(table.rows)
        font = _font(wording.HEAD_FONT if is_total else wording.BODY_FONT, BODY_SIZE)
        for position, (column, value) in enumerate(zip(columns, row, strict=True), 1):
            cell = sheet.cell(start + number, position)
            _value(cell, column, value)
            _style(cell, font, "left" if column.kind == "text" and not is_total and column.width else "center")
        texts = [shown_as(column, value) for column, value in zip(columns, row, strict=True)]
        lines = max(lines_of(text, width) for text, width in zip(texts, wide, strict=True))
        sheet.row_dimensions[start + number].height = ROW_HEIGHT * lines + 5
    return start + len(table.rows)


def _value(cell: Cell, column: Column, value: Value) -> None:
    """Write figures and days as values, text as text with long numbers masked; nothing where nothing is known."""
    if value is None:
        return
    if isinstance(value, str):
        put_text(cell, masked_typed(value))
        cell.number_format = "@"
    else:
        cell.value = value
        cell.number_format = NUMBERS[column.kind if isinstance(value, date) or column.kind != "text" else "count"]


def _foot(sheet: Worksheet, form: FilledForm, table: FilledTable, row: int, wide: list[int]) -> None:
    font = _font(wording.BODY_FONT, BODY_SIZE)
    _across(sheet, row, 1, len(wide), wording.signing(form), font, "left")
    sheet.row_dimensions[row].height = INFO_HEIGHT * lines_of(wording.signing(form), sum(wide)) + 6
    if said := wording.notes(table):
        _across(sheet, row + 1, 1, len(wide), said, _font(wording.BODY_FONT, BODY_SIZE - 1), "left")
        sheet.row_dimensions[row + 1].height = ROW_HEIGHT * lines_of(said, sum(wide))


def _page(sheet: Worksheet, form: FilledForm, table: FilledTable, wide: list[int]) -> None:
    """Set up A4: all columns on a page, heads on every page, page numbers at the foot."""
    from openpyxl.utils import get_column_letter

    for position, width in enumerate(wide, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width + AIR
    last_head = HEAD_ROW + depth(table.layout.heads) - 1
    sheet.freeze_panes = sheet.cell(last_head + 1, 2)
    sheet.print_title_rows = f"{HEAD_ROW}:{last_head}"
    sheet.page_setup.orientation = "landscape" if form.form.landscape else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    for side, inches in MARGINS.items():
        setattr(sheet.page_margins, side, inches)
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _font(name: str, size: int) -> Font:
    from openpyxl.styles import Font

    return Font(name=name, size=size, charset=CHINESE)


def _style(cell: Cell, font: Font, side: str) -> None:
    from openpyxl.styles import Alignment, Border, Side

    line = Side(style="thin", color="000000")
    cell.font = font
    cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
    cell.border = Border(left=line, right=line, top=line, bottom=line)
