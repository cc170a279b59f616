"""Small files that unpack to no end are refused before they are read."""

from __future__ import annotations

import gzip
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import aidkit
from aidkit import load_policy, read_population, read_register
from aidkit.cli.console import assignments
from aidkit.data import limits
from aidkit.data.limits import check_size
from aidkit.errors import AidkitError, PopulationError, ReportError
from aidkit.scale.counties import county_policies
from tests.refusals import refusal

QUICK = 5.0  # seconds of the processor
ADVICE = "Is it the right file? Split a real one by town, or save it as .parquet."


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


def test_a_packed_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 3_000_000)
    for name in ("households", "persons"):
        (tmp_path / f"{name}.csv.gz").write_bytes(gzip.compress(b"household_id,area\n" + b"a,urban\n" * 500_000))
    assert refusal(PopulationError, read_population, tmp_path) == (
        f"{tmp_path}: households.csv.gz: unpacks to more than 3,000,000 bytes.\n{ADVICE}"
    )


def test_a_text_packed_more_tightly_than_any_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TIGHT", 3_000_000)
    for name in ("households", "persons"):
        (tmp_path / f"{name}.csv.gz").write_bytes(gzip.compress(b"household_id,area\n" + b"a,urban\n" * 500_000))
    started = time.process_time()
    assert refusal(PopulationError, read_population, tmp_path) == (
        f"{tmp_path}: households.csv.gz: unpacks to more than 100 times its size.\n{ADVICE}"
    )
    assert time.process_time() - started < QUICK


def test_a_parquet_file_of_one_value_six_million_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_TIGHT", 5_000_000)
    column = pa.DictionaryArray.from_arrays(np.zeros(6_000_000, np.int8), ["urban"])
    for name in ("households", "persons"):
        pq.write_table(pa.table({"area": column}), tmp_path / f"{name}.parquet")
    size = (tmp_path / "households.parquet").stat().st_size
    assert size < 20_000
    assert refusal(PopulationError, read_population, tmp_path) == (
        f"{tmp_path}: households.parquet: 6,000,000 cells in {size:,} bytes.\n{ADVICE}"
    )


def test_a_workbook_packed_more_tightly_than_any_table(workbook: Callable[..., Path]) -> None:
    path = workbook("家庭成员.xlsx", lambda data: data.replace(b"</sheetData>", b" " * 60_000_000 + b"</sheetData>"))
    started = time.process_time()
    said = f"家庭成员.xlsx: unpacks to more than 100 times its size.\n{ADVICE}"
    assert refusal(PopulationError, read_register, path.parent) == said
    assert time.process_time() - started < QUICK


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "households.csv"
    with path.open("wb") as file:
        file.truncate(limits.MAX_BYTES + 1)  # takes no room on the disk
    assert refusal(PopulationError, check_size, path) == f"households.csv: larger than 1,000,000,000 bytes.\n{ADVICE}"


@pytest.mark.parametrize(
    "value", ["[" * 5_000, "{a: &b 1, c: *b}", "!!int ''", "{a: 1, a: 2}", "9" * 400, "'" + "x" * 4_000 + "'"]
)
def test_a_value_of_the_command_line_that_is_a_trap(value: str) -> None:
    assert refusal(ReportError, assignments, "--set", [f"edge.multiple={value}"]) == (
        f"--set edge.multiple={value}: not NAME=VALUE.\nExample: --set edge.multiple=1.5"
    )


def test_a_table_of_counties_that_unpacks_to_no_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_BYTES", 1_000)
    (tmp_path / "counties.csv").write_bytes(b"place,edge.multiple\n" + b"a,1.5\n" * 500)
    with pytest.raises(PopulationError, match="larger than 1,000 bytes"):
        county_policies(tmp_path / "counties.csv", load_policy("jinjiang"))


def test_all_yaml_is_read_by_the_loader_with_limits() -> None:
    """A second loader would be one without limits: PyYAML's own follows aliases, tags and any depth."""
    package = Path(aidkit.__file__).parent
    reading = re.compile(r"yaml\.(safe_load|load|full_load|unsafe_load)(_all)?\(|(safe_load|full_load)\(")
    found = {path.name for path in package.rglob("*.py") if reading.search(path.read_text(encoding="utf-8"))}
    assert found == {"parameter_yaml.py"}
