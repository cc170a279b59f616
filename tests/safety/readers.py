"""Every reader of the kit by name: what a person hands in, what a person writes, what an office keeps."""

from __future__ import annotations

from pathlib import Path

from tests.safety import office_files, people_files, population_files, written_files
from tests.safety.bad_files import Reader, Target

ROOMS = (population_files, people_files, written_files, office_files)
READERS: dict[str, Reader] = {name: reader for room in ROOMS for name, reader in room.READERS.items()}


def target(name: str, folder: Path) -> Target:
    """Lay out the good files of a reader in an empty folder."""
    return Target(folder, READERS[name])
