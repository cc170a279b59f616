"""A table of a survey out of its files: one, several stacked on each other, and others with more columns beside them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.data.survey.codes import as_codes
from aidkit.data.survey.errors import SurveyError
from aidkit.data.survey.files import find_file, read_columns
from aidkit.errors import counted, listed, message

if TYPE_CHECKING:
    from aidkit.data.survey.mapping import Table


@dataclass(frozen=True)
class Beside:
    """A file with more columns of the same rows, or of the households they belong to.

    Attributes:
        files: Names or patterns; exactly one file must fit.
        id: Columns that tell its rows apart; the table has them too.
        columns: What is taken from it.
        unmatched: ``blank`` where a row of the table may have none here.
    """

    files: tuple[str, ...]
    id: tuple[str, ...]
    columns: tuple[str, ...]
    unmatched: str = ""


@dataclass(frozen=True)
class Stacked:
    """Files with other rows each, and the column that says which file a row is from."""

    column: str
    files: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_parts(folder: Path, table: Table, columns: Iterable[str]) -> tuple[pd.DataFrame, str]:
    """Read one table of a survey.

    Args:
        folder: Where the files lie, or the file itself.
        table: What the mapping says of the table.
        columns: Columns to read, of whichever of its files.

    Returns:
        The rows, and the names of the files for messages.

    Raises:
        SurveyError: A file or column is not there, or a row finds none or several in a file beside.
    """
    wanted = list(dict.fromkeys(columns))
    elsewhere = {name for beside in table.beside for name in beside.columns}
    if table.stacked is not None:
        elsewhere.add(table.stacked.column)
    keys = {name for beside in table.beside for name in beside.id}
    own = [name for name in dict.fromkeys([*wanted, *keys]) if name not in elsewhere]
    texts = {*table.id, table.household, *keys}
    rows, names = _stacked(folder, table, own, texts)
    for beside in table.beside:
        path = find_file(folder, beside.files)
        names.append(path.name)
        more = read_columns(path, [*beside.id, *(name for name in beside.columns if name in wanted)], beside.id)
        rows = _with(rows, more, beside, path.name)
    return rows, " + ".join(names)


def _stacked(folder: Path, table: Table, own: list[str], texts: Collection[str]) -> tuple[pd.DataFrame, list[str]]:
    if table.stacked is None:
        path = find_file(folder, table.files)
        return read_columns(path, own, texts), [path.name]
    pieces, names = [], []
    for part, files in table.stacked.files.items():
        path = find_file(folder, files)
        names.append(path.name)
        pieces.append(read_columns(path, own, texts).assign(**{table.stacked.column: part}))
    return pd.concat(pieces, ignore_index=True), names


def _with(rows: pd.DataFrame, more: pd.DataFrame, beside: Beside, file: str) -> pd.DataFrame:
    """Put the columns of a file beside the rows of the table, each row's by its id."""
    there, here = _keys(more, beside.id), _keys(rows, beside.id)
    where = f"{file}, {' and '.join(beside.id)}"
    if there.duplicated().any():
        double = there[there.duplicated()].unique()
        what = f"{where}: {counted(len(double), 'id')} used more than once: {listed(double)}."
        raise SurveyError(message(what, "Name more columns under id of this file in the mapping."))
    place = there.get_indexer(here)
    lost = place < 0
    if lost.any() and beside.unmatched != "blank":
        what = (
            f"{where}: {counted(int(lost.sum()), 'row')} of the table without one here: {listed(here[lost].unique())}."
        )
        raise SurveyError(message(what, "Write unmatched: blank for this file; then blank decides, column by column."))
    taken = more.drop(columns=list(beside.id)).take(place).set_axis(rows.index)
    return pd.concat([rows, taken.mask(pd.Series(lost, index=rows.index))], axis=1)


def _keys(table: pd.DataFrame, columns: tuple[str, ...]) -> pd.Index:
    return pd.Index(["-".join(codes) for codes in zip(*(as_codes(table[name]) for name in columns), strict=True)])
