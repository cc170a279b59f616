"""Following every family along a line: the pieces on which its figures are straight, and why each piece ends.

The line is a parameter that moves, several that move together, or an input such as a person's wage. The pass is the
one the rules are compiled to anyway, run for each family from threshold to threshold instead of once.
"""

from __future__ import annotations

import inspect
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from aidkit.engine import lines
from aidkit.engine.cache import cache_folder, write_once
from aidkit.engine.compilable import fingerprint
from aidkit.engine.graph import Graph, Plan
from aidkit.engine.kernel import import_source
from aidkit.engine.run import in_blocks, parameter_row
from aidkit.engine.source import Body, indented, input_arguments, inputs, parameter_slots
from aidkit.engine.traced import Cause, Twins
from aidkit.errors import AidkitError, message
from aidkit.parameters import BY_PATH
from aidkit.policy import Policy
from aidkit.population import Layout
from aidkit.rules.definition import Rule

Array = np.ndarray[Any, Any]

ROOM = 8  # pieces a family for which room is made at first
MOST = 10_000  # pieces a family; more means a rule that is not straight between its thresholds
OVER = 1e-10  # how far behind a threshold, as a share of its position, the next piece is looked at


@dataclass(frozen=True)
class Pieces:
    """Straight pieces, family by family, from low to high.

    Attributes:
        figures: Names of the figures followed.
        household: (pieces,) engine position of the family.
        start: (pieces,) where the piece begins.
        end: (pieces,) where it ends.
        values: (pieces, figures) value at the start.
        slopes: (pieces, figures) change for one unit along the line.
        cause: (pieces,) index into ``causes`` of what turns at the end; −1 at the end of the line.
        causes: The places in the rules where something can turn.
    """

    figures: tuple[str, ...]
    household: Array
    start: Array
    end: Array
    values: Array
    slopes: Array
    cause: Array
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class Line:
    """What moves along a line, one unit of position after another.

    Attributes:
        parameters: By path, value at position 0 and change for one unit.
        columns: By input column, the change for one unit, in engine order; the column itself is the value at 0.
    """

    parameters: Mapping[str, tuple[float, float]]
    columns: Mapping[str, Array]

    @property
    def arguments(self) -> frozenset[str]:
        """Names of the rule arguments that move."""
        return frozenset({BY_PATH[path].argument for path in self.parameters} | set(self.columns))


def follow(
    graph: Graph,
    layout: Layout,
    policy: Policy,
    line: Line,
    figures: Collection[str],
    low: Array,
    high: Array,
    *,
    given: Mapping[str, Array] | None = None,
    threads: int | None = None,
) -> Pieces:
    """Follow every family along a line.

    Args:
        graph: The rules.
        layout: The population as the engine reads it.
        policy: The policy whose other parameters hold.
        line: What moves.
        figures: Household rules or aggregates to follow.
        low: (households,) where each family's line begins, in engine order.
        high: (households,) where it ends.
        given: By rule, values in engine order that are handed in.
        threads: Threads to use.

    Returns:
        The pieces, in order of family and position.

    Raises:
        AidkitError: A family has more pieces than thresholds can explain, so a rule is not straight between them.
    """
    plan = graph.plan(figures, given or {})
    compiled = _compiled(graph, plan, line.arguments)
    intercept, slope = _rows(policy, line)
    columns = {**layout.columns["household"], **layout.columns["person"], **(given or {})}
    arguments = [layout.offsets, int(np.diff(layout.offsets).max()), intercept, slope, low, high]
    arguments += [columns[name] for name in (*inputs(plan, "household"), *inputs(plan, "person"))]
    arguments += [line.columns[name] for name in sorted(line.columns)]
    found = in_blocks(
        lambda first, last: _follow_block(compiled.block, first, last, arguments, len(plan.outputs)),
        (0, len(low)),
        len(layout.person_rows),
        threads=threads,
    )
    return _pieces(found, plan.outputs, compiled.causes)


def _rows(policy: Policy, line: Line) -> tuple[Array, Array]:
    intercept, slope = parameter_row(policy).copy(), np.zeros_like(parameter_row(policy))
    for path, (at_zero, change) in line.parameters.items():
        place = parameter_slots()[path].start
        intercept[place], slope[place] = at_zero, change
    return intercept, slope


def _follow_block(block: Any, first: int, last: int, arguments: list[Any], figures: int) -> Array:
    """Follow some families, making room as it is needed."""
    parts, room = [], ROOM * (last - first) + MOST
    position = first
    while position < last:
        pieces = np.empty((room, 4 + 2 * figures))
        reached, used = block(np.uint64(position), np.uint64(last), *arguments, pieces)
        if used < 0:
            raise AidkitError(
                message(
                    f"One family has more than {MOST:,} pieces along the line, so a rule is not straight between thresholds.",
                    "Use the sweep of single points instead (exact=False).",
                )
            )
        parts.append(pieces[:used].copy())
        position = int(reached)
    return np.concatenate(parts)


def _pieces(found: list[Array], figures: tuple[str, ...], causes: tuple[Cause, ...]) -> Pieces:
    table = np.concatenate(found)
    count = len(figures)
    return Pieces(
        figures=figures,
        household=table[:, 0].astype(np.int64),
        start=table[:, 1],
        end=table[:, 2],
        values=table[:, 4 : 4 + count],
        slopes=table[:, 4 + count :],
        cause=table[:, 3].astype(np.int64),
        causes=causes,
    )


# ------------------------------------------------------------------------------------------ source text


@dataclass(frozen=True)
class _Compiled:
    block: Any
    causes: tuple[Cause, ...]


@cache
def _compiled(graph: Graph, plan: Plan, moving: frozenset[str]) -> _Compiled:
    import numba

    lines.install()
    sloped = frozenset(n for n in graph.downstream(moving) if n in plan.nodes and plan.nodes[n].result is float)
    twins = Twins()
    rules = {n: node.function for n, node in plan.nodes.items() if isinstance(node, Rule)}
    functions = {name: twins.of_rule(function) for name, function in rules.items()}
    text = _source(Body(plan, moving, sloped))
    digest = fingerprint("\n".join([inspect.getsource(lines), text, *twins.texts.values()]), rules)
    module = import_source(f"aidkit_walk_{digest}", write_once(cache_folder() / f"aidkit_walk_{digest}.py", text))
    compiler = numba.njit(error_model="numpy")
    vars(module).update({f"r_{name}": compiler(function) for name, function in functions.items()})
    vars(module).update(value_of=lines.value_of, slope_of=lines.slope_of)
    return _Compiled(numba.njit(nogil=True, cache=True, error_model="numpy")(module.block), tuple(twins.causes))


def _source(body: Body) -> str:
    """Write the walk: for each family, the body again and again from threshold to threshold."""
    plan = body.plan
    changes = [f"d_{name}" for name in body.columns_that_move]
    arguments = ["row", "slope", "low", "high", *input_arguments(plan), *changes, "pieces"]
    text = [
        '"""Families followed along a line, written from the rules\' argument names; do not edit."""',
        "import numpy as np",
        "",
        f"SLOPE = {lines.STEP!r} * 1j",
        "",
        "",
        f"def block(first_family, last_family, offsets, widest, {', '.join(arguments)}):",
        "    used = 0",
        "    trace = np.empty(3)",
        *indented(body.parameters(moving=False), 1),
        *indented(body.scratch(), 1),
        "    for h in range(first_family, last_family):",
        f"        if used + {MOST} > len(pieces):",
        "            return h, used",
        "        begun = used",
        "        start = low[h]",
        "        here = start",
        "        first = offsets[h]",
        "        last = offsets[h + np.uint64(1)]",
        "        while True:",
        "            trace[0] = here",
        "            trace[1] = high[h]",
        "            trace[2] = -1.0",
        *indented(body.parameters(moving=True), 3),
        *indented(body.household_inputs(), 3),
    ]
    for stage in plan.stages:
        text += indented(body.stage(stage), 3)
    return "\n".join([*text, *indented(_piece(plan.outputs), 3), "    return last_family, used"]) + "\n"


def _piece(figures: tuple[str, ...]) -> Iterator[str]:
    """Write down the piece just walked, and step over the threshold that ends it."""
    yield f"if used - begun >= {MOST}:"
    yield "    return h, -1"
    yield "pieces[used, 0] = h"
    yield "pieces[used, 1] = start"
    yield "pieces[used, 2] = trace[1]"
    yield "pieces[used, 3] = trace[2]"
    for place, name in enumerate(figures):
        yield f"pieces[used, {4 + place}] = value_of({name}) + slope_of({name}) * (start - here)"
        yield f"pieces[used, {4 + len(figures) + place}] = slope_of({name})"
    yield "used += 1"
    yield "if trace[2] < 0.0:"
    yield "    break"
    yield "start = trace[1]"
    yield f"here = start + {OVER!r} * max(1.0, abs(start))"
    yield "if here >= high[h]:"
    yield "    break"
