"""What the ledger itself shows of deadlines: clues reported, problems mended, systems adopted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aidkit.campaign.calendar.items import Item

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign.ledger.ledger import Ledger

Key = tuple[str, date]
OPEN = "open"


def ledger_days(items: tuple[Item, ...], ledger: Ledger, on: date) -> dict[Key, date | None]:
    """Return when deadlines were met, of those the ledger can tell of: ``met_by`` of an item says by what.

    Args:
        items: Deadlines.
        ledger: The ledger.
        on: The day; what happened later is not known on it.

    Returns:
        By item and written day, the day it was met; None where it was not. A deadline the ledger says nothing of, such as a
        report of clues when none was received, is not there.
    """
    found: dict[Key, date | None] = {}
    for item in items:
        if item.met_by:
            found |= {(item.id, due): met for due, met in SHOWN[item.met_by](item, ledger, on)}
    return found


def _clues_reported(item: Item, ledger: Ledger, on: date) -> Iterator[tuple[date, date | None]]:
    """Met on the day the last clue was reported of those that were to be reported by then."""
    clues = ledger.clues(on)
    by = list(map(_day, clues["report_due"]))
    for due in item.dates:
        own = clues[[day == due for day in by]]
        if len(own):
            yield due, _last(own["reported_on"])


def _problems_mended(item: Item, ledger: Ledger, on: date) -> Iterator[tuple[date, date | None]]:
    """Met on the day the last problem was mended of those found by then."""
    problems = ledger.on(on)
    found = list(map(_day, problems["found_on"]))
    for due in item.dates:
        own = problems[[day is not None and day <= due for day in found]]
        if len(own):
            yield due, _last(own["fixed_on"])


def _systems_adopted(item: Item, ledger: Ledger, on: date) -> Iterator[tuple[date, date | None]]:
    """Met on the day on which there was a system of every kind."""
    first = ledger.systems(on).groupby("kind")["adopted_on"].min()
    whole = set(ledger.taxonomy.systems) <= set(first.index)
    for due in item.dates:
        yield due, _last(first) if whole else None


def _last(days: pd.Series[Any]) -> date | None:
    return None if days.isna().any() else _day(days.max())


def _day(given: Any) -> date | None:
    import pandas as pd

    return None if pd.isna(given) else pd.Timestamp(given).date()


Shown = Callable[[Item, "Ledger", date], Iterator[tuple[date, date | None]]]
SHOWN: Mapping[str, Shown] = MappingProxyType(
    {"clues_reported": _clues_reported, "problems_mended": _problems_mended, "systems_adopted": _systems_adopted}
)
"""By what an item may be met, as ``met_by`` in a calendar's file names it."""
