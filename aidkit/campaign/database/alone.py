"""One writer at a time, and a private folder for what it makes: a lock goes with the process, however that ends."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from aidkit.campaign.errors import CampaignError
from aidkit.errors import message

PRIVATE = 0o077  # what nobody but the owner may do with what is made


@contextmanager
def private() -> Iterator[None]:
    """Let whatever is made meanwhile be its owner's alone."""
    before = os.umask(PRIVATE)
    try:
        yield
    finally:
        os.umask(before)


@contextmanager
def alone(path: Path) -> Iterator[Path]:
    """Be the only writer of a file, and have an empty private folder beside it; both end with the block.

    What a killed writer left in its folder is thrown away: while the lock is held, nobody else can be using it. The
    empty file that is locked stays, for taking it away would let two writers in.

    Args:
        path: The file; it need not be there.

    Yields:
        The folder, on the same disk, so that what is made in it can take the file's place in one step.

    Raises:
        CampaignError: The folder of the file is not there, or another run is writing.
    """
    if not path.parent.is_dir():
        raise CampaignError(message(f"{path.parent}: no such folder.", "Make it first, or name another."))
    work = path.with_name(f".{path.name}.writing")
    with private(), path.with_name(f".{path.name}.lock").open("ab") as held:
        try:
            _lock(held)
        except OSError:
            raise CampaignError(
                message(f"{path.name}: another run is writing to it.", "Wait until it is done, then run this again.")
            ) from None
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        try:
            yield work
        finally:
            shutil.rmtree(work, ignore_errors=True)


def put_in_place(made: Path, path: Path) -> None:
    """Let a complete file take the place of another in one step, with all it holds on the disk."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _lock(file: IO[bytes]) -> None:
    """Take the lock of an open file, or fail at once."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
