"""What a what-if question gives back: named tables, printed as text, shown as HTML, written to a workbook."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from aidkit.errors import ReportError, message
from aidkit.sheets import fit, places, put_head, put_text, save, set_up_page

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

NOTHING = "—"
ROWS_SHOWN = 24  # of a table in print; the whole of it is in ``tables()`` and in the workbook
WIDEST = 60  # places in a column of the workbook
FORMATS = {"yuan": "z,.2f", "share": "z.4f", "rate": "z.4f", "number": "z,.0f"}  # z: no minus before a zero


@dataclass(frozen=True, eq=False)
class Findings:
    """A title, named tables and notes; a subclass adds its tables as fields.

    Attributes:
        title: What was asked of which population under which policies.
        notes: What a reader must know to read the tables.
    """

    title: str
    notes: tuple[str, ...]

    headings: ClassVar[Mapping[str, str]] = {}

    def tables(self) -> dict[str, pd.DataFrame]:
        """Return every table as a tidy frame by name; amounts carry their unit in a column or in its name."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in values.items() if isinstance(value, pd.DataFrame)}

    def to_excel(self, path: str | Path) -> Path:
        """Write the tables to a workbook, one sheet each, after a sheet with title and notes.

        Args:
            path: File to write, ending in ``.xlsx``; its folder exists.

        Returns:
            The path written.

        Raises:
            ReportError: The path does not end in ``.xlsx`` or its folder is not there.
        """
        file = Path(path)
        if file.suffix != ".xlsx" or not file.parent.is_dir():
            what = "does not end in .xlsx" if file.suffix != ".xlsx" else "lies in a folder that is not there"
            raise ReportError(message(f"{file} {what}.", "Give a file name such as comparison.xlsx."))
        from openpyxl import Workbook

        book = Workbook()
        about = book.worksheets[0]
        about.title = "about"
        for row, text in enumerate([self.title, *self.notes], 1):
            put_text(about.cell(row, 1), text)
        fit(about, [WIDEST], range(1, about.max_row + 1))
        for name, table in self.tables().items():
            _fill(book.create_sheet(name), table)
        save(book, file)
        return file

    def shown(self, name: str, table: pd.DataFrame) -> pd.DataFrame:
        """Return the columns of a table that print; a subclass may arrange them for the page."""
        return table

    def __str__(self) -> str:
        parts = [self.title]
        with pd.option_context("display.unicode.east_asian_width", True, "display.width", 160):
            for name, table, more in self._printed():
                parts.append("\n".join([self.headings.get(name, name), table.to_string(index=False), *more]))
        return "\n\n".join([*parts, *self.notes])

    def _repr_html_(self) -> str:
        parts = [f"<p><b>{html.escape(self.title)}</b></p>"]
        for name, table, more in self._printed():
            parts.append(f"<p>{html.escape(self.headings.get(name, name))}</p>{table.to_html(index=False)}")
            parts.extend(f"<p>{html.escape(text)}</p>" for text in more)
        return "".join([*parts, *(f"<p>{html.escape(note)}</p>" for note in self.notes)])

    def _printed(self) -> list[tuple[str, pd.DataFrame, list[str]]]:
        printed = []
        for name, table in self.tables().items():
            page = self.shown(name, table.head(ROWS_SHOWN))
            if len(page):
                left = len(table) - ROWS_SHOWN
                more = [f"… and {left:,} more rows in tables()[{name!r}]."] if left > 0 else []
                printed.append((name, written(page), more))
        return printed


def written(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table with every number as text, in the way of its unit; nothing is a dash.

    The unit is that of the row's ``unit`` cell where there is such a column, else read from the column's name.
    """
    units = table["unit"].tolist() if "unit" in table else [""] * len(table)
    columns = {
        name: [_text(value, unit or str(name)) for value, unit in zip(table[name], units, strict=True)]
        for name in table
    }
    return pd.DataFrame(columns, dtype=object)


def _text(value: Any, unit: str) -> str:
    if isinstance(value, bool) or not isinstance(value, Real):
        return str(value)
    if math.isnan(value):
        return NOTHING
    kind = next((kind for kind in FORMATS if kind in unit), "number")
    return format(value, FORMATS[kind])


def _fill(sheet: Worksheet, table: pd.DataFrame) -> None:
    """Write a table: heads, then numbers as values and texts as texts; nothing stays empty."""
    for column, name in enumerate(table, 1):
        put_head(sheet.cell(1, column), str(name))
        for row, value in enumerate(table[name].tolist(), 2):
            if isinstance(value, (bool, Real)):
                sheet.cell(row, column).value = None if value != value else value  # noqa: PLR0124 - NaN
            elif value is not None:
                put_text(sheet.cell(row, column), value)
    widest = [max([places(str(name)), *(places(str(value)) for value in table[name])]) for name in table]
    fit(sheet, [min(WIDEST, width) for width in widest], range(1, 2))
    set_up_page(sheet, 1)
