"""What a form is: a title, columns under nested heads, the tables it prints, and the sums that must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["text", "day", "count", "yuan", "number"]
KINDS: tuple[Kind, ...] = get_args(Kind)
ADDED: tuple[Kind, ...] = ("count", "yuan")  # kinds a total adds up; a plain number may have another unit in each row
ALL, NOT = "all", "not "  # tallies: every row; rows in which a column is empty
SERIAL = "serial"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: Name of the column in the table that fills the form; of a tally, its own.
        zh, en: Its head.
        kind: What stands in it.
        width: Places of its width; 0 for as wide as needed.
        tally: Of a summary of single entries: which rows are counted.
    """

    name: str
    zh: str
    en: str
    kind: Kind
    width: int = 0
    tally: str = ""


@dataclass(frozen=True)
class Head:
    """A head over several columns or further heads."""

    zh: str
    en: str
    below: tuple[Node, ...]


Node = Column | Head


@dataclass(frozen=True)
class Layout:
    """One printed table of a form.

    Attributes:
        id: Its key.
        zh, en: Titles.
        by: Columns whose values make a row each; none for a list of single entries.
        heads: Its heads, from left to right.
    """

    id: str
    zh: str
    en: str
    by: tuple[str, ...]
    heads: tuple[Node, ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns from left to right."""
        return tuple(leaves(self.heads))


@dataclass(frozen=True)
class Check:
    """A sum of columns that must equal another column, or not pass it."""

    parts: tuple[str, ...]
    total: str
    equal: bool


@dataclass(frozen=True)
class Form:
    """A form as its file defines it; made by ``load_form``.

    Attributes:
        id: Name of its file.
        zh, en: Titles; the Chinese one with ``{place}`` and ``{period}`` where they stand.
        clauses: Clauses that ask for it.
        unit: Unit line of the head.
        landscape: Whether it prints across.
        basis: Where its columns come from.
        period: What ``{period}`` is unless given.
        notes: Lines at its foot.
        heads: Every column, under its heads.
        layouts: The tables it prints.
        checks: Sums that must hold in every row.
    """

    id: str
    zh: str
    en: str
    clauses: tuple[str, ...]
    unit: str
    landscape: bool
    basis: str
    period: str
    notes: tuple[str, ...]
    heads: tuple[Node, ...]
    layouts: tuple[Layout, ...]
    checks: tuple[Check, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that fill it, from left to right."""
        return tuple(leaves(self.heads))

    @property
    def keys(self) -> tuple[str, ...]:
        """Columns its tables sort rows by; every row needs them."""
        return tuple(dict.fromkeys(name for layout in self.layouts for name in layout.by))

    @property
    def is_list(self) -> bool:
        """Whether a row is a single entry, so that several may have the same keys."""
        return any(not layout.by for layout in self.layouts)

    def title(self, place: str, period: str = "") -> str:
        """Return its title for a place and a period."""
        return self.zh.format(place=place, period=period or self.period)


def leaves(nodes: tuple[Node, ...]) -> Iterator[Column]:
    """Yield the columns under heads, from left to right."""
    for node in nodes:
        if isinstance(node, Head):
            yield from leaves(node.below)
        else:
            yield node


def pruned(nodes: tuple[Node, ...], wanted: Callable[[Column], bool]) -> tuple[Node, ...]:
    """Return heads with only the columns wanted; a head without columns goes."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, Head):
            below = pruned(node.below, wanted)
            kept += [Head(node.zh, node.en, below)] if below else []
        elif wanted(node):
            kept.append(node)
    return tuple(kept)
