"""Ledgers nobody wrote by hand: in pieces or at once they say the same; spoilt, they are refused or still add up."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from aidkit.campaign import CampaignError, Ledger, invent_events
from tests.campaign.ledger_by_hand import problems_by_hand, progress_by_hand

SPOILT = int(os.environ.get("AIDKIT_SPOILT", "12"))  # ledgers spoilt in one place each; 500 were run by hand
END = date(2021, 9, 20)


def same_as_by_hand(ledger, events, day):
    table = ledger.on(day).set_index("item")
    by_hand = problems_by_hand(events, day)
    assert set(table.index) == set(by_hand)
    for item, one in by_hand.items():
        row = table.loc[item]
        assert str(row["fixed_on"])[:10] == str(one["fixed_on"] or "NaT")
        assert str(row["struck_off_on"])[:10] == str(one["struck_off_on"] or "NaT")
        assert str(row["due"])[:10] == str(one["due"] or "NaT")
        assert (row["town"], row["times_reopened"], row["times_moved"]) == (one["town"], one["reopened"], one["moved"])
    towns = ledger.progress(day).set_index("town")
    for town, counts in progress_by_hand(events, day).items():
        assert towns.loc[town].to_dict() == {name: counts.get(name, 0) for name in towns.columns}


@pytest.mark.parametrize("seed", range(2))
def test_in_pieces_or_at_once_it_is_the_same_ledger(tmp_path, seed):
    events = invent_events(seed, problems=12, clues=8)
    whole = Ledger(tmp_path / "whole.duckdb", "jinjiang")
    whole.append(events)
    pieces, rng, at = Ledger(tmp_path / "pieces.duckdb", "jinjiang"), random.Random(seed), 0
    while at < len(events):
        begin, at = max(0, at - rng.randrange(5)), at + rng.randrange(1, 60)
        pieces.append(events[begin:at])
    columns = [name for name in whole.events().columns if name != "file_row"]
    assert pieces.events()[columns].equals(whole.events()[columns])
    same_as_by_hand(whole, events, END - timedelta(days=rng.randrange(90)))


def spoil(events, rng):
    """Return the events with one left out, told twice, moved, swapped with the next, or on another day."""
    at = rng.randrange(len(events) - 1)
    kind = rng.choice(("left out", "twice", "later", "swapped", "another day", "another item"))
    if kind == "left out":
        return events[:at] + events[at + 1 :]
    if kind == "twice":
        return [*events, events[at]]
    if kind == "later":
        return events[:at] + events[at + 1 :] + [events[at]]
    if kind == "swapped":
        return [*events[:at], events[at + 1], events[at], *events[at + 2 :]]
    day, item = events[at].day + timedelta(days=rng.randrange(-20, 20)), rng.choice(events).item
    other = replace(events[at], day=day) if kind == "another day" else replace(events[at], item=item)
    return [*events[:at], other, *events[at + 1 :]]


def test_a_spoilt_ledger_is_refused_or_still_adds_up(tmp_path):
    rng, refused = random.Random(7), 0
    for number in range(SPOILT):
        events = spoil(invent_events(number, problems=5, clues=3), rng)
        ledger = Ledger(tmp_path / f"{number}.duckdb", "jinjiang")
        try:
            ledger.append(events)
        except CampaignError:
            refused += 1
            assert not ledger.path.exists()  # nothing was stored
            continue
        same_as_by_hand(ledger, events, END - timedelta(days=rng.randrange(90)))
    assert 0 < refused < SPOILT
