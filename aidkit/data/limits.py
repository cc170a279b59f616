"""How much a file may hold: refused before it is read, since a small zip can fill the memory of any machine."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from pathlib import Path

from aidkit.errors import PopulationError, message

MAX_BYTES = 1_000_000_000  # of a file, and of what it unpacks to; a province's persons are some 200 MB as text
MAX_TIGHT = 50_000_000  # bytes; what unpacks to more is looked at for how tightly it was packed
MAX_RATIO = 100  # real tables pack to a tenth or a thirtieth; a trap to a thousandth
MAX_A_BYTE = 100  # cells; a population whose columns mostly hold one value comes to some twenty
MAX_CELLS = 60_000_000  # rows times columns of a sheet
MAX_SPARSE = 1_000_000  # of them in an old workbook, where they are more than its bytes
MAX_MERGED = 2_000_000  # cells of all merged ranges of a sheet

_PIECE = 1 << 20
_ZIP = b"PK\x03\x04"
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')


def check_size(path: Path) -> None:
    """Refuse a file that is, or unpacks to, more than any register or survey.

    Raises:
        PopulationError: More than ``MAX_BYTES``; or packed more tightly than any real table; or a sheet of more than ``MAX_CELLS`` cells, empty ones between the
            first and the last included, or more than ``MAX_MERGED`` merged ones.
    """
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise _refused(path, f"larger than {MAX_BYTES:,} bytes")
    with path.open("rb") as file:
        start = file.read(4)
    if start == _ZIP:
        _check_workbook(path)
    elif start[:2] == b"\x1f\x8b":
        _check_packed(path)


def _check_workbook(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as parts:
            _check_unpacked(path, sum(part.file_size for part in parts.infolist()))
            for part in parts.namelist():
                if part.startswith("xl/worksheets/") and part.endswith(".xml"):
                    _check_sheet(path, parts.read(part))
    except PopulationError:
        raise
    except Exception:  # zipfile raises what zlib, struct or itself met first; the reader says better what is wrong
        return


def _check_sheet(path: Path, xml: bytes) -> None:
    rows = columns = merged = 0
    for column, row in _CELL.findall(xml):
        rows, columns = max(rows, int(row)), max(columns, _number(column))
    for left, top, right, bottom in _MERGED.findall(xml):
        merged += (int(bottom) - int(top) + 1) * (_number(right) - _number(left) + 1)
    if rows * columns > MAX_CELLS or merged > MAX_MERGED:
        raise _refused(path, f"a sheet of {max(rows * columns, merged):,} cells, most of them empty")


def _number(column: bytes) -> int:
    """Return the number of a column's letters: 1 for A, 16,384 for XFD."""
    number = 0
    for letter in column:
        number = number * 26 + letter - 64
    return number


def _check_packed(path: Path) -> None:
    unpacked = 0
    try:
        with gzip.open(path) as stream:
            while piece := stream.read(_PIECE):
                unpacked += len(piece)
                _check_unpacked(path, unpacked)
    except (OSError, EOFError, zlib.error):
        return  # the reader says better what is wrong with it


def _check_unpacked(path: Path, unpacked: int) -> None:
    if unpacked > MAX_BYTES:
        raise _refused(path, f"unpacks to more than {MAX_BYTES:,} bytes")
    if unpacked > max(MAX_TIGHT, MAX_RATIO * path.stat().st_size):
        raise _refused(path, f"unpacks to more than {MAX_RATIO} times its size")


def check_cells(path: Path, cells: int) -> None:
    """Refuse a table of more cells than a file of its size can honestly hold: a byte may stand for a billion rows.

    Args:
        path: The file.
        cells: Rows times columns, as the file says of itself before it is read.

    Raises:
        PopulationError: More than ``MAX_TIGHT`` cells, and more than ``MAX_A_BYTE`` a byte.
    """
    if cells > max(MAX_TIGHT, MAX_A_BYTE * path.stat().st_size):
        raise _refused(path, f"{cells:,} cells in {path.stat().st_size:,} bytes")


def _refused(path: Path, what: str) -> PopulationError:
    return PopulationError(
        message(f"{path.name}: {what}.", "Is it the right file? Split a real one by town, or save it as .parquet.")
    )
