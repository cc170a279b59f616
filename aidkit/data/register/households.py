"""Add to the households what the extract says of them: assets and expenses, and the dibao paid now."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import Any

from aidkit.data.register import faults
from aidkit.data.register.faults import Cell
from aidkit.data.register.lists import Reading
from aidkit.data.register.shapes import ASSETS, COUNTS, EXPENSES, HOUSEHOLD, PERSON
from aidkit.data.register.tables import Row, Table

# True: dibao, which goes on through gradual exit, for the whole family or for one person
_SCHEMES = MappingProxyType(
    {"低保": True, "单人保": True, "特困": False, "孤儿": False, "事实无人抚养儿童": False, "低保边缘": False}
)


def add_property(table: Table, reading: Reading) -> None:
    """Add assets and yearly expenses (家庭财产); a household without a row has none, listed."""
    read: dict[str, dict[str, Any]] = {}
    for row in table.rows:
        household = _household(row, reading)
        if household is None:
            continue
        found = _property(row, table.columns, reading)
        if household in read and found != read[household]:
            why = "stands in two rows that differ: keep the right one"
            reading.values.findings.refuse(row.cell(HOUSEHOLD), row[HOUSEHOLD], why)
        elif household in read:
            reading.note(row, HOUSEHOLD, faults.ROW_REPEATED, "left out: the same as an earlier row")
        read.setdefault(household, found)
    households = reading.members.households
    for household in households["household_id"]:
        if household not in read:
            cell = Cell(table.file, 0, HOUSEHOLD)
            reading.values.findings.note(cell, household, faults.NOT_MATCHED, "no row: assets, expenses read as 0")
    for column, name in {**ASSETS, **COUNTS, **EXPENSES}.items():
        if column in table.columns:
            households[name] = [read.get(household, {}).get(name, 0) for household in households["household_id"]]


def add_payments(table: Table, reading: Reading) -> None:
    """Add the dibao paid now (系统导出): the sum over a household's rows of 低保 and 单人保, yuan a month."""
    paid: dict[str, float] = defaultdict(float)
    for row in table.rows:
        household = _household(row, reading)
        is_dibao = reading.values.word(row, "救助类别", _SCHEMES, None)
        amount = reading.values.amount(row, "保障金额")
        if household is None:
            continue
        if is_dibao:
            paid[household] += amount
        number = reading.matcher.find(row) if row[PERSON].strip() else None
        if number is not None and reading.household_of[number] != household:
            done = f"the amount goes to {household}, as the row says; the members' list has another household"
            reading.note(row, PERSON, faults.CONTRADICTS, done)
    households = reading.members.households
    households["previous_benefit"] = [paid.get(household, 0.0) for household in households["household_id"]]


def _household(row: Row, reading: Reading) -> str | None:
    """Return the household a row names, when it is in the members' list; else list the row and None."""
    household = reading.values.code(row, HOUSEHOLD)
    if household in reading.households:
        return household
    reading.note(row, HOUSEHOLD, faults.NOT_MATCHED, "left out: no household of the members' list")
    return None


def _property(row: Row, columns: set[str], reading: Reading) -> dict[str, float | int]:
    found: dict[str, float | int] = {}
    for column, name in {**ASSETS, **EXPENSES}.items():
        if column in columns:
            found[name] = reading.values.amount(row, column)
    for column, name in COUNTS.items():
        if column in columns:
            found[name] = reading.values.count(row, column)
    return found
