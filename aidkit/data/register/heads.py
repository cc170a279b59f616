"""Find the head of a table as towns write it: below titles, over two rows, with units, merged."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aidkit.data.register.shapes import Shape
from aidkit.data.tables import Sheet, plain
from aidkit.errors import PopulationError, listed, message

SEARCHED = 30  # rows from the top in which a head is looked for

_TAIL = re.compile(r"\(([^()]*)\)$")
_UNIT_NOTE = re.compile(r"单位:\S*万元")


@dataclass(frozen=True)
class Head:
    """The head of one sheet.

    Attributes:
        first, last: Rows of the grid it spans.
        columns: Known column name by position.
        others: Every other label by position.
        scale: What an amount is multiplied by to give yuan, by money column.
        title: What stands above it.
    """

    first: int
    last: int
    columns: Mapping[int, str]
    others: Mapping[int, str]
    scale: Mapping[str, int]
    title: str


def find_head(sheet: Sheet, shape: Shape) -> Head | None:
    """Find the rows that name most columns of the shape; None when no row names two.

    Neighbouring rows that name any column belong to the head; of two labels in a column the lower counts.

    Raises:
        PopulationError: When a required column is missing, named twice, or a unit is not money's.
    """
    known = [sum(_column(text, shape) is not None for text in row) for row in sheet.grid[:SEARCHED]]
    best = max(range(len(known)), key=known.__getitem__)
    if known[best] < 2:
        return None
    first, last = best, best
    while first > 0 and known[first - 1]:
        first -= 1
    while last + 1 < len(known) and known[last + 1]:
        last += 1
    labels = _lowest_labels(sheet.grid[first : last + 1], shape)
    columns = {place: name for place, text in labels.items() if (name := _column(text, shape))}
    others = {place: text for place, text in labels.items() if place not in columns and text.strip()}
    title = _title(sheet.grid[:first])
    _check(sheet.name, shape, list(columns.values()), list(labels.values()))
    return Head(first, last, columns, others, _scale(sheet.name, shape, labels, title), title)


def no_head(name: str, shape: Shape) -> PopulationError:
    """Build the error for a file none of whose sheets has a head."""
    return PopulationError(
        message(
            f"{name}: none of the first {SEARCHED} rows names the columns {'、'.join(shape.required)}.",
            "Write the names of the columns into one row above the data.",
        )
    )


def _column(text: str, shape: Shape) -> str | None:
    """Return the column a label names, its unit taken off, or None."""
    label = plain(text).lstrip("*")
    for candidate in (label, _TAIL.sub("", label)):
        name = shape.spellings.get(candidate, candidate)
        if name in shape.columns:
            return name
    return None


def _lowest_labels(rows: Sequence[Sequence[str]], shape: Shape) -> dict[int, str]:
    labels: dict[int, str] = {}
    for place in range(max(len(row) for row in rows)):
        texts = [row[place] for row in reversed(rows) if place < len(row) and row[place].strip()]
        recognised = [text for text in texts if _column(text, shape)]
        labels[place] = next(iter(recognised or texts), "")
    return labels


def _title(rows: Sequence[Sequence[str]]) -> str:
    """Join what stands above the head, a merged title once."""
    texts = dict.fromkeys(cell.strip() for row in rows for cell in row if cell.strip())
    return unicodedata.normalize("NFKC", " ".join(texts))


def _scale(name: str, shape: Shape, labels: Mapping[int, str], title: str) -> dict[str, int]:
    """Read each money column's unit from its label, else from the note above the head."""
    general = "万元" if _UNIT_NOTE.search(title) else "元"
    scale = {}
    for text in labels.values():
        column = _column(text, shape)
        if column is None or column not in shape.units:
            continue
        tail = _TAIL.search(plain(text))
        unit = tail[1] if tail else general
        if unit not in shape.units[column]:
            raise PopulationError(
                message(
                    f"{name}: column {column} is in {unit!r}.",
                    f"Units read: {', '.join(shape.units[column])}.",
                    "Convert the column, and write its unit into the head.",
                )
            )
        scale[column] = 10_000 if unit.startswith("万") else 1
    return scale


def _check(name: str, shape: Shape, columns: list[str], labels: list[str]) -> None:
    missing = [column for column in shape.required if column not in columns]
    if missing:
        raise PopulationError(
            message(
                f"{name}: no column {'、'.join(missing)}.",
                f"Columns found: {listed((plain(text) for text in labels if text.strip()), shown=40)}.",
                f"Needed: {'、'.join(shape.required)}. Name the column so in the head, add it, or confirm() what the head means.",
            )
        )
    twice = sorted(column for column, times in Counter(columns).items() if times > 1)
    if twice:
        raise PopulationError(
            message(
                f"{name}: more than one column {'、'.join(twice)}.",
                "Keep the one that counts, rename the other.",
            )
        )
