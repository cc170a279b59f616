"""How wide a table's columns want to be, so that a printed page can share itself out among them.

Widths are counted in places: half the width of a Chinese letter, about one Latin one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aidkit.report.table import Head, Table, written
from aidkit.sheets import places

UPRIGHT = 104  # places across an upright page in a table's type; beyond it the type is smaller or the page turned
ACROSS = 158  # places across a page on its side
WIDEST = 72  # a longer text wraps
LONGEST_WORD = 24  # a longer one is broken
MANY = 20  # rows from which on a table that is too wide is worth turning the page for
SMALLEST_TYPE = 0.78  # of a table's usual type
AIR = 3  # places between columns
NUMBERS = ("count", "yuan", "share", "factor", "date")
WORD = re.compile(r"[^\s/.,;:_?=&\-⺀-鿿]+[/.,;:_?=&\-]*")  # what no line may break
STEPS = 6  # places of the narrowest column
USUAL = 0.9  # the part of a column's lines that should not have to wrap


@dataclass(frozen=True)
class Column:
    """A printed column: a head and those set small below it.

    Attributes:
        heads: Places of the heads in the table, the main one first.
        least: Places its longest unbroken word takes.
        wanted: Places its longest line takes, up to the widest.
    """

    heads: tuple[int, ...]
    least: int
    wanted: int


def columns(table: Table) -> list[Column]:
    """Return the printed columns of a table, left to right."""
    rows = list(table.rows())
    groups: list[list[int]] = []
    for number, head in enumerate(table.heads):
        if head.form == "below" and groups:
            groups[-1].append(number)
        else:
            groups.append([number])
    return [_column(table, group, rows) for group in groups]


def shares(found: Sequence[Column], across: int) -> list[float]:
    """Return the part of the page each column gets: its longest word at least, more where its lines are long.

    Args:
        found: The columns.
        across: Places the page has.
    """
    least = [column.least + AIR for column in found]
    wanted = [column.wanted + AIR for column in found]
    room, more = across - sum(least), sum(wanted) - sum(least)
    if room <= 0 or more <= 0:
        given: list[float] = [float(width) for width in (least if room <= 0 else wanted)]
    else:
        part = min(1.0, room / more)
        given = [low + (high - low) * part for low, high in zip(least, wanted, strict=True)]
    return [width / sum(given) for width in given]


def is_wide(table: Table, found: Sequence[Column]) -> bool:
    """Whether a table needs its page turned on its side: smaller type would not do, or it is long and wraps much."""
    least, wanted = (sum(getattr(column, name) + AIR for column in found) for name in ("least", "wanted"))
    return bool(least * SMALLEST_TYPE > UPRIGHT or (len(table.frame) > MANY and wanted > 1.5 * UPRIGHT))


def type_size(found: Sequence[Column], across: int) -> float:
    """Return how large a table's type may be, as a part of the usual, so that its longest words fit."""
    least = sum(column.least + AIR for column in found)
    return max(SMALLEST_TYPE, min(1.0, across / least)) if least else 1.0


def _column(table: Table, group: list[int], rows: list[list[Any]]) -> Column:
    heads = [table.heads[number] for number in group]
    texts = [written(row[number], table.heads[number].form) for row in rows for number in group]
    lines = [*texts, *(text for head in heads[:1] for text in _head(head, table))]
    figures = [
        written(row[group[0]], heads[0].form)
        for row in rows
        if heads[0].form == "date" or (heads[0].form in NUMBERS and not isinstance(row[group[0]], str))
    ]
    words = [word for text in lines for word in WORD.findall(text)] + figures
    least = max(STEPS, min(LONGEST_WORD, max((places(word) for word in words), default=STEPS)))
    lengths = sorted(map(places, lines))
    usual = lengths[int(len(lengths) * USUAL)] if lengths else least
    return Column(tuple(group), least, max(least, min(WIDEST, usual)))


def _head(head: Head, table: Table) -> list[str]:
    parts = (head.label.zh, head.label.en) if table.lang == "both" else (head.label.show(table.lang),)
    return [*parts, head.unit.show(table.lang)]
