"""Read the members' list (家庭成员): who lives in which household, as persons and households tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from aidkit.data import identity
from aidkit.data.register import faults
from aidkit.data.register.faults import Findings
from aidkit.data.register.person import read_person
from aidkit.data.register.shapes import AREA, HOUSEHOLD, NAME, PERSON, VILLAGE
from aidkit.data.register.tables import Row, Table
from aidkit.data.register.values import Values
from aidkit.data.tables import plain
from aidkit.errors import PopulationError, message
from aidkit.masking import mask

if TYPE_CHECKING:
    import pandas as pd

HEAD = "户主"
SHARED = (HOUSEHOLD, "乡镇", VILLAGE, AREA)

_PLACES = MappingProxyType({"乡镇": "town", VILLAGE: "village"})
_AREAS = MappingProxyType({"城镇": "urban", "农村": "rural"})


@dataclass
class Members:
    """The members' list as read.

    Attributes:
        persons, households: Tables as the schema has them, only with columns the list can fill.
        roll: A row a person: person_id, household_id, name, village, card, remark, valid, file, row.
    """

    persons: pd.DataFrame
    households: pd.DataFrame
    roll: pd.DataFrame


def read_members(table: Table, on: date, findings: Findings) -> Members:
    """Read persons, their ages on the date, and their households; refuse contradictions.

    Args:
        table: The members' list.
        on: Policy date; ages are the years completed by it.
        findings: Where faults are listed.

    Raises:
        PopulationError: Naming every cell that cannot be read.
    """
    import pandas as pd

    values = Values(findings)
    rows = _without_repeats(_filled_down(table.rows, findings), findings)
    if not rows:
        raise PopulationError(message(f"{table.file}: nobody stands below the head.", "Give a list with rows."))
    numbers = [values.identity(row, PERSON) for row in rows]
    persons = [read_person(row, number, on, table.columns, values) for row, number in zip(rows, numbers, strict=True)]
    ids = [str(person["household_id"]) for person in persons]
    roll = [_roll(*found) for found in zip(rows, numbers, ids, strict=True)]
    _refuse_shared_numbers(rows, [number.number for number in numbers], findings)
    households = _households(rows, ids, table.columns, values)
    findings.stop()
    return Members(pd.DataFrame(persons), pd.DataFrame(households), pd.DataFrame(roll))


def _roll(row: Row, number: identity.Identity, household: str) -> dict[str, object]:
    """Say by what other lists may mean the person."""
    return {
        "person_id": number.number,
        "household_id": household,
        "name": plain(row[NAME]),
        "village": plain(row[VILLAGE]),
        "card": identity.normalise(row["残疾证号"]),
        "remark": plain(row["备注"]),
        "valid": number.valid,
        "file": row.file,
        "row": row.number,
    }


def _filled_down(rows: Iterable[Row], findings: Findings) -> list[Row]:
    """Fill household columns left blank below a household's first row, as in a merged sheet saved as CSV.

    Only where the row is not a household head's own and names no other household.
    """
    filled: list[Row] = []
    for row in rows:
        above = filled[-1] if filled else row
        same = not row[HOUSEHOLD].strip() or row[HOUSEHOLD] == above[HOUSEHOLD]
        member = plain(row["与户主关系"]) not in {"", HEAD}
        blank = [name for name in SHARED if same and member and not row[name].strip() and above[name].strip()]
        for name in blank:
            findings.note(row.cell(name), "", faults.BLANK_BELOW_HEAD, f"read as {above[name].strip()}")
        filled.append(replace(row, cells={**row.cells, **{name: above[name] for name in blank}}))
    return filled


def _without_repeats(rows: Iterable[Row], findings: Findings) -> list[Row]:
    seen: dict[tuple[str, ...], int] = {}
    kept = []
    for row in rows:
        texts = tuple(plain(text) for text in row.cells.values())
        if texts in seen:
            done = f"left out: the same as row {seen[texts]}, cell by cell"
            findings.note(row.cell(PERSON), row[PERSON], faults.ROW_REPEATED, done)
            continue
        seen[texts] = row.number
        kept.append(row)
    return kept


def _refuse_shared_numbers(rows: list[Row], numbers: list[str], findings: Findings) -> None:
    first: dict[str, int] = {}
    for row, number in zip(rows, numbers, strict=True):
        if number in first:
            why = f"is also the number of row {first[number]}: two rows under one number"
            findings.refuse(row.cell(PERSON), mask(number), why)
        first.setdefault(number, row.number)


def _households(rows: list[Row], ids: list[str], columns: set[str], values: Values) -> list[dict[str, str]]:
    """Read area, town and village off each household's first row; refuse members who say otherwise."""
    households: dict[str, dict[str, str]] = {}
    first: dict[str, int] = {}
    for row, household in zip(rows, ids, strict=True):
        if not household:
            why = "is empty: every person needs a household"
            values.findings.refuse(row.cell(HOUSEHOLD), row[HOUSEHOLD], why)
            continue
        read = {"household_id": household, "area": values.word(row, AREA, _AREAS, None) or ""}
        read |= {name: values.code(row, column) for column, name in _PLACES.items() if column in columns}
        kept = households.setdefault(household, read)
        first.setdefault(household, row.number)
        for column, name in {AREA: "area", **_PLACES}.items():
            if kept.get(name) != read.get(name):
                why = f"differs from row {first[household]} of the same household"
                values.findings.refuse(row.cell(column), row[column], why)
    return list(households.values())
