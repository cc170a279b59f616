"""A register extract as a report opens it: read once for its people, for the lists beside it and for matching."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from aidkit.data.register import RegisterExtract

Stamps = tuple[tuple[str, int, int], ...]


def open_register(folder: str | Path, date: datetime.date | str | None = None) -> RegisterExtract:
    """Return the register extract in a folder; the last one opened is not read again while its files stay as they are.

    Args:
        folder: Folder of the extract.
        date: Day ages are counted to; None for the extract's own.

    Returns:
        The extract, shared by everybody who asks for it: nobody writes into its tables.

    Raises:
        PopulationError: A file, column or cell cannot be read.
    """
    root = Path(folder).absolute()
    return _read(root, None if date is None else str(date), _stamps(root))


@lru_cache(maxsize=1)
def _read(root: Path, date: str | None, _stamps: Stamps) -> RegisterExtract:
    from aidkit.data.register import read_extract

    return read_extract(root, date)


def _stamps(root: Path) -> Stamps:
    """Return what changes when a file of the folder does: name, time of change in nanoseconds, size in bytes."""
    files = ((path.name, path.stat()) for path in sorted(root.iterdir()) if path.is_file()) if root.is_dir() else ()
    return tuple((name, found.st_mtime_ns, found.st_size) for name, found in files)
