"""What a hit in a department's list means for the rules, row by row (核对结果的含义)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aidkit.data import identity
from aidkit.data.register.tables import Row
from aidkit.data.register.values import Values
from aidkit.data.tables import plain
from aidkit.oversight.listing import Listing
from aidkit.oversight.matching.department_lists import CARD, DIED, KIND, DepartmentList
from aidkit.oversight.settings import load_settings

EXEMPT = ("vehicles_of_the_disabled", "motorcycles")


@dataclass(frozen=True)
class Meaning:
    """What one hit means.

    Attributes:
        counts: Whether the rules look at it at all.
        reading: What it means, in words.
        amount: Yuan or number of things; None where the list gives none or it cannot be read.
    """

    counts: bool
    reading: str
    amount: float | None = None


def meaning(each: DepartmentList, row: Row, on: date, found: Listing, card: str) -> Meaning:
    """Say what a hit means.

    Args:
        each: The list.
        row: Its row.
        on: The register's date.
        found: Where faults are listed.
        card: The card number the register has for the person, or empty.
    """
    if each.id == "vehicles":
        return _vehicle(each, row)
    if each.id == "deaths":
        return _death(each, row, on, found)
    if each.id == "disability_cards":
        return _card(each, row, card)
    if each.amount and row[each.amount].strip():
        values = Values(found)
        amount = values.count(row, each.amount) if each.counts else values.amount(row, each.amount)
        return Meaning(True, each.reading, None if row.cell(each.amount) in found.unread else float(amount))
    return Meaning(True, each.reading)


def _vehicle(each: DepartmentList, row: Row) -> Meaning:
    """A motorcycle, or a vehicle that makes up for a disability, is no vehicle."""
    kind = plain(row[KIND])
    for setting in (load_settings("matching")[name] for name in EXEMPT):
        if any(word in kind for word in setting.value):
            return Meaning(False, f"{setting.en} ({setting.zh})", 0.0)
    return Meaning(True, each.reading, 1.0)


def _death(each: DepartmentList, row: Row, on: date, found: Listing) -> Meaning:
    died = Values(found).day(row, DIED)
    if died is not None and died > on:
        return Meaning(False, f"died {died}, after the register's date {on}")
    return Meaning(True, f"{each.reading} ({died or 'day not known'})")


def _card(each: DepartmentList, row: Row, card: str) -> Meaning:
    found = identity.parse_card(row[CARD])
    said = f"{each.reading} ({found.kind} {found.grade})"
    if not card:
        return Meaning(True, f"{said}; the register has no card")
    return Meaning(True, said if card == found.number else f"{said}; the register has another card")
