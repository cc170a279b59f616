"""A second implementation of the ledger's lists: events told one after the other in plain Python, no SQL."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from aidkit.campaign.ledger.events import Event

COUNTS = ("found", "assigned", "planned", "mended", "struck_off", "still_open", "overdue", "reopened")


def problems_by_hand(events: Iterable[Event], on: date) -> dict[str, dict[str, Any]]:
    """Return where each problem found by a day stood that day, by number."""
    found: dict[str, dict[str, Any]] = {}
    for event in (event for event in events if event.day <= on):
        if event.event == "opened":
            found[event.item] = {
                "town": event.town, "kind": event.kind, "found_on": event.day, "owner": None, "measure": None, "due": None,
                "moved": 0, "fixed_on": None, "persons": 0, "amount": 0.0, "evidence": [], "struck_off_on": None, "reopened": 0,
            }  # fmt: skip
            continue
        one = found.get(event.item, {})
        if event.event == "assigned":
            one["owner"] = event.owner
        elif event.event == "measure_planned":
            one["measure"], one["due"] = event.detail, event.due
        elif event.event == "due_moved":
            one["due"], one["moved"] = event.due, one["moved"] + 1
        elif event.event == "fixed":
            one |= {"fixed_on": event.day, "persons": event.persons or 0, "amount": event.amount or 0.0}
        elif event.event == "evidence_attached":
            one["evidence"].append(event.evidence)
        elif event.event == "struck_off":
            one["struck_off_on"] = event.day
        elif event.event == "reopened":
            one |= {"fixed_on": None, "struck_off_on": None, "persons": 0, "amount": 0.0, "evidence": []}
            one["reopened"] += 1
    return found


def progress_by_hand(events: list[Event], on: date) -> dict[str, dict[str, float]]:
    """Return the progress table of a day by town."""
    towns: dict[str, Counter[str]] = {}
    for one in problems_by_hand(events, on).values():
        counts = towns.setdefault(one["town"], Counter())
        still_open = one["fixed_on"] is None
        counts["found"] += 1
        counts["assigned"] += one["owner"] is not None
        counts["planned"] += one["measure"] is not None
        counts["mended"] += not still_open
        counts["struck_off"] += one["struck_off_on"] is not None
        counts["still_open"] += still_open
        counts["overdue"] += still_open and one["due"] is not None and one["due"] < on
        counts["reopened"] += one["reopened"] > 0
        counts["persons"] += one["persons"]
        counts["amount"] += one["amount"]
    home = {event.item: event.town for event in events if event.event == "clue_received"}
    for event in (event for event in events if event.day <= on):
        name = {"clue_received": "clues", "clue_confirmed": "clues_confirmed", "clue_refuted": "clues_refuted"}.get(
            event.event
        )
        if name:
            towns.setdefault(home[event.item], Counter())[name] += 1
    return {town: dict(counts) for town, counts in towns.items()}
