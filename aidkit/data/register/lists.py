"""Add to the persons what other lists of the extract say of them; whatever fits nobody is listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from aidkit.data import identity
from aidkit.data.register import faults
from aidkit.data.register.faults import Cell
from aidkit.data.register.matching import Matcher
from aidkit.data.register.members import Members
from aidkit.data.register.shapes import PERSON
from aidkit.data.register.tables import Row, Table
from aidkit.data.register.values import Values

_CARD, _ISSUED = "残疾证号", "发证日期"
_INSURANCE, _REGISTERED, _WORK = "是否参加失业保险", "登记日期", "就业状况"
_INSURED = {"否": False, "是": True}


@dataclass(frozen=True)
class Reading:
    """What every list is read against.

    Attributes:
        members: Persons, households and roll; the lists add columns to the first two.
        matcher: Finds the person a row means.
        values: Reads cells and lists faults.
        on: Policy date.
        household_of: Household by person number.
        households: Ids of the households.
    """

    members: Members
    matcher: Matcher
    values: Values
    on: date
    household_of: Mapping[str, str]
    households: frozenset[str]

    def note(self, row: Row, column: str, fault: str, done: str) -> None:
        """List a fault of a row's cell."""
        self.values.findings.note(row.cell(column), row[column], fault, done)

    def set_persons(self, column: str, found: Mapping[str, object], otherwise: object) -> None:
        """Give every person the value found for them, or the other one."""
        import pandas as pd

        persons = self.members.persons
        given = [found.get(number, otherwise) for number in persons["person_id"]]
        persons[column] = pd.Series(given, index=persons.index)

    def note_missing(self, table: Table, column: str, numbers: Iterable[str], done: str) -> None:
        """List members a list should have and does not."""
        missing = set(numbers)
        roll = self.members.roll
        for number, file, row in zip(roll["person_id"], roll["file"], roll["row"], strict=True):
            if number in missing:
                cell = Cell(file, row, column)
                self.values.findings.note(cell, number, faults.NOT_MATCHED, f"no row in {table.file}: {done}")


def add_cards(table: Table, reading: Reading) -> None:
    """Add when a disability was certified (残联持证), by card number.

    A card that is no member's is listed; kind and grade stay those of the members' list.
    """
    import pandas as pd

    roll = reading.members.roll
    holders = {card: number for card, number in zip(roll["card"], roll["person_id"], strict=True) if card}
    since: dict[str, object] = {}
    for row in table.rows:
        card, day = identity.normalise(row[_CARD]), reading.values.day(row, _ISSUED)
        if card in holders:
            since[holders[card]] = day
        else:
            reading.note(row, _CARD, faults.NOT_MATCHED, "left out: no member's card")
    reading.note_missing(table, _CARD, set(holders.values()) - set(since), "no date of certificate")
    reading.set_persons("disability_since", since, None)
    persons = reading.members.persons
    persons["disability_since"] = pd.to_datetime(persons["disability_since"])


def add_unemployed(table: Table, reading: Reading) -> None:
    """Add unemployment insurance and, inferred from the registration, months without income (失业登记)."""
    persons = reading.members.persons
    known = "registered_unemployed" in persons
    registered = set(persons.loc[persons["registered_unemployed"], "person_id"]) if known else set()
    remarks = dict(zip(reading.members.roll["person_id"], reading.members.roll["remark"], strict=True))
    insured: dict[str, object] = {}
    months: dict[str, object] = {}
    for row in table.rows:
        number = reading.matcher.find(row)
        if number is None:
            continue
        if number in months:
            reading.note(row, PERSON, faults.ROW_REPEATED, "left out: the person's first row here is read")
        elif number in registered or not known:
            months[number] = _months_without_income(row, reading)
            if _INSURANCE in table.columns:
                insured[number] = _insured(row, remarks[number], reading)
        else:
            done = "left out: the members' list does not say 登记失业"
            reading.note(row, PERSON, faults.CONTRADICTS, done)
    reading.note_missing(table, _WORK, registered - set(months), "0 months without income, not insured")
    if not known:
        reading.set_persons("registered_unemployed", dict.fromkeys(months, True), False)
    reading.set_persons("months_without_income", months, 0)
    if _INSURANCE in table.columns:
        reading.set_persons("unemployment_insured", insured, False)


def _months_without_income(row: Row, reading: Reading) -> int:
    """Count complete months since the registration; list the inference."""
    day, on = reading.values.day(row, _REGISTERED), reading.on
    if day is None:
        return 0
    months = max(0, 12 * (on.year - day.year) + on.month - day.month - (on.day < day.day))
    done = f"{months} complete months to {on}, read as months without income"
    reading.note(row, _REGISTERED, faults.INFERRED, done)
    return months


def _insured(row: Row, remark: str, reading: Reading) -> bool:
    """Read whether a person is insured; list a remark in the members' list that says otherwise."""
    insured = bool(reading.values.word(row, _INSURANCE, _INSURED, False))
    if insured and "未参加失业保险" in remark:
        reading.note(row, _INSURANCE, faults.CONTRADICTS, "read as 是; the members' list remarks 未参加失业保险")
    return insured


def add_petitioners(table: Table, reading: Reading) -> None:
    """Add who petitioned (信访)."""
    _add_callers("petitioner", table, reading)


def add_hotline_callers(table: Table, reading: Reading) -> None:
    """Add who called a help line (热线)."""
    _add_callers("hotline_caller", table, reading)


def _add_callers(column: str, table: Table, reading: Reading) -> None:
    found = [reading.matcher.find(row) for row in table.rows]
    reading.set_persons(column, {number: True for number in found if number}, False)
