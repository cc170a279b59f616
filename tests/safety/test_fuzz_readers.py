"""Whatever a file holds, it is read or refused in words: no other exception, no hang, no hunger for memory.

A few cases a run here. The long run, with its peak of memory: ``python -m tests.safety.fuzz_by_hand NAME CASES``.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from aidkit.errors import AidkitError
from tests.safety.bad_files import TARGETS, Target

CASES = 40
FOUND = {  # seeds of long runs that once ended in an exception of another kind
    "population": (291,), "place": (1026, 165_483), "reform": (217_166,), "register": (301_747, 504_003), "survey mapping": (304_118,)
}  # fmt: skip
LONGEST = 2.0  # seconds of the processor a reader may take over a small file


@pytest.mark.parametrize("name", TARGETS)
def test_a_spoilt_file_is_read_or_refused(tmp_path: Path, name: str) -> None:
    target = Target(tmp_path, *TARGETS[name])
    TARGETS[name][1](tmp_path)  # libraries are imported before the clock runs
    refused = 0
    for seed in (*range(CASES), *FOUND.get(name, ())):
        started = time.process_time()
        try:
            target.read(seed)
        except AidkitError:
            refused += 1
        except Exception as error:
            raise AssertionError(f"{name}, seed {seed}: {type(error).__name__}: {error}") from error
        assert time.process_time() - started < LONGEST, f"seed {seed}"
    assert refused > 0  # else nothing was spoilt


@pytest.mark.parametrize("name", TARGETS)
def test_the_good_files_are_read(tmp_path: Path, name: str) -> None:
    good, read = TARGETS[name]
    good(tmp_path)
    assert read(tmp_path) is not None
