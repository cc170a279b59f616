"""Environment variables for a while: what a process starts with is what it inherits."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}  # of linear algebra


@contextmanager
def environment(wanted: Mapping[str, str]) -> Iterator[None]:
    """Set variables, and put back at the end what stood there before.

    Args:
        wanted: By name, the value.

    Example:
        >>> with environment({"AIDKIT_EXAMPLE": "1"}):
        ...     os.environ["AIDKIT_EXAMPLE"]
        '1'
        >>> "AIDKIT_EXAMPLE" in os.environ
        False
    """
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
