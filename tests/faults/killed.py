"""Kill a run, as `kill -9` or a power cut would, before each of its steps on the file system, one step a run."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

STEPS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}


def killed_at_every_step(run: Callable[[], object], folder: Path, check: Callable[[], object]) -> int:
    """Run in a process of its own, killed before step 1, then before step 2 … until it gets to its end.

    Args:
        run: What is killed; whatever it needs is imported and computed already.
        folder: Steps on files below it count.
        check: Called after each kill, with the folder as the kill left it.

    Returns:
        How often it was killed.
    """
    kills = 0
    while True:
        child = os.fork()
        if child == 0:
            _die_before(kills, folder)
            try:
                run()
            finally:
                os._exit(0 if sys.exc_info()[0] is None else 1)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0, "the run failed by itself"
            return kills
        kills += 1
        check()


def _die_before(step: int, folder: Path) -> None:
    seen = 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in STEPS and any(isinstance(a, (str, os.PathLike)) and str(folder) in str(a) for a in arguments):
            seen += 1
            if seen > step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
