"""One event of the ledger, and tables of events as frames."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from aidkit.campaign.ledger.columns import WRITTEN
from aidkit.campaign.ledger.steps import STEPS, Step

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Event:
    """What happened to an item on a day; two events that say the same are equal, wherever they were read.

    Attributes:
        item, event, day: Number of the problem, clue or system; what happened; when.
        town, village, kind, source, owner, due, detail, evidence, outcome, persons, amount, basis: As the columns of
            the table of events say; empty or None where nothing is said.
        file, row: Where it was read.
    """

    item: str
    event: str
    day: date
    town: str = ""
    village: str = ""
    kind: str = ""
    source: str = ""
    owner: str = ""
    due: date | None = None
    detail: str = ""
    evidence: str = ""
    outcome: str = ""
    persons: int | None = None
    amount: float | None = None
    basis: str = ""
    file: str = field(default="(none)", compare=False)
    row: int = field(default=0, compare=False)

    @property
    def step(self) -> Step:
        """What kind of event it is."""
        return STEPS[self.event]

    def says(self, column: str) -> bool:
        """Whether the event says anything in a column."""
        return getattr(self, column) not in ("", None)

    @property
    def shown(self) -> str:
        """The event in words: ``mended (整改完成) on 2021-07-02``."""
        return f"{self.step.en} ({self.step.zh}) on {self.day}"


def from_rows(rows: Iterable[tuple[Any, ...]]) -> list[Event]:
    """Return the events that rows of the table of events hold, without their order of entry.

    Args:
        rows: Values of ``EVENTS`` after ``seq``, None where nothing is said.
    """
    names = [one.name for one in fields(Event)]
    said = ({name: value for name, value in zip(names, row, strict=True) if value is not None} for row in rows)
    return [Event(**columns) for columns in said]


def to_frame(events: Iterable[Event]) -> pd.DataFrame:
    """Return events as a frame with the columns of an event file, days as datetimes, nothing said missing."""
    from aidkit.campaign.database.frames import typed

    names = [column.name for column in WRITTEN]
    rows = [[getattr(event, name) if event.says(name) else None for name in names] for event in events]
    return typed(rows, WRITTEN)


def to_table(events: Sequence[Event], first: int) -> pd.DataFrame:
    """Return events as rows of the table of events, numbered from ``first`` on."""
    numbers = range(first, first + len(events))
    files, rows = [event.file for event in events], [event.row for event in events]
    return to_frame(events).assign(seq=numbers, file=files, file_row=rows)
