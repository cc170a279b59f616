"""A campaign in six transactions, to be run in a process of its own and killed: three snapshots, three lots of events."""

from __future__ import annotations

from multiprocessing.synchronize import Event

import duckdb  # noqa: F401 - imported before the process is forked, so that its time is that of the transactions

import aidkit.data.register  # noqa: F401 - likewise
from aidkit.campaign import CampaignDatabase, Ledger, invent_events, load_taxonomy
from tests.campaign.low_income_people import people

DAYS = ("2021-06-30", "2021-07-24", "2021-08-24")
EVENTS = invent_events(problems=30, clues=10)
WORDS = load_taxonomy()
THIRDS = [len(EVENTS) * number // 3 for number in range(4)]


def run_campaign(path: str, begun: Event) -> None:
    """Store three days and enter the ledger in thirds, each time with all that was entered before."""
    begun.set()
    for number, day in enumerate(DAYS):
        CampaignDatabase(path, "jinjiang").store(people(large_relief=4_000.0 + number), on=day)
        Ledger(path, "jinjiang", WORDS).append(EVENTS[: THIRDS[number + 1]])
