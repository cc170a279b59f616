"""Following every family along a line: the pieces on which its figures are straight, and why each piece ends.

The line is a parameter that moves, several that move together, or an input such as a person's wage. The pass is the
one the rules are compiled to anyway, run for each family from threshold to threshold instead of once.
"""

from __future__ import annotations

import inspect
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from aidkit.engine import lines
from aidkit.engine.blocks import in_blocks
from aidkit.engine.cache import cache_folder, write_once
from aidkit.engine.compilable import fingerprint, makes_arrays, own_meaning
from aidkit.engine.graph import Graph, Plan
from aidkit.engine.kernel import compiled_pass, import_source
from aidkit.engine.run import parameter_row
from aidkit.engine.source import inputs, parameter_slots
from aidkit.engine.traced import Cause, Twins
from aidkit.engine.walk_source import MOST, WalkSource
from aidkit.errors import AidkitError, message
from aidkit.layout import BLOCK, Layout
from aidkit.parameters import BY_PATH
from aidkit.policy import Policy
from aidkit.rules.definition import Rule

Array = np.ndarray[Any, Any]

ROOM = 8  # pieces a family for which room is made at first


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
    compiled = _compiled(graph, plan, line.arguments, own_meaning(plan.nodes), summed=False)
    arguments = _arguments(layout, policy, line, plan, (low, high), given or {})
    width = 4 + 2 * len(plan.outputs)
    found = in_blocks(
        lambda first, last: _follow_block(compiled, first, last, arguments, (ROOM, width)),
        _blocks(len(low)),
        len(layout.person_rows),
        threads=threads,
    )
    return _pieces(found, plan.outputs, compiled.causes)


@dataclass(frozen=True)
class Changes:
    """Weighted sums over all families along a line: what they begin with, and every change.

    Attributes:
        figures: Names of the figures followed.
        intercept: (figures,) with ``slope``: sum = intercept + slope × position, where the lines begin.
        slope: (figures,) change for one unit.
        position: (changes,) where something changes, family by family.
        of_intercept: (changes, figures) by how much the intercept changes there.
        of_slope: (changes, figures) by how much the slope does.
    """

    figures: tuple[str, ...]
    intercept: Array
    slope: Array
    position: Array
    of_intercept: Array
    of_slope: Array


def follow_sum(
    graph: Graph,
    layout: Layout,
    policy: Policy,
    line: Line,
    figures: Collection[str],
    ends: tuple[float, float],
    weight: Array,
    *,
    given: Mapping[str, Array] | None = None,
    threads: int | None = None,
) -> Changes:
    """Follow the weighted sum of all families along a line; thresholds that change no figure are passed over.

    Args:
        graph: The rules.
        layout: The population as the engine reads it.
        policy: The policy whose other parameters hold.
        line: What moves.
        figures: Household rules or aggregates to follow.
        ends: Where the line begins and ends.
        weight: (households,) weights in engine order.
        given: By rule, values in engine order that are handed in.
        threads: Threads to use.

    Returns:
        The sums and their changes.

    Raises:
        AidkitError: A family has more pieces than thresholds can explain, so a rule is not straight between them.
    """
    plan = graph.plan(figures, given or {})
    compiled = _compiled(graph, plan, line.arguments, own_meaning(plan.nodes), summed=True)
    low, high = (np.full(len(weight), end) for end in ends)
    arguments = [*_arguments(layout, policy, line, plan, (low, high), given or {}), np.ascontiguousarray(weight)]
    count = len(plan.outputs)

    def work(first: int, last: int) -> tuple[Array, Array]:
        totals = np.zeros(2 * count)
        return totals, _follow_block(compiled, first, last, [*arguments, totals], (1, 1 + 2 * count))

    found = in_blocks(work, _blocks(len(low)), len(layout.person_rows), threads=threads)
    totals = np.sum([block for block, _ in found], axis=0)
    changes = np.concatenate([block for _, block in found])
    return Changes(
        figures=plan.outputs,
        intercept=totals[:count],
        slope=totals[count:],
        position=changes[:, 0],
        of_intercept=changes[:, 1 : 1 + count],
        of_slope=changes[:, 1 + count :],
    )


def _blocks(households: int) -> list[tuple[int, int]]:
    return [(start, min(start + BLOCK, households)) for start in range(0, households, BLOCK)]


def _arguments(
    layout: Layout, policy: Policy, line: Line, plan: Plan, ends: tuple[Array, Array], given: Mapping[str, Array]
) -> list[Any]:
    columns = {**layout.columns["household"], **layout.columns["person"], **given}
    arguments = [layout.first, layout.size, layout.stride, *_rows(policy, line), *ends]
    arguments += [columns[name] for name in (*inputs(plan, "household"), *inputs(plan, "person"))]
    return [*arguments, *(line.columns[name] for name in sorted(line.columns))]


def _rows(policy: Policy, line: Line) -> tuple[Array, Array]:
    intercept, slope = parameter_row(policy).copy(), np.zeros_like(parameter_row(policy))
    for path, (at_zero, change) in line.parameters.items():
        place = parameter_slots()[path].start
        intercept[place], slope[place] = at_zero, change
    return intercept, slope


def _follow_block(compiled: _Compiled, first: int, last: int, arguments: list[Any], room: tuple[int, int]) -> Array:
    """Follow some families, making room for so many rows a family of a width, and more as it is needed."""
    rows, width = room
    trace, widest = np.empty(3), int(arguments[1][first:last].max(initial=0))
    kept = [np.empty(widest, kind) for kind in compiled.source.room.values()]
    parts, position = [], first
    while position < last:
        pieces = np.empty((rows * (last - first) + MOST + 1, width))
        reached, used = compiled.block(np.uint64(position), np.uint64(last), *arguments, pieces, trace, *kept)
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
    source: WalkSource
    block: Any
    causes: tuple[Cause, ...]


@cache
def _compiled(graph: Graph, plan: Plan, moving: frozenset[str], _meaning: str, *, summed: bool) -> _Compiled:
    import numba

    lines.install()
    sloped = frozenset(n for n in graph.downstream(moving) if n in plan.nodes and plan.nodes[n].result is float)
    twins = Twins()
    rules = {n: node.function for n, node in plan.nodes.items() if isinstance(node, Rule)}
    functions = {name: twins.of_rule(function) for name, function in rules.items()}
    source = WalkSource(plan, moving, sloped, summed)
    text = source.text()
    digest = fingerprint("\n".join([inspect.getsource(lines), text, *twins.texts.values()]), rules)
    module = import_source(f"aidkit_walk_{digest}", write_once(cache_folder() / f"aidkit_walk_{digest}.py", text))
    compiler = numba.njit(error_model="numpy")
    vars(module).update({f"r_{name}": compiler(function) for name, function in functions.items()})
    vars(module).update(value_of=lines.value_of, slope_of=lines.slope_of)
    block = compiled_pass(module.block, arrays=any(map(makes_arrays, rules.values())))
    return _Compiled(source, block, tuple(twins.causes))
