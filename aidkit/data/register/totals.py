"""Compare what a table adds up to with what its total row (合计) says: a file cut short shows."""

from __future__ import annotations

import re

from aidkit.data.register import faults
from aidkit.data.register.faults import Findings
from aidkit.data.register.tables import Row, Table
from aidkit.data.register.values import Values
from aidkit.data.tables import plain

_PERSONS = re.compile(r"(\d+)人")
FEN = 0.005  # yuan; sums that differ by less print the same


def check_total(table: Table, findings: Findings) -> None:
    """List every amount or number of persons in a table's one total row that its rows do not add up to.

    Several total rows are subtotals, whose rows the table does not tell; they are not compared.
    """
    if len(table.totals) != 1:
        return
    total = table.totals[0]
    for column in total.cells:
        said = _said(total, column)
        if said is None:
            continue
        quiet = Values(Findings())
        money = column in total.scale
        found = sum(quiet.amount(row, column, signed=True) for row in table.rows) if money else len(table.rows)
        if abs(found - said) >= FEN and not quiet.findings.refused:
            done = f"its rows give {found:,.2f} yuan" if money else f"its rows give {found:,} persons"
            findings.note(total.cell(column), total[column], faults.TOTAL_DIFFERS, f"{done}; the rows are read")


def _said(total: Row, column: str) -> float | None:
    """Read what a total row's cell says, when it is an amount or a number of persons."""
    text = plain(total[column])
    if column in total.scale and text:
        quiet = Values(Findings())
        amount = quiet.amount(total, column, signed=True)
        return None if quiet.findings.refused else amount
    persons = _PERSONS.fullmatch(text)
    return float(persons[1]) if persons else None
