"""A population on disk in parts: Parquet files by place, households whole, rows in the order the engine reads them.

::

    folder/SYNTHETIC                                    where the population is invented: what it is
    folder/households/place=jinjiang/part-00000.parquet
    folder/persons/place=jinjiang/part-00000.parquet    the members of the same households

Any tool that reads Parquet reads it. Files another tool wrote are read too, row by row checked, only more slowly.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import numpy as np

from aidkit.errors import PopulationError, listed, message
from aidkit.folders import alone
from aidkit.layout import BLOCK
from aidkit.population import Population
from aidkit.schema import COLUMNS, Level, category_names

if TYPE_CHECKING:
    import pandas as pd

FAMILIES = 8 * BLOCK  # a part: some 180,000 persons, 20 MB while it is worked on
LEVELS: tuple[Level, Level] = ("household", "person")
MARK = "SYNTHETIC"
UNFINISHED = "unfinished"  # where parts lie until all of them are there
_DICTIONARY = 2**24  # bytes: ids stay coded, which tells a reader in one comparison whose member a person is


@dataclass(frozen=True, order=True)
class Part:
    """One part of a stored population.

    Attributes:
        place: Place of its households; ``""`` where the folder names none.
        name: Path of its files below ``households`` and ``persons``.
        folder: The population's folder.
    """

    place: str
    name: str
    folder: str

    def file(self, level: Level) -> Path:
        """Return the path of one of its two files."""
        return Path(self.folder) / f"{level}s" / self.name


def write(population: Population, folder: str | Path, *, families: int = FAMILIES) -> Path:
    """Write a population in parts, place by place.

    Args:
        population: The population.
        folder: Where to; made when it is not there, and empty or absent until now.
        families: Households a part holds, a multiple of 8,192.

    Returns:
        The folder.

    Raises:
        PopulationError: The folder holds a population already, or ``families`` is no multiple of 8,192.
    """
    root = Path(folder)
    if families < BLOCK or families % BLOCK:
        raise PopulationError(message(f"families={families:,} cannot be used.", f"Give a multiple of {BLOCK:,}."))
    with appearing_together(root) as staged:
        for number, place in enumerate(population.layout.places):
            write_place(population, staged, number, place, families)
        if population.synthetic:
            mark(root, population.source)
    return root


@contextmanager
def appearing_together(root: Path) -> Iterator[Path]:
    """Yield a folder to write parts to; they stand in ``root`` once all are there, so that none is ever missed.

    What a run that was killed left is taken away by the next.

    Raises:
        PopulationError: ``root`` holds parts already.
        AidkitError: Another run is writing there.
    """
    if any((root / f"{level}s").exists() for level in LEVELS) or (root / MARK).exists():
        raise PopulationError(message(f"{root}: holds a population already.", "Name a new folder."))
    staged = root / UNFINISHED
    with alone(root):
        rmtree(staged, ignore_errors=True)
        yield staged
        for level in LEVELS:
            (staged / f"{level}s").replace(root / f"{level}s")
        rmtree(staged)


def write_place(population: Population, root: Path, number: int, place: str, families: int, first_part: int = 0) -> int:
    """Write the households of one place of a population; return how many parts there are now."""
    layout, tables = population.layout, {level: _as_checked(population, level) for level in LEVELS}
    runs = slice(int(layout.bounds[number]), int(layout.bounds[number + 1]))
    homes, begins = layout.runs.home[runs].astype(np.int64), layout.runs.person[runs].astype(np.int64)
    last_home = int(homes[-1] + layout.runs.count[runs][-1])
    last_person = int(begins[-1] + (layout.runs.count[runs] * layout.runs.size[runs])[-1])
    starts = np.arange(int(homes[0]), last_home, families)
    persons = begins[np.searchsorted(homes, starts)]
    for part, (home, person) in enumerate(zip(starts, persons, strict=True)):
        rows = {
            "household": layout.household_rows[home : min(home + families, last_home)],
            "person": layout.person_rows[person : [*persons, last_person][part + 1]],
        }
        name = f"part-{first_part + part:05d}.parquet"
        for level, table in tables.items():
            below = f"place={quote(place, safe='')}" if place else ""
            _write_table(table.iloc[rows[level]], root / f"{level}s" / below / name, level)
    return first_part + len(starts)


def mark(root: Path, source: str) -> None:
    """Say in the folder that its population is invented."""
    (root / MARK).write_text(f"{source}\n", encoding="utf-8")


def is_synthetic(folder: str | Path) -> bool:
    """Whether a folder says that its population is invented."""
    return (Path(folder) / MARK).exists()


def parts_of(folder: str | Path) -> tuple[Part, ...]:
    """Return the parts of a stored population.

    Raises:
        PopulationError: There are none, or a part lacks one of its two files.
    """
    root = Path(folder)
    names = {level: {str(f.relative_to(root / f"{level}s")) for f in _files(root, level)} for level in LEVELS}
    if not names["household"] and not names["person"]:
        raise PopulationError(
            message(
                f"{root}: no population in parts.",
                "Write one with aidkit.scale.write(population, folder), or aidkit synthesize PLACE --persons N --out DIR.",
            )
        )
    lone = names["household"] ^ names["person"]
    if lone:
        raise PopulationError(
            message(
                f"{root}: without their counterpart under households or persons: {listed(sorted(lone))}.",
                "Each part has a file of the same name under both.",
            )
        )
    return tuple(sorted(Part(_place_of(name), name, str(root)) for name in names["household"]))


def _files(root: Path, level: Level) -> list[Path]:
    return sorted((root / f"{level}s").rglob("*.parquet"))


def _place_of(name: str) -> str:
    places = [unquote(part.removeprefix("place=")) for part in Path(name).parts if part.startswith("place=")]
    return places[-1] if places else ""


def _as_checked(population: Population, level: Level) -> pd.DataFrame:
    """Return a table whose columns are stored as the checks left them: narrow numbers, categories by name."""
    import pandas as pd

    table = population.households if level == "household" else population.persons
    kept: dict[str, Any] = {}
    for name, column in COLUMNS[level].items():
        if name in table and column.kind not in ("key", "text"):
            values = population.column(level, name)
            names = None if column.categories is None else pd.Index(category_names(column.categories))
            kept[name] = values if names is None else pd.Categorical.from_codes(values, names)
    return table.assign(**kept)


def _write_table(table: pd.DataFrame, path: Path, level: Level) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path.parent.mkdir(parents=True, exist_ok=True)
    kept: Any = table.drop(columns="place", errors="ignore") if level == "household" else table
    partial = path.with_suffix(".partial")
    pq.write_table(
        pa.Table.from_pandas(kept, preserve_index=False),
        partial,
        compression="zstd",
        row_group_size=2**24,
        dictionary_pagesize_limit=_DICTIONARY,
    )
    partial.replace(path)
