"""Good populations in every form one can be handed in, small and whole."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

import aidkit.scale
from aidkit import Population, load_policy, read_population
from aidkit.schema import COLUMNS
from tests.safety.bad_files import LayOut, Reader
from tests.safety.spoiling import Spoiler, spoil, spoil_json, spoil_workbook
from tests.safety.spoiling_parquet import spoil_parquet

ROOT = Path(__file__).parents[2]
GROUPS = 6  # into which the optional columns are dealt, one group a small layout


def _people(group: int | None) -> dict[str, pd.DataFrame]:
    """Return four families with all columns, or two with those of one group."""
    source = ROOT / "data" / "populations" / "jinjiang"
    households, persons = (
        pd.read_csv(source / f"{name}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
        for name in ("households", "persons")
    )
    households = households.head(4 if group is None else 2)
    persons = persons[persons["household_id"].isin(households["household_id"])]
    return {"households": _columns(households, group), "persons": _columns(persons, group)}


def _columns(table: pd.DataFrame, group: int | None) -> pd.DataFrame:
    needed = {name for level in COLUMNS.values() for name, column in level.items() if column.required}
    return table[[name for at, name in enumerate(table) if group is None or name in needed or at % GROUPS == group]]


def _as(suffix: str, group: int | None) -> LayOut:
    """Write a population as files of one kind."""

    def lay_out(folder: Path) -> list[Path]:
        for name, table in _people(group).items():
            _write(table, folder / f"{name}{suffix}")
        return list(folder.iterdir())

    return lay_out


def _write(table: pd.DataFrame, path: Path) -> None:
    if path.suffix == ".parquet":
        table.apply(_typed).to_parquet(path, index=False)
    else:
        table.to_csv(path, index=False)


def _typed(column: pd.Series[str]) -> pd.Series:
    """Return a column of text as numbers where it holds nothing else."""
    try:
        return pd.to_numeric(column)
    except ValueError:
        return column


def _sheets(group: int | None) -> LayOut:
    """Write a population as one workbook of two sheets."""

    def lay_out(folder: Path) -> list[Path]:
        with pd.ExcelWriter(folder / "people.xlsx") as book:
            for name, table in _people(group).items():
                table.apply(_typed).to_excel(book, sheet_name=name, index=False)
        return [folder / "people.xlsx"]

    return lay_out


def _records(group: int | None) -> LayOut:
    """Write a population as typed records, so that spoiling puts values of every kind into the cells of its tables."""

    def lay_out(folder: Path) -> list[Path]:
        tables = {name: table.apply(_typed).to_dict("records") for name, table in _people(group).items()}
        (folder / "people.json").write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
        return [folder / "people.json"]

    return lay_out


def _read_records(folder: Path) -> object:
    try:
        tables = json.loads((folder / "people.json").read_bytes())
        frames = [pd.DataFrame(tables[name]) for name in ("households", "persons")]
    except Exception as error:  # no tables at all, which Python's own libraries refuse
        return error
    return Population(*frames)


def _parts(group: int | None) -> LayOut:
    """Write a population in parts, as one larger than memory is kept."""

    def lay_out(folder: Path) -> list[Path]:
        tables = _people(group)
        population = Population(*(table.apply(_typed) for table in tables.values()))
        return sorted(aidkit.scale.write(population, folder).rglob("*.parquet"))

    return lay_out


def _read_parts(folder: Path) -> object:
    """Add a population in parts up, and write its result columns."""
    with TemporaryDirectory() as work:
        return aidkit.scale.simulate(folder, load_policy("jinjiang"), out=f"{work}/out", threads=1)


def _populations(suffix: str, spoiler: Spoiler = spoil) -> Reader:
    return Reader(read_population, tuple(_as(suffix, group) for group in range(GROUPS)), _as(suffix, None), spoiler)


READERS = {
    "population": _populations(".csv"),
    "population in Parquet": _populations(".parquet", spoil_parquet),
    "population in parts": Reader(
        _read_parts, tuple(_parts(group) for group in range(GROUPS)), _parts(None), spoil_parquet
    ),
    "population, packed": _populations(".csv.gz"),
    "population workbook": Reader(
        lambda folder: read_population(folder / "people.xlsx"),
        tuple(_sheets(group) for group in range(GROUPS)),
        _sheets(None),
        spoil_workbook,
    ),
    "population of tables": Reader(
        _read_records, tuple(_records(group) for group in range(GROUPS)), _records(None), spoil_json
    ),
}
