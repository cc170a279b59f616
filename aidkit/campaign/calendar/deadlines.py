"""A campaign's calendar: every deadline on every day it falls, and how each stands on a given day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from aidkit.campaign.calendar.evidence import ledger_days
from aidkit.campaign.calendar.items import Item, Office, Stage
from aidkit.campaign.calendar.met import Met, met_days
from aidkit.campaign.calendar.working_days import Holiday, holiday_name, moved, working_days_between
from aidkit.campaign.days import read_date
from aidkit.campaign.errors import CampaignError
from aidkit.campaign.ledger.ledger import Ledger
from aidkit.errors import message

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "item", "due", "counts", "clause", "zh", "en", "owner", "owner_zh", "owner_en", "to", "forms", "rhythm", "day_off",
    "before_document",
)  # fmt: skip
STATES: Mapping[str, str] = {"met": "已完成", "late": "逾期", "due": "待办", "unrecorded": "已过期限，未登记"}
AHEAD = 14  # calendar days: as far as a clue report looks to the next


@dataclass(frozen=True)
class Calendar:
    """The dated deadlines and stages of one campaign; made by ``load_calendar``.

    Attributes:
        campaign: Id of the campaign.
        zh, en: Titles.
        offices: Who owns or receives, by id.
        items: Deadlines, in the order of the file.
        stages: Spans of the plan; they may overlap.
        first, last: Span of what recurs.
        holiday: What a deadline on a day off does: it ``stands``, or counts on the working day ``before`` or ``after``.
        holiday_source: Where that choice comes from.
        dated: Date the document bears; None where it is blank.
        dating: Whether the document was signed, posted or published on that date.
        note: What a reader should know.
    """

    campaign: str
    zh: str
    en: str
    offices: Mapping[str, Office]
    items: tuple[Item, ...]
    stages: tuple[Stage, ...]
    first: date
    last: date
    holiday: Holiday
    holiday_source: str
    dated: date | None = None
    dating: str = ""
    note: str = ""

    def all(self) -> pd.DataFrame:
        """Return every deadline on every day it falls, a row each, in the order of the days.

        Returns:
            Columns ``item, due, counts, clause, zh, en, owner, owner_zh, owner_en, to, forms, rhythm, day_off,
            before_document``. ``due`` is the written day; ``counts`` the day that counts, after the campaign's choice for
            days off; ``day_off`` the holiday's name; ``before_document`` whether it lies before the document's date.
            Days are ``datetime.date``.
        """
        import pandas as pd

        rows = [self._row(item, day) for item in self.items for day in item.dates]
        table = pd.DataFrame(rows, columns=list(COLUMNS))
        return table.sort_values(["counts", "due"], kind="stable", ignore_index=True)

    def between(self, first: date | str, last: date | str) -> pd.DataFrame:
        """Return the deadlines that count from one day to another, both included.

        Args:
            first: The first day, or text YYYY-MM-DD.
            last: The last day.

        Returns:
            Columns as ``all``.

        Raises:
            CampaignError: A day is none, or the last lies before the first.
        """
        start, end = _day(first, "first"), _day(last, "last")
        if end < start:
            raise CampaignError(message(f"last={end} lies before first={start}.", "Give the earlier day first."))
        table = self.all()
        return table[(table["counts"] >= start) & (table["counts"] <= end)].reset_index(drop=True)

    def due(self, on: date | str, met: Met = None, ahead: int = AHEAD) -> pd.DataFrame:
        """Return how the deadlines stand on a day: what is late, what is due, what was met.

        Only what was known on that day counts: a deadline met later is late on it.

        Args:
            on: The day, or text YYYY-MM-DD.
            met: When deadlines were met: a table with columns ``item``, ``due``, ``met_on``, or a mapping of
                ``(item, due)`` to days, which tell of all of them; or a ledger, which tells of those it shows (clues
                reported, problems mended, systems adopted). Of the others, and without any record, what has passed is
                ``unrecorded``: nobody knows whether it was met.
            ahead: Calendar days to look ahead for what is due.

        Returns:
            Columns of ``all``, with ``state`` and ``state_zh`` (met, late, due, unrecorded), ``met_on``, and
            ``working_days``: those left to the day that counts, negative when it has passed; of what was met, those
            it was early.

        Raises:
            CampaignError: The day is none, a deadline said to be met does not exist, or the holidays of a year are not
                known.
        """
        day = _day(on, "on")
        table = self.all()
        keys = list(zip(table["item"], table["due"], strict=True))
        known = self._known(met, table, day)
        table["met_on"] = [known.get(key) for key in keys]
        table["told"] = [met is not None and (key in known or not isinstance(met, Ledger)) for key in keys]
        table["met_on"] = [done if done and done <= day else None for done in table["met_on"]]
        table = table[(table["counts"] <= day + timedelta(ahead)) | table["met_on"].notna()].reset_index(drop=True)
        table["state"] = [
            "met" if done else "due" if counts >= day else "late" if told else "unrecorded"
            for counts, done, told in zip(table["counts"], table["met_on"], table.pop("told"), strict=True)
        ]
        table["state_zh"] = table["state"].map(STATES)
        table["working_days"] = [
            working_days_between(done or day, counts)
            for counts, done in zip(table["counts"], table["met_on"], strict=True)
        ]
        return table

    def spans(self) -> pd.DataFrame:
        """Return the stages of the plan, a row each, and which others each overlaps.

        Returns:
            Columns ``stage, clause, zh, en, first, last, overlaps, before_document``; ``overlaps`` holds stage ids.
        """
        import pandas as pd

        rows = [
            (
                s.id, s.clause, s.zh, s.en, s.first, s.last,
                ", ".join(other.id for other in self.stages if s.overlaps(other)), self._undated(s.first),
            )
            for s in self.stages
        ]  # fmt: skip
        return pd.DataFrame(
            rows, columns=["stage", "clause", "zh", "en", "first", "last", "overlaps", "before_document"]
        )

    def write_ics(self, path: str | Path) -> Path:
        """Write the calendar for a calendar program: an all-day entry a deadline and stage, equal bytes each time.

        Args:
            path: A file ending in ``.ics``, in a folder that is there.

        Returns:
            The path.

        Raises:
            CampaignError: Another kind of file, or no such folder.
        """
        from aidkit.campaign.calendar.ics import write_ics

        return write_ics(self, path)

    def _known(self, met: Met, table: pd.DataFrame, day: date) -> Mapping[tuple[str, date], date | None]:
        if isinstance(met, Ledger):
            return ledger_days(self.items, met, day)
        return met_days(met, table, self.campaign)

    def _row(self, item: Item, day: date) -> tuple[object, ...]:
        to = item.to.id if item.to else ""
        return (
            item.id, day, moved(day, self.holiday), item.clause, item.zh, item.en, item.owner.id, item.owner.zh,
            item.owner.en, to, ", ".join(item.forms), item.rhythm, holiday_name(day), self._undated(day),
        )  # fmt: skip

    def _undated(self, day: date) -> bool:
        return self.dated is not None and day < self.dated

    def __repr__(self) -> str:
        return f"Calendar({self.campaign}: {len(self.items)} items, {sum(len(i.dates) for i in self.items)} deadlines)"


def _day(given: date | str, name: str) -> date:
    """Read a day given by a user.

    Raises:
        CampaignError: It is none.
    """
    if isinstance(given, date):
        return given
    try:
        return read_date(given)
    except ValueError as error:
        raise CampaignError(message(f"{name}={error}")) from None
