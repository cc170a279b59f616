"""The source of a pass: chunk by chunk of families of one size, stage by stage, in loops a compiler can vectorise.

A chunk's values that a later stage reads again stay in small arrays: ``b_…`` one a family, ``s_…`` one a member. Sums
over members add the first members of all families, then the second members, in the order of their ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, ClassVar

import numpy as np

from aidkit.engine.blocks import Own
from aidkit.engine.graph import Plan, Stage
from aidkit.engine.loops import apart
from aidkit.engine.source import START, indented, input_arguments, inputs, parameter_read, stored_as
from aidkit.layout import BLOCK
from aidkit.rules.definition import Aggregate

RUNS = (
    "low",
    "high",
    "home",
    "person",
    "size",
    "count",
    "rows",
    "row_of",
)  # families of one size, and their place's row
ROOM = 2**20  # bytes: what the stages of a chunk hand on stays in the cache of a core
LEAST = 64  # families a chunk
USUAL = 3  # members of a family, when it is reckoned how many families fit


@cache
def pass_source(plan: Plan) -> PassSource:
    """Return the writer of a plan's pass; one a plan."""
    return PassSource(plan)


@lru_cache(16)
def rooms(source: PassSource, widest: int) -> Own[list[np.ndarray[Any, Any]]]:
    """Return the room that threads going through a pass lend; families have so many members at most."""
    return Own(lambda: source.empty_room(widest))


@dataclass(frozen=True)
class PassSource:
    """Writes the pass of a plan.

    Attributes:
        plan: The plan.
        arithmetic: By name, functions the pass calls beside the rules.
    """

    plan: Plan
    arithmetic: ClassVar[Mapping[str, Callable[..., Any]]] = {}

    @cached_property
    def carried(self) -> tuple[str, ...]:
        """Household values that a stage hands on: sums over members, and what a later stage reads."""
        nodes = self.plan.nodes
        return tuple(
            name
            for name in nodes
            if nodes[name].level == "household" and (isinstance(nodes[name], Aggregate) or name in self._read_later)
        )

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """Members' values that a later stage reads again."""
        return tuple(n for n, node in self.plan.nodes.items() if node.level == "person" and n in self._read_later)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in the order they are written."""
        return apart(self.plan)

    @cached_property
    def _read_later(self) -> frozenset[str]:
        stage_of = {n: number for number, s in enumerate(self.stages) for n in (*s.rules, *s.aggregates)}
        return frozenset(
            argument
            for name, node in self.plan.nodes.items()
            for argument in node.arguments
            if stage_of.get(argument, stage_of[name]) < stage_of[name]
        )

    @cached_property
    def arguments(self) -> list[str]:
        """Name the arguments of the pass: runs, parameter rows, inputs, outputs, then room for what stages hand on."""
        return [*RUNS, *input_arguments(self.plan), *(f"o_{name}" for name in self.plan.outputs), *self.room]

    @cached_property
    def room(self) -> dict[str, tuple[str, bool]]:
        """By argument, how the values handed on are stored, and whether there is one a member."""
        nodes = self.plan.nodes
        families = {f"b_{name}": (stored_as(nodes[name].result), False) for name in self.carried}
        return families | {f"s_{name}": (stored_as(nodes[name].result), True) for name in self.kept}

    @cached_property
    def chunk(self) -> int:
        """Families a chunk: as many as fit, since long stretches of a column are read faster than short ones."""
        each = sum(int(np.dtype(kind).itemsize) * (USUAL if wide else 1) for kind, wide in self.room.values())
        return min(1 << int(np.log2(max(ROOM / max(each, 1), LEAST))), BLOCK)

    def empty_room(self, widest: int) -> list[np.ndarray[Any, Any]]:
        """Return room for one chunk of families of so many members at most; a thread needs its own."""
        return [np.empty(self.chunk * (widest if wide else 1), kind) for kind, wide in self.room.values()]

    def text(self) -> str:
        """Write the source; the pass returns whether an amount it wrote is infinite or no number."""
        lines = [
            '"""One pass over families of one size, written from the rules\' argument names; do not edit."""',
            "import numpy as np",
            "",
            "",
            f"def block({', '.join(self.arguments)}):",
            "    astray = False",
            "    for run in range(low, high):",
            "        row = rows[row_of[run]]",
            *indented((f"{spec.argument} = {parameter_read(spec)}" for spec in self.plan.parameters), 2),
            f"        for begin in range(np.uint64(0), count[run], np.uint64({self.chunk})):",
            f"            families = min(np.uint64({self.chunk}), count[run] - begin)",
            "            first_home = home[run] + begin",
        ]
        for stage in self.stages:
            lines += indented(self._stage(stage), 3)
        return "\n".join([*lines, "    return astray"]) + "\n"

    def _stage(self, stage: Stage) -> Iterator[str]:
        if stage.level == "household":
            yield "for j in range(families):"
            yield from indented(self._families(stage.rules), 1)
            return
        for name in stage.aggregates:
            node = self.plan.nodes[name]
            assert isinstance(node, Aggregate)
            yield "for j in range(families):"
            yield f"    b_{name}[j] = {START[node.how]}"
        yield "for member in range(size[run]):"
        yield "    first_person = person[run] + member * count[run] + begin"
        yield f"    first_kept = member * np.uint64({self.chunk})"
        yield "    for j in range(families):"
        yield from indented(self._members(stage), 2)
        for name in stage.aggregates:
            if name in self.plan.outputs:
                yield "for j in range(families):"
                yield f"    {name} = b_{name}[j]"
                yield from indented(self._written([name], "first_home + j"), 1)

    def _families(self, rules: tuple[str, ...]) -> Iterator[str]:
        yield from self._read(rules, rules)
        yield from (self._call(name) for name in rules)
        yield from (f"b_{name}[j] = {name}" for name in rules if name in self.carried)
        yield from self._written(rules, "first_home + j")

    def _members(self, stage: Stage) -> Iterator[str]:
        yield from self._read((*stage.rules, *stage.aggregates), (*stage.rules, *stage.aggregates))
        yield from (self._call(name) for name in stage.rules)
        yield from (f"s_{name}[first_kept + j] = {name}" for name in stage.rules if name in self.kept)
        yield from self._written(stage.rules, "first_person + j")
        for name in stage.aggregates:
            node = self.plan.nodes[name]
            assert isinstance(node, Aggregate)
            yield f"b_{name}[j] = {_accumulated(f'b_{name}[j]', node)}"

    def _read(self, names: Iterable[str], made_here: Iterable[str]) -> Iterator[str]:
        read = {argument for name in names for argument in self.plan.nodes[name].arguments} - set(made_here)
        yield from (f"{n} = h_{n}[first_home + j]" for n in inputs(self.plan, "household") if n in read)
        yield from (f"{n} = p_{n}[first_person + j]" for n in inputs(self.plan, "person") if n in read)
        yield from (f"{n} = b_{n}[j]" for n in self.carried if n in read)
        yield from (f"{n} = s_{n}[first_kept + j]" for n in self.kept if n in read)

    def _call(self, name: str) -> str:
        return f"{name} = r_{name}({', '.join(self.plan.nodes[name].arguments)})"

    def _written(self, names: Iterable[str], index: str) -> Iterator[str]:
        for name in names:
            if name in self.plan.outputs:
                yield f"o_{name}[{index}] = {name}"
                if self.plan.nodes[name].result is float:
                    yield f"astray |= {name} - {name} != 0.0"  # infinite or no number at all


def _accumulated(total: str, aggregate: Aggregate) -> str:
    """Write what a total becomes with one more member; one the condition leaves out changes nothing."""
    of, where = aggregate.of, aggregate.where
    if aggregate.how == "count":
        return f"{total} + (1 if {where} else 0)"
    if aggregate.how == "any":
        return f"{total} | {of}" if where is None else f"{total} | ({where} & {of})"
    with_it = f"{total} + {of}" if aggregate.how == "sum" else f"max({total}, {of})"
    return with_it if where is None else f"({with_it} if {where} else {total})"
