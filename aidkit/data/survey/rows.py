"""The persons of a survey, each beside its household's answers, before anything is made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from aidkit.data.survey.codes import as_codes, plain
from aidkit.data.survey.errors import SurveyError
from aidkit.data.survey.mapping import SurveyMapping, Table, TableName
from aidkit.data.survey.parts import read_parts
from aidkit.errors import counted, listed, message


@dataclass
class Rows:
    """Persons, n of them, and everything read about them.

    Attributes:
        tables: What each table holds, one row a person.
        files: Name of the file each table was read from.
        person: (n,) id of each person.
        household: (n,) id of each person's household.
        left_out: (n,) whether the person's household is left out, for want of an answer.
        notes: What was recoded, assumed, left out; see `Survey.notes`.
        unanswered: By item, (n,) whether nothing was answered, so that the mapping's own value stands there.
    """

    tables: dict[TableName, pd.DataFrame]
    files: dict[TableName, str]
    person: pd.Index
    household: NDArray[Any]
    left_out: NDArray[np.bool_]
    notes: list[dict[str, Any]] = field(default_factory=list)
    unanswered: dict[str, NDArray[np.bool_]] = field(default_factory=dict)

    def note(self, about: str, kind: str, rows: int, text: str) -> None:
        """Remember what was done."""
        self.notes.append({"about": about, "kind": kind, "rows": rows, "of": len(self.person), "text": text})

    def shown(self, rows: NDArray[np.bool_]) -> str:
        """List the first persons of those marked."""
        return f"person {listed(self.person[rows])}"


def read_rows(mapping: SurveyMapping, folder: Path) -> Rows:
    """Read the tables of a survey and put every household's answers beside its members.

    Raises:
        SurveyError: A file or column is not there, an id is missing or double, persons and households do not match.
    """
    wanted = _wanted(mapping)
    read, files, faults = {}, {}, []
    for name, table in mapping.tables.items():
        try:
            read[name], files[name] = read_parts(folder, table, wanted[name])
        except SurveyError as fault:
            faults.append(str(fault))
    if faults:
        raise SurveyError("\n".join(faults))
    persons = read["persons"]
    kept = _kept(persons, mapping.tables["persons"], files["persons"])
    persons = persons[kept].reset_index(drop=True)
    person = pd.Index(_ids(persons, mapping.tables["persons"].id, files["persons"], unique=True))
    household = _ids(persons, (mapping.tables["persons"].household,), files["persons"])
    rows = Rows({"persons": persons}, files, person, household, np.zeros(len(person), bool))
    if not kept.all():
        rows.note("persons", "left out", int((~kept).sum()), f"of {kept.size:,}: other codes than those to keep")
    if "households" in read:
        return _joined(rows, read["households"], mapping.tables["households"])
    return rows


def _wanted(mapping: SurveyMapping) -> Mapping[TableName, list[str]]:
    """Return the columns to read of each table."""
    wanted: dict[TableName, list[str]] = {
        name: [*table.id, table.household, *table.keep] for name, table in mapping.tables.items()
    }
    for item in mapping.items:
        wanted[item.table].extend(item.reads)
    if mapping.design is not None:
        wanted[mapping.design[0]].extend(mapping.design[1:])
    if mapping.province is not None:
        wanted[mapping.province.table].append(mapping.province.column)
    return wanted


def _kept(table: pd.DataFrame, spec: Table, file: str) -> NDArray[np.bool_]:
    kept = np.ones(len(table), bool)
    for column, codes in spec.keep.items():
        kept &= as_codes(table[column]).isin([plain(code) for code in codes]).to_numpy(bool)
    if not kept.any():
        said = " and ".join(f"{column} {listed(codes)}" for column, codes in spec.keep.items()) or "any"
        raise SurveyError(message(f"{file}: no row is left that has {said}.", "Mend keep in the mapping, or the file."))
    return kept


def _ids(table: pd.DataFrame, columns: tuple[str, ...], file: str, unique: bool = False) -> NDArray[Any]:
    """Return ids as text, several columns joined by a dash."""
    parts = [as_codes(table[column]) for column in columns]
    where = f"{file}, {' and '.join(columns)}"
    blank = np.logical_or.reduce([(part == "").to_numpy(bool) for part in parts])
    if blank.any():
        what = f"{where}: {counted(int(blank.sum()), 'row')} without an id: row {listed(np.flatnonzero(blank) + 1)}."
        raise SurveyError(message(what, "Every row needs one; leave rows out with keep in the mapping."))
    ids = pd.Series(["-".join(codes) for codes in zip(*parts, strict=True)])
    if unique and ids.duplicated().any():
        double = ids[ids.duplicated()].unique()
        what = f"{where}: {counted(len(double), 'id')} used more than once: {listed(double)}."
        raise SurveyError(message(what, "Name more columns under id in the mapping, so that each row has its own."))
    return np.asarray(ids, dtype=object)


def _joined(rows: Rows, households: pd.DataFrame, spec: Table) -> Rows:
    """Add the households table, one row a person; refuse or leave out what does not match."""
    file = rows.files["households"]
    kept = _kept(households, spec, file)
    ids = pd.Index(_ids(households[kept], spec.id, file, unique=True))
    place = ids.get_indexer(pd.Index(rows.household))
    lost, empty = place < 0, ~np.isin(np.arange(len(ids)), place)
    for bad, what, shown in (
        (lost, "person without a row in households", rows.person),
        (empty, "household without persons", ids),
    ):
        if bad.any() and spec.unmatched != "leave_out":
            said = f"{file}: {counted(int(bad.sum()), what, what.replace(' ', 's ', 1))}: {listed(shown[bad])}."
            raise SurveyError(message(said, "Write unmatched: leave_out under households to leave them out, counted."))
        if bad.any():
            rows.note("households", "left out", int(bad.sum()), f"{what}, of {len(shown):,}")
    if lost.all():
        raise SurveyError(message(f"{file}: no person's household is in it.", "Do both files belong to one wave?"))
    stay = ~lost
    tables: dict[TableName, pd.DataFrame] = {
        "persons": rows.tables["persons"][stay].reset_index(drop=True),
        "households": households[kept].iloc[place[stay]].reset_index(drop=True),
    }
    left_out = np.zeros(int(stay.sum()), bool)
    return Rows(tables, rows.files, rows.person[stay], rows.household[stay], left_out, rows.notes)
