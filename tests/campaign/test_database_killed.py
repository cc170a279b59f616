"""Killed at any point the database holds each transaction whole or not at all, and a second run completes."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections import Counter
from pathlib import Path

import pytest

from aidkit.campaign import CampaignDatabase, Ledger
from tests.campaign.campaign_run import THIRDS, run_campaign

KILLS = int(os.environ.get("AIDKIT_KILLS", "3"))  # raise it to look longer: 150 were run by hand
COMPLETE = (3, THIRDS[3])
WHOLE = {
    (0, 0),
    *zip((1, 2, 3), THIRDS, strict=False),
    *zip((1, 2, 3), THIRDS[1:], strict=True),
}  # after each transaction


@pytest.fixture(scope="module")
def context():
    """Processes that start at once: everything they need is imported before they are forked."""
    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["tests.campaign.campaign_run"])
    return made


def start(context, path: Path):
    begun = context.Event()
    process = context.Process(target=run_campaign, args=(str(path), begun))
    process.start()
    assert begun.wait(60)
    return process


def held(path: Path) -> tuple[int, int]:
    """Say how many snapshots and events a database holds, after a look at whether each snapshot is whole."""
    if not path.exists():
        return 0, 0
    database = CampaignDatabase(path)
    snapshots = database.snapshots()
    assert (snapshots[["families", "members", "findings"]] == [8, 12, 1]).all(axis=None)
    for table, rows in (("families", 8), ("members", 12), ("findings", 1)):
        assert len(database.query(f"FROM {table}")) == rows * len(snapshots)
    events = database.query("SELECT seq FROM events ORDER BY seq")["seq"].tolist()
    assert events == list(range(1, len(events) + 1))
    return len(snapshots), len(events)


def test_killed_at_random_points(context, tmp_path):
    process = start(context, tmp_path / "undisturbed.duckdb")
    started = time.perf_counter()
    process.join()
    length = time.perf_counter() - started
    assert held(tmp_path / "undisturbed.duckdb") == COMPLETE
    moments, left = random.Random(2021), Counter()
    for number in range(KILLS):
        path = tmp_path / f"{number}.duckdb"
        process = start(context, path)
        time.sleep(moments.uniform(0, length))
        process.kill()
        process.join()
        state = held(path)
        assert state in WHOLE, state
        left[state] += 1
        again = start(context, path)
        again.join()
        assert again.exitcode == 0
        assert held(path) == COMPLETE
        assert path.stat().st_mode & 0o077 == 0
    print(f"{KILLS} kills within {length:.1f} s left (snapshots, events): {dict(sorted(left.items()))}")


def test_the_same_run_again_adds_nothing(context, tmp_path):
    path = tmp_path / "campaign.duckdb"
    for _ in range(2):
        process = start(context, path)
        process.join()
    assert held(path) == COMPLETE
    assert Ledger(path).progress()["found"].sum() == len(Ledger(path).problems())
