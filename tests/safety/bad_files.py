"""Files no reader should trust: every reader of the kit with good files, spoilt at random, the same for one seed."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tests.safety.spoiling import Spoiler, spoil

WHOLE = 0.1  # of the cases: files as large as real ones; the others are as small as the reader takes

LayOut = Callable[[Path], list[Path]]  # writes good files into a folder and returns those to spoil
Read = Callable[[Path], object]


@dataclass(frozen=True)
class Reader:
    """A reader and good files for it.

    Attributes:
        read: What is called with the folder.
        small: Layouts of a few rows or keys, so that many cases can be tried.
        whole: The layout with everything a file may hold.
        spoiler: What spoils one file of a layout.
    """

    read: Read
    small: tuple[LayOut, ...]
    whole: LayOut
    spoiler: Spoiler = spoil


class Target:
    """A reader's layouts, written once; ``read`` spoils a file of one of them and reads the folder.

    Args:
        folder: Where the files lie; of nobody else.
        reader: The reader.
    """

    def __init__(self, folder: Path, reader: Reader) -> None:
        self.folder, self._reader, self._changes = folder, reader, 0
        self.small, self.whole = [self._laid(lay_out) for lay_out in reader.small], self._laid(reader.whole)

    def _laid(self, lay_out: LayOut) -> Mapping[Path, bytes]:
        folder = self.folder / f"layout-{sum(1 for _ in self.folder.iterdir())}"
        folder.mkdir()
        return MappingProxyType({path: path.read_bytes() for path in lay_out(folder)})

    def read(self, seed: int) -> object:
        """Read the files of a layout with one of them spoilt; the others are good."""
        chance = random.Random(seed)
        files = self.whole if chance.random() < WHOLE else chance.choice(self.small)
        path = chance.choice(list(files))
        return self.read_with(path, self._reader.spoiler(files[path], chance), files[path])

    def read_with(self, path: Path, content: bytes, good: bytes) -> object:
        """Read a layout with one file's content in place of the good one."""
        path.write_bytes(content)
        self._changes += 1
        os.utime(path, ns=(self._changes, self._changes))  # a reader that remembers by the time of a file reads anew
        try:
            return self._reader.read(self._layout(path))
        finally:
            path.write_bytes(good)

    @property
    def texts(self) -> list[tuple[Path, bytes]]:
        """Every file of the small layouts with its good content."""
        return [pair for files in self.small for pair in files.items()]

    def _layout(self, path: Path) -> Path:
        return self.folder / path.relative_to(self.folder).parts[0]

    def good(self) -> list[object]:
        """Read every layout as it is."""
        return [self._reader.read(self._layout(next(iter(files)))) for files in (*self.small, self.whole)]
