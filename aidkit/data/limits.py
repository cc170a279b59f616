"""How much a file may hold: refused before it is read, since a small zip can fill the memory of any machine."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from pathlib import Path

from aidkit.errors import PopulationError, message

MAX_BYTES = 1_000_000_000  # of a file, and of what it unpacks to; a province's persons are some 200 MB as text
MAX_CELLS = 60_000_000  # rows times columns of a sheet
MAX_MERGED = 2_000_000  # cells of all merged ranges of a sheet

_PIECE = 1 << 20
_ZIP = b"PK\x03\x04"
_CELL = re.compile(rb'<(?:\w+:)?c [^>]*?r="([A-Z]{1,3})([0-9]{1,7})"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})"')


def check_size(path: Path) -> None:
    """Refuse a file that is, or unpacks to, more than any register or survey.

    Raises:
        PopulationError: More than ``MAX_BYTES``; or a sheet of more than ``MAX_CELLS`` cells, empty ones between the
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
            if sum(part.file_size for part in parts.infolist()) > MAX_BYTES:
                raise _refused(path, f"unpacks to more than {MAX_BYTES:,} bytes")
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
                if unpacked > MAX_BYTES:
                    raise _refused(path, f"unpacks to more than {MAX_BYTES:,} bytes")
    except (OSError, EOFError, zlib.error):
        return  # the reader says better what is wrong with it


def _refused(path: Path, what: str) -> PopulationError:
    return PopulationError(
        message(f"{path.name}: {what}.", "Is it the right file? Split a real one by town, or save it as .parquet.")
    )
