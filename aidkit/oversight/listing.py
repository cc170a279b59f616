"""What was odd about the files of an oversight task: everything is listed, nothing stops, nothing is put right."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aidkit.data import identity
from aidkit.data.register import faults
from aidkit.data.register.faults import Cell, Findings
from aidkit.data.tables import plain

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.data.register.tables import Row
    from aidkit.data.register.values import Values

NO_TOWN = "not known (未知)"  # what a town nobody states is called in tables

UNREAD = "cannot be read"
PERHAPS_LOST = "last digits 000, perhaps lost in a float"
NO_NUMBER = "no identity number"
OTHER_MONTH = "month is not the file's"
NOT_A_MONTH = "not a month"
TWO_NAMES = "two names under one number"
NO_NAME = "no account holder"
NO_SCHEME = "no column of schemes"
NO_DAY = "no day of death"
NEARLY_DEAD = "nearly the number of a dead person"
PART_OF_A_FEN = "part of a fen"
UNKNOWN_SCHEME = "scheme not known"
NOTHING_DUE = "nothing due"

OPEN = frozenset(
    {
        UNREAD,
        NO_NUMBER,
        OTHER_MONTH,
        NOT_A_MONTH,
        TWO_NAMES,
        NO_DAY,
        NO_SCHEME,
        NEARLY_DEAD,
        identity.DIGITS_LOST,
    }
    | {faults.TOTAL_DIFFERS}
)
"""Faults that leave something undecided until a person looks."""

_EXPONENT = re.compile(r"[Ee]\+")
_SILENT = (identity.NOT_A_NUMBER, identity.NO_SUCH_DATE)  # what the reader of cells leaves to its caller


@dataclass
class Listing(Findings):
    """Findings that stop nothing: a cell that cannot be read is listed and counts as open.

    Attributes:
        unread: Cells that gave no value.
    """

    unread: set[Cell] = field(default_factory=set)

    def refuse(self, cell: Cell, value: str, why: str) -> None:
        """List a cell that cannot be read."""
        self.unread.add(cell)
        self.note(cell, value, UNREAD, f"{why}; nothing is put in its place")

    def frame(self) -> pd.DataFrame:
        """Return the faults: file, row (0: the file as a whole), column, value, fault, done, open."""
        found = super().frame()
        return found.assign(open=found["fault"].isin(OPEN))


def open_faults(faults: pd.DataFrame) -> list[str]:
    """Return the faults a person has to look at, a line each, identity numbers masked.

    Args:
        faults: As ``Listing.frame``.
    """
    from aidkit.masking import masked_typed

    lines = []
    shown = faults.loc[faults["open"], ["file", "row", "column", "value", "fault", "done"]]
    for file, row, column, value, fault, done in shown.itertuples(index=False, name=None):
        where = f"{file}, row {row}, {column}" if row else f"{file}, {column}"
        lines.append(masked_typed(f"{where}{f' {value!r}' if value else ''}: {fault} — {done}"))
    return lines


def read_number(row: Row, column: str, values: Values) -> identity.Identity:
    """Read an identity number and list whatever is wrong with it; an empty cell is listed as open.

    A float written with an exponent lost its last digits even where their zeros happen to pass the check.
    """
    number = values.identity(row, column)
    cell, note = row.cell(column), values.findings.note
    if not number.number:
        note(cell, row[column], NO_NUMBER, "the row fits no other row")
    elif number.reason in _SILENT:
        note(cell, row[column], number.reason, f"compared as {number.number}")
    elif number.valid and number.number.endswith("000"):
        lost = _EXPONENT.search(plain(row[column])) is not None
        fault = identity.DIGITS_LOST if lost else PERHAPS_LOST
        note(cell, row[column], fault, "kept as written" if lost else f"compared as {number.number}")
        if lost:
            return replace(number, valid=False, reason=identity.DIGITS_LOST, sex="unknown")
    return number
