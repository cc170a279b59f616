"""The complete rulebook as other engines take it: columns in the user's order, and each rule in their dialect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

import aidkit
from aidkit.engine.graph import Graph, Plan
from aidkit.engine.plain import parameter_value
from aidkit.engine.run import graph_of
from aidkit.engine.source import output_dtype
from aidkit.policy import Policy
from aidkit.rules.definition import Aggregate, Node, Rule
from tests.benchmarks.rulebook.dialects import Dialect, Symbol, written
from tests.benchmarks.rulebook.translate import translate

Array = np.ndarray[Any, Any]


@dataclass(frozen=True)
class Formula:
    """One rule in a dialect: what it reads, lines that name intermediate results, and the text of the result."""

    node: Rule
    reads: tuple[str, ...]
    lines: tuple[str, ...]
    text: str

    def function(self, **known: Any) -> Callable[..., Any]:
        """Return the formula as a Python function of what it reads; ``known`` are the modules it names."""
        body = "".join(f"    {line}\n" for line in (*self.lines, f"return {self.text}"))
        scope: dict[str, Any] = {"inf": float("inf"), **known}
        exec(f"def {self.node.name}({', '.join(self.reads)}):\n{body}", scope)  # our own rules, written anew
        made: Callable[..., Any] = scope[self.node.name]
        return made


@dataclass(frozen=True)
class Book:
    """Everything an engine needs.

    Attributes:
        plan: Rules and sums in an order in which they can be computed, and the columns asked for.
        graph: Tells at which level a name lives.
        columns: Input columns by name, rows in the user's order.
        owner: (persons,) row of each person's household.
        homes: How many households there are.
        parameters: By argument, what a rule receives: a number, or a tuple of numbers.
    """

    plan: Plan
    graph: Graph
    columns: Mapping[str, Array]
    owner: Array
    homes: int
    parameters: Mapping[str, Any]

    @staticmethod
    def of(population: aidkit.Population, policy: Policy) -> Book:
        """Take a population and a policy apart."""
        graph, layout = graph_of(policy), population.layout
        plan = graph.plan()
        rows = {"household": layout.household_rows, "person": layout.person_rows}
        columns = {
            column.name: in_order(layout.columns[level][column.name], rows[level])
            for level, read in plan.columns.items()
            for column in read
        }
        owner = in_order(layout.household_rows[layout.home], layout.person_rows)
        known = {spec.argument: parameter_value(spec, policy.entries[spec.path].value) for spec in plan.parameters}
        return Book(plan, graph, columns, owner, len(layout.household_rows), known)

    @property
    def persons(self) -> int:
        """How many persons there are."""
        return len(self.owner)

    @cached_property
    def constants(self) -> dict[str, Any]:
        """Rules that no column moves under these parameters, with their value."""
        return self._written(Dialect())[1]

    def formulas(self, dialect: Dialect) -> dict[str, Formula]:
        """Return every rule that a column moves, in a dialect, in an order in which they can be computed."""
        return self._written(dialect)[0]

    def of_person(self, name: str) -> bool:
        """Whether a name is a person's."""
        return self.graph.level(name) == "person"

    def nodes(self) -> dict[str, Node]:
        """Return the rules and sums that a column moves, in order."""
        return {name: node for name, node in self.plan.nodes.items() if name not in self.constants}

    def empty(self, name: str) -> Array:
        """Return room for a column."""
        node = self.plan.nodes[name]
        return np.zeros(self.persons if node.level == "person" else self.homes, output_dtype(node.result))

    def answer(self, found: Mapping[str, Any]) -> dict[str, Array]:
        """Return the columns asked for: those found, and those that are one number."""
        answer = {}
        for name in self.plan.outputs:
            if name in self.constants:
                answer[name] = self.empty(name)
                answer[name].fill(self.constants[name])
            else:
                answer[name] = found[name]
        return answer

    def _written(self, dialect: Dialect) -> tuple[dict[str, Formula], dict[str, Any]]:
        formulas: dict[str, Formula] = {}
        constants: dict[str, Any] = {}
        for name, node in self.plan.nodes.items():
            if isinstance(node, Aggregate):
                if constants.get(node.of, 1) == 0:  # a sum of nothing
                    constants[name] = constants[node.of]
                continue
            known = {**self.parameters, **constants}
            given = {one: known[one] if one in known else Symbol(one) for one in node.arguments}
            lines, value = translate(node.function, given, dialect)
            if isinstance(value, Symbol):
                reads = tuple(one for one in node.arguments if one not in known)
                formulas[name] = Formula(node, reads, tuple(lines), written(value))
            else:
                constants[name] = value
        return formulas, constants


def in_order(values: Array, rows: Array) -> Array:
    """Put values in engine order back into the user's."""
    ordered = np.empty_like(values)
    ordered[rows] = values
    return ordered


def numpy_columns(book: Book) -> Callable[[], dict[str, Array]]:
    """Compute the rules as translated in numpy: what proves the translation."""
    formulas = {name: (one, one.function(xp=np)) for name, one in book.formulas(Dialect()).items()}

    def work() -> dict[str, Array]:
        found = dict(book.columns)
        with np.errstate(divide="ignore", invalid="ignore"):  # both sides of a choice are computed
            for name, node in book.nodes().items():
                if isinstance(node, Aggregate):
                    found[name] = added_up(book, node, found)
                    continue
                formula, function = formulas[name]
                each = {one: found[one] for one in formula.reads}
                if node.level == "person":
                    each = {one: values if book.of_person(one) else values[book.owner] for one, values in each.items()}
                found[name] = function(**each)
        return book.answer(found)

    return work


def added_up(book: Book, node: Aggregate, found: Mapping[str, Array]) -> Array:
    """Add up members of each family in numpy."""
    chosen = None if node.where is None else found[node.where]
    if node.how == "count":
        return np.bincount(book.owner[chosen], minlength=book.homes)
    assert node.of is not None, node.how
    values = found[node.of] if chosen is None else found[node.of] * chosen
    total = np.bincount(book.owner, values, book.homes)
    return total > 0 if node.how == "any" else total
