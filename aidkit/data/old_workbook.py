"""Workbooks of the old kind (.xls), as many county offices still save them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from aidkit.data.sheet_limits import MAX_MERGED, MAX_SPARSE
from aidkit.data.tables import Sheet, as_text
from aidkit.errors import PopulationError, cause, message

STREAMS = ("Workbook", "Book")  # of Excel 97 and later, and of Excel 5 and 95


def read_old_workbook(path: Path) -> list[Sheet]:
    """Read every sheet of an .xls file that holds anything, merged cells filled as in an .xlsx.

    Raises:
        PopulationError: xlrd is not installed, or the file is damaged, locked or a trap.
    """
    try:
        import olefile  # type: ignore[import-untyped]  # noqa: F401
        import xlrd  # type: ignore[import-untyped]
    except ImportError:
        what = f"{path.name}: .xls workbooks are read with xlrd and olefile, which are not installed."
        raise PopulationError(
            message(what, 'Install them (pip install "aidkit[survey]"), or save the file as .xlsx.')
        ) from None
    try:
        data = _unpacked(path)
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
        sheets = [sheet for sheet in book.sheets() if sheet.nrows and sheet.ncols]
        names = [path.name if len(sheets) == 1 else f"{path.name}[{sheet.name}]" for sheet in sheets]
        most = max(len(data), MAX_SPARSE)  # a cell that holds anything takes some bytes
        return [_sheet(book, sheet, name, most) for sheet, name in zip(sheets, names, strict=True)]
    except PopulationError:
        raise
    except Exception as error:  # xlrd raises what struct, codecs or itself met first
        raise PopulationError(
            message(f"{path.name}: not a readable .xls workbook ({cause(error)}).", "Open it, and save it as .xlsx.")
        ) from None


def _unpacked(path: Path) -> bytes:
    """Return the workbook out of its container; xlrd's own way through a container never ends where one bites its tail."""
    import olefile

    if not olefile.isOleFile(path):
        return path.read_bytes()
    with olefile.OleFileIO(path) as container:
        name = next((name for name in STREAMS if container.exists(name)), STREAMS[0])
        return bytes(container.openstream(name).read())


def _sheet(book: Any, sheet: Any, name: str, most: int) -> Sheet:
    spans = sheet.merged_cells
    cells = sum((bottom - top) * (right - left) for top, bottom, left, right in spans)
    if sheet.nrows * sheet.ncols > most or cells > MAX_MERGED:
        raise PopulationError(message(f"{name}: most of its cells are empty.", "Save the filled part as .xlsx."))
    grid = [_texts(book, sheet, row) for row in range(sheet.nrows)]
    merged = set()
    for top, bottom, left, right in spans:
        for row in range(top, min(bottom, sheet.nrows)):
            for column in range(left, min(right, sheet.ncols)):
                if (row, column) != (top, left):
                    grid[row][column] = grid[top][left]
                    merged.add((row, column))
    return Sheet(name, grid, frozenset(merged))


def _texts(book: Any, sheet: Any, row: int) -> list[str]:
    """Return the texts of a row, whose last cells are empty where it is shorter than others."""
    import xlrd

    nothing, empty = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK), as_text(None)
    cells = zip(sheet.row_types(row), sheet.row_values(row), strict=True)
    texts = [empty if kind in nothing else as_text(_value(book, kind, value)) for kind, value in cells]
    return texts + [empty] * (sheet.ncols - len(texts))


def _value(book: Any, kind: int, value: Any) -> object:
    """Return a cell's value as an .xlsx would hold it."""
    import xlrd

    if kind == xlrd.XL_CELL_DATE:
        return xlrd.xldate_as_datetime(value, book.datemode)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    return xlrd.error_text_from_code.get(value, "#ERROR") if kind == xlrd.XL_CELL_ERROR else value
