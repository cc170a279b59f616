"""Small workbooks that unpack to no end, or name cells no sheet has, are refused before they are read."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from aidkit import read_population, read_register
from aidkit.data import limits
from aidkit.data.limits import check_size
from aidkit.errors import AidkitError, PopulationError
from tests.refusals import refusal
from tests.safety.test_bombs import ADVICE, QUICK


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Write a good workbook with one part of it changed."""

    def write(name: str, change: Callable[[bytes], bytes], part: str = "xl/worksheets/sheet1.xml") -> Path:
        book = openpyxl.Workbook()
        book.active.append(["户编号", "城乡", "身份证号"])
        book.active.append(["A1", "农村", "1"])
        book.save(tmp_path / "good.xlsx")
        path = tmp_path / name
        with zipfile.ZipFile(tmp_path / "good.xlsx") as good, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bad:
            for item in good.namelist():
                bad.writestr(item, change(good.read(item)) if item == part else good.read(item))
        (tmp_path / "good.xlsx").unlink()
        return path

    return write


def test_a_workbook_that_unpacks_to_gigabytes(workbook: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 3_000_000)
    path = workbook("家庭成员.xlsx", lambda data: data.replace(b"</sheetData>", b" " * 4_000_000 + b"</sheetData>"))
    assert path.stat().st_size < 20_000
    said = f"家庭成员.xlsx: unpacks to more than 3,000,000 bytes.\n{ADVICE}"
    assert refusal(PopulationError, read_register, path.parent) == said
    assert refusal(PopulationError, read_population, path) == f"{path}: {said}"


END, ROW = b"</sheetData>", b'<row r="2"'
TRAPS = {
    "a cell in the last corner": (
        END, b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>', "a sheet of 17,179,869,184 cells, most of them empty",
    ),
    "a column a hundred thousand rows long": (
        END, b'<row r="40000"><c r="A40000"><v>1</v></c></row></sheetData>', "a sheet of 120,000 cells, most of them empty",
    ),
    "one merged range over all": (
        END, b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        "a sheet of 17,179,869,184 cells, most of them empty",
    ),
    "a merged range written otherwise": (
        END, b'</sheetData><mergeCells count="1"><mergeCell ref="$A$1:XFD1048576"/></mergeCells>', "a cell called '$A$1'",
    ),
    "a row beyond any sheet": (ROW, b'<row r="1e308"', "a row numbered '1e308' after row 1"),
    "the same, its digits written as marks of XML": (ROW, b'<row r="&#49;e308"', "a row numbered '1e308' after row 1"),
    "a row of seven digits": (ROW, b'<row r="9999999"', "a row numbered '9999999' after row 1"),
    "a row that stands there already, and would not be read": (ROW, b'<row r="1"', "a row numbered '1' after row 1"),
    "a cell beyond any sheet": (b'r="A2"', b'r="A20000000"', "a cell called 'A20000000'"),
    "a cell that is of another row": (b'r="A2"', b'r="A7"', "a cell called 'A7' in row 2"),
    "a cell right of any sheet": (b'r="C2"', b'r="XFE2"', "a cell in column 16,385"),
    "what is no cell, and read like one": (END, b'<row><x r="A20000000"><v>1</v></x></row></sheetData>', "a cell called 'A20000000'"),
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_a_sheet_that_names_cells_no_sheet_has(workbook: Callable[..., Path], trap: str) -> None:
    old, new, found = TRAPS[trap]
    path = workbook("家庭成员.xlsx", lambda data: data.replace(old, new, 1))
    started = time.process_time()
    said = (
        f"家庭成员.xlsx: {found}.\nDelete what stands far from the table, or save the table as a workbook of its own."
    )
    assert refusal(PopulationError, read_register, path.parent) == said
    assert refusal(PopulationError, read_population, path) == f"{path}: {said}"
    assert time.process_time() - started < QUICK


def test_a_trap_that_lies_elsewhere_in_the_workbook(workbook: Callable[..., Path], tmp_path: Path) -> None:
    path = workbook("家庭成员.xlsx", lambda data: data.replace(ROW, b'<row r="1e308"'))
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(tmp_path / "moved", "w") as bad:
        for item in good.namelist():
            bad.writestr(item.replace("worksheets/sheet1", "s"), good.read(item).replace(b"worksheets/sheet1", b"s"))
    (tmp_path / "moved").replace(path)
    with pytest.raises(PopulationError, match="a row numbered '1e308' after row 1"):
        read_register(path.parent)


def test_what_a_workbook_keeps_of_others_is_no_trap(workbook: Callable[..., Path], tmp_path: Path) -> None:
    path = workbook("家庭成员.xlsx", lambda data: data)
    kept = b'<sheetData><row r="1"><cell r="A1"/></row><row r="9"><cell r="B9"/></row></sheetData>'
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "a") as parts:
        parts.writestr(
            "xl/externalLinks/externalLink1.xml", b'<externalLink xmlns="%s">%s</externalLink>' % (main, 2 * kept)
        )
        parts.writestr("xl/calcChain.xml", b'<calcChain xmlns="%s"><c r="B9"/><c r="A1"/></calcChain>' % main)
    check_size(path)


def test_text_that_defines_itself_ten_times_over(workbook: Callable[..., Path]) -> None:
    laughs = b"".join(b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10))
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + b"]>"
    path = workbook(
        "家庭成员.xlsx", lambda data: head + data.split(b"?>", 1)[-1].replace(b"</sheetData>", b"&l9;</sheetData>")
    )
    started = time.process_time()
    with pytest.raises(AidkitError, match="not a readable"):
        read_register(path.parent)
    assert time.process_time() - started < QUICK


def test_a_workbook_packed_more_tightly_than_any_table(workbook: Callable[..., Path]) -> None:
    path = workbook("家庭成员.xlsx", lambda data: data.replace(b"</sheetData>", b" " * 60_000_000 + b"</sheetData>"))
    started = time.process_time()
    said = f"家庭成员.xlsx: unpacks to more than 100 times its size.\n{ADVICE}"
    assert refusal(PopulationError, read_register, path.parent) == said
    assert time.process_time() - started < QUICK
