"""Spreadsheets as text: every cell as written, whatever the encoding, separator, sheet or merged cell."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from aidkit.data.limits import check_size
from aidkit.errors import PopulationError, message

SUFFIXES = (".csv", ".xlsx", ".xls")
SPACE = re.compile(r"[\s\u200b-\u200f\ufeff]")

_MARKED = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True)
class Sheet:
    """One sheet as a grid of text.

    Attributes:
        name: The file's name, with the sheet's when the workbook has several.
        grid: Rows of cells; row i of the grid is row i + 1 of the spreadsheet.
        merged: Cells (row, column) of the grid that repeat the first cell of a merged range.
    """

    name: str
    grid: list[list[str]]
    merged: frozenset[tuple[int, int]] = field(default_factory=frozenset)


def read_sheets(path: Path) -> list[Sheet]:
    """Read every sheet of a CSV file or workbook that holds any text.

    CSV may be UTF-8 (with or without mark), UTF-16 with mark, or GB18030, separated by commas or tabs.

    Raises:
        PopulationError: When the file is of another kind, damaged, or in another encoding.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise PopulationError(
            message(f"{path.name}: neither CSV nor a workbook (.xlsx, .xls).", "Save it as .xlsx and read it again.")
        )
    check_size(path)
    sheets = _READERS[path.suffix.lower()](path)
    return [sheet for sheet in sheets if any(cell.strip() for row in sheet.grid for cell in row)]


@lru_cache(maxsize=100_000)  # a register repeats a few words in every row
def plain(text: str) -> str:
    """Write text for comparing: half-width, without any space, visible or not."""
    return SPACE.sub("", unicodedata.normalize("NFKC", text))


def _csv(path: Path) -> list[Sheet]:
    text = _decoded(path)
    separator = "\t" if text.count("\t") > text.count(",") else ","
    try:
        return [Sheet(path.name, list(csv.reader(io.StringIO(text, newline=""), delimiter=separator)))]
    except csv.Error as error:
        raise PopulationError(
            message(f"{path.name}: no table of text ({error}).", "Save it as 'CSV UTF-8' or .xlsx.")
        ) from error


def _old_workbook(path: Path) -> list[Sheet]:
    from aidkit.data.old_workbook import read_old_workbook

    return read_old_workbook(path)


def _decoded(path: Path) -> str:
    """Decode by the mark, else as UTF-8, else as GB18030, which holds GBK and GB2312."""
    raw = path.read_bytes()
    marked = [encoding for mark, encoding in _MARKED.items() if raw.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PopulationError(
        message(
            f"{path.name}: neither UTF-8, UTF-16 nor GB18030 text.",
            "Open it in a spreadsheet and save it as 'CSV UTF-8' or .xlsx.",
        )
    )


def _workbook(path: Path) -> list[Sheet]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # openpyxl raises what zipfile, xml or itself met first
        raise PopulationError(
            message(
                f"{path.name}: not a readable .xlsx workbook ({error}).",
                "Open it, and save it again as .xlsx.",
            )
        ) from error
    filled = [
        sheet for sheet in book.worksheets if max(sheet.max_row, sheet.max_column) > 1 or sheet["A1"].value is not None
    ]
    several = len(filled) > 1
    return [_sheet(f"{path.name}[{sheet.title}]" if several else path.name, sheet) for sheet in filled]


def _sheet(name: str, sheet: Any) -> Sheet:
    """Write a sheet's cells as text, and the first cell of a merged range into the whole range."""
    grid = [[as_text(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    merged = set()
    for span in sheet.merged_cells.ranges:
        top, left = span.min_row - 1, span.min_col - 1
        for row in range(top, span.max_row):
            for column in range(left, span.max_col):
                if (row, column) != (top, left):
                    grid[row][column] = grid[top][left]
                    merged.add((row, column))
    return Sheet(name, grid, frozenset(merged))


def as_text(value: object) -> str:
    """Write a workbook's value as a person would type it: a float with the digits it has and no exponent."""
    if value is None:
        return ""
    if isinstance(value, float):
        return format(Decimal(repr(value)), "f").removesuffix(".0")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != datetime.min.time() else value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)


_READERS: dict[str, Callable[[Path], list[Sheet]]] = {".csv": _csv, ".xlsx": _workbook, ".xls": _old_workbook}
