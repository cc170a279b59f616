"""Workbooks of the old kind (.xls), as many county offices still save them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from aidkit.data.limits import MAX_CELLS, MAX_MERGED
from aidkit.data.tables import Sheet, as_text
from aidkit.errors import PopulationError, message


def read_old_workbook(path: Path) -> list[Sheet]:
    """Read every sheet of an .xls file that holds anything, merged cells filled as in an .xlsx.

    Raises:
        PopulationError: xlrd is not installed, or the file is damaged, locked or a trap.
    """
    try:
        import xlrd  # type: ignore[import-untyped]
    except ImportError:
        what = f"{path.name}: .xls workbooks are read with xlrd, which is not installed."
        raise PopulationError(
            message(what, 'Install it (pip install "aidkit[survey]"), or save the file as .xlsx.')
        ) from None
    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, on_demand=False, logfile=io.StringIO())
        sheets = [sheet for sheet in book.sheets() if sheet.nrows and sheet.ncols]
        return [
            _sheet(book, sheet, path.name if len(sheets) == 1 else f"{path.name}[{sheet.name}]") for sheet in sheets
        ]
    except PopulationError:
        raise
    except Exception as error:  # xlrd raises what struct, codecs or itself met first
        said = " ".join(f"{type(error).__name__}: {error}".split())
        raise PopulationError(
            message(f"{path.name}: not a readable .xls workbook ({said}).", "Open it, and save it as .xlsx.")
        ) from None


def _sheet(book: Any, sheet: Any, name: str) -> Sheet:
    spans = sheet.merged_cells
    cells = sum((bottom - top) * (right - left) for top, bottom, left, right in spans)
    if sheet.nrows * sheet.ncols > MAX_CELLS or cells > MAX_MERGED:
        raise PopulationError(message(f"{name}: most of its cells are empty.", "Save the filled part as .xlsx."))
    grid = [
        [as_text(_value(book, sheet.cell(row, column))) for column in range(sheet.ncols)] for row in range(sheet.nrows)
    ]
    merged = set()
    for top, bottom, left, right in spans:
        for row in range(top, min(bottom, sheet.nrows)):
            for column in range(left, min(right, sheet.ncols)):
                if (row, column) != (top, left):
                    grid[row][column] = grid[top][left]
                    merged.add((row, column))
    return Sheet(name, grid, frozenset(merged))


def _value(book: Any, cell: Any) -> object:
    """Return a cell's value as an .xlsx would hold it."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return xlrd.error_text_from_code.get(cell.value, "#ERROR")
    return None if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) else cell.value
