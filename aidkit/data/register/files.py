"""Find the files of an extract in its folder, whatever town, month or suffix their names add."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from aidkit.data.register import faults
from aidkit.data.register.confirmed import read_confirmed
from aidkit.data.register.faults import Cell, Findings
from aidkit.data.register.shapes import Shape
from aidkit.data.tables import SUFFIXES
from aidkit.errors import PopulationError, listed, message

UNREAD = {".et", ".ods", ".xlsb"}  # workbooks that no reader here opens

_MONTH = re.compile(r"(20\d{2})[-._年]?(0?[1-9]|1[0-2])(?!\d)")


def find_file(folder: Path, shape: Shape, findings: Findings, on: date | None = None) -> Path | None:
    """Find the shape's file; of several months the last up to the date's, the others listed.

    Raises:
        PopulationError: When several files fit and no month decides, or only one of an unread kind.
    """
    own = read_confirmed(folder).files
    named = [path for path in _files(folder) if shape.keyword in own.get(path.name, _name(path))]
    found = [path for path in named if path.suffix.lower() in SUFFIXES]
    if not found and any(path.suffix.lower() in UNREAD for path in named):
        raise PopulationError(
            message(f"{named[0].name}: a workbook of another program.", "Save it as .xlsx and read the folder again.")
        )
    if len(found) > 1:
        return _of_month(found, shape, findings, on)
    return found[0] if found else None


def list_other_files(folder: Path, shapes: Iterable[Shape], findings: Findings) -> None:
    """List the spreadsheets of the folder that no shape reads."""
    keywords = [shape.keyword for shape in shapes]
    own = read_confirmed(folder).files
    for path in _files(folder):
        name = own.get(path.name, _name(path))
        if path.suffix.lower() in SUFFIXES and not any(keyword in name for keyword in keywords):
            done = "left out: not part of a population; lists of other departments are matched in oversight"
            findings.note(Cell(path.name), "", faults.FILE_NOT_READ, done)


def _name(path: Path) -> str:
    return unicodedata.normalize("NFKC", path.stem)


def _files(folder: Path) -> list[Path]:
    """Return the folder's files by name, without those a spreadsheet program or system hides."""
    return sorted(path for path in folder.iterdir() if path.is_file() and path.name[0] not in "~.")


def _of_month(found: list[Path], shape: Shape, findings: Findings, on: date | None) -> Path | None:
    """Choose the last month up to the date's, and list the others."""
    months = [_month(path) for path in found]
    if on is None or None in months or len(set(months)) < len(months):
        names = listed(path.name for path in found)
        raise PopulationError(
            message(f"Several files are called {shape.keyword}: {names}.", "Leave one of them in the folder.")
        )
    last = (on.year, on.month)
    past = [(month, path) for month, path in zip(months, found, strict=True) if month and month <= last]
    chosen = max(past)[1] if past else None
    for path in (path for path in found if path != chosen):
        done = "left out: not the month of the policy date, nor the last before it"
        findings.note(Cell(path.name), "", faults.FILE_NOT_READ, done)
    return chosen


def _month(path: Path) -> tuple[int, int] | None:
    found = _MONTH.search(path.stem)
    return (int(found[1]), int(found[2])) if found else None
