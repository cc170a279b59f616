"""The list of households' files (档案清单), as a table or a file: which document is there, missing, or not stated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from aidkit.data.register.shapes import HOUSEHOLD, Shape
from aidkit.data.register.tables import read_table
from aidkit.data.tables import plain
from aidkit.errors import counted, listed, message
from aidkit.oversight.errors import OversightError
from aidkit.oversight.listing import Listing
from aidkit.oversight.settings import Settings

CHANGED = "changed"
WORDS: Mapping[str, bool] = MappingProxyType(
    {
        "有": True, "是": True, "√": True, "✓": True, "原件": True, "复印件": True, "齐全": True, "true": True,
        "无": False, "否": False, "×": False, "缺": False, "x": False, "false": False,
    }
)  # fmt: skip
_OTHERS = MappingProxyType({HOUSEHOLD: "household_id", "乡镇": "town", "是否变更": CHANGED})


def read_file_list(files: pd.DataFrame | str | Path, checklist: Settings, found: Listing) -> pd.DataFrame:
    """Name the columns by the ids of the documents.

    Args:
        files: A table, or a CSV or .xlsx file of it.
        checklist: The documents.
        found: Where oddities of a file are listed.

    Raises:
        OversightError: No such file, a document without a column, or a household twice.
    """
    spelled = {setting.zh: name for name, setting in checklist.items()} | _OTHERS
    if not isinstance(files, pd.DataFrame):
        files = _from_file(Path(files), tuple(spelled), found)
    table = files.rename(columns={column: spelled.get(plain(str(column)), column) for column in files})
    needed = ["household_id", "town", *checklist]
    missing = [f"{column} ({checklist[column].zh})" if column in checklist else column for column in needed]
    missing = [said for said, column in zip(missing, needed, strict=True) if column not in table]
    if missing:
        raise OversightError(
            message(
                f"The list of files has no column {listed(missing, shown=20)}.",
                f"Columns found: {listed(files.columns, shown=30)}.",
                "Add it; leave its cells empty where nothing is known.",
            )
        )
    table = table.assign(household_id=table["household_id"].astype(str), town=table["town"].fillna("").astype(str))
    twice = table["household_id"][table["household_id"].duplicated()]
    if len(twice):
        raise OversightError(
            message(
                f"Twice in the list of files: {counted(len(twice), 'household')}: {listed(twice)}.",
                "Keep one file a household.",
            )
        )
    return table


def _from_file(path: Path, columns: tuple[str, ...], found: Listing) -> pd.DataFrame:
    """Read a file into a table whose index is the spreadsheet's row."""
    if not path.is_file():
        raise OversightError(message(f"{path}: no such file.", "Give the list of files (档案清单)."))
    others = tuple(column for column in columns if column != HOUSEHOLD)
    rows = read_table(path, Shape("档案", (HOUSEHOLD,), others), found).rows
    present = [column for column in columns if any(column in row.cells for row in rows)]
    cells = {column: [plain(row[column]) for row in rows] for column in present}
    return pd.DataFrame(cells, index=[row.number for row in rows])


def read_states(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Read every cell as there, missing or not stated; refuse other words."""
    states, faults = pd.DataFrame(index=table.index), []
    for column in columns:
        words = [_word(value) for value in table[column]]
        odd = [(at, value) for at, word, value in zip(table.index, words, table[column], strict=True) if word is None]
        if odd:
            said = listed(f"{value!r} in row {at}" for at, value in odd)
            faults.append(f"  column {column}: {counted(len(odd), 'cell')}: {said}.")
        states[column] = words
    if faults:
        raise OversightError(
            message(
                "The list of files cannot be read.",
                *faults,
                f"Words known: {'、'.join(WORDS)}, or an empty cell.",
            )
        )
    return states


def _word(value: object) -> str | None:
    if value is None or (isinstance(value, float) and pd.isna(value)) or value is pd.NA:
        return "not stated"
    text = plain(str(value)).lower()
    if not text:
        return "not stated"
    return {True: "there", False: "missing"}[WORDS[text]] if text in WORDS else None
