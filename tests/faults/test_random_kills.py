"""Commands killed at any moment: what was there before stays or is gone, nothing half-written is taken for whole."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

import aidkit
from aidkit.campaign import Ledger
from aidkit.errors import PopulationError
from aidkit.report.ledger.words import events_of

AIDKIT = (sys.executable, "-c", "from aidkit.cli import main; main()")
KILLS = int(os.environ.get("AIDKIT_KILLS", "1"))  # of each command; 100 by hand
OLDER_TOO = 3  # kills: so many, and some fall upon an older result
FIRST = 10  # events that are entered before
LATEST = 1.1  # of the time an undisturbed run takes: some kills come too late
RUN = Path("reports/jinjiang/2021-08-24-baseline")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "killpg"), reason="groups of processes are killed"),
]


@dataclass(frozen=True)
class Command:
    """What is killed.

    Attributes:
        older: Writes the older result, which is there before some of the kills.
        newer: Is killed.
        found: Says what a folder holds: ``nothing``, ``older`` or ``newer``; fails for anything between.
    """

    older: tuple[str, ...]
    newer: tuple[str, ...]
    found: Callable[[Path], str]


def _synthesize(households: int) -> tuple[str, ...]:
    return ("synthesize", "jinjiang", "--households", str(households), "--out", "people")


def _population(folder: Path) -> str:
    try:
        population = aidkit.read_population(folder / "people")
    except PopulationError:
        return "nothing"
    assert population.synthetic  # an invented family is never taken for a real one
    return {30: "older", 50: "newer"}[len(population.households)]


def _report(households: int) -> tuple[str, ...]:
    return ("report", "jinjiang", "--formats", "html", "--jobs", "1", "--param", f"households={households}")


def _record(folder: Path) -> str:
    run = folder / RUN
    if not (run / "run.json").exists():
        return "nothing"
    record = json.loads((run / "run.json").read_text(encoding="utf-8"))
    page = (run / "report.html").read_text(encoding="utf-8")
    assert record["stamp"]["at"] in page  # page and record are of one run
    assert "</html>" in page[-200:]
    assert json.loads((run / "notebook.ipynb").read_text(encoding="utf-8"))["cells"]
    return {200: "older", 300: "newer"}[record["parameters"]["households"]]


def _enter(events: str) -> tuple[str, ...]:
    return ("campaign", "jinjiang", "ledger", "--db", "campaign.duckdb", "--events", events)


def _events(folder: Path) -> str:
    if not (folder / "campaign.duckdb").exists():
        return "nothing"
    entered = Ledger(folder / "campaign.duckdb").events()
    assert entered["seq"].tolist() == list(range(1, len(entered) + 1))
    return {FIRST: "older", len(_table()): "newer"}[len(entered)]


def _table() -> pd.DataFrame:
    return pd.read_csv(events_of(""), dtype=str, keep_default_na=False, header=1)  # the first line says it is invented


COMMANDS = {
    "synthesize": Command(_synthesize(30), _synthesize(50), _population),
    "report": Command(_report(200), _report(300), _record),
    "campaign": Command(_enter("first.csv"), _enter("all.csv"), _events),
}


@pytest.fixture
def temporary(tmp_path: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:  # a socket in tmp_path would have too long a name
        yield Path(folder)


def undisturbed(arguments: tuple[str, ...], folder: Path, temporary: Path) -> float:
    """Run a command to its end and return how long it took, in seconds."""
    started = time.monotonic()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    run = subprocess.run(
        [*AIDKIT, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return time.monotonic() - started


def killed(arguments: tuple[str, ...], folder: Path, temporary: Path, after: float) -> None:
    """Start a command and kill it, and all it has started, after some seconds."""
    run = subprocess.Popen(
        [*AIDKIT, *arguments], cwd=folder, env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    time.sleep(after)
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGKILL)
    run.wait()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_killed_at_any_moment_can_be_run_again(name: str, tmp_path: Path, temporary: Path) -> None:
    command, chance = COMMANDS[name], random.Random(2021)
    wanted = ("nothing", "newer") if KILLS < OLDER_TOO else ("nothing", "older", "newer")
    states = {state: tmp_path / state for state in wanted}
    for state, folder in states.items():
        folder.mkdir()
        _table().to_csv(folder / "all.csv", index=False)
        _table().head(FIRST).to_csv(folder / "first.csv", index=False)
        if state != "nothing":
            length = undisturbed(getattr(command, state), folder, temporary)
    counts: Counter[str] = Counter()
    here = tmp_path / "here"
    for kill in range(KILLS):
        if kill % 2 == 0 or command.found(here) == "newer":  # else it goes on where the one before was killed
            shutil.rmtree(here, ignore_errors=True)
            shutil.copytree(states[("nothing", "older")[kill // 2 % 2]], here)
        before = command.found(here)
        killed(command.newer, here, temporary, chance.uniform(0, LATEST * length))
        after = command.found(here)
        assert after in (before, "newer") or (before, after) == ("older", "nothing")
        counts[f"{before} then {after}"] += 1
    undisturbed(command.newer, here, temporary)
    assert command.found(here) == "newer"
    assert names(here) == names(states["newer"])  # nothing that a killed run had begun is left
    assert [path.name for path in temporary.glob("aidkit*")] == []
    print(f"{name}: {length:.1f} s undisturbed; {dict(counts)}")


def names(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
