"""Which columns a file names, before it is decided what each of them means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from aidkit.data.register.confirmed import read_confirmed
from aidkit.data.register.heads import SEARCHED
from aidkit.data.register.shapes import SPELLINGS
from aidkit.data.tables import plain, read_sheets

_UNIT = re.compile(r"\([^()]*\)$")


def labels_in(path: Path) -> set[str]:
    """Return every text near the top of a file as a label: plain, with and without its unit, in the usual spelling.

    A head that was confirmed for the file's folder counts as the column it means.
    """
    known = {**SPELLINGS, **read_confirmed(path.parent).columns}
    texts = {plain(text).lstrip("*") for sheet in read_sheets(path) for row in sheet.grid[:SEARCHED] for text in row}
    texts |= {_UNIT.sub("", text) for text in texts}
    return texts | {known[text] for text in texts if text in known}


def first_named(labels: Iterable[str], found: set[str]) -> str:
    """Return the first of the labels that stands in the file; the first of all when none does."""
    known = tuple(labels)
    return next((label for label in known if label in found), known[0])
