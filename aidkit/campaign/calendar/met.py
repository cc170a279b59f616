"""When deadlines were met, as a user or a ledger says it, held against the calendar."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from aidkit.campaign.days import read_date
from aidkit.campaign.errors import CampaignError
from aidkit.errors import counted, listed, message

if TYPE_CHECKING:
    import pandas as pd

Key = tuple[str, date]
Met = Any  # None, a table or a mapping: see met_days
COLUMNS = ("item", "due", "met_on")


def met_days(met: Met, table: pd.DataFrame, campaign: str) -> dict[Key, date]:
    """Return the day each deadline was met.

    Args:
        met: None, a table with ``item``, ``due`` and ``met_on`` (rows without ``met_on`` were not met), or a mapping of
            ``(item, due)`` to days; days may be text. Two reports of one deadline count from the first.
        table: What ``Calendar.all`` returned.
        campaign: Name of the campaign, for messages.

    Returns:
        Days by item and written due day.

    Raises:
        CampaignError: A column is missing, a day is none, or no such deadline is in the calendar.
    """
    rows = [] if met is None else _rows(met)
    known = set(zip(table["item"], table["due"], strict=True))
    found: dict[Key, date] = {}
    strange: list[str] = []
    for item, due, done in rows:
        key = (str(item), _day(due))
        if key not in known:
            strange.append(f"{item} on {due}")
        elif done is not None:
            found[key] = min(_day(done), found.get(key, date.max))
    if strange:
        raise CampaignError(
            message(
                f"{counted(len(strange), 'deadline')} said to be met not in the calendar of {campaign}: {listed(strange)}.",
                f"Items: {listed(dict.fromkeys(table['item']), 30)}; `due` is the written day of one of their deadlines.",
            )
        )
    return found


def _rows(met: Any) -> list[tuple[Any, Any, Any]]:
    import pandas as pd

    if isinstance(met, Mapping):
        return [(item, due, done) for (item, due), done in met.items()]
    missing = [column for column in COLUMNS if column not in met]
    if missing:
        raise CampaignError(
            message(
                f"What was met has no column {listed(missing)}.", f"Columns: {', '.join(COLUMNS)}; a row a deadline."
            )
        )
    rows = met[list(COLUMNS)].itertuples(index=False)
    return [(item, due, None if pd.isna(done) or done == "" else done) for item, due, done in rows]


def _day(given: Any) -> date:
    import pandas as pd

    if isinstance(given, pd.Timestamp):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return read_date(given)
    except ValueError as error:
        raise CampaignError(message(f"What was met: {error}")) from None
