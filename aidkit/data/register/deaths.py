"""Members on the list of the dead (死亡人员): always listed, left out of the population when asked."""

from __future__ import annotations

from datetime import date

from aidkit.data.register import faults
from aidkit.data.register.faults import Cell
from aidkit.data.register.lists import Reading
from aidkit.data.register.shapes import HOUSEHOLD, PERSON
from aidkit.data.register.tables import Table

_DIED = "死亡日期"


def read_deaths(table: Table, reading: Reading, *, leave_out: bool) -> dict[str, date | None]:
    """List members who died by the policy date; if asked, leave them and households of nobody else out.

    Returns:
        Day of death by person number; None where the list gives no day.
    """
    dead: dict[str, date | None] = {}
    for row in table.rows:
        number, day = reading.matcher.find(row), reading.values.day(row, _DIED)
        if number is not None and day is not None and day > reading.on:
            reading.note(row, _DIED, faults.OTHER_DATE, f"died after {reading.on}: nothing done")
        elif number is not None:
            dead[number] = day
    _list_dead(dead, reading, "left out" if leave_out else "kept and counted, as the register has it")
    if leave_out:
        _leave_out(dead, table.file, reading)
    return dead


def _list_dead(dead: dict[str, date | None], reading: Reading, done: str) -> None:
    roll = reading.members.roll
    for number, file, row in zip(roll["person_id"], roll["file"], roll["row"], strict=True):
        if number in dead:
            said = f"died {dead[number] or 'on a day not given'}; {done}"
            reading.values.findings.note(Cell(file, row, PERSON), number, faults.ON_DEATH_LIST, said)


def _leave_out(dead: dict[str, date | None], file: str, reading: Reading) -> None:
    members = reading.members
    persons = members.persons[~members.persons["person_id"].isin(list(dead))]
    peopled = members.households["household_id"].isin(persons["household_id"])
    for household in members.households["household_id"][~peopled]:
        done = "left out: nobody else is in the household"
        reading.values.findings.note(Cell(file, 0, HOUSEHOLD), household, faults.ON_DEATH_LIST, done)
    members.persons = persons.reset_index(drop=True)
    members.households = members.households[peopled].reset_index(drop=True)
