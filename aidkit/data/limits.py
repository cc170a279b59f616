"""How much a file may hold: refused before it is read, since a small zip can fill the memory of any machine."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from pathlib import Path

from aidkit.data.sheet_limits import trap_in
from aidkit.errors import PopulationError, message

MAX_BYTES = 1_000_000_000  # of a file, and of what it unpacks to; a province's persons are some 200 MB as text
MAX_TIGHT = 50_000_000  # bytes; what unpacks to more is looked at for how tightly it was packed
MAX_RATIO = 100  # real tables pack to a tenth or a thirtieth; a trap to a thousandth
MAX_A_BYTE = 100  # cells; a population whose columns mostly hold one value comes to some twenty

_PIECE = 1 << 20
_ZIP = b"PK\x03\x04"


def check_size(path: Path) -> None:
    """Refuse a file that is, or unpacks to, more than any register or survey.

    Raises:
        PopulationError: More than ``MAX_BYTES``; or packed more tightly than any real table; or a workbook with a sheet
            that ``sheet_limits`` calls a trap.
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
            trap = next(filter(None, (trap_in(parts.read(part)) for part in parts.namelist())), "")
    except PopulationError:
        raise
    except Exception:  # zipfile raises what zlib, struct or itself met first; the reader says better what is wrong
        return
    if trap:
        raise PopulationError(
            message(
                f"{path.name}: {trap}.",
                "Delete what stands far from the table, or save the table as a workbook of its own.",
            )
        )


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


def check_cells(path: Path, cells: int, *, packed: bool) -> None:
    """Refuse a table of more cells than a file of its size can honestly hold.

    Args:
        path: The file.
        cells: Rows times columns, as the file says of itself before it is read.
        packed: Whether equal values share a byte, of which one may stand for a billion rows; else a cell takes one at
            least.

    Raises:
        PopulationError: More than one a byte; of a packed file, more than ``MAX_TIGHT`` and ``MAX_A_BYTE`` a byte.
    """
    size = path.stat().st_size
    if cells > (max(MAX_TIGHT, MAX_A_BYTE * size) if packed else size):
        raise _refused(path, f"{cells:,} cells in {size:,} bytes")


def _refused(path: Path, what: str) -> PopulationError:
    return PopulationError(
        message(f"{path.name}: {what}.", "Is it the right file? Split a real one by town, or save it as .parquet.")
    )
