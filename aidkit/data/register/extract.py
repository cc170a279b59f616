"""Read a town's register extract (社会救助台账) as handed over: a folder of spreadsheets, faults and all.

Nothing is put right. What can be read in one way only is read so and listed as a fault; what cannot stops,
with every such cell named.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from aidkit.data.register import faults, shapes
from aidkit.data.register.deaths import read_deaths
from aidkit.data.register.faults import Cell, Findings
from aidkit.data.register.files import find_file, list_other_files
from aidkit.data.register.households import add_payments, add_property
from aidkit.data.register.lists import (
    Reading,
    add_cards,
    add_hotline_callers,
    add_petitioners,
    add_unemployed,
)
from aidkit.data.register.matching import Matcher
from aidkit.data.register.members import Members, read_members
from aidkit.data.register.shapes import Shape
from aidkit.data.register.tables import Table, read_table
from aidkit.data.register.totals import check_total
from aidkit.data.register.values import Values, parse_day
from aidkit.errors import PopulationError, message
from aidkit.masking import nobody_named

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.population import Population

_AS_OF = re.compile(r"截[止至][^0-9]{0,6}([0-9][0-9./年月日-]*)")
_UNASSIGNED = "99"  # no province's code begins so

_LISTS: tuple[tuple[Shape, Callable[[Table, Reading], None]], ...] = (
    (shapes.PROPERTY, add_property),
    (shapes.PAYMENTS, add_payments),
    (shapes.CARDS, add_cards),
    (shapes.UNEMPLOYED, add_unemployed),
    (shapes.PETITIONS, add_petitioners),
    (shapes.CALLS, add_hotline_callers),
)


@dataclass(frozen=True)
class RegisterExtract:
    """An extract as read.

    Attributes:
        households, persons: Tables of the schema, with the columns the extract can fill.
        roll: A row a person, for finding them in other lists: person_id, household_id, name, village, card
            (number), remark, valid (number's check), file, row.
        faults: What was odd: file, row (0: the whole file), column, value, fault, done.
        dead: Day of death of members on the list of the dead, by person_id.
        policy_date: The day ages and months are counted to.
        source: Where it comes from, in words.
        invented: Whether every identity number has an area code that no place has.
    """

    households: pd.DataFrame
    persons: pd.DataFrame
    roll: pd.DataFrame
    faults: pd.DataFrame
    dead: dict[str, date | None]
    policy_date: date
    source: str
    invented: bool

    def population(self) -> Population:
        """Return the people of the extract; its faults are the population's.

        Raises:
            PopulationError: A value is out of range.
        """
        from aidkit.population import Population

        return Population(
            self.households, self.persons, synthetic=self.invented, source=self.source, faults=self.faults
        )


@nobody_named()
def read_register(
    folder: str | Path, policy_date: date | str | None = None, *, leave_out_dead: bool = False
) -> Population:
    """Read a town's register extract as a population; its faults are ``population.faults``.

    Args:
        folder: Holds 家庭成员 (.csv or .xlsx), and any of 家庭财产, 系统导出, 残联持证, 失业登记, 死亡人员, 信访, 热线.
        policy_date: Ages and months are counted to it; the extract's own 截止日期 when left out.
        leave_out_dead: Leave members on the list of the dead out. Otherwise they stay as the register has them,
            since a hit in another department's list is a clue to be checked. Either way each is listed.

    Returns:
        A population; ``faults`` has a row a fault: file, row, column, value, fault, done.

    Raises:
        PopulationError: A file, column or cell cannot be read; the message names each.

    Example:
        >>> read_register("data/register-sample").faults["fault"].value_counts()  # doctest: +SKIP
    """
    return read_extract(folder, policy_date, leave_out_dead=leave_out_dead).population()


@nobody_named()
def read_extract(
    folder: str | Path, policy_date: date | str | None = None, *, leave_out_dead: bool = False
) -> RegisterExtract:
    """Read a town's register extract as tables, with the roll that finds its persons in other lists.

    Args, errors: as ``read_register``.
    """
    return read_into(Findings(), folder, policy_date, leave_out_dead=leave_out_dead)


def read_into(
    findings: Findings, folder: str | Path, policy_date: date | str | None = None, *, leave_out_dead: bool = False
) -> RegisterExtract:
    """Read an extract as ``read_extract`` does; what was found stands in the findings even where reading stops."""
    root = Path(folder)
    path = _members_file(root, findings)
    table = read_table(path, shapes.MEMBERS, findings)
    on = _policy_date(table, policy_date, findings)
    members = read_members(table, on, findings)
    check_total(table, findings)
    reading = _reading(members, findings, on)
    for shape, add in _LISTS:
        if (list_table := _list_table(root, shape, reading)) is not None:
            add(list_table, reading)
    deaths = _list_table(root, shapes.DEATHS, reading)
    dead = read_deaths(deaths, reading, leave_out=leave_out_dead) if deaths is not None else {}
    list_other_files(root, (shapes.MEMBERS, shapes.DEATHS, *(shape for shape, _ in _LISTS)), findings)
    findings.stop()
    source = f"register extract {root.name}, {table.title.split(' ')[0] or path.name}, as of {on}"
    invented = bool(members.roll["person_id"].str.startswith(_UNASSIGNED).all())
    return RegisterExtract(
        members.households, members.persons, members.roll, findings.frame(), dead, on, source, invented
    )


def _members_file(folder: Path, findings: Findings) -> Path:
    if not folder.is_dir():
        raise PopulationError(message(f"{folder}: no such folder.", "Give the folder that holds 家庭成员.csv."))
    path = find_file(folder, shapes.MEMBERS, findings)
    if path is None:
        raise PopulationError(
            message(
                f"{folder.name}: no file is called 家庭成员 (.csv or .xlsx).",
                "It lists the members of every household; without it there is no population.",
            )
        )
    return path


def _policy_date(table: Table, given: date | str | None, findings: Findings) -> date:
    """Take the date given, else the one above the members' list; list when both are there and differ."""
    written = _AS_OF.search(table.title)
    own = parse_day(written[1]) if written else None
    if given is None:
        if own is None:
            raise PopulationError(
                message(
                    f"{table.file}: no 截止日期 stands above the table, so ages have no date.",
                    'Give one: read_register(folder, policy_date="2021-08-28").',
                )
            )
        return own
    on = given if isinstance(given, date) else parse_day(given)
    if on is None:
        raise PopulationError(message(f"policy_date: {given!r} is not a date.", "Write it as YYYY-MM-DD."))
    if own is not None and own != on:
        done = f"ages and months are counted to {on}, the policy date given"
        findings.note(Cell(table.file, 0, "截止日期"), str(own), faults.OTHER_DATE, done)
    return on


def _reading(members: Members, findings: Findings, on: date) -> Reading:
    values = Values(findings)
    roll = members.roll
    household_of = dict(zip(roll["person_id"], roll["household_id"], strict=True))
    households = frozenset(members.households["household_id"])
    return Reading(members, Matcher(roll, values), values, on, household_of, households)


def _list_table(root: Path, shape: Shape, reading: Reading) -> Table | None:
    """Read an optional file; list it when it is not there."""
    findings = reading.values.findings
    path = find_file(root, shape, findings, reading.on)
    if path is None:
        findings.note(Cell(shape.keyword), "", faults.NO_FILE, f"left to their defaults: {shape.fills}")
        return None
    table = read_table(path, shape, findings)
    check_total(table, findings)
    return table
