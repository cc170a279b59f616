"""The warm process: single-threaded, gone with whoever started it, and answering with results or errors."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from aidkit.errors import PolicyError
from aidkit.policy import load_policy
from aidkit.report.forked.calls import call, possible

LINUX = Path("/proc/self/task").is_dir()
GONE = 20.0  # seconds it may take to end
STARTS = """
import os, time
from aidkit.report.forked import calls
calls.call(len, "")
warm = calls._running[os.getpid()]
print(warm.process.pid, warm.folder, flush=True)
time.sleep(60)
"""

pytestmark = pytest.mark.skipif(not possible(), reason="this system cannot fork")


def test_a_call_returns_or_raises_what_the_function_does():
    assert call(divmod, 7, 2) == (3, 1)
    with pytest.raises(PolicyError, match=r"^'jinjang' is not a place"):
        call(load_policy, "jinjang")


def test_each_call_has_a_process_of_its_own_and_a_fork_can_call_too():
    here = os.getpid()
    first, second = call(os.getpid), call(os.getpid)
    assert len({here, first, second}) == 3
    assert call(call, divmod, 7, 2) == (3, 1)


@pytest.mark.skipif(not LINUX, reason="threads are counted in /proc")
def test_a_fork_begins_with_one_thread():
    assert len(call(os.listdir, "/proc/self/task")) == 1


@pytest.mark.skipif(not LINUX, reason="processes are looked up in /proc")
def test_it_ends_when_its_owner_is_killed():
    owner = subprocess.Popen([sys.executable, "-c", STARTS], stdout=subprocess.PIPE, text=True)
    number, folder = owner.stdout.readline().split()
    assert runs(number)
    assert Path(folder).stat().st_mode & 0o077 == 0  # nobody else can reach the socket
    owner.send_signal(signal.SIGKILL)
    owner.wait()
    end = time.monotonic() + GONE
    while runs(number) and time.monotonic() < end:
        time.sleep(0.1)
    assert not runs(number)
    assert not Path(folder).exists()


def runs(number):
    """Whether a process is there and has not ended; one that nobody asked for after its end does not count."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
