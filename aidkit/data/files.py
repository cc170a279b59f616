"""Reading a population from files: csv, parquet or xlsx, in the encodings spreadsheets leave behind."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from aidkit.data.limits import check_size
from aidkit.data.parquet import read_frame
from aidkit.errors import PopulationError, cause, listed, message
from aidkit.folders import alone, put_together
from aidkit.masking import nobody_named
from aidkit.population import Population
from aidkit.schema import COLUMNS, Level
from aidkit.sheets import FORMULA

SUFFIXES = (".csv", ".csv.gz", ".parquet", ".xlsx")
ENCODINGS = ("utf-8-sig", "gb18030")
_TABLES: tuple[Level, Level] = ("household", "person")


@nobody_named()
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
        Population(400 households, 1,068 persons, synthetic)
    """
    place = Path(path)
    sheets = place.suffix == ".xlsx" and place.is_file()
    if not sheets and not place.is_dir():
        raise PopulationError(
            message(
                f"{place}: no such population.",
                f"Give a folder with households and persons as {', '.join(SUFFIXES)}, or one .xlsx with sheets of these names.",
            )
        )
    try:
        files = [place if sheets else _find(place, f"{level}s") for level in _TABLES]
        for file in dict.fromkeys(files):
            check_size(file)
        households, persons = (
            _read_table(file, level, sheet=f"{level}s" if sheets else None)
            for file, level in zip(files, _TABLES, strict=True)
        )
        synthetic = (place / "SYNTHETIC").exists()
        return Population(households, persons, strict=strict, synthetic=synthetic, source=place.name)
    except PopulationError as fault:
        raise PopulationError(f"{place}: {fault}") from None


def write_population(population: Population, folder: str | Path) -> Path:
    """Write a population as ``households.csv`` and ``persons.csv`` that ``read_population`` reads back.

    Args:
        population: The population.
        folder: Where to; made when it is not there. An invented population also gets a file ``SYNTHETIC``. Text that
            a spreadsheet would take for a formula is written behind an apostrophe, which reading takes off again.

    Returns:
        The folder.

    Raises:
        AidkitError: Another run is writing to the folder.
    """
    place = Path(folder)
    files = {"SYNTHETIC": f"{population.source}\n".encode()} if population.synthetic else {}
    for name, table in (("households.csv", population.households), ("persons.csv", population.persons)):
        files[name] = _quoted(table).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")
    with alone(place):
        put_together(place, files, last="persons.csv", without=() if population.synthetic else ("SYNTHETIC",))
    return place


def _quoted(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(**{
        name: table[name].map(lambda text: f"'{text}" if str(text).lstrip("'").startswith(FORMULA) else text)
        for name in _as_text() if name in table
    })  # fmt: skip


def _find(folder: Path, stem: str) -> Path:
    found = [folder / f"{stem}{suffix}" for suffix in SUFFIXES if (folder / f"{stem}{suffix}").exists()]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(path.name for path in found)
        raise PopulationError(message(f"{stem} is there {len(found)} times: {names}.", "Keep one."))
    seen = listed(sorted(item.name for item in folder.iterdir()), shown=8) or "nothing"
    raise PopulationError(message(f"no file {stem} ({', '.join(SUFFIXES)}).", f"The folder holds: {seen}."))


def _read_table(path: Path, level: Level, sheet: str | None) -> pd.DataFrame:
    if path.stat().st_size == 0:
        raise PopulationError(
            message(f"{path.name}: the file is empty.", f"It must hold the {level}s table with its header.")
        )
    try:
        table = _READERS.get(path.suffix, _read_csv)(path, sheet)
    except PopulationError:
        raise
    except Exception as error:  # a spreadsheet library's own error, whatever its class
        raise PopulationError(
            message(f"{path.name}: not readable as a table ({cause(error)}).", f"Allowed: {', '.join(SUFFIXES)}.")
        ) from None
    _refuse_double_names(path, table, level)
    return _texts_filled(table)


def _as_text() -> dict[str, type[str]]:
    return {c.name: str for level in _TABLES for c in COLUMNS[level].values() if c.kind in ("key", "text")}


def _read_xlsx(path: Path, sheet: str | None) -> pd.DataFrame:
    return pd.read_excel(path, sheet_name=sheet or 0, dtype=_as_text(), keep_default_na=False, na_values=[""])


def _read_csv(path: Path, _sheet: str | None) -> pd.DataFrame:
    for encoding in ENCODINGS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", pd.errors.ParserWarning)  # a row longer than the header
                return pd.read_csv(
                    path,
                    encoding=encoding,
                    dtype=_as_text(),
                    index_col=False,
                    keep_default_na=False,
                    na_values=[""],
                    low_memory=False,
                )
        except UnicodeDecodeError:
            continue
        except pd.errors.ParserWarning:
            raise PopulationError(
                message(f"{path.name}: rows hold more cells than the header has names.", "Give every column a name.")
            ) from None
    raise PopulationError(
        message(f"{path.name}: neither UTF-8 nor GB18030.", "Save it again as “CSV UTF-8” and try once more.")
    )


_READERS: dict[str, Callable[[Path, str | None], pd.DataFrame]] = {
    ".parquet": lambda path, _sheet: read_frame(path),
    ".xlsx": _read_xlsx,
}


def _refuse_double_names(path: Path, table: pd.DataFrame, level: Level) -> None:
    """Pandas renames the second column of a name in silence: ``age``, ``age.1``."""
    parts = [str(name).rpartition(".") for name in table.columns]
    double = sorted({name for name, _, number in parts if name in COLUMNS[level] and number.isdecimal()})
    if double:
        raise PopulationError(
            message(f"{path.name}: columns that stand twice: {listed(double)}.", "Rename or remove one of each.")
        )


def _texts_filled(table: pd.DataFrame) -> pd.DataFrame:
    """An empty cell in a text column is an empty text, not a missing value; an apostrophe before a formula goes."""
    texts = [c.name for level in _TABLES for c in COLUMNS[level].values() if c.kind == "text" and c.name in table]
    table = table.assign(**{name: table[name].fillna("") for name in texts})
    return table.assign(**{name: table[name].map(_unquoted) for name in _as_text() if name in table})


def _unquoted(text: object) -> object:
    guarded = isinstance(text, str) and text.startswith("'") and text.lstrip("'").startswith(FORMULA)
    return text[1:] if guarded else text  # type: ignore[index]
