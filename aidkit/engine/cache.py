"""Where compiled passes are kept: a folder of the user's own that nobody else can write."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from aidkit.errors import AidkitError, message


def cache_folder() -> Path:
    """Return the folder of compiled passes, made when it is not there.

    ``AIDKIT_CACHE`` decides, else the user's cache folder, else a private temporary one where that cannot be written.

    Raises:
        AidkitError: The folder can be written by others, so what lies in it cannot be trusted; or the one that
            ``AIDKIT_CACHE`` names cannot be used.
    """
    named = os.environ.get("AIDKIT_CACHE")
    if named:
        try:
            return _private(Path(named))
        except OSError as error:
            raise AidkitError(
                message(
                    f"{named}: cannot be made or written ({type(error).__name__}).",
                    "Set AIDKIT_CACHE to a folder of your own.",
                )
            ) from None
    base = os.environ.get("XDG_CACHE_HOME") or Path(os.environ.get("HOME") or "/nonexistent") / ".cache"
    try:
        return _private(Path(base) / "aidkit" / "passes")
    except OSError:
        user = os.getuid() if hasattr(os, "getuid") else "user"
        return _private(Path(tempfile.gettempdir()) / f"aidkit-passes-{user}")


def _private(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if hasattr(os, "getuid") and not (_is_mine(folder) and all(map(_is_mine, folder.iterdir()))):
        raise AidkitError(
            message(
                f"{folder}: others can write this folder, so the compiled rules in it are not used.",
                "Make it yours alone (chmod -R go-w), or set AIDKIT_CACHE to a folder of your own.",
            )
        )
    if not os.access(folder, os.W_OK):
        raise PermissionError(folder)
    return folder


def _is_mine(path: Path) -> bool:
    """Whether nobody but the user can write a file or folder; one that another run has just taken away is no danger."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return True
    return state.st_uid == os.getuid() and not state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def write_once(path: Path, text: str) -> Path:
    """Write a file in one step unless it already holds the text, so that its time stamp stays.

    Of two processes that write the same text at once, the second leaves the first one's file: the compiler's cache
    goes by the time stamp.
    """
    if _holds(path, text):
        return path
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".tmp", delete=False) as file:
        file.write(text)
    if _holds(path, text):
        Path(file.name).unlink()
    else:
        Path(file.name).replace(path)
    return path


def _holds(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text
