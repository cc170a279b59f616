"""Whether every household's file is complete (一户一档, QH-6.4): what is missing, by document and by town."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.errors import counted, listed
from aidkit.oversight.archive.file_list import CHANGED, read_file_list, read_states
from aidkit.oversight.listing import NO_TOWN, Listing
from aidkit.oversight.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, repr=False)
class FileCheck:
    """The files of households held against the checklist; made by ``check_files``.

    Attributes:
        documents: A row a household and document due: household_id, town, document, zh, state (``there``, ``missing``
            or ``not stated``).
        without_file: Households that should have a file and are not on the list of files.
        unknown: Households of the list that need not have a file.
        faults: Oddities of the file, where the list came as one.
    """

    documents: pd.DataFrame
    without_file: tuple[str, ...]
    unknown: tuple[str, ...]
    faults: pd.DataFrame

    @property
    def is_complete(self) -> bool:
        """Whether every household that should has a file, and every file all that is due."""
        return self.missing.empty and not self.without_file

    @cached_property
    def missing(self) -> pd.DataFrame:
        """Documents missing or not stated: household_id, town, document, zh, state."""
        return self.documents[self.documents["state"] != "there"].reset_index(drop=True)

    @cached_property
    def by_town(self) -> pd.DataFrame:
        """By town: files, complete ones, their share, and how many lack each document."""
        whole = (self.documents["state"] == "there").groupby(self.documents["household_id"]).all()
        towns = self.documents.groupby("household_id")["town"].first().replace("", NO_TOWN)
        table = pd.DataFrame({"files": whole.groupby(towns).size(), "complete": whole.groupby(towns).sum()})
        table["share"] = table["complete"] / table["files"]
        lacking = (
            self.missing.replace({"town": {"": NO_TOWN}}).groupby(["town", "document"]).size().unstack(fill_value=0)
        )
        columns = [name for name in load_settings("files") if name in set(self.documents["document"])]
        return table.join(lacking.reindex(index=table.index, columns=columns, fill_value=0))

    def __str__(self) -> str:
        files, complete = int(self.by_town["files"].sum()), int(self.by_town["complete"].sum())
        share = f"{complete / files:.1%}" if files else "no share"
        lines = [f"档案 files: {complete:,} of {files:,} complete ({share})"]
        for document, rows in self.missing.groupby("zh", sort=False):
            states = rows["state"].value_counts()
            said = ", ".join(f"{state} in {counted(int(number), 'file')}" for state, number in states.items())
            lines.append(f"{document}: {said}")
        if self.without_file:
            lines.append(f"no file at all: {counted(len(self.without_file), 'household')}: {listed(self.without_file)}")
        if self.unknown:
            lines.append(f"a file nobody asks for: {counted(len(self.unknown), 'household')}: {listed(self.unknown)}")
        return "\n".join(lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>{self.by_town.to_html()}"

    def to_workbook(self, path: str | Path) -> Path:
        """Write the towns, what is missing, and households without a file, a sheet each.

        Raises:
            OversightError: The path is no .xlsx, or its folder is not there.
        """
        from aidkit.oversight.workbook import Sheet, write_sheets

        sheets = [
            Sheet("档案检查 summary", pd.DataFrame({"files 档案": str(self).splitlines()})),
            Sheet("分镇 towns", self.by_town.reset_index()),
            Sheet("缺失材料 missing", self.missing),
            Sheet("无档案 without", pd.DataFrame({"household_id": list(self.without_file)})),
        ]
        return write_sheets(sheets, path)


def check_files(files: pd.DataFrame | str | Path, households: Iterable[str] | None = None) -> FileCheck:
    """Check what is missing in each household's file.

    Args:
        files: A table, or a CSV or .xlsx file of it. A row a household: household_id, town, a column a document of the checklist, by its id
            (``hukou_book``) or Chinese name (户口本), holding True/False or 有/无, 是/否, √/×; empty is ``not
            stated``, which is not complete. ``changed`` (or 是否变更), True or False, says whether the family's case
            was ever changed; without it every file owes the form of change.
        households: Households that should have a file; those of the list itself when left out.

    Returns:
        What is missing, by household and by town.

    Raises:
        OversightError: A column is missing, a household twice, or a word nobody knows; all are named.

    Source: QH-6.4, XZ-7; the checklist is ``params/oversight/files.yaml``.
    """
    checklist, found = load_settings("files"), Listing()
    table = read_file_list(files, checklist, found)
    states = read_states(table, [*checklist, *([CHANGED] if CHANGED in table else [])])
    rows = []
    for name, setting in checklist.items():
        due = pd.Series(True, index=table.index)
        if setting.value == "after_change" and CHANGED in table:
            due = states[CHANGED] != "missing"
        part = table.loc[due, ["household_id", "town"]].assign(
            document=name, zh=setting.zh, state=states.loc[due, name]
        )
        rows.append(part)
    documents = pd.concat(rows, ignore_index=True)
    have = dict.fromkeys(table["household_id"])
    should = dict.fromkeys(str(household) for household in households) if households is not None else have
    without = tuple(household for household in should if household not in have)
    unknown = tuple(household for household in have if household not in should)
    return FileCheck(documents, without, unknown, found.frame())
