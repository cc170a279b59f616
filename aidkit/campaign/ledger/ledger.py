"""The ledger (台账) in the campaign's database: events go in, lists as of any day come out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.campaign.database.asked import as_day
from aidkit.campaign.database.file import reading, writing
from aidkit.campaign.database.frames import fetch, insert
from aidkit.campaign.database.query import ask
from aidkit.campaign.ledger.checking import Fold
from aidkit.campaign.ledger.columns import EVENTS
from aidkit.campaign.ledger.events import from_rows, to_table
from aidkit.campaign.ledger.reading import GIVEN, read_events
from aidkit.campaign.ledger.taxonomy import Taxonomy, load_taxonomy
from aidkit.temporary import Passing

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign.ledger.reading import Source

STORED = ", ".join(EVENTS.names[1:])  # an event's columns in the table, without the order of entry
LAST = (
    "SELECT coalesce(max(day), DATE '1970-01-01') FROM events"  # the day of the last event, where no day is asked for
)


@dataclass(frozen=True)
class Appended:
    """What became of a list of events: how many were entered, and how many the ledger held already."""

    new: int
    known: int

    def __str__(self) -> str:
        return f"{self.new:,} events entered, {self.known:,} were in the ledger already."


class Ledger:
    """Problems, clues and systems of a campaign as events, in a database file.

    Every list is a view of the events: nothing else is stored, so that any past day can be shown as it was. Where a
    list is asked for without a day, it is that of the last event.

    Attributes:
        path: The database's file.
        place: Id of the place; empty when it is the file's.
        taxonomy: The words events may use.
    """

    def __init__(self, path: str | Path, place: str = "", taxonomy: Taxonomy | None = None) -> None:
        self.path, self.place, self.taxonomy = Path(path), place, taxonomy or load_taxonomy()
        self._folder: Passing | None = None

    @classmethod
    def replay(cls, events: Source, place: str, taxonomy: Taxonomy | None = None) -> Ledger:
        """Return a ledger of these events alone, in a file that goes when the ledger does.

        Args:
            events: As ``append`` takes them.
            place: Id of the place.
            taxonomy: The words events may use; those that ship when left out.

        Returns:
            The ledger.
        """
        folder = Passing("ledger")
        ledger = cls(folder.path / "campaign.duckdb", place, taxonomy)
        ledger._folder = folder
        ledger.append(events)
        return ledger

    def append(self, events: Source) -> Appended:
        """Enter events, all or none; those the ledger holds already are left as they are.

        Args:
            events: CSV, .xlsx, a frame or events, as ``read_events`` takes them. A file may hold the whole story so far: what
                was entered before is recognised, so that a run that was cut short can be run again.

        Returns:
            How many events were entered, and how many were known.

        Raises:
            CampaignError: Cells that cannot be read, or events that may not follow one another: mended before it was
                found, struck off without evidence, an unknown kind or owner, an event twice, one dated before the last.
        """
        given = read_events(events, self.taxonomy)
        with writing(self.path, self.place) as connection:
            fold = Fold(self.taxonomy)
            stored = fold.known(from_rows(connection.execute(f"SELECT {STORED} FROM events ORDER BY seq").fetchall()))
            new = fold.check(given)
            fold.refuse(given[0].file if given else GIVEN)
            if new:
                insert(connection, EVENTS, to_table(new, stored + 1))
        return Appended(len(new), len(given) - len(new))

    def events(self, on: str | date | None = None) -> pd.DataFrame:
        """Return what happened up to a day, in the order of entry.

        Args:
            on: The day; that of the last event when left out.

        Returns:
            A row an event: ``seq`` and the columns of an event file, then ``file`` and ``file_row``.
        """
        return self._frame("SELECT * FROM events WHERE day <= ? ORDER BY seq", on)

    def on(self, on: str | date | None = None) -> pd.DataFrame:
        """Return every problem found up to a day, as it stood at the end of that day.

        Args:
            on: The day; that of the last event when left out.

        Returns:
            A row a problem: item, town, village, source, kind, found_on, problem, basis, owner, assigned_on, measure,
            due, first_due, times_moved, fixed_on, outcome, persons, amount (yuan), evidence, struck_off_on,
            times_reopened, state (open, fixed, struck_off), overdue (open after its time limit), days_late.
        """
        return self._frame("FROM problems_on(?)", on)

    def problems(self, on: str | date | None = None) -> pd.DataFrame:
        """Return the problem list (问题清单): item, town, village, source, kind, found_on, problem, basis, state."""
        return self._frame("FROM problem_list(?)", on)

    def rectification(self, on: str | date | None = None) -> pd.DataFrame:
        """Return the rectification list (整改清单), a row a problem.

        Columns: item, town, kind, problem, owner, measure, due, times_moved, fixed_on, outcome, evidence,
        struck_off_on, times_reopened, overdue, days_late, state.
        """
        return self._frame("FROM rectification_list(?)", on)

    def systems(self, on: str | date | None = None) -> pd.DataFrame:
        """Return the system list (制度清单): item, kind, adopted_on, town, title, document, basis (JJ-2.3.4)."""
        return self._frame("FROM system_list(?)", on)

    def results(self, on: str | date | None = None) -> pd.DataFrame:
        """Return the results list (成果清单): item, town, kind, outcome, persons, amount, evidence, struck_off_on."""
        return self._frame("FROM results_list(?)", on)

    def clues(self, on: str | date | None = None) -> pd.DataFrame:
        """Return the clues (问题线索台账), a row a clue, with the day by which it is to be reported (JJ-2.3.5).

        Columns: item, town, village, source, kind, received_on, clue, reported_on, handed_to, concluded_on,
        conclusion, state (received, confirmed, refuted), problems (numbers), report_due, report_late.
        """
        return self._frame("FROM clues_on(?, ?)", on, list(self.taxonomy.report_days))

    def progress(self, on: str | date | None = None) -> pd.DataFrame:
        """Return the progress table (整改进度) by town.

        Columns: town, found, assigned, planned, mended, struck_off, still_open, overdue, reopened, persons, amount
        (yuan, as far as said), clues, clues_confirmed, clues_refuted. Mended counts what is struck off too; found is
        mended plus still open.
        """
        return self._frame("FROM progress_on(?)", on)

    def course(self) -> pd.DataFrame:
        """Return day by day where the problems found so far stood: day, still_open, fixed (not struck off), struck_off."""
        with reading(self.path) as connection:
            return fetch(connection, "FROM course")

    def query(self, sql: str) -> pd.DataFrame:
        """Return what a query gives; ``FROM dictionary`` lists every table, view and column.

        Args:
            sql: One query; the file is open for reading only.

        Returns:
            Its rows.

        Raises:
            CampaignError: The query cannot be understood.
        """
        return ask(self.path, sql)

    def _frame(self, sql: str, on: str | date | None, *more: Any) -> pd.DataFrame:
        with reading(self.path) as connection:
            day = connection.execute(LAST).fetchall()[0][0] if on is None else as_day(on)
            return fetch(connection, sql, [day, *more])
