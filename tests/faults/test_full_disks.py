"""A disk that is full, folders nobody may write: said in words, and what was there before is still whole."""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from aidkit.engine.cache import cache_folder
from aidkit.folders import put
from aidkit.report.ledger.words import events_of
from tests.faults.killed import killed_at_every_step

MAIN = "from aidkit.cli import main; main()"
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); " + MAIN
ROOM = 65_536  # bytes a file may have: less than any result here
EVENTS = events_of("")
COMMANDS = {
    "report": ("report", "jinjiang", "--formats", "html", "--jobs", "1", "--param", "households=300", "--out", "out"),
    "synthesize": ("synthesize", "jinjiang", "--households", "2000", "--out", "out"),
    "ledger": ("campaign", "jinjiang", "ledger", "--events", str(EVENTS), "--db", "out/campaign.duckdb"),
    "workbook": ("campaign", "jinjiang", "ledger", "--events", str(EVENTS), "--out", "out"),
}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel for the fault")


def said(program: str, name: str, folder: Path) -> tuple[int, str]:
    """Run a command in a folder; return its exit code and what it says of what is wrong."""
    environment = {**os.environ, "AIDKIT_CACHE": str(cache_folder()), "AIDKIT_ENGINE": "fork"}
    run = subprocess.run(
        [sys.executable, "-c", program, *COMMANDS[name]],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return run.returncode, run.stderr


def whole(folder: Path) -> dict[str, bytes]:
    """Return the results in a folder by name: what hides, or grows while a run lasts, is none."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {
        path.name: path.read_bytes()
        for path in files
        if not path.name.startswith(".") and "partial" not in path.name and "index" not in path.name
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_said_and_nothing_half_written_stays(name: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    code, text = said(LIMITED.format(ROOM), name, tmp_path)
    assert code != 0
    assert "Traceback" not in text
    assert "File too large" in text
    assert whole(tmp_path / "out") == {}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_nobody_can_write_is_said(name: str, tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to("/proc/1")
    code, text = said(MAIN, name, tmp_path)
    assert code != 0
    assert "Traceback" not in text
    assert "out" in text


def _limited(call: Callable[[], object]) -> int:
    """Call in a process whose files may not grow, and return 7 where that was an OSError."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        try:
            call()
        except OSError:
            os._exit(7)
        os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_a_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    put(file, b"old")
    assert _limited(lambda: put(file, b"n" * 5000)) == 7
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"list.xlsx": b"old"}

    def check() -> None:
        assert file.read_bytes() in (b"old", b"new")

    assert killed_at_every_step(lambda: put(file, b"new"), tmp_path, check) >= 2
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"list.xlsx": b"new"}


def test_a_file_that_was_closed_to_others_stays_closed(tmp_path: Path) -> None:
    file = put(tmp_path / "list.xlsx", b"old")
    file.chmod(0o600)
    assert stat.S_IMODE(put(file, b"new").stat().st_mode) == 0o600
