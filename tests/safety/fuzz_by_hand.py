"""The long run of ``test_fuzz_readers``: ``python -m tests.safety.fuzz_by_hand NAME CASES [FIRST_SEED]``."""

from __future__ import annotations

import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path

from aidkit.errors import AidkitError
from tests.safety.bad_files import TARGETS, Target
from tests.safety.test_fuzz_readers import LONGEST


def main(name: str, cases: int, first: int = 0) -> None:
    """Read so many spoilt files; print each outcome that is neither a value nor an ``AidkitError``, and the totals."""
    outcomes: Counter[str] = Counter()
    started, slowest = time.perf_counter(), 0.0
    with tempfile.TemporaryDirectory() as folder:
        target = Target(Path(folder), *TARGETS[name])
        for seed in range(first, first + cases):
            begun = time.process_time()
            signal.alarm(60)  # a hang ends the run with the seed's traceback
            try:
                target.read(seed)
                outcomes["value"] += 1
            except AidkitError:
                outcomes["AidkitError"] += 1
            except Exception as error:
                what = f"{type(error).__name__} at {traceback.extract_tb(error.__traceback__)[-1].name}"
                outcomes[what] += 1
                if outcomes[what] <= 3:
                    print(f"{name}, seed {seed}:", flush=True)
                    traceback.print_exc(limit=-4)
            took = time.process_time() - begun
            slowest = max(slowest, took)
            if took > LONGEST:
                outcomes["too slow"] += 1
                print(f"{name}, seed {seed}: {took:.1f} s", flush=True)
            if (seed + 1) % 10_000 == 0:
                print(seed + 1, dict(outcomes), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name}: {cases:,} cases in {time.perf_counter() - started:,.0f} s, {dict(outcomes)}")
    print(f"slowest {slowest:.2f} s, peak of memory {peak:,.0f} MB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 0)
