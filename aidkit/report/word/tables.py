"""A report's table in Word: heads repeated on every page, rows never cut, a short table kept on one page."""

from __future__ import annotations

from typing import Any

from aidkit.report.document.widths import ACROSS, NUMBERS, UPRIGHT, Column, columns, shares, type_size
from aidkit.report.document.words import WORDS
from aidkit.report.table import Table, written
from aidkit.report.text import Text
from aidkit.report.word.elements import QUIET, element, run

TWIPS = 56.6929  # twentieths of a point in a millimetre
TYPE = 17  # half points
SHORT = 14  # rows of a table that is kept on one page
BAND, LINE = "F5F7F9", "C9CFD6"


def table_element(table: Table, millimetres: float, *, turned: bool) -> Any:
    """Return the ``w:tbl`` of a table.

    Args:
        table: The table.
        millimetres: Width of the page between its margins.
        turned: Whether the page lies on its side.
    """
    found = columns(table)
    across = ACROSS if turned else UPRIGHT
    size = round(TYPE * type_size(found, across))
    widths = [round(share * millimetres * TWIPS) for share in shares(found, across)]
    rows = list(table.rows())
    lines = [_row(_head_cells(table, found, size), widths, head=True, kept=True)]
    for number, row in enumerate(rows, 1):
        last = number == len(rows)
        cells = [_cell(table, column, row, size, bold=table.total and last) for column in found]
        lines.append(_row(cells, widths, shaded=number % 2 == 0, kept=len(rows) <= SHORT and not last))
    if not rows:
        nothing = _paragraph([run(WORDS["nothing"].show(table.lang), half_points=size, colour=QUIET)])
        lines.append(_row([[nothing], *([_paragraph([])] for _ in found[1:])], widths))
    grid = element("tblGrid", *(element("gridCol", w=width) for width in widths))
    return element("tbl", _properties(sum(widths)), grid, *lines)


def _properties(width: int) -> Any:
    borders = element(
        "tblBorders",
        element("top", val="single", sz=8, color="1D2329"),
        element("bottom", val="single", sz=8, color="1D2329"),
        element("insideH", val="single", sz=2, color=LINE),
    )
    margins = element("tblCellMar", element("left", w=70, type="dxa"), element("right", w=70, type="dxa"))
    layout = element("tblLayout", type="fixed")
    return element("tblPr", element("tblW", w=width, type="dxa"), borders, layout, margins)


def _row(
    cells: list[list[Any]], widths: list[int], *, head: bool = False, shaded: bool = False, kept: bool = False
) -> Any:
    properties = element("trPr", element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))
    made = []
    for paragraphs, width in zip(cells, widths, strict=True):
        look = element("tcPr", element("tcW", w=width, type="dxa"))
        if head:
            look.append(element("tcBorders", element("bottom", val="single", sz=6, color="1D2329")))
        if shaded:
            look.append(element("shd", val="clear", color="auto", fill=BAND))
        look.append(element("vAlign", val="bottom" if head else "top"))
        for paragraph in paragraphs if kept else ():
            paragraph.pPr.insert(0, element("keepNext"))
        made.append(element("tc", look, *paragraphs))
    return element("tr", properties, *made)


def _head_cells(table: Table, found: list[Column], size: int) -> list[list[Any]]:
    cells = []
    for column in found:
        head = table.heads[column.heads[0]]
        first, second = _two(head.label, table)
        runs = [run(first, bold=True, half_points=size)]
        unit = head.unit.show(table.lang)
        runs += [run(f"\n{text}", half_points=size - 3, colour=QUIET) for text in (second, unit) if text]
        cells.append([_paragraph(runs, right=head.form in NUMBERS)])
    return cells


def _cell(table: Table, column: Column, row: list[Any], size: int, *, bold: bool) -> list[Any]:
    first, *below = column.heads
    form = table.heads[first].form
    runs = [run(written(row[first], form), bold=bold, half_points=size)]
    runs += [
        run(f"\n{row[number]}", half_points=size - 3, colour=QUIET)
        for number in below
        if row[number] not in (None, "")
    ]  # fmt: skip
    return [_paragraph(runs, right=form in NUMBERS)]


def _two(text: Text, table: Table) -> tuple[str, str]:
    """Return a label's Chinese and English where both are shown, else the one shown and nothing."""
    if table.lang == "both" and text.en and text.en != text.zh and not text.joint:
        return text.zh, text.en
    return text.show(table.lang), ""


def _paragraph(runs: list[Any], *, right: bool = False) -> Any:
    properties = element("pPr", element("spacing", before=30, after=30, line=240, lineRule="auto"))
    properties.append(element("jc", val="right" if right else "left"))
    return element("p", properties, *runs)
