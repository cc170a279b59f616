"""The ledger as lines of text, town by town, and as a workbook with a sheet a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.errors import ReportError, counted, message
from aidkit.masking import masked_typed
from aidkit.report.ledger.lists import LISTS, listed
from aidkit.report.ledger.progress import kinds, progress
from aidkit.report.ledger.words import STATE, origin
from aidkit.report.text import LANGS
from aidkit.report.workbook import write_workbook

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign.ledger.ledger import Ledger


def last_day(ledger: Ledger) -> date | None:
    """Return the day of the last event; None where there is none."""
    days = ledger.query("SELECT max(day) AS day FROM events")["day"].dropna()
    return days.iloc[0].date() if len(days) else None


def lines(ledger: Ledger, on: str | date) -> Iterator[str]:
    """Yield the ledger as of a day, a line a town with its counts, and below it what is not struck off, a line each.

    Args:
        ledger: The ledger.
        on: The day.
    """
    towns, open_rows = ledger.progress(on), ledger.rectification(on)
    sums = towns.sum(numeric_only=True)
    yield f"台账 ledger on {on}: {counted(int(sums['found']), 'problem')} found, {_counts(sums)}."
    yield origin(ledger).show("both")
    for row in towns.to_dict("records"):
        yield f"{row['town']}: {row['found']} found, {_counts(row)}; {counted(row['clues'], 'clue')}"
        left = open_rows[open_rows["town"].eq(row["town"]) & open_rows["state"].ne("struck_off")]
        for one in left.to_dict("records"):
            yield f"  {_problem(ledger, one)}"


def write_ledger(ledger: Ledger, on: str | date, path: Path, lang: str = "both") -> Path:
    """Write progress, problems by kind and the five lists as of a day, a sheet each, long numbers masked.

    Args:
        ledger: The ledger.
        on: The day.
        path: An .xlsx in a folder that is there.
        lang: Language of the words: ``zh``, ``en`` or ``both``.

    Returns:
        The path.

    Raises:
        ReportError: There is no such language.
    """
    if lang not in LANGS:
        raise ReportError(message(f"lang {lang!r}: no such language.", f"Languages: {', '.join(LANGS)}."))
    tables = [
        progress(ledger, on, lang, whole=True),
        kinds(ledger, on, lang),
        *(listed(ledger, name, on, lang) for name in LISTS),
    ]
    write_workbook(tables, path)
    return path


def _counts(row: Mapping[Any, Any] | pd.Series[Any]) -> str:
    names = {"mended": "mended", "struck_off": "struck off", "still_open": "open", "overdue": "overdue"}
    return ", ".join(f"{int(row[name])} {word}" for name, word in names.items())


def _problem(ledger: Ledger, one: Mapping[Any, Any]) -> str:
    """Say a problem that is not struck off in one line."""
    import pandas as pd

    word, owners = ledger.taxonomy.problems.get(str(one["kind"])), ledger.taxonomy.owners
    kind = f"{word.zh} {word.en}" if word else str(one["kind"])
    owner = "nobody yet (未交办)"
    if not pd.isna(one["owner"]):
        owner = owners[str(one["owner"])].zh if str(one["owner"]) in owners else str(one["owner"])
    due = "" if pd.isna(one["due"]) else f", due {one['due']:%Y-%m-%d}"
    late = f", {counted(int(one['days_late']), 'day')} late" if one["overdue"] else ""
    state = STATE[str(one["state"])].show("both")
    return masked_typed(f"{one['item']} {kind}: {state}, {owner}{due}{late}")
