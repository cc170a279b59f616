"""Read one cell: an amount, a count, a word, a date, a code or a number of identity; list what was odd."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from aidkit.data import identity
from aidkit.data.register import faults
from aidkit.data.register.faults import Findings
from aidkit.data.register.tables import Row
from aidkit.data.tables import SPACE, plain

T = TypeVar("T")

_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ．－＋]")
_APOSTROPHES = "'’‘`"
_AMOUNT = re.compile(r"-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_UNITS = {"元": 1, "万元": 10_000, "万": 10_000}
_DAY = re.compile(r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?([ T]\d{1,2}:\d{2}.*)?")
_FIRST_SERIAL = date(1899, 12, 30)  # day 0 of a spreadsheet's dates, for serials after February 1900


@dataclass(frozen=True)
class Values:
    """Reads cells of rows and tells the findings what it met."""

    findings: Findings

    def amount(self, row: Row, column: str, *, signed: bool = False) -> float:
        """Read an amount in yuan; commas, 元 and 万元 are read and listed, an empty cell is 0 and listed."""
        raw, cell = row[column], row.cell(column)
        if not raw.strip():
            self.findings.note(cell, raw, faults.EMPTY, "read as 0")
            return 0.0
        if column in row.merged:
            self.findings.refuse(cell, raw, "spans several rows: write each row's own amount")
            return 0.0
        text = plain(raw).strip(_APOSTROPHES).replace("−", "-")
        unit = next((unit for unit in ("万元", "万", "元") if text.endswith(unit)), "")
        digits = text.removesuffix(unit).removeprefix("¥")
        if not _AMOUNT.fullmatch(digits):
            self.findings.refuse(cell, raw, "is not an amount in yuan")
            return 0.0
        factor = _UNITS[unit] if unit else row.scale.get(column, 1)
        value = float(Decimal(digits.replace(",", "")) * factor)
        if not math.isfinite(value):  # more digits than any amount has
            self.findings.refuse(cell, raw, "is not an amount in yuan")
            return 0.0
        if value < 0 and not signed:
            self.findings.refuse(cell, raw, "is below 0")
        written = {faults.COMMA: "," in digits, faults.UNIT: text != digits}
        for fault in [*_odd(raw), *(fault for fault, met in written.items() if met)]:
            self.findings.note(cell, raw, fault, f"read as {value:,.2f} yuan")
        return value

    def count(self, row: Row, column: str) -> int:
        """Read a whole number of things."""
        value = self.amount(row, column)
        if value != int(value):
            self.findings.refuse(row.cell(column), row[column], "is not a whole number")
        return int(value)

    def word(self, row: Row, column: str, words: Mapping[str, T], empty: T | None) -> T | None:
        """Read one of the words a column may hold.

        An empty cell is listed and read as ``empty``, or refused like an unknown word where that is None.
        """
        text, cell = plain(row[column]), row.cell(column)
        if text in words:
            self._list_odd(row, column, text)
            return words[text]
        if text or empty is None:
            self.findings.refuse(cell, row[column], f"is not one of {'、'.join(words)}")
        else:
            said = next(word for word, meaning in words.items() if meaning == empty)
            self.findings.note(cell, row[column], faults.EMPTY, f"read as {said}")
        return empty

    def code(self, row: Row, column: str) -> str:
        """Read a code or a name for what it is, without spaces."""
        text = plain(row[column]).strip(_APOSTROPHES)
        self._list_odd(row, column, text)
        return text

    def day(self, row: Row, column: str) -> date | None:
        """Read a date in any of the usual spellings; an empty cell is listed and read as none."""
        raw = row[column]
        if not raw.strip():
            self.findings.note(row.cell(column), raw, faults.EMPTY, "no date")
            return None
        found = parse_day(raw)
        if found is None:
            self.findings.refuse(row.cell(column), raw, "is not a date such as 2021-08-28, 2021.8.28, 20210828")
        return found

    def identity(self, row: Row, column: str) -> identity.Identity:
        """Read an identity number; odd spelling and failed checks are listed, nothing is put right."""
        raw, found = row[column], identity.parse(row[column])
        self._list_odd(row, column, found.number)
        if "x" in unicodedata.normalize("NFKC", raw):
            self.findings.note(row.cell(column), raw, faults.LOWER_X, f"read as {found.number}")
        if found.valid and len(identity.normalise(raw)) == 15:
            self.findings.note(row.cell(column), raw, faults.FIFTEEN, f"read as {found.number}")
        if found.reason == identity.WRONG_CHECK:
            due = identity.check_character(found.number[:17])
            done = f"kept as written, though its digits give {due}; age and sex are the digits'"
            self.findings.note(row.cell(column), raw, found.reason, done)
        if found.reason == identity.DIGITS_LOST and found.birth is not None:
            done = "kept as written; age is the digits', sex unknown"
            self.findings.note(row.cell(column), raw, found.reason, done)
        return found

    def _list_odd(self, row: Row, column: str, text: str) -> None:
        for fault in _odd(row[column]):
            self.findings.note(row.cell(column), row[column], fault, f"read as {text}")


def parse_day(text: str) -> date | None:
    """Read 2021-08-28, 2021.8.28, 2021/8/28, 20210828, 2021年8月28日 or a spreadsheet's serial; else None.

    Example:
        >>> parse_day("2021.8.9")
        datetime.date(2021, 8, 9)
    """
    compact = unicodedata.normalize("NFKC", text).strip().strip(_APOSTROPHES)
    if re.fullmatch(r"[2-5]\d{4}", compact):
        return _FIRST_SERIAL + timedelta(days=int(compact))
    try:
        if re.fullmatch(r"\d{8}", compact):
            return datetime.strptime(compact, "%Y%m%d").date()
        parts = _DAY.fullmatch(compact)
        return date(int(parts[1]), int(parts[2]), int(parts[3])) if parts else None
    except ValueError:
        return None


@lru_cache(maxsize=100_000)
def _odd(raw: str) -> tuple[str, ...]:
    """Say what is odd about how a cell is written, apart from what it says.

    Spaces inside a name set it, inside a number they are odd.
    """
    inside = any(character.isdigit() for character in raw)
    met = {
        faults.SPACES: SPACE.search(raw if inside else raw[:1] + raw[-1:]),
        faults.FULL_WIDTH: _FULL_WIDTH.search(raw),
        faults.APOSTROPHE: raw.strip()[:1] in tuple(_APOSTROPHES),
    }
    return tuple(fault for fault, found in met.items() if found)
