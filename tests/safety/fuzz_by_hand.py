"""The long run of ``test_fuzz_readers``: ``python -m tests.safety.fuzz_by_hand NAME CASES [FIRST_SEED]``.

Without a name it lists the readers; ``all`` tries one after the other. ``TMPDIR=/dev/shm`` keeps the files off the disk.
"""

from __future__ import annotations

import gc
import resource
import signal
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from aidkit.errors import AidkitError
from tests.safety.readers import READERS, target

T = TypeVar("T")
LONGEST = 2.0  # seconds of the processor a reader may take over a small file
HANGS = 20  # seconds of the processor after which a case is stopped
SHOWN = 3  # tracebacks of one kind


@dataclass
class Outcomes:
    """What came of the cases of one reader."""

    name: str
    counts: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0

    def count(self, seed: int, error: BaseException | None, took: float) -> None:
        """Count a case; print what is neither a value nor an ``AidkitError``, and what takes too long."""
        self.slowest = max(self.slowest, took)
        if took > LONGEST:
            self.counts["too slow"] += 1
            print(f"{self.name}, seed {seed}: {took:.1f} s", flush=True)
        if error is None or isinstance(error, AidkitError):
            self.counts["value" if error is None else "AidkitError"] += 1
            return
        what = f"{type(error).__name__} at {traceback.extract_tb(error.__traceback__)[-1].name}"
        self.counts[what] += 1
        if self.counts[what] <= SHOWN:
            print(f"{self.name}, seed {seed}:", flush=True)
            traceback.print_exception(error, limit=-4, file=sys.stdout)


def within(seconds: float, call: Callable[[], T], tries: int = 3) -> T:
    """Return what a call gives if one of a few takes no longer; a garbage collection may fall into any single one."""
    for _ in range(tries):
        started = time.process_time()
        found = call()
        if time.process_time() - started < seconds:
            return found
    raise AssertionError(f"more than {seconds} s of the processor, {tries} times")


def _hangs(_signal: int, _frame: object) -> None:
    raise TimeoutError(f"more than {HANGS} s")


def main(name: str, cases: int, first: int = 0) -> None:
    """Read so many spoilt files and print what came of them, the slowest case and the peak of memory."""
    found, started = Outcomes(name), time.process_time()
    signal.signal(signal.SIGVTALRM, _hangs)
    with tempfile.TemporaryDirectory() as folder:
        spoilt = target(name, Path(folder))
        spoilt.good()  # libraries are imported before the clock runs
        gc.freeze()  # what they hold need not be looked through again for every few cases
        for seed in range(first, first + cases):
            begun, error = time.process_time(), None
            signal.setitimer(signal.ITIMER_VIRTUAL, HANGS)
            try:
                spoilt.read(seed)
            except Exception as caught:
                error = caught
            found.count(seed, error, time.process_time() - begun)
            if (seed + 1) % 10_000 == 0:
                print(seed + 1, dict(found.counts), flush=True)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    took, peak = time.process_time() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {cases:,} cases in {took:,.0f} s, {dict(found.counts)}")
    print(f"slowest {found.slowest:.2f} s, peak of memory {peak:,.0f} MB", flush=True)


if __name__ == "__main__":
    warnings.simplefilter("ignore")  # numbers beyond all bounds overflow; what comes of them is what is looked at
    if len(sys.argv) < 3:
        print("\n".join(READERS))
    else:
        for reader in READERS if sys.argv[1] == "all" else sys.argv[1:2]:
            main(reader, *map(int, sys.argv[2:4]))
