"""Where each head of a table stands: rows and columns it spans, the same for Excel and Word."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from aidkit.campaign.forms.definition import Column, Head, Node
from aidkit.campaign.forms.filled import FilledTable, Lang, Value, said
from aidkit.sheets import places

NARROWEST, WIDEST = 6, 26  # places of a column that is as wide as needed
DAY_WIDTH = 10  # places of 2021-08-24
LINES_OF_HEAD = 3  # a head of a narrow column may take so many


@dataclass(frozen=True)
class HeadCell:
    """One head and the cells it spans, counted from 0."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


def depth(nodes: tuple[Node, ...]) -> int:
    """Return how many rows the heads take."""
    return max((1 + depth(node.below) if isinstance(node, Head) else 1 for node in nodes), default=0)


def head_cells(nodes: tuple[Node, ...], lang: Lang, rows: int, row: int = 0, column: int = 0) -> Iterator[HeadCell]:
    """Yield every head with its span; a column under fewer heads than others reaches down to the last row."""
    for node in nodes:
        text = said(node.zh, node.en, lang)
        if isinstance(node, Head):
            width = breadth(node.below)
            yield HeadCell(row, column, 1, width, text)
            yield from head_cells(node.below, lang, rows, row + 1, column)
            column += width
        else:
            yield HeadCell(row, column, rows - row, 1, text)
            column += 1


def breadth(nodes: tuple[Node, ...]) -> int:
    """Return how many columns stand under heads."""
    return sum(breadth(node.below) if isinstance(node, Head) else 1 for node in nodes)


def widths(table: FilledTable, lang: Lang) -> list[int]:
    """Return the places each column needs: its own width, or as wide as its figures and its head in three lines."""
    found = []
    for number, column in enumerate(table.layout.columns):
        shown = [shown_as(column, row[number]) for row in (*table.rows, table.total)]
        longest = max(map(places, shown), default=0)
        head = max(math.ceil(places(line) / LINES_OF_HEAD) for line in said(column.zh, column.en, lang).split("\n"))
        wide = min(WIDEST, max(longest, head + 1, NARROWEST))
        found.append(column.width or (max(DAY_WIDTH, wide) if column.kind == "day" else wide))
    return found


def shown_as(column: Column, value: Value) -> str:
    """Return a value as it is printed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)):
        return f"{value:,.2f}" if column.kind == "yuan" else f"{value:,}"
    return value.isoformat()


def lines_of(text: str, width: int) -> int:
    """Return the lines a text takes in a column of some places."""
    return sum(max(1, math.ceil(places(line) / max(1, width))) for line in text.split("\n"))
