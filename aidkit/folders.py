"""Files that belong together: written by one run at a time, and whole or not there at all, whenever it is killed."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from aidkit.errors import AidkitError, message

try:
    import fcntl
except ImportError:  # Windows keeps two programs from one file by itself
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone(folder: Path, below: Path | None = None) -> Iterator[Path]:
    """Hold a folder, made when it is not there, against other runs; a run that is killed lets go of it.

    Args:
        folder: The folder.
        below: The folder it must lie in, wherever links lead.

    Raises:
        AidkitError: Another run holds it, or it lies elsewhere.
    """
    if below is not None and not folder.resolve().is_relative_to(below.resolve()):
        what = f"{folder} leads to {folder.resolve()}, out of {below}."
        raise AidkitError(message(what, "Take the link away, or name another folder."))
    folder.mkdir(parents=True, exist_ok=True)
    if fcntl is None:
        yield folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AidkitError(
                message(f"{folder}: another run is writing here.", "Wait until it has ended, or name another folder.")
            ) from None
        yield folder
    finally:
        os.close(handle)


def put(path: Path, content: bytes) -> Path:
    """Write a file beside its place and move it there whole; who may read the one it replaces may read it.

    Raises:
        OSError: No room, or no right to write; the older file is then still whole.
    """
    staged = path.with_name(f".{path.name}")
    staged.unlink(missing_ok=True)  # a link that somebody left there is not followed
    try:
        with staged.open("xb") as file:
            if path.exists():
                staged.chmod(stat.S_IMODE(path.stat().st_mode))
            file.write(content)
        return staged.replace(path)
    except OSError:
        staged.unlink(missing_ok=True)
        raise


def put_together(folder: Path, files: Mapping[str, bytes], *, last: str, without: tuple[str, ...] = ()) -> None:
    """Put files in place of those of an older run so that no mixture of the two is ever taken for whole.

    All are written beside their places first. Then the older ``last`` is taken away, the others take their places, and
    the new ``last`` comes at the end: a reader who asks for it finds all files of one run, or none.

    Args:
        folder: Where to; it is there.
        files: Contents by name.
        last: Name of the file every reader asks for.
        without: Names of an older run's files that this one does not write.

    Raises:
        OSError: No room, or no right to write; the older files are then still whole.
    """
    try:
        for name, content in files.items():
            (folder / f".{name}").unlink(missing_ok=True)  # a link that somebody left there is not followed
            with (folder / f".{name}").open("xb") as file:
                file.write(content)
    except OSError:
        for name in files:
            (folder / f".{name}").unlink(missing_ok=True)
        raise
    (folder / last).unlink(missing_ok=True)
    for name in without:
        (folder / name).unlink(missing_ok=True)
    for name in sorted(files, key=lambda name: name == last):
        (folder / f".{name}").replace(folder / name)
