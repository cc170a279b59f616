"""The staff towns have (各镇工作人员表), as a file: whoever there is, and inhabitants and villages where they are known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from aidkit.data.register import faults
from aidkit.data.register.shapes import Shape
from aidkit.data.register.tables import Row, read_table
from aidkit.data.register.values import Values
from aidkit.data.tables import plain
from aidkit.errors import counted, listed, message
from aidkit.oversight.errors import OversightError
from aidkit.oversight.labels import first_named, labels_in
from aidkit.oversight.listing import Listing

_NUMBER = re.compile(r"(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
TOWN = ("乡镇", "town")
FIGURES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "staff": ("工作人员", "现有工作人员", "现有人员", "经办人员", "社会救助工作人员", "staff"),
        "assistants": ("协理员", "现有协理员", "社会救助协理员", "村级协理员", "assistants"),
        "inhabitants": ("人口", "常住人口", "户籍人口", "人口数", "inhabitants"),
        "villages": ("村数", "村居数", "村(居)数", "村(社区)数", "行政村数", "villages"),
    }
)


class StaffTable(NamedTuple):
    """A staff table as read.

    Attributes:
        table: A row a town: town and whichever of staff, assistants, inhabitants, villages the file has; NaN where a
            cell is empty.
        faults: What was odd about the file: file, row, column, value, fault, done, open.
    """

    table: pd.DataFrame
    faults: pd.DataFrame


def read_staff(path: str | Path) -> StaffTable:
    """Read the staff towns have, for ``staff_towns``.

    Args:
        path: CSV or .xlsx with 乡镇 and any of 工作人员, 协理员, 人口, 村数, in persons and villages; English heads
            (town, staff, assistants, inhabitants, villages) do too. An empty cell is not known, not nought.

    Returns:
        The table, and what was odd about the file.

    Raises:
        OversightError: No such file, none of the columns, or cells without a town or a number; each is named.
        PopulationError: The file has no head, or lacks the towns.
    """
    place = Path(path)
    if not place.is_file():
        raise OversightError(message(f"{place}: no such file.", "Give the staff towns have (各镇工作人员表)."))
    found, labels = Listing(), labels_in(place)
    named = {name: first_named(usual, labels) for name, usual in FIGURES.items()}
    if not set(named.values()) & labels:
        raise OversightError(
            message(
                f"{place.name}: no column says how many staff towns have.",
                f"Write any of {'、'.join(usual[0] for usual in FIGURES.values())} beside {TOWN[0]}.",
            )
        )
    town = first_named(TOWN, labels)
    read = read_table(place, Shape("工作人员", (town,), tuple(named.values())), found)
    cells = {name: [_figure(row, column, found) for row in read.rows] for name, column in named.items()
             if column in read.columns}  # fmt: skip
    for row in read.rows:
        if not row[town].strip():
            found.refuse(row.cell(town), "", "no town")
    if found.unread:
        said = listed(
            f"{cell.column} in row {cell.row}" for cell in sorted(found.unread, key=lambda c: (c.row, c.column))
        )
        raise OversightError(
            message(
                f"{place.name}: {counted(len(found.unread), 'cell')} not to be read: {said}.",
                "Write every town, and numbers from 0 on; leave empty what is not known.",
            )
        )
    return StaffTable(pd.DataFrame({"town": [plain(row[town]) for row in read.rows], **cells}), found.frame())


def _figure(row: Row, column: str, found: Listing) -> float:
    """Return a number from 0 on, NaN where nothing is written; whatever else is written counts as unread."""
    text = Values(found).code(row, column)
    if not _NUMBER.fullmatch(text):
        if text:
            found.refuse(row.cell(column), row[column], "is not a number from 0 on")
        return float("nan")
    value = float(text.replace(",", ""))
    if "," in text:
        found.note(row.cell(column), row[column], faults.COMMA, f"read as {value:g}")
    return value
