"""What a calendar is made of: deadlines, stages and the offices that answer for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Office:
    """Somebody who answers for deadlines.

    Attributes:
        id: Its key in the file.
        zh, en: Its names.
    """

    id: str
    zh: str
    en: str


@dataclass(frozen=True)
class Item:
    """One deadline of a document, with every day it falls on.

    Attributes:
        id: Its key in the file.
        clause: Clause of the document.
        zh, en: What is to be done.
        owner: The one office that answers for it.
        to: The office that receives it; None where none is named.
        forms: Ids of the forms handed in.
        dates: The written days, ascending.
        rhythm: How they recur: ``once``, ``dates``, ``monthly 12, 27``, ``weekly sunday``.
        note: What a reader should know, such as how a day was read.
        met_by: What of the ledger shows that it was met; empty where nothing in it does.
    """

    id: str
    clause: str
    zh: str
    en: str
    owner: Office
    to: Office | None
    forms: tuple[str, ...]
    dates: tuple[date, ...]
    rhythm: str
    note: str = ""
    met_by: str = ""


@dataclass(frozen=True)
class Stage:
    """A span of the plan; stages may overlap.

    Attributes:
        id: Its key in the file.
        clause: Clause of the document.
        zh, en: Its names.
        first, last: Its first and last day.
    """

    id: str
    clause: str
    zh: str
    en: str
    first: date
    last: date

    def overlaps(self, other: Stage) -> bool:
        """Tell whether another stage has days in common with this one."""
        return self.id != other.id and self.first <= other.last and other.first <= self.last
