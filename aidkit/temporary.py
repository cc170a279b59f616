"""Private folders that pass: gone with their owner, and where that was killed, when the next one is made."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from pathlib import Path

try:
    import fcntl
except ImportError:  # on Windows what a killed process left stays until the user's temporary files are cleared
    fcntl = None  # type: ignore[assignment]

NAME = "aidkit-passing-"  # no folder that anybody made by hand is called so
UNHELD = ".aidkit-passing-"  # made, but not held yet: nobody takes it for one that was left


class Passing:
    """A private folder (mode 0700) among the user's temporary files that lives as long as this object.

    It goes when a ``with`` block ends, when nobody has the object any more, or when the process ends. A process that is
    killed leaves its folder, and whoever makes the next one throws it away: that its owner is gone is told by a lock,
    which goes with the process however that ends.

    Attributes:
        path: The folder.
        end: Throws it away now; a second call does nothing.

    Example:
        >>> with Passing("example") as folder:
        ...     _ = (folder / "list.csv").write_text("1", encoding="utf-8")
        >>> folder.exists()
        False
    """

    def __init__(self, what: str) -> None:
        clear_left()
        made = Path(tempfile.mkdtemp(prefix=f"{UNHELD}{what}-"))
        held = _hold(made)
        self.path = made.rename(made.with_name(made.name.removeprefix(".")))
        self.end = weakref.finalize(self, _end, self.path, held, os.getpid())

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.end()


def clear_left() -> list[Path]:
    """Throw away the folders whose owners were killed, and return them."""
    if fcntl is None:
        return []
    return [folder for folder in Path(tempfile.gettempdir()).glob(f"{NAME}*") if _was_left(folder)]


def _was_left(folder: Path) -> bool:
    """Throw a folder away if it is the user's own and nobody holds it; say whether it was so."""
    try:
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            return False
        held = _hold(folder)
    except OSError:  # its owner lives, or has just taken it away
        return False
    shutil.rmtree(folder, ignore_errors=True)
    if held is not None:
        os.close(held)
    return True


def _hold(folder: Path) -> int | None:
    """Lock a folder for this process, and return the handle that holds it.

    Raises:
        OSError: Another process holds it, or it is not there.
    """
    if fcntl is None:
        return None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(handle)
        raise
    return handle


def _end(folder: Path, held: int | None, owner: int) -> None:
    """Throw a folder away, unless this is a fork of its owner."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)
    if held is not None:
        os.close(held)
