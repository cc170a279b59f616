"""The rulebook in stages, for engines that work on tables: persons, then their sums by household, then households."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aidkit.rules.definition import Aggregate, Node
from tests.benchmarks.rulebook.book import Book
from tests.benchmarks.rulebook.dialects import Dialect, Symbol


@dataclass(frozen=True)
class Step:
    """One pass over a table.

    Attributes:
        of_person: Whether the table is that of persons.
        shared: Columns of households that persons read, and have not read before.
        layers: By layer, rules with their text; a layer reads those before it.
        sums: By name, how to add up the persons of each household afterwards (``sum``, ``count``, ``any``), and what.
        reads: What rules and sums read.
    """

    of_person: bool
    shared: tuple[str, ...]
    layers: tuple[dict[str, str], ...]
    sums: dict[str, tuple[str, str]]
    reads: frozenset[str]


def stages(book: Book, dialect: Dialect) -> Iterator[Step]:
    """Return the steps in order."""
    formulas, moving = book.formulas(dialect), book.nodes()
    at_hand: set[str] = set()
    for stage in book.plan.stages:
        of_person = stage.level == "person"
        rules = {name: formulas[name] for name in stage.rules if name in formulas}
        read = {one for formula in rules.values() for one in formula.reads}
        shared = tuple(sorted(one for one in read if of_person and not book.of_person(one) and one not in at_hand))
        at_hand |= set(shared)
        layers: list[dict[str, str]] = []
        depth: dict[str, int] = {}
        for name, formula in rules.items():
            depth[name] = 1 + max((depth[one] for one in formula.reads if one in depth), default=-1)
            if depth[name] == len(layers):
                layers.append({})
            layers[depth[name]][name] = formula.text
        sums = {name: _sum(moving[name], dialect) for name in stage.aggregates if name in moving}
        read |= {one for name in sums for one in moving[name].arguments}
        yield Step(of_person, shared, tuple(layers), sums, frozenset(read))


def _sum(node: Node, dialect: Dialect) -> tuple[str, str]:
    assert isinstance(node, Aggregate)
    if node.of is None or node.where is None:
        return node.how, node.of or node.where or ""
    return node.how, dialect.where(Symbol(node.where), Symbol(node.of), 0.0).text
