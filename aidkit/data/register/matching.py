"""Find the person of the register whom a row of another list means; never more than the row says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aidkit.data.register import faults
from aidkit.data.register.shapes import NAME, PERSON, VILLAGE
from aidkit.data.register.tables import Row
from aidkit.data.register.values import Values
from aidkit.data.tables import plain

if TYPE_CHECKING:
    import pandas as pd

BODY = 17  # digits that name a person; the eighteenth follows from them


@dataclass
class Matcher:
    """Looks persons up by identity number or, where a list gives none, by name and village.

    Args:
        roll: A row a person, as ``Members.roll``.
        values: Reads the list's cells and lists what does not match.
    """

    roll: pd.DataFrame
    values: Values
    _names: dict[str, str] = field(init=False)
    _valid: dict[str, bool] = field(init=False)
    _by_body: dict[str, list[str]] = field(init=False)
    _by_name: dict[tuple[str, str], list[str]] = field(init=False)

    def __post_init__(self) -> None:
        numbers = self.roll["person_id"]
        self._names = dict(zip(numbers, self.roll["name"], strict=True))
        self._valid = dict(zip(numbers, self.roll["valid"], strict=True))
        self._by_body, self._by_name = defaultdict(list), defaultdict(list)
        for number, name, village in zip(numbers, self.roll["name"], self.roll["village"], strict=True):
            self._by_body[number[:BODY]].append(number)
            self._by_name[name, village].append(number)

    def find(self, row: Row) -> str | None:
        """Return the number of the one person the row means, as the register writes it; else list and None.

        A number decides wherever the row gives one. Where it differs from the register's only in the check
        character, one of the two is wrong and the name agrees, the person is found and the row is listed.
        """
        if row[PERSON].strip():
            return self._by_number(row)
        name, village = plain(row[NAME]), plain(row[VILLAGE])
        found = self._by_name.get((name, village), []) if name and village else []
        if len(found) == 1:
            return found[0]
        fault = faults.AMBIGUOUS if found else faults.NOT_MATCHED
        said = f"{len(found)} persons" if found else "nobody"
        done = f"left out: {said} of this name in {village or 'no village given'}"
        self.values.findings.note(row.cell(NAME), row[NAME], fault, done)
        return None

    def _by_number(self, row: Row) -> str | None:
        number = self.values.identity(row, PERSON)
        if number.number in self._names:
            return number.number
        near = self._by_body.get(number.number[:BODY], [])
        same_name = len(near) == 1 and self._names[near[0]] == plain(row[NAME]) != ""
        if same_name and number.valid != self._valid[near[0]]:
            done = f"taken for {near[0]}: the same 17 digits and name"
            self.values.findings.note(row.cell(PERSON), row[PERSON], faults.MATCHED_LOOSELY, done)
            return near[0]
        self.values.findings.note(row.cell(PERSON), row[PERSON], faults.NOT_MATCHED, "left out: nobody's number")
        return None
