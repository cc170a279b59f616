"""The source of a walk: one family after the other, its rules again and again from threshold to threshold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from aidkit.engine.graph import Plan, Stage
from aidkit.engine.lines import STEP
from aidkit.engine.source import START, indented, input_arguments, inputs, parameter_read, stored_as
from aidkit.rules.definition import Aggregate

MOST = 10_000  # pieces a family; more means a rule that is not straight between its thresholds
STILL = 1e-11  # a figure that changes by less than this share of itself has not changed
OVER = 1e-10  # how far behind a threshold, as a share of its position, the next piece is looked at


@dataclass(frozen=True)
class WalkSource:
    """Writes the walk of a plan.

    Attributes:
        plan: The plan.
        moving: Inputs and parameter arguments that move along the line.
        sloped: Rules whose value has a slope along the line.
        summed: Whether families' weighted changes are written down, for their sum, instead of every piece.
    """

    plan: Plan
    moving: frozenset[str]
    sloped: frozenset[str]
    summed: bool = False

    @property
    def columns_that_move(self) -> tuple[str, ...]:
        """Input columns that move, in alphabetical order; each has its change for one unit as ``d_…``."""
        read = {*inputs(self.plan, "household"), *inputs(self.plan, "person")}
        return tuple(sorted(self.moving & read))

    @property
    def room(self) -> dict[str, str]:
        """By argument, how members' values that a later stage reads again are stored; one a member."""
        nodes = self.plan.nodes
        return {
            f"s_{name}": "complex128" if name in self.sloped else stored_as(nodes[name].result)
            for name in nodes
            if name in self.plan.kept
        }

    def text(self) -> str:
        """Write the source: for each family, the body again and again from threshold to threshold."""
        changes = [f"d_{name}" for name in self.columns_that_move]
        arguments = ["first_person", "size", "stride", "row", "slope", "low", "high"]
        arguments += [*input_arguments(self.plan), *changes, *(["weights", "totals"] if self.summed else []), "pieces"]
        arguments += ["trace", *self.room]
        text = [
            '"""Families followed along a line, written from the rules\' argument names; do not edit."""',
            "import numpy as np",
            "",
            f"SLOPE = {STEP!r} * 1j",
            "",
            "",
            f"def block(first_family, last_family, {', '.join(arguments)}):",
            "    used = 0",
            *indented(self._parameters(moving=False), 1),
            "    for h in range(first_family, last_family):",
            f"        if used + {MOST + 1} > len(pieces):",
            "            return h, used",
            "        steps = 0",
            "        start = low[h]",
            "        here = start",
            *indented(self._before(), 2),
            "        while True:",
            "            trace[0] = here",
            "            trace[1] = high[h]",
            "            trace[2] = -1.0",
            *indented(self._parameters(moving=True), 3),
            *indented((f"{name} = {self._input(name, 'h')}" for name in inputs(self.plan, "household")), 3),
        ]
        for stage in self.plan.stages:
            text += indented(self._stage(stage), 3)
        written = _change(self.plan.outputs) if self.summed else _piece(self.plan.outputs)
        text += [*indented(written, 3), *indented(_onward(), 3), "    return last_family, used"]
        return "\n".join(text) + "\n"

    def _before(self) -> Iterator[str]:
        """Give what a family's pieces hand on a first value, so that its type is known."""
        if self.summed:
            yield "there = here"
            for place in range(len(self.plan.outputs)):
                yield f"was_{place} = 0.0"
                yield f"pace_{place} = 0.0"

    def _parameters(self, *, moving: bool) -> Iterator[str]:
        for spec in self.plan.parameters:
            if (spec.argument in self.moving) == moving:
                yield f"{spec.argument} = {parameter_read(spec, moving=moving)}"

    def _stage(self, stage: Stage) -> Iterator[str]:
        if stage.level == "household":
            yield from (self._call(name) for name in stage.rules)
            return
        aggregates = {name: self.plan.nodes[name] for name in stage.aggregates}
        yield from (f"{name} = {START[a.how]}" for name, a in aggregates.items() if isinstance(a, Aggregate))
        yield "for member in range(size[h]):"
        yield "    i = first_person[h] + member * stride[h]"
        yield from indented(self._member(stage), 1)

    def _member(self, stage: Stage) -> Iterator[str]:
        plan = self.plan
        read = {argument for name in (*stage.rules, *stage.aggregates) for argument in plan.nodes[name].arguments}
        yield from (f"{name} = {self._input(name, 'i')}" for name in inputs(plan, "person") if name in read)
        earlier = [name for name in plan.nodes if name in plan.kept and name in read and name not in stage.rules]
        yield from (f"{name} = s_{name}[member]" for name in earlier)
        yield from (self._call(name) for name in stage.rules)
        yield from (f"s_{name}[member] = {name}" for name in stage.rules if name in plan.kept)
        for name in stage.aggregates:
            node = plan.nodes[name]
            if isinstance(node, Aggregate):
                yield from _accumulated(name, node)

    def _call(self, name: str) -> str:
        return f"{name} = r_{name}({', '.join([*self.plan.nodes[name].arguments, 'trace'])})"

    def _input(self, name: str, index: str) -> str:
        column = f"{'h' if index == 'h' else 'p'}_{name}[{index}]"
        if name not in self.moving:
            return column
        return f"{column} + d_{name}[{index}] * here + d_{name}[{index}] * SLOPE"


def _piece(figures: tuple[str, ...]) -> Iterator[str]:
    """Write down the piece just walked."""
    yield "pieces[used, 0] = h"
    yield "pieces[used, 1] = start"
    yield "pieces[used, 2] = trace[1]"
    yield "pieces[used, 3] = trace[2]"
    for place, name in enumerate(figures):
        yield f"pieces[used, {4 + place}] = value_of({name}) + slope_of({name}) * (start - here)"
        yield f"pieces[used, {4 + len(figures) + place}] = slope_of({name})"
    yield "used += 1"


def _change(figures: tuple[str, ...]) -> Iterator[str]:
    """Add the family's first piece to the totals; of those that follow, write down what truly changes."""
    count = len(figures)
    for place, name in enumerate(figures):
        yield f"now_{place} = value_of({name})"
        yield f"rate_{place} = slope_of({name})"
    yield "if steps == 0:"
    for place in range(count):
        yield f"    totals[{place}] += weights[h] * (now_{place} - rate_{place} * here)"
        yield f"    totals[{count + place}] += weights[h] * rate_{place}"
    yield "    moved = True"
    yield "else:"
    yield "    moved = False"
    for place in range(count):
        yield f"    moved |= abs(rate_{place} - pace_{place}) > {STILL!r} * max(1.0, abs(rate_{place}))"
        expected = f"(was_{place} + pace_{place} * (here - there))"
        yield f"    moved |= abs(now_{place} - {expected}) > {STILL!r} * max(1.0, abs(now_{place}))"
    yield "    if moved:"
    yield "        pieces[used, 0] = start"
    for place in range(count):
        before = f"(was_{place} - pace_{place} * there)"
        yield f"        pieces[used, {1 + place}] = weights[h] * (now_{place} - rate_{place} * here - {before})"
        yield f"        pieces[used, {1 + count + place}] = weights[h] * (rate_{place} - pace_{place})"
    yield "        used += 1"
    yield "if moved:"
    yield "    there = here"
    for place in range(count):
        yield f"    was_{place} = now_{place}"
        yield f"    pace_{place} = rate_{place}"


def _onward() -> Iterator[str]:
    """Step over the threshold that ends the piece, or on to the next family."""
    yield "steps += 1"
    yield f"if steps > {MOST}:"
    yield "    return h, -1"
    yield "if trace[2] < 0.0:"
    yield "    break"
    yield "start = trace[1]"
    yield f"here = start + {OVER!r} * max(1.0, abs(start))"
    yield "if here >= high[h]:"
    yield "    break"


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
