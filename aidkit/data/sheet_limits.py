"""How far a workbook's sheet reaches, as its own XML says: one cell in the last corner makes a sheet of 17 thousand million.

Libraries make every cell up to the last row and column that are named, and believe any number a row gives itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from xml.parsers import expat

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384  # of a sheet, as spreadsheets have them
MAX_CELLS = 60_000_000  # rows times columns of a sheet
MAX_MERGED = 2_000_000  # cells of all merged ranges of a sheet
MAX_SPARSE = 100_000  # of either, where they are more than the sheet's bytes: what holds anything takes some

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


class _TrapError(Exception):
    """Says what makes a sheet a trap."""


def trap_in(xml: bytes) -> str:
    """Say what makes a sheet a trap: more cells than its bytes can fill, or a row or cell where no sheet has any.

    Args:
        xml: Any part of a workbook: it says itself elsewhere which of them are sheets.

    Returns:
        What was found, as the end of a sentence; ``""`` where nothing was.
    """
    extent = _Extent()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = extent.see
    try:
        with suppress(expat.ExpatError):  # whoever reads it says better what is wrong
            parser.Parse(xml, True)
        extent.check(max(MAX_SPARSE, len(xml)))
    except _TrapError as trap:
        return str(trap)
    return ""


class _Extent:
    """How far the elements reach that were seen."""

    def __init__(self) -> None:
        self.row = self.column = 0  # of the cell seen last
        self.rows = self.columns = self.merged = 0
        kinds = {"sheetData": self._sheet, "row": self._row, "c": self._cell, "mergeCell": self._merged}
        self._kinds = {f"{MAIN} {name}": kind for name, kind in kinds.items()}

    def see(self, name: str, attributes: Mapping[str, str]) -> None:
        """Look at an element."""
        kind = self._kinds.get(name)
        if kind is not None:
            kind(attributes)
        elif self.row and "r" in attributes:
            self._reach(*_place(attributes["r"]))  # openpyxl takes whatever stands in a row for a cell

    def check(self, most: int) -> None:
        """Refuse more cells than there can be anything in."""
        cells = self.rows * self.columns
        if cells > min(most, MAX_CELLS) or self.merged > min(most, MAX_MERGED):
            raise _TrapError(f"a sheet of {max(cells, self.merged):,} cells, most of them empty")

    def _sheet(self, _attributes: Mapping[str, str]) -> None:
        self.row = 0  # what is kept of another workbook's sheets begins anew

    def _row(self, attributes: Mapping[str, str]) -> None:
        said = attributes.get("r", str(self.row + 1))
        row = int(said) if said.isdecimal() and len(said) < 8 else 0
        if not self.row < row <= MAX_ROWS:
            raise _TrapError(f"a row numbered {said[:20]!r} after row {self.row:,}")
        self.row, self.column = row, 0
        self._reach(0, row)

    def _cell(self, attributes: Mapping[str, str]) -> None:
        if not self.row:
            return  # of the order of calculation
        said = attributes.get("r")
        if said is None:
            self.column += 1
        else:
            self.column, row = _place(said)
            if row != self.row:
                raise _TrapError(f"a cell called {said!r} in row {self.row:,}")
        self._reach(self.column, self.row)

    def _reach(self, column: int, row: int) -> None:
        if column > MAX_COLUMNS:
            raise _TrapError(f"a cell in column {column:,}")
        self.columns, self.rows = max(self.columns, column), max(self.rows, row)

    def _merged(self, attributes: Mapping[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        (left, top), (right, bottom) = _place(first), _place(last or first)
        self.merged += (bottom - top + 1) * (right - left + 1)


def _place(said: str) -> tuple[int, int]:
    """Return column and row of a cell's name."""
    place = _PLACE.fullmatch(said)
    if place is None:
        raise _TrapError(f"a cell called {said[:20]!r}")
    return _number(place[1]), int(place[2])


def _number(letters: str) -> int:
    """Return the number of a column's letters: 1 for A, 16,384 for XFD."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
