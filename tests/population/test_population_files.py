"""A population read from files, in every format and encoding, and written so that it reads back the same."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.data.files import read_population, write_population
from aidkit.population import Population
from aidkit.schema import COLUMNS

HOUSEHOLDS = pd.DataFrame(
    {"household_id": ["007", "008"], "area": ["urban", "rural"], "town": ["陈埭镇", ""], "village": ["350582001", "NA"]}
)
PERSONS = pd.DataFrame(
    {
        "person_id": ["01", "02", "03"],
        "household_id": ["007", "008", "007"],
        "age": [30, 72, 4],
        "employed": [True, False, False],
        "wage_income": [1234.5, 0.0, 0.0],
        "disability_since": pd.to_datetime([None, None, None]),
        "current_scheme": ["none", "dibao", "none"],
    }
)

Write = Callable[[Path, pd.DataFrame, str], object]
WRITERS: dict[str, Write] = {
    ".csv": lambda folder, table, name: table.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8"),
    ".csv with mark": lambda folder, table, name: table.to_csv(
        folder / f"{name}.csv", index=False, encoding="utf-8-sig"
    ),
    ".csv in gb18030": lambda folder, table, name: table.to_csv(
        folder / f"{name}.csv", index=False, encoding="gb18030"
    ),
    ".csv.gz": lambda folder, table, name: table.to_csv(folder / f"{name}.csv.gz", index=False),
    ".parquet": lambda folder, table, name: table.to_parquet(folder / f"{name}.parquet"),
    ".parquet with ids in the index": lambda folder, table, name: table.set_index(table.columns[0]).to_parquet(
        folder / f"{name}.parquet"
    ),
    ".xlsx": lambda folder, table, name: table.to_excel(folder / f"{name}.xlsx", index=False),
}


def assert_same(one: Population, other: Population) -> None:
    assert one.households.index.tolist() == other.households.index.tolist()
    assert one.persons.index.tolist() == other.persons.index.tolist()
    assert one.household_of.tolist() == other.household_of.tolist()
    for level in COLUMNS:
        for c in COLUMNS[level].values():
            if c.kind != "key":
                np.testing.assert_array_equal(one.column(level, c.name), other.column(level, c.name), err_msg=c.name)


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
def test_a_folder_is_read_in_every_format(tmp_path: Path, write: Write) -> None:
    write(tmp_path, HOUSEHOLDS, "households")
    write(tmp_path, PERSONS, "persons")
    population = read_population(tmp_path)
    assert_same(population, Population(HOUSEHOLDS, PERSONS))
    assert (population.source, population.synthetic) == (tmp_path.name, False)


def test_a_workbook_holds_both_tables(tmp_path: Path) -> None:
    path = tmp_path / "town.xlsx"
    with pd.ExcelWriter(path) as book:
        HOUSEHOLDS.to_excel(book, sheet_name="households", index=False)
        PERSONS.to_excel(book, sheet_name="persons", index=False)
    assert_same(read_population(path), Population(HOUSEHOLDS, PERSONS))
    assert_same(aidkit.read_population(str(path)), Population(HOUSEHOLDS, PERSONS))


def test_formats_may_differ_between_the_tables(tmp_path: Path) -> None:
    WRITERS[".csv.gz"](tmp_path, HOUSEHOLDS, "households")
    WRITERS[".parquet"](tmp_path, PERSONS, "persons")
    assert_same(read_population(tmp_path), Population(HOUSEHOLDS, PERSONS))


def test_numbers_that_are_ids_stay_text(tmp_path: Path) -> None:
    (tmp_path / "households.csv").write_text("household_id,area,village\n007,urban,350582001\n", encoding="utf-8")
    (tmp_path / "persons.csv").write_text("person_id,household_id,age\n350582199001011234,007,30\n", encoding="utf-8")
    population = read_population(tmp_path)
    assert population.persons.index.tolist() == ["350582199001011234"]
    assert population.households.loc["007", "village"] == "350582001"


def test_a_comma_at_the_end_of_every_row_shifts_nothing(tmp_path: Path) -> None:
    HOUSEHOLDS.to_csv(tmp_path / "households.csv", index=False)
    (tmp_path / "persons.csv").write_text("person_id,household_id,age\n01,007,30,\n02,008,72,\n", encoding="utf-8")
    assert read_population(tmp_path).persons["age"].tolist() == [30, 72]


def test_written_and_read_back_a_population_is_the_same(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    n = 500
    persons = pd.DataFrame(
        {
            "person_id": [f"{number:04d}" for number in range(n)],
            "household_id": rng.choice(["007", "008"], n),
            "age": rng.integers(0, 131, n),
            "wage_income": rng.uniform(0, 1e6, n) * rng.uniform(0, 1, n),
            "farm_income": rng.normal(0, 1e4, n),
            "employed": rng.random(n) < 0.5,
            "father": rng.choice(["present", "dead", "lost_contact"], n),
            "covered_since": pd.to_datetime(np.where(rng.random(n) < 0.5, "2020-02-29", None)),
        }
    )
    population = Population(HOUSEHOLDS, persons, synthetic=True, source="invented for a test")
    folder = write_population(population, tmp_path / "new" / "town")
    again = read_population(folder)
    assert_same(again, population)
    assert again.synthetic
    assert sorted(path.name for path in folder.iterdir()) == ["SYNTHETIC", "households.csv", "persons.csv"]
    assert (folder / "SYNTHETIC").read_text(encoding="utf-8") == "invented for a test\n"


def test_a_written_file_opens_in_a_spreadsheet_as_utf_8(tmp_path: Path) -> None:
    folder = write_population(Population(HOUSEHOLDS, PERSONS), tmp_path)
    assert (
        (folder / "households.csv").read_bytes().startswith(b"\xef\xbb\xbfhousehold_id,area,town,village\n007,urban,")
    )


def test_strict_is_handed_on(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "households.csv.gz", "wt", encoding="utf-8") as file:
        HOUSEHOLDS.to_csv(file, index=False)
    PERSONS.to_csv(tmp_path / "persons.csv", index=False)
    with pytest.raises(aidkit.AidkitError, match="strict=True"):
        read_population(tmp_path, strict=True)
