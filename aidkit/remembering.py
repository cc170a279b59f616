"""Files that are read again only once they have changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
STATES = 64  # a file that is edited in a long session is not kept in every state


def until_changed(read: Callable[[Path], T]) -> Callable[[Path], T]:
    """Remember what a reader makes of a file, until its time of change is another; what it raises is not remembered.

    Args:
        read: Reads a file. What it returns is shared, so nobody may write into it.

    Returns:
        The same reader, with a memory.
    """
    kept = lru_cache(maxsize=STATES)(lambda path, _stamp: read(path))

    @wraps(read)
    def remembered(path: Path) -> T:
        found: T = kept(path, path.stat().st_mtime_ns if path.exists() else 0)
        return found

    return remembered
