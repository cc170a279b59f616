"""Reconcile the system's export with the payment roster (系统数据与发放花名册核对, QH-6.2), the files untouched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.data.register.faults import Cell
from aidkit.data.register.shapes import NAME, PERSON
from aidkit.errors import message
from aidkit.oversight import listing
from aidkit.oversight.errors import OversightError
from aidkit.oversight.listing import Listing
from aidkit.oversight.payments.clues import holder_differs, paid_after_death, two_schemes
from aidkit.oversight.payments.columns import EXPORT, ROSTER
from aidkit.oversight.payments.comparing import SHOWN, classes, compare, hints
from aidkit.oversight.payments.deaths import read_dead
from aidkit.oversight.payments.lines import Payments, read_payments
from aidkit.oversight.payments.result import Reconciliation

if TYPE_CHECKING:
    from aidkit.data.register import RegisterExtract


def reconcile(
    export: str | Path,
    roster: str | Path,
    deaths: str | Path | Mapping[str, date | None] | None = None,
    *,
    month: str | None = None,
    register: RegisterExtract | None = None,
) -> Reconciliation:
    """Compare what the system says is due with what was paid, on (person, scheme, month) in integer fen.

    Nothing is put right and nothing is merged: rows that fit only nearly stand in both files' classes, with a hint.

    Args:
        export: The system's export (系统导出), CSV or .xlsx, as it was handed over.
        roster: The payment roster (发放花名册), likewise.
        deaths: The list of the dead (死亡人员), or days of death by number.
        month: The month both are of, where neither name nor title says so.
        register: The register, to know the town where the two files do not say.

    Returns:
        The frames of what differs, totals by town, and every fault of the files.

    Raises:
        OversightError: A file is not there, its month is not known, or the two are of different months.
        PopulationError: A file cannot be read at all, or lacks a column without which nothing can be compared.

    Example:
        >>> reconcile("系统导出_2021-08.csv", "发放花名册_2021-08.xlsx", "死亡人员.csv").agrees  # doctest: +SKIP
        False
    """
    found = Listing()
    due, paid = read_payments(export, EXPORT, found, month), read_payments(roster, ROSTER, found, month)
    _refuse_other_months(due, paid)
    both = compare(due.lines, paid.lines)
    both["town"] = _towns(both, register)
    _list_other_names(both, due, paid, found)
    frames = _differences(both, due, paid)
    _list_nothing_due(both, due, paid, found)
    dead = paid_after_death(both, read_dead(deaths, found), paid.lines, found)
    frames["paid_after_death"] = dead[[*SHOWN[:-1], "died"]]
    frames["two_schemes"] = two_schemes(both)
    if paid.has_holders:
        frames["holder_differs"] = holder_differs(paid.lines, both, found)
    else:
        found.note(Cell(paid.file), "", listing.NO_NAME, "no column says whose account it is: not compared")
        frames["holder_differs"] = holder_differs(paid.lines.head(0), both, found)
    frames = {name: frame.reset_index(drop=True) for name, frame in frames.items()}
    return Reconciliation(due.file, paid.file, due.month, both, found.frame(), deaths is not None, **frames)


def _refuse_other_months(due: Payments, paid: Payments) -> None:
    months = [set(side.lines["month"]) | {side.month} for side in (due, paid)]
    if months[0].isdisjoint(months[1]):
        raise OversightError(
            message(
                f"{due.file} is of {due.month}, {paid.file} of {paid.month}: nothing in them can agree.",
                "Give the export and the roster of one month.",
            )
        )


def _differences(both: pd.DataFrame, due: Payments, paid: Payments) -> dict[str, pd.DataFrame]:
    frames = {name: both[rows] for name, rows in classes(both).items()}
    said = {
        "only_in_export": hints(frames["only_in_export"], paid.lines, "roster"),
        "only_in_roster": hints(frames["only_in_roster"], due.lines, "export"),
    }
    return {name: rows.assign(hint=said.get(name, ""))[list(SHOWN)] for name, rows in frames.items()}


def _towns(both: pd.DataFrame, register: RegisterExtract | None) -> pd.Series[str]:
    """Fill the town from the register, by person or else household, where the files say none."""
    if register is None or "town" not in register.households:
        return both["town"]
    of_household = dict(zip(register.households["household_id"], register.households["town"], strict=True))
    of_person = {
        person: of_household.get(household, "")
        for person, household in zip(register.roll["person_id"], register.roll["household_id"], strict=True)
    }
    known = both["key"].map(of_person).fillna(both["household_id"].map(of_household)).fillna("")
    return both["town"].where(both["town"] != "", known)


def _list_other_names(both: pd.DataFrame, due: Payments, paid: Payments, found: Listing) -> None:
    """List payees the export has under another name."""
    names = due.lines.drop_duplicates("key").set_index("key")["name"].to_dict()
    for key, name, file, row in paid.lines[["key", "name", "file", "row"]].itertuples(index=False, name=None):
        other = names.get(key, "")
        if other and name and other != name:
            done = f"{due.file} has the number under {other}; compared by the number"
            found.note(Cell(file, row, NAME), name, listing.TWO_NAMES, done)


def _list_nothing_due(both: pd.DataFrame, due: Payments, paid: Payments, found: Listing) -> None:
    """List rows of no money that the other file does not have."""
    alone = both["times_due"].eq(0) | both["times_paid"].eq(0)
    zero = set(both["key"][alone & both["difference_fen"].eq(0).fillna(False)])
    for side in (due, paid):
        rows = side.lines[side.lines["key"].isin(zero) & side.lines["fen"].eq(0).fillna(False)]
        for number, file, row in rows[["id", "file", "row"]].itertuples(index=False, name=None):
            done = "an amount of 0 that the other file does not have: no difference"
            found.note(Cell(file, row, PERSON), number, listing.NOTHING_DUE, done)
