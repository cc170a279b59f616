"""Processes of this machine: one thread of linear algebra each, gone with whoever started them, told of in words."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aidkit.errors import AidkitError
from aidkit.scale.processes import in_processes
from tests.structure.sources import ROOT

LINUX = Path("/proc/self/task").is_dir()
GONE = 20.0  # seconds they may take to end
STARTS = """
import os, time
from aidkit.scale.processes import in_processes
if __name__ == "__main__":
    work = in_processes(os.getenv, ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"], 1)
    print(next(work), next(work), next(work), os.environ.get("MKL_NUM_THREADS"), flush=True)
    work = in_processes(time.sleep, [0.0, 60.0], 1)
    next(work)
    print("waits", flush=True)
    time.sleep(60.0)
"""


def test_a_process_that_ends_is_told_in_words() -> None:
    with pytest.raises(AidkitError) as error:
        list(in_processes(os._exit, [9], 2))
    assert str(error.value) == (
        "A process that worked on a part came to an end.\n"
        "In a script, the call must stand below `if __name__ == '__main__':`, since each process reads the script.\n"
        "Or memory ran out: give processes=1."
    )


@pytest.mark.skipif(not LINUX, reason="processes are looked up in /proc")
def test_they_have_one_thread_and_end_when_their_owner_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "starts.py"
    script.write_text(STARTS)
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    owner = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    )
    assert owner.stdout is not None
    assert [owner.stdout.readline() for _ in range(2)] == ["1 1 1 None\n", "waits\n"]
    workers = [process for process in children(owner.pid) if "spawn_main" in command(process)]
    assert workers
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    end = time.monotonic() + GONE
    while any(map(command, workers)) and time.monotonic() < end:
        time.sleep(0.1)
    assert not any(map(command, workers))


def children(process: int) -> list[int]:
    found = Path(f"/proc/{process}/task").glob("*/children")
    return [int(number) for file in found for number in file.read_text().split()]


def command(process: int) -> str:
    """Return the command of a process; nothing once it has ended."""
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""
