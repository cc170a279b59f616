"""What a user reads whose files of a population cannot be read: which folder, which file, what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest

from aidkit.data.files import read_population
from aidkit.errors import PopulationError
from tests.refusals import refusal

FORMATS = ".csv, .csv.gz, .parquet, .xlsx"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A folder with a population of two families."""
    (tmp_path / "households.csv").write_text("household_id,area\na,urban\nb,rural\n", encoding="utf-8")
    (tmp_path / "persons.csv").write_text("person_id,household_id,age\n1,a,30\n2,b,72\n", encoding="utf-8")
    return tmp_path


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", tmp_path / "nowhere.xlsx"):
        assert refusal(PopulationError, read_population, path) == (
            f"{path}: no such population.\n"
            f"Give a folder with households and persons as {FORMATS}, or one .xlsx with sheets of these names."
        )


def test_a_single_table(town: Path) -> None:
    path = town / "persons.csv"
    assert refusal(PopulationError, read_population, path).startswith(f"{path}: no such population.\nGive a folder")


def test_a_table_that_is_not_there(town: Path) -> None:
    (town / "persons.csv").rename(town / "people.csv")
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: no file persons ({FORMATS}).\nThe folder holds: households.csv, people.csv."
    )
    shutil.rmtree(town)
    town.mkdir()
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: no file households ({FORMATS}).\nThe folder holds: nothing."
    )


def test_a_table_that_is_there_twice(town: Path) -> None:
    pd.read_csv(town / "persons.csv").to_parquet(town / "persons.parquet")
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: persons is there 2 times: persons.csv, persons.parquet.\nKeep one."
    )


def test_an_empty_file(town: Path) -> None:
    (town / "persons.csv").write_bytes(b"")
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: persons.csv: the file is empty.\nIt must hold the persons table with its header."
    )


def test_a_header_without_rows(town: Path) -> None:
    (town / "persons.csv").write_text("person_id,household_id,age\n", encoding="utf-8")
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: persons: the table has no rows.\nA population needs at least one person."
    )


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding(town: Path, encoding: str) -> None:
    (town / "persons.csv").write_text("person_id,household_id,age,é\n1,a,30,ÿ\n", encoding=encoding)
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: persons.csv: neither UTF-8 nor GB18030.\nSave it again as “CSV UTF-8” and try once more."
    )


def test_another_separator(town: Path) -> None:
    (town / "persons.csv").write_text("person_id;household_id;age\n1;a;30\n", encoding="utf-8")
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: persons: the column 'person_id' is missing.\n"
        "Give it as a column, or as the index of that name.\n"
        "Columns given: person_id;household_id;age."
    )


def test_rows_longer_than_the_header(town: Path) -> None:
    (town / "persons.csv").write_text("person_id,household_id,age\n1,a,30,x\n2,b,72,x\n", encoding="utf-8")
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: persons.csv: rows hold more cells than the header has names.\nGive every column a name."
    )
    (town / "persons.csv").write_text("person_id,household_id,age\n1,a,30\n2,b,72,x\n", encoding="utf-8")
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: persons.csv: not readable as a table (ParserError: Error tokenizing data. C error: Expected 3 "
        f"fields in line 3, saw 4).\nAllowed: {FORMATS}."
    )


def test_a_column_that_stands_twice(town: Path) -> None:
    (town / "persons.csv").write_text("person_id,household_id,age,age\n1,a,30,31\n2,b,72,73\n", encoding="utf-8")
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: persons.csv: columns that stand twice: age.\nRename or remove one of each."
    )


def test_a_workbook_without_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "town.xlsx"
    pd.DataFrame({"household_id": ["a"], "area": ["urban"]}).to_excel(path, sheet_name="households", index=False)
    assert refusal(PopulationError, read_population, path) == (
        f"{path}: town.xlsx: not readable as a table (ValueError: Worksheet named 'persons' not found).\n"
        f"Allowed: {FORMATS}."
    )


def test_what_is_no_workbook(town: Path) -> None:
    (town / "persons.csv").rename(town / "persons.xlsx")
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: persons.xlsx: not readable as a table (ValueError: Excel file format cannot be determined, you must "
        f"specify an engine manually.).\nAllowed: {FORMATS}."
    )


def test_a_number_written_with_a_comma(town: Path) -> None:
    (town / "persons.csv").write_text(
        'person_id,household_id,age,wage_income\n1,a,30,"12,000"\n2,b,72,NA\n', encoding="utf-8"
    )
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: persons.wage_income: 2 values not a number: person 1 (12,000), 2 (NA).\n"
        "Allowed: numbers of yuan/year from 0 to 1,000,000,000,000."
    )


def test_a_blank_row(town: Path) -> None:
    (town / "persons.csv").write_text("person_id,household_id,age\n1,a,30\n,,\n2,b,72\n", encoding="utf-8")
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: persons.person_id: 1 row without an id: row 2.\nGive every row one."
    )


def test_several_faults(town: Path) -> None:
    (town / "persons.csv").write_text("person_id,household_id,age,sex\n1,a,-5,m\n2,b,200,f\n", encoding="utf-8")
    assert refusal(PopulationError, read_population, town) == (
        f"{town}: 2 faults:\n"
        "- persons.age: 1 value below 0: person 1 (-5). Allowed: whole numbers of years from 0 to 130.\n"
        "- persons.sex: 2 values unknown: person 1 (m), 2 (f). Allowed: male, female, unknown."
    )
