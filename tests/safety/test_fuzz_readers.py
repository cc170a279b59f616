"""Whatever a file holds, it is read or refused in words: no other exception, no hang, no hunger for memory.

A few cases a run here. The long run, with its peak of memory: ``python -m tests.safety.fuzz_by_hand NAME CASES``; what it
came to stands in ``tests/safety/README.md``.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from aidkit.errors import AidkitError
from tests.safety.bad_files import Target
from tests.safety.fuzz_by_hand import LONGEST, within
from tests.safety.readers import READERS, target

CASES = 12
FEWER = {"assumptions": 3, "payments": 8, "survey": 6}  # a case of these costs ten times the others


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # of numbers beyond all bounds
@pytest.mark.parametrize("name", READERS)
def test_good_files_are_read_and_spoilt_ones_read_or_refused(tmp_path: Path, name: str) -> None:
    spoilt = target(name, tmp_path)
    assert all(value is not None for value in spoilt.good())
    refused = 0
    for seed in range(FEWER.get(name, CASES)):
        refused += within(LONGEST, partial(is_refused, spoilt, seed))
    assert refused > 0  # else nothing was spoilt


def is_refused(spoilt: Target, seed: int) -> bool:
    try:
        spoilt.read(seed)
    except AidkitError:
        return True
    except Exception as error:
        raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}") from error
    return False
