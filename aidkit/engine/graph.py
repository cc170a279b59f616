"""The graph that argument names draw, and the plan of one pass for the columns that are asked for.

A pass goes through each household in stages: household rules that need no member, then a loop over the members,
then household rules that need their sums, then the members again, as often as the names require.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from aidkit.engine.reserved import PREFIXED, WORDS
from aidkit.errors import OutputError, RuleError, message, suggestion
from aidkit.parameters import BY_ARGUMENT, Spec
from aidkit.rules.definition import Aggregate, Node, Rule
from aidkit.schema import COLUMNS, Column, Level

NAME = re.compile("[a-z_][a-z0-9_]*", re.ASCII)  # it becomes a variable of the compiled pass
BEFORE_MEMBERS = -1  # the stage of household values that need no member; members are even stages, families odd


@dataclass(frozen=True)
class Stage:
    """The rules of one stage in the order they run; member stages also fill the aggregates named."""

    level: Level
    rules: tuple[str, ...]
    aggregates: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """What one pass reads, computes and writes, for the outputs asked for.

    Attributes:
        outputs: Names of the result columns, in statutory order.
        nodes: Rules and aggregates computed.
        stages: The stages of the pass, in order.
        columns: Input columns read, by level.
        parameters: Parameter paths read.
        kept: Person rules whose value a later stage reads again.
        given: By level, rules whose values are handed in rather than computed.
    """

    outputs: tuple[str, ...]
    nodes: Mapping[str, Node]
    stages: tuple[Stage, ...]
    columns: Mapping[Level, tuple[Column, ...]]
    parameters: tuple[Spec, ...]
    kept: frozenset[str]
    given: Mapping[Level, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Graph:
    """The rules in force, wired by their argument names."""

    nodes: Mapping[str, Node]
    _order: tuple[str, ...] = field(init=False)
    _plans: dict[tuple[tuple[str, ...], frozenset[str]], Plan] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for name, node in self.nodes.items():
            _check_name(name)
            for argument in node.arguments:
                self._check_argument(name, node, argument)
        object.__setattr__(self, "_order", self._sorted())

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Names of the result columns: every rule but mere steps, in statutory order."""
        return tuple(name for name, node in self.nodes.items() if not node.step)

    def needs(self, outputs: Iterable[str], given: Collection[str] = ()) -> frozenset[str]:
        """Return every name the outputs rest on: rules, aggregates, columns, parameters; not what lies behind a given."""
        found: set[str] = set()
        waiting = list(outputs)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.nodes[name].arguments if name in self.nodes and name not in given else ()
        return frozenset(found)

    def downstream(self, names: Collection[str]) -> frozenset[str]:
        """Return every rule and aggregate that depends on one of the columns, rules or parameter arguments named."""
        found: set[str] = set()
        for name in self._order:
            if any(argument in names or argument in found for argument in self.nodes[name].arguments):
                found.add(name)
        return frozenset(found)

    def touched_by(self, name: str) -> tuple[str, ...]:
        """Return the result columns that depend on a column or parameter argument, in statutory order."""
        touched = {name, *self.downstream([name])}
        return tuple(output for output in self.columns if output in touched)

    def plan(self, outputs: Iterable[str] | None = None, given: Collection[str] = ()) -> Plan:
        """Plan one pass for the outputs asked for.

        Args:
            outputs: Names of rules or aggregates; None for every result column.
            given: Rules and aggregates whose values will be handed in, so that neither they nor what only they rest on
                is computed.

        Returns:
            The plan; the same outputs in any order give the same plan.

        Raises:
            OutputError: A name is no rule, or none is asked for.
        """
        asked = self._asked(outputs)
        key = (asked, frozenset(given))
        if key not in self._plans:
            self._plans[key] = self._planned(asked, key[1])
        return self._plans[key]

    def _planned(self, asked: tuple[str, ...], given: Collection[str]) -> Plan:
        needed = self.needs(asked, given)
        nodes = {name: self.nodes[name] for name in self._order if name in needed and name not in given}
        stage_of = self._stages(nodes)
        return Plan(
            outputs=asked,
            nodes=nodes,
            stages=_stages_in_order(nodes, stage_of),
            columns={
                level: tuple(c for n, c in COLUMNS[level].items() if self._reads(nodes, level, n)) for level in COLUMNS
            },
            parameters=tuple(spec for argument, spec in BY_ARGUMENT.items() if argument in needed),
            kept=_kept(nodes, stage_of),
            given={
                level: tuple(n for n in self._order if n in needed and n in given and self.level(n) == level)
                for level in COLUMNS
            },
        )

    def level(self, name: str) -> Level | None:
        """Say at which level a name lives; None for parameters."""
        if name in self.nodes:
            return self.nodes[name].level
        if name in COLUMNS["person"] and name != "household_id":
            return "person"
        return "household" if name in COLUMNS["household"] else None

    def _asked(self, outputs: Iterable[str] | None) -> tuple[str, ...]:
        if outputs is None:
            return self.columns
        wanted = [outputs] if isinstance(outputs, str) else list(outputs)
        if not wanted:
            raise OutputError(
                message("No output was asked for.", "Name at least one rule, or leave `outputs` out for all.")
            )
        for name in wanted:
            if name not in self.nodes:
                raise OutputError(message(f"{name!r} is not a result column.", suggestion(name, self.columns)))
        return tuple(name for name in self.nodes if name in set(wanted))

    def _reads(self, nodes: Mapping[str, Node], level: Level, column: str) -> bool:
        return column not in self.nodes and any(
            column in node.arguments and self.level(column) == level for node in nodes.values()
        )

    def _check_argument(self, name: str, node: Node, argument: str) -> None:
        valid = [*self.nodes, *COLUMNS["household"], *COLUMNS["person"], *BY_ARGUMENT]
        if argument not in valid:
            raise RuleError(
                message(
                    f"Rule {name!r} asks for {argument!r}, which is no rule, input column or parameter.",
                    suggestion(argument, valid),
                )
            )
        level = self.level(argument)
        if isinstance(node, Rule) and node.level == "household" and level == "person":
            raise RuleError(
                message(
                    f"Household rule {name!r} asks for {argument!r}, which each person has one of.",
                    f'Declare an aggregate beside it, e.g. total = Sum("{argument}", where="counted"), and ask for that.',
                )
            )
        if isinstance(node, Aggregate) and level != "person":
            raise RuleError(
                message(f"Aggregate {name!r} reads {argument!r}, which is no person column or person rule.")
            )

    def _sorted(self) -> tuple[str, ...]:
        sorter = TopologicalSorter(
            {n: [a for a in node.arguments if a in self.nodes] for n, node in self.nodes.items()}
        )
        try:
            return tuple(sorter.static_order())
        except CycleError as error:
            circle = " → ".join(reversed(error.args[1]))
            raise RuleError(
                message(f"Rules need each other in a circle: {circle}.", "Break it where the law does.")
            ) from None

    def _stages(self, nodes: Mapping[str, Node]) -> dict[str, int]:
        stage: dict[str, int] = {}
        for name, node in nodes.items():
            earlier = [
                stage.get(argument, 0 if self.level(argument) == "person" else BEFORE_MEMBERS)
                for argument in node.arguments
            ]
            latest = max(earlier, default=BEFORE_MEMBERS)
            if isinstance(node, Aggregate):
                stage[name] = latest + 1 if latest % 2 == 0 else latest
            else:
                member_stage = node.level == "person"
                stage[name] = latest if (latest % 2 == 0) == member_stage else latest + 1
        return stage


def _check_name(name: str) -> None:
    """Refuse a rule whose name is none, or means something else already: the value it gives would take its place."""
    if not NAME.fullmatch(name):
        raise RuleError(
            message(f"{name!r} is no name of a rule.", "Allowed: a function's name of small letters, digits and _.")
        )
    taken = f"Rule {name!r} is named like "
    if name in COLUMNS["household"] or name in COLUMNS["person"]:
        raise RuleError(message(f"{taken}an input column.", "Give it a name of its own."))
    if name in BY_ARGUMENT:
        path = BY_ARGUMENT[name].path
        raise RuleError(
            message(f"{taken}the parameter {path}.", f"Give it a name of its own, or reform({{{path!r}: …}}).")
        )
    if name in WORDS or PREFIXED.match(name) or keyword.iskeyword(name):
        raise RuleError(message(f"{taken}a variable of the compiled pass.", "Give it a longer name."))


def _stages_in_order(nodes: Mapping[str, Node], stage_of: Mapping[str, int]) -> tuple[Stage, ...]:
    stages = []
    for number in range(BEFORE_MEMBERS, max(stage_of.values(), default=BEFORE_MEMBERS) + 1):
        members = number % 2 == 0
        rules = tuple(n for n in nodes if isinstance(nodes[n], Rule) and stage_of[n] == number)
        aggregates = tuple(
            n for n in nodes if members and isinstance(nodes[n], Aggregate) and stage_of[n] == number + 1
        )
        if rules or aggregates:
            stages.append(Stage("person" if members else "household", rules, aggregates))
    return tuple(stages)


def _kept(nodes: Mapping[str, Node], stage_of: Mapping[str, int]) -> frozenset[str]:
    """Person rules read in a later member stage than their own."""
    kept = set()
    for name, node in nodes.items():
        reading = stage_of[name] - 1 if isinstance(node, Aggregate) else stage_of[name]
        for argument in node.arguments:
            if argument in nodes and nodes[argument].level == "person" and stage_of[argument] < reading:
                kept.add(argument)
    return frozenset(kept)
