"""Read a file of the extract into rows, setting aside what is no data: totals, repeated heads, notes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from aidkit.data.register import faults
from aidkit.data.register.confirmed import read_confirmed
from aidkit.data.register.faults import Cell, Findings
from aidkit.data.register.heads import Head, find_head, no_head
from aidkit.data.register.shapes import Shape
from aidkit.data.tables import Sheet, plain, read_sheets

_TOTALS = {"合计", "总计", "共计", "小计", "总数"}
_NOTE = re.compile(r"(注|说明|备注|填表|填报|制表|审核|审批|经办|负责|联系)[^:]{0,8}:")


@dataclass(frozen=True)
class Row:
    """One row of data: cells by column name, as written.

    Attributes:
        merged: Columns whose cell repeats the first cell of a merged range.
        scale: What an amount is multiplied by to give yuan, by money column.
    """

    file: str
    number: int
    cells: Mapping[str, str]
    merged: frozenset[str]
    scale: Mapping[str, int]

    def cell(self, column: str) -> Cell:
        """Say where a cell of the row stands."""
        return Cell(self.file, self.number, column)

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass
class Table:
    """All rows of a file, its columns that hold anything, its totals, and what stands above its head."""

    file: str
    rows: list[Row] = field(default_factory=list)
    totals: list[Row] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    title: str = ""
    title_row: int = 0


def read_table(path: Path, shape: Shape, findings: Findings) -> Table:
    """Read every sheet of the file that has the shape's head.

    Raises:
        PopulationError: When no sheet has a head, or a head lacks a required column.
    """
    table, own = Table(path.name), read_confirmed(path.parent)
    shape = replace(shape, spellings={**shape.spellings, **own.columns})
    heads = [(sheet, find_head(sheet, shape)) for sheet in read_sheets(path)]
    if all(head is None for _, head in heads):
        raise no_head(path.name, shape)
    for sheet, head in heads:
        if head is None:
            findings.note(Cell(sheet.name), "", faults.SHEET_NOT_READ, "left out: it names none of the columns")
            continue
        table.title, table.title_row = table.title or head.title, table.title_row or head.first
        _add_rows(table, sheet, head, shape, findings)
        _list_columns(sheet, head, findings)
    table.rows = [_in_known_words(row, own.words, findings) for row in table.rows] if own.words else table.rows
    _drop_empty_columns(table, shape, findings)
    return table


def _in_known_words(row: Row, words: Mapping[str, Mapping[str, str]], findings: Findings) -> Row:
    """Put the word a user confirmed in place of the one that is written."""
    cells = dict(row.cells)
    for column, meant in words.items():
        if (written := plain(row[column])) in meant:
            findings.note(row.cell(column), row[column], faults.CONFIRMED, f"read as {meant[written]}, as confirmed")
            cells[column] = meant[written]
    return replace(row, cells=cells)


def _add_rows(table: Table, sheet: Sheet, head: Head, shape: Shape, findings: Findings) -> None:
    heads = [[plain(text) for text in sheet.grid[place]] for place in range(head.first, head.last + 1)]
    for place in range(head.last + 1, len(sheet.grid)):
        texts = sheet.grid[place]
        if not any(plain(text) for text in texts):  # nothing, or spaces nobody sees
            continue
        row = _row(sheet, head, place)
        table.columns.update(row.cells)
        written = " ".join(text.strip() for text in texts if text.strip())
        whole = all(plain(row[column]) not in {"", *_TOTALS} for column in shape.required)
        what = _no_data([plain(text) for text in texts], heads, whole=whole)
        if what is not None:
            findings.note(Cell(sheet.name, row.number), written, what, "left out: not a row of data")
            if what == faults.TOTAL_ROW:
                table.totals.append(row)
            continue
        for column in sorted(column for column in row.merged if row[column].strip()):
            findings.note(row.cell(column), row[column], faults.MERGED, "read in every row the cell spans")
        table.rows.append(row)


def _row(sheet: Sheet, head: Head, place: int) -> Row:
    texts = sheet.grid[place]
    cells = {column: texts[at] for at, column in head.columns.items() if at < len(texts)}
    merged = frozenset(column for at, column in head.columns.items() if (place, at) in sheet.merged)
    return Row(sheet.name, place + 1, cells, merged, head.scale)


def _no_data(texts: list[str], heads: list[list[str]], *, whole: bool) -> str | None:
    """Say what a row is when it is no data; one that holds every required column is no total."""
    if _TOTALS & set(texts) and not whole:
        return faults.TOTAL_ROW
    if texts in heads:
        return faults.HEAD_REPEATED
    first = next(text for text in texts if text)
    return faults.NOTE_BELOW if _NOTE.match(first) else None


def _list_columns(sheet: Sheet, head: Head, findings: Findings) -> None:
    """List money columns in ten thousands, and columns that hold something nobody reads."""
    for column in (column for column, factor in head.scale.items() if factor != 1):
        findings.note(Cell(sheet.name, 0, column), "万元", faults.IN_TEN_THOUSANDS, "multiplied by 10,000")
    body = sheet.grid[head.last + 1 :]
    for at in range(max(map(len, sheet.grid))):
        if at in head.columns or not any(at < len(row) and row[at].strip() for row in body):
            continue
        name = plain(head.others.get(at, "")) or f"column {at + 1}, without a name"
        findings.note(Cell(sheet.name, 0, name), "", faults.COLUMN_NOT_READ, "left out: no use is known")


def _drop_empty_columns(table: Table, shape: Shape, findings: Findings) -> None:
    filled = {column for row in table.rows for column, text in row.cells.items() if text.strip()}
    for column in shape.optional:
        if column in table.columns - filled:
            findings.note(Cell(table.file, 0, column), "", faults.COLUMN_EMPTY, "as if there were no such column")
            table.columns.discard(column)
