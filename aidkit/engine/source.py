"""The body of a pass as text: what happens to one household, stage by stage, written from a plan.

Both the plain pass and the walk along a line are this body; in a walk some inputs move and the rules take a trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

import numpy as np

from aidkit.engine.graph import Plan, Stage
from aidkit.parameters import SPECS, Spec
from aidkit.rules.definition import Aggregate
from aidkit.schema import Level

_START = {"sum": "0.0", "max": "0.0", "count": "0", "any": "False"}


def output_dtype(result: type) -> np.dtype[Any]:
    """How a result column is stored: categories and flags narrow, counts and amounts in 64 bits."""
    if issubclass(result, IntEnum):
        return np.dtype("int8")
    return np.dtype({bool: "bool", int: "int64", float: "float64"}[result])


@cache
def parameter_slots() -> dict[str, slice]:
    """Return where each parameter path lies in a place's parameter row."""
    slots, start = {}, 0
    for spec in SPECS:
        slots[spec.path] = slice(start, start + spec.width)
        start += spec.width
    return slots


def inputs(plan: Plan, level: Level) -> tuple[str, ...]:
    """Name what the pass reads at a level: input columns, then rules whose values are given."""
    return (*(column.name for column in plan.columns[level]), *plan.given.get(level, ()))


def input_arguments(plan: Plan) -> list[str]:
    """Name the arguments of a pass that hold its inputs, household columns first."""
    return [f"h_{name}" for name in inputs(plan, "household")] + [f"p_{name}" for name in inputs(plan, "person")]


def indented(lines: Iterable[str], depth: int) -> list[str]:
    """Indent lines of source text."""
    return [f"{'    ' * depth}{line}" for line in lines]


@dataclass(frozen=True)
class Body:
    """Writes the parts of a pass.

    Attributes:
        plan: The plan.
        moving: Inputs and parameter arguments that move along a line; none in a plain pass.
        sloped: Rules whose value has a slope along the line.
    """

    plan: Plan
    moving: frozenset[str] = frozenset()
    sloped: frozenset[str] = frozenset()

    @property
    def columns_that_move(self) -> tuple[str, ...]:
        """Input columns that move, in alphabetical order; each has its change for one unit as ``d_…``."""
        read = {*inputs(self.plan, "household"), *inputs(self.plan, "person")}
        return tuple(sorted(self.moving & read))

    def parameters(self, *, moving: bool) -> Iterator[str]:
        """Read the parameters that stay, or those that move."""
        for spec in self.plan.parameters:
            if (spec.argument in self.moving) == moving:
                yield f"{spec.argument} = {_read(spec, moving=moving)}"

    def scratch(self) -> Iterator[str]:
        """Make room for members' values that a later stage reads again."""
        for name in self.plan.nodes:
            if name in self.plan.kept:
                yield f"s_{name} = np.empty(widest, np.{self._stored_as(name)})"

    def household_inputs(self) -> Iterator[str]:
        """Read the household's inputs."""
        yield from (f"{name} = {self._input(name, 'h')}" for name in inputs(self.plan, "household"))

    def stage(self, stage: Stage) -> Iterator[str]:
        """Write one stage: household rules, or a loop over the members."""
        if stage.level == "household":
            yield from (self._call(name) for name in stage.rules)
            yield from self._written(stage.rules, "h")
            return
        aggregates = {name: self.plan.nodes[name] for name in stage.aggregates}
        yield from (f"{name} = {_START[a.how]}" for name, a in aggregates.items() if isinstance(a, Aggregate))
        yield "for i in range(first, last):"
        yield from indented(self._member(stage), 1)
        yield from self._written(stage.aggregates, "h")

    def _member(self, stage: Stage) -> Iterator[str]:
        plan = self.plan
        read = {argument for name in (*stage.rules, *stage.aggregates) for argument in plan.nodes[name].arguments}
        yield from (f"{name} = {self._input(name, 'i')}" for name in inputs(plan, "person") if name in read)
        earlier = [name for name in plan.nodes if name in plan.kept and name in read and name not in stage.rules]
        yield from (f"{name} = s_{name}[i - first]" for name in earlier)
        yield from (self._call(name) for name in stage.rules)
        yield from (f"s_{name}[i - first] = {name}" for name in stage.rules if name in plan.kept)
        yield from self._written(stage.rules, "i")
        for name in stage.aggregates:
            node = plan.nodes[name]
            if isinstance(node, Aggregate):
                yield from _accumulated(name, node)

    def _call(self, name: str) -> str:
        trace = ["trace"] if self.moving else []
        return f"{name} = r_{name}({', '.join([*self.plan.nodes[name].arguments, *trace])})"

    def _written(self, names: Iterable[str], index: str) -> Iterator[str]:
        if self.moving:
            return
        for name in names:
            if name in self.plan.outputs:
                yield f"o_{name}[{index}] = {name}"
                if self.plan.nodes[name].result is float:
                    yield f"astray |= {name} - {name} != 0.0"  # infinite or no number at all

    def _input(self, name: str, index: str) -> str:
        column = f"{'h' if index == 'h' else 'p'}_{name}[{index}]"
        if name not in self.moving:
            return column
        return f"{column} + d_{name}[{index}] * here + d_{name}[{index}] * SLOPE"

    def _stored_as(self, name: str) -> str:
        dtype = "complex128" if name in self.sloped else output_dtype(self.plan.nodes[name].result).name
        return "bool_" if dtype == "bool" else dtype


def _read(spec: Spec, *, moving: bool) -> str:
    slot = parameter_slots()[spec.path]
    if moving:
        return f"row[{slot.start}] + slope[{slot.start}] * here + slope[{slot.start}] * SLOPE"
    if spec.width > 1:
        return f"row[{slot.start}:{slot.stop}]"
    value = f"row[{slot.start}]"
    return {"bool": f"{value} != 0.0", "category": f"np.int64({value})"}.get(spec.kind, value)


def _accumulated(name: str, aggregate: Aggregate) -> Iterator[str]:
    step = {
        "sum": f"{name} += {aggregate.of}",
        "max": f"{name} = max({name}, {aggregate.of})",
        "count": f"{name} += 1",
        "any": f"{name} = {name} or {aggregate.of}",
    }[aggregate.how]
    if aggregate.where is None:
        yield step
    else:
        yield f"if {aggregate.where}:"
        yield f"    {step}"
