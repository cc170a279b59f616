"""The lists of a campaign (问题、整改、制度、成果清单，线索台账) as tables, as of a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from aidkit.campaign.ledger.ledger import Ledger
from aidkit.report.ledger.words import heads, origin, readable
from aidkit.report.table import Table
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    Day = str | date | None


class Listed(NamedTuple):
    """One list: its title, the view it shows, its columns, and those of them that are shown where only some rows are."""

    title: Text
    view: Callable[[Ledger, Day], pd.DataFrame]
    columns: tuple[str, ...]
    brief: tuple[str, ...]


LISTS: Mapping[str, Listed] = MappingProxyType(
    {
        "problems": Listed(
            Text("问题清单", "Problem list"),
            Ledger.problems,
            ("item", "town", "village", "source", "kind", "found_on", "problem", "basis", "state"),
            ("item", "town", "source", "kind", "found_on", "state"),
        ),
        "rectification": Listed(
            Text("整改清单", "Rectification list"),
            Ledger.rectification,
            ("item", "town", "kind", "owner", "measure", "due", "fixed_on", "outcome", "evidence", "struck_off_on",
             "times_reopened", "days_late", "state"),
            ("item", "kind", "owner", "due", "fixed_on", "outcome", "days_late", "state"),
        ),
        "systems": Listed(
            Text("制度清单", "System list"),
            Ledger.systems,
            ("item", "kind", "adopted_on", "title", "document"),
            ("item", "kind", "adopted_on", "title", "document"),
        ),
        "results": Listed(
            Text("成果清单", "Results list"),
            Ledger.results,
            ("item", "town", "kind", "outcome", "persons", "amount", "evidence", "struck_off_on"),
            ("item", "town", "kind", "outcome", "persons", "amount", "struck_off_on"),
        ),
        "clues": Listed(
            Text("问题线索台账", "Clues"),
            Ledger.clues,
            ("item", "town", "source", "received_on", "clue", "report_due", "reported_on", "handed_to", "concluded_on",
             "conclusion", "state", "problems"),
            ("item", "town", "source", "received_on", "report_due", "reported_on", "state", "problems"),
        ),
    }
)  # fmt: skip
UNDONE = ("open", "fixed", "received")  # states that come first where only some rows are shown


def listed(ledger: Ledger, name: str, on: Day, lang: Lang = "both", rows: int | None = None) -> Table:
    """Return one list as of a day.

    Args:
        ledger: The ledger.
        name: ``problems``, ``rectification``, ``systems``, ``results`` or ``clues``.
        on: The day; that of the last event when left out.
        lang: Language of the words.
        rows: How many rows to show, the undone first, and fewer columns; everything when left out.

    Returns:
        The list, long numbers masked.
    """
    title, view, whole, brief = LISTS[name]
    columns = whole if rows is None else brief
    frame = view(ledger, on)
    if rows is not None and "state" in frame:
        place = {state: number for number, state in enumerate(UNDONE)}
        frame = frame.sort_values("state", key=lambda states: states.map(place).fillna(len(place)), kind="stable")
    shown = readable(frame.head(rows) if rows is not None else frame, ledger.taxonomy, lang)
    until = f"{on}" if on is not None else "至今"
    note = NOTHING
    if rows is not None and rows < len(frame):
        command = f"aidkit campaign {ledger.place or '…'} ledger --out lists"
        note = Text(
            f"共 {len(frame)} 条，此处列 {rows} 条，未办结的在先；{command} 写出全部行列。",
            f"{rows} of {len(frame)}, the undone first; {command} writes all rows and columns.",
        )
    dated = Text(f"{title.zh}（{until}）", f"{title.en}, {on if on is not None else 'to date'}")
    return Table(name, dated, heads(columns), shown, origin(ledger), note, lang=lang)
