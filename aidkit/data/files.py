"""Reading a population from files: csv, parquet or xlsx, in the encodings spreadsheets leave behind."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from aidkit.errors import PopulationError, message
from aidkit.population import Population
from aidkit.schema import COLUMNS, Level

SUFFIXES = (".csv", ".csv.gz", ".parquet", ".xlsx")
ENCODINGS = ("utf-8-sig", "gb18030")
_TABLES: tuple[Level, Level] = ("household", "person")


def read_population(path: str | Path, *, strict: bool = False) -> Population:
    """Read a population from a folder or an Excel file.

    Args:
        path: A folder with ``households`` and ``persons`` as .csv, .csv.gz, .parquet or .xlsx, or one .xlsx file with
            two sheets of these names. Text files are UTF-8 (with or without mark) or GB18030; ids are read as text.
        strict: Refuse a population that lacks any optional column.

    Returns:
        The checked population.

    Raises:
        PopulationError: The path or a table is not there, empty, not readable, or fails the population's checks.

    Example:
        >>> read_population("data/populations/jinjiang")
        Population(400 households, 1,043 persons, synthetic)
    """
    place = Path(path)
    if place.is_dir():
        tables = {level: _read_table(_find(place, f"{level}s"), f"{level}s") for level in _TABLES}
        synthetic = (place / "SYNTHETIC").exists()
    elif place.suffix == ".xlsx" and place.exists():
        tables = {level: _read_table(place, f"{level}s", sheet=f"{level}s") for level in _TABLES}
        synthetic = False
    else:
        raise PopulationError(
            message(
                f"{place}: no such population.",
                f"Give a folder with households and persons as {', '.join(SUFFIXES)}, or one .xlsx with sheets of these names.",
            )
        )
    return Population(tables["household"], tables["person"], strict=strict, synthetic=synthetic, source=place.name)


def write_population(population: Population, folder: str | Path) -> Path:
    """Write a population as ``households.csv`` and ``persons.csv`` that ``read_population`` reads back.

    Args:
        population: The population.
        folder: Where to; made when it is not there. An invented population also gets a file ``SYNTHETIC``.

    Returns:
        The folder.
    """
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for level, table in (("households", population.households), ("persons", population.persons)):
        partial = place / f"{level}.csv.partial"
        table.to_csv(partial, index=False, encoding="utf-8-sig", lineterminator="\n")
        partial.replace(place / f"{level}.csv")
    if population.synthetic:
        (place / "SYNTHETIC").write_text(f"{population.source}\n", encoding="utf-8")
    return place


def _find(folder: Path, stem: str) -> Path:
    found = [folder / f"{stem}{suffix}" for suffix in SUFFIXES if (folder / f"{stem}{suffix}").exists()]
    if len(found) == 1:
        return found[0]
    seen = ", ".join(sorted(item.name for item in folder.iterdir())[:8]) or "nothing"
    if found:
        raise PopulationError(message(f"{folder}: {stem} is there {len(found)} times: {', '.join(f.name for f in found)}.", "Keep one."))
    raise PopulationError(
        message(f"{folder}: no file {stem} ({', '.join(SUFFIXES)}).", f"The folder holds: {seen}.")
    )


def _read_table(path: Path, name: str, sheet: str | None = None) -> pd.DataFrame:
    keys = dict.fromkeys([c.name for level in _TABLES for c in COLUMNS[level].values() if c.kind in ("key", "text")], str)
    if path.stat().st_size == 0:
        raise PopulationError(message(f"{path.name}: the file is empty.", f"It must hold the {name} table with its header."))
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path)
        if path.suffix == ".xlsx":
            table = pd.read_excel(path, sheet_name=sheet or 0, dtype=keys, keep_default_na=False, na_values=[""])
        else:
            table = _read_csv(path, keys)
    except PopulationError:
        raise
    except Exception as error:  # a spreadsheet or parquet library's own error, whatever its class
        raise PopulationError(
            message(f"{path.name}: not readable as a table ({type(error).__name__}: {error}).", f"Allowed: {', '.join(SUFFIXES)}.")
        ) from None
    return _texts_filled(table)


def _read_csv(path: Path, keys: dict[str, type[str]]) -> pd.DataFrame:
    for encoding in ENCODINGS:
        try:
            return pd.read_csv(path, encoding=encoding, dtype=keys, keep_default_na=False, na_values=[""])
        except UnicodeDecodeError:
            continue
    raise PopulationError(
        message(f"{path.name}: neither UTF-8 nor GB18030.", "Save it again as “CSV UTF-8” and try once more.")
    )


def _texts_filled(table: pd.DataFrame) -> pd.DataFrame:
    """An empty cell in a text column is an empty text, not a missing value."""
    texts = [c.name for level in _TABLES for c in COLUMNS[level].values() if c.kind == "text" and c.name in table]
    return table.assign(**{name: table[name].fillna("") for name in texts})
