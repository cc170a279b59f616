"""A report on an extract before anything is computed: what was read, what is doubtful, what was refused (数据质量)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aidkit.data.register.extract import read_into
from aidkit.data.register.faults import Findings
from aidkit.errors import PopulationError, counted
from aidkit.masking import masked_typed, nobody_named

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.data.register.extract import RegisterExtract


@dataclass(frozen=True)
class Quality:
    """What an extract is worth.

    Attributes:
        read: A row a file: file, cells in doubt, cells refused.
        doubtful: A row a kind of fault: fault, times, files, first (file and row), done; numbers of persons masked.
        refused: A row a cell that cannot be read: file, what; numbers of persons masked.
        extract: The extract, None where anything was refused.
        stopped: What stopped the reading, empty where nothing did.
    """

    read: pd.DataFrame
    doubtful: pd.DataFrame
    refused: pd.DataFrame
    extract: RegisterExtract | None
    stopped: str

    @property
    def usable(self) -> bool:
        """Whether the extract can be used as it is, its doubts known."""
        return self.extract is not None

    def __str__(self) -> str:
        doubts = counted(int(self.doubtful["times"].sum()), "doubt")
        if self.extract is None:
            return f"Not usable yet: {counted(len(self.refused), 'cell')} refused, {doubts}.\n{self.stopped}"
        people, homes = len(self.extract.persons), len(self.extract.households)
        return f"{counted(homes, 'household')}, {counted(people, 'person')}, nothing refused, {doubts}."


@nobody_named()
def examine(folder: str | Path, policy_date: date | str | None = None) -> Quality:
    """Read an extract as far as it can be read, and report on it instead of stopping.

    Args:
        folder: The extract's folder, as for ``read_register``.
        policy_date: The day ages are counted to; the extract's own when left out.

    Returns:
        What was read, what is in doubt, what was refused; nobody's number is shown whole.

    Example:
        >>> print(examine("data/register-sample"))  # doctest: +SKIP
    """
    findings, stopped = Findings(), ""
    extract = None
    try:
        extract = read_into(findings, folder, policy_date)
    except PopulationError as error:
        stopped = masked_typed(error)
    return Quality(*_tables(findings), extract, stopped)


def _tables(findings: Findings) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    import pandas as pd

    faults = findings.frame()
    refused = pd.DataFrame(
        [(file, masked_typed(text.strip())) for file, texts in findings.refused.items() for text in texts],
        columns=["file", "what"],
    )
    files = sorted({*faults["file"], *refused["file"]})
    read = pd.DataFrame(
        {
            "file": files,
            "doubtful": [int((faults["file"] == file).sum()) for file in files],
            "refused": [int((refused["file"] == file).sum()) for file in files],
        }
    )
    rows = [
        (fault, len(group), group["file"].nunique(), _place(group.iloc[0]), masked_typed(group.iloc[0]["done"]))
        for fault, group in faults.groupby("fault", sort=False)
    ]
    doubtful = pd.DataFrame(rows, columns=["fault", "times", "files", "first", "done"])
    return read, doubtful.sort_values("times", ascending=False, kind="stable", ignore_index=True), refused


def _place(fault: pd.Series) -> str:
    return f"{fault['file']}, row {fault['row']}" if fault["row"] else str(fault["file"])
