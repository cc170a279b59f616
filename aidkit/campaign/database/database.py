"""The low-income database (低收入对象数据库) of a place: what a screening found, by day, in one file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.campaign.database.asked import as_day
from aidkit.campaign.database.contents import Contents
from aidkit.campaign.database.file import reading, writing
from aidkit.campaign.database.frames import fetch, insert, typed
from aidkit.campaign.database.from_result import contents_of_screening
from aidkit.campaign.database.query import ask
from aidkit.campaign.database.tables import CONTENTS, SNAPSHOTS, dated
from aidkit.campaign.errors import CampaignError
from aidkit.errors import message
from aidkit.temporary import Passing

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign.screening.result import Screening

LAST = "SELECT coalesce(max(day), DATE '1970-01-01') FROM snapshots"
HELD = "SELECT revision, digest FROM snapshots WHERE day = ? ORDER BY revision"


@dataclass(frozen=True)
class Stored:
    """What became of a snapshot.

    Attributes:
        day: Its day.
        revision: 0, or how often the day had been corrected by then.
        new: Whether anything was written; a snapshot that was there already changes nothing.
    """

    day: date
    revision: int
    new: bool

    def __str__(self) -> str:
        again = f", correction {self.revision}" if self.revision else ""
        return f"{self.day}{again}: {'stored' if self.new else 'there already, nothing changed'}."


class CampaignDatabase:
    """Families, members and findings of a place as they were found on each day stored (JJ-2.3.2).

    The file is the owner's alone (mode 0600): it holds identities. A transaction is whole or not at all, whatever
    kills the process. The ledger of the campaign may lie in the same file.

    Attributes:
        path: The file.
        place: Id of the place; empty when it is the file's.
    """

    def __init__(self, path: str | Path, place: str = "") -> None:
        self.path, self.place = Path(path), place
        self._folder: Passing | None = None

    @classmethod
    def temporary(cls, place: str) -> CampaignDatabase:
        """Return a database to try things with, in a file that goes when the database does.

        Args:
            place: Id of the place.

        Returns:
            The database, empty.
        """
        folder = Passing("database")
        database = cls(folder.path / "campaign.duckdb", place)
        database._folder = folder
        return database

    def store(self, screening: Screening | Contents, *, on: str | date, correction: str = "") -> Stored:
        """Store a screening as the snapshot of a day; the file is made when it is not there.

        Stored again it changes nothing. Another day is another snapshot; what was stored stays.

        Args:
            screening: A screening, or families, members and findings as ``Contents``.
            on: The day.
            correction: Why a day that was stored otherwise is stored again; what it was stays, as a revision.

        Returns:
            The day, its revision, and whether anything was written.

        Raises:
            CampaignError: The contents have faults, the day holds other contents and no correction is named, or the
                file cannot be used.
        """
        day = as_day(on)
        given = (screening if isinstance(screening, Contents) else contents_of_screening(screening)).checked()
        with writing(self.path, self.place or given.place) as connection:
            held = connection.execute(HELD, [day]).fetchall()
            if held and held[-1][1] == given.digest:
                return Stored(day, held[-1][0], new=False)
            if held and not correction.strip():
                raise CampaignError(_otherwise(connection, day, given))
            revision = len(held)
            _write(connection, given, day, revision, correction.strip())
        return Stored(day, revision, new=True)

    def snapshots(self) -> pd.DataFrame:
        """Return what was stored: a row a day and revision, with source, counts and reason of a correction."""
        return self._frame("FROM snapshots ORDER BY day, revision")

    def low_income(self, on: str | date | None = None) -> pd.DataFrame:
        """Return the low-income list (低收入对象名单) as of a day, the three groups of JJ-2.3.2 first.

        Args:
            on: The day; that of the last snapshot when left out.

        Returns:
            A row a family: day, family_id, town, village, area, persons, to_record (members to whom no cash is due),
            priority (1 other members of single-entry families, 2 large relief and nobody covered, 3 refused
            applicants), single_entry_family, large_relief_family, rejected_family (missing: not known), low_income
            (false: preliminary, to be checked), per_capita_income, per_capita_income_after_rigid, low_income_line
            (yuan a month), share_of_line, within_assets, relief_received (yuan).
        """
        return self._of_day("low_income_on", on)

    def families(self, on: str | date | None = None) -> pd.DataFrame:
        """Return all families as of a day, low-income or not, with the columns of the table of families."""
        return self._of_day("families_on", on)

    def members(self, on: str | date | None = None) -> pd.DataFrame:
        """Return all members as of a day, with the columns of the table of members."""
        return self._of_day("members_on", on)

    def findings(self, on: str | date | None = None) -> pd.DataFrame:
        """Return all findings as of a day, with the columns of the table of findings."""
        return self._of_day("findings_on", on)

    def changes(self) -> pd.DataFrame:
        """Return who entered, left or stayed on the list from each day to the next.

        Columns: day, family_id, town, change, priority_before, priority, share_of_line_before, share_of_line.
        """
        return self._frame("FROM low_income_changes ORDER BY day, change, family_id")

    def towns(self) -> pd.DataFrame:
        """Return the list by day and town: families, persons, priority_1 to 3, others, to_be_checked."""
        return self._frame("FROM low_income_towns")

    def query(self, sql: str) -> pd.DataFrame:
        """Return what a query gives; ``FROM dictionary`` lists every table, view and column.

        Args:
            sql: One query; the file is open for reading only.

        Returns:
            Its rows.

        Raises:
            CampaignError: The query cannot be understood, or would change something.
        """
        return ask(self.path, sql)

    def _of_day(self, macro: str, on: str | date | None) -> pd.DataFrame:
        with reading(self.path) as connection:
            day = connection.execute(LAST).fetchall()[0][0] if on is None else as_day(on)
            return fetch(connection, f"FROM {macro}(?)", [day])

    def _frame(self, sql: str) -> pd.DataFrame:
        with reading(self.path) as connection:
            return fetch(connection, sql)


def _write(connection: Any, given: Contents, day: date, revision: int, correction: str) -> None:
    """Write a snapshot and its contents."""
    counts = [len(getattr(given, table.name)) for table in CONTENTS]
    people = [given.source or None, given.invented, ", ".join(given.assumed) or None]
    said = [given.place, given.policy_date, *people, given.large_relief, correction or None]
    insert(connection, SNAPSHOTS, typed([[day, revision, *said, *counts, given.digest]], SNAPSHOTS.columns))
    for table in CONTENTS:
        frame = getattr(given, table.name).assign(day=day, revision=revision)
        insert(connection, dated(table), frame.astype({"day": "datetime64[us]"}))


def _otherwise(connection: Any, day: date, given: Contents) -> str:
    """Say that a day holds other contents, and how many rows of each table differ."""
    parts = []
    for table in CONTENTS:
        connection.register("given", getattr(given, table.name))
        names = ", ".join(table.names)
        held = f"SELECT {names} FROM {table.name}_on(DATE '{day}')"
        new, gone = (
            connection.execute(f"SELECT count(*) FROM ({one} EXCEPT {other})").fetchall()[0][0]
            for one, other in ((f"SELECT {names} FROM given", held), (held, f"SELECT {names} FROM given"))
        )
        connection.unregister("given")
        parts.append(f"{table.name}: {new:,} rows new or changed, {gone:,} gone or changed")
    return message(
        f"The database holds another snapshot of {day}.",
        *(f"  {part}." for part in parts),
        'Store it on its own day, or say why the day is corrected (correction="…"); what was stored then stays as a revision.',
    )
