"""The value of a parameter at which a figure meets a target, found on the exact curve and proved by runs beside it."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from aidkit.errors import OutputError, PolicyError, message, suggestion
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.curve import Curve, curve
from aidkit.whatif.figures import FIGURES, RATIOS
from aidkit.whatif.lever import Lever, Way
from aidkit.whatif.sweep import sweep

Array = np.ndarray[Any, Any]

_HOLDS: dict[str, Callable[[Any, Any], Any]] = {"<=": operator.le, ">=": operator.ge}
_AT_MOST = ("annual_cost", "exclusion_error", "missed_persons", "wrong_persons", "mismatched_persons", "unrecorded_persons",
            "missed_relief_households", "cost_per_cash_person")  # fmt: skip
SLACK = 1e-9  # relative: totals of many families, summed in another order, agree to this


@dataclass(frozen=True)
class Solution:
    """A value that meets a target, with what happens beside it.

    Attributes:
        lever: What was moved.
        value: The furthest value that meets the target, within the tolerance.
        condition: The target in words, e.g. ``annual_cost <= 50,000,000``.
        proof: Runs at the value and on both sides of it: position, figure, whether the target is met.
        intervals: Every stretch of values on which the target is met.
        policy: The policy with the value set.
    """

    lever: Lever
    value: float
    condition: str
    proof: Any
    intervals: tuple[tuple[float, float], ...]
    policy: Policy

    def __str__(self) -> str:
        where = "; ".join(f"{low:,.6g} to {high:,.6g}" for low, high in self.intervals)
        return "\n".join(
            [
                f"{self.lever.path} = {self.value:,.6g} {self.lever.unit}: {self.condition}.",
                f"The target is met from {where}.",
                self.proof.to_string(index=False, float_format="{:,.10g}".format),
            ]
        )


def solve(
    population: Population,
    policy: Policy,
    *,
    vary: str,
    until: Mapping[str, float | tuple[str, float]],
    within: tuple[float, float] | None = None,
    way: Way = "factor",
    tolerance: float = 1e-6,
) -> Solution:
    """Find how far a parameter can go until a figure meets a target.

    Costs and errors must stay at or under their target: the furthest such value is the highest. Coverage must reach
    its target: the furthest such value is the lowest. ``{"annual_cost": ("<=", 5e7)}`` says it explicitly.

    Args:
        population: The population.
        policy: The policy to start from.
        vary: A parameter path, or a group such as ``dibao.standard``.
        until: One figure and its target.
        within: Range to look in; half to twice today's where left out.
        way: ``factor`` multiplies today's values, ``value`` sets them.
        tolerance: How close to the edge of the range that meets the target, in the lever's unit.

    Returns:
        The solution with its proof.

    Raises:
        OutputError: No value in the range meets the target; the message says what the figure reaches.
        PolicyError: The path is no number or the range is not allowed.
    """
    figure, relation, target = _target(until)
    lever = Lever(vary, way)
    low, high = within or _around(lever, policy)
    traced = curve(population, policy, vary, low, high, way=way, figures=RATIOS.get(figure, (figure,)))
    intervals = _stretches(traced, figure, relation, target)
    if not intervals:
        raise OutputError(_nowhere(traced, figure, relation, target))
    value = _furthest(intervals, relation, (low, high), tolerance)
    proof = _proof(population, policy, lever, value, figure, relation, target, tolerance, (low, high))
    condition = f"{figure} {relation} {target:,.6g}"
    return Solution(lever, value, condition, proof, tuple(intervals), lever.set(policy, value))


def _target(until: Mapping[str, float | tuple[str, float]]) -> tuple[str, str, float]:
    if len(until) != 1:
        raise OutputError(message(f"until: {len(until)} targets were given.", 'Give one, e.g. {"annual_cost": 5e7}.'))
    ((figure, wanted),) = until.items()
    if figure not in FIGURES and figure not in RATIOS:
        raise OutputError(message(f"until: {figure!r} is no figure.", suggestion(figure, [*FIGURES, *RATIOS])))
    relation, target = wanted if isinstance(wanted, tuple) else ("<=" if figure in _AT_MOST else ">=", wanted)
    if relation not in _HOLDS or isinstance(target, bool) or not np.isfinite(target):
        raise OutputError(
            message(
                f"until: {figure} {relation} {target} is no target.",
                "Allowed: a number, or ('<=', number) or ('>=', number).",
            )
        )
    return figure, relation, float(target)


def _around(lever: Lever, policy: Policy) -> tuple[float, float]:
    if lever.way == "factor":
        return 0.5, 2.0
    today = [policy.entries[spec.path].value for spec in lever.specs]
    if any(value is None or isinstance(value, str) for value in today) or max(today) == 0:
        raise PolicyError(
            message(f"{lever.path}: no range to look in follows from today's value.", "Give within=(low, high).")
        )
    highest = min(spec.high for spec in lever.specs)
    return 0.5 * min(today), min(2.0 * max(today), highest)


def _stretches(traced: Curve, figure: str, relation: str, target: float) -> list[tuple[float, float]]:
    """Return every stretch of positions on which the target is met, in order."""
    starts = traced.breaks
    ends = np.append(starts[1:], traced.high)
    inside = starts <= traced.high
    starts, ends = starts[inside], np.minimum(ends[inside], traced.high)
    at_start, at_end = _figure_on(traced, figure, starts, inside), _figure_on(traced, figure, ends, inside)
    found: list[tuple[float, float]] = []
    for begin, end, first, last in zip(starts.tolist(), ends.tolist(), at_start, at_end, strict=True):
        piece = _within_piece(begin, end, first, last, relation, target, traced, figure)
        if piece is None:
            continue
        if found and piece[0] <= found[-1][1] + 1e-12 * max(1.0, abs(piece[0])):
            found[-1] = (found[-1][0], piece[1])
        else:
            found.append(piece)
    return found


def _furthest(
    intervals: list[tuple[float, float]], relation: str, ends: tuple[float, float], tolerance: float
) -> float:
    """Return how far one can go: the top of the last stretch, or the foot of the first, a tolerance inside its edge."""
    if relation == "<=":
        foot, top = intervals[-1]
        return top if top >= ends[1] else max(foot, top - tolerance)
    foot, top = intervals[0]
    return foot if foot <= ends[0] else min(top, foot + tolerance)


def _figure_on(traced: Curve, figure: str, positions: Array, pieces: Array) -> Array:
    def total(name: str) -> Array:
        column = traced.column(name)
        values: Array = traced.intercepts[pieces, column] + traced.slopes[pieces, column] * positions
        return values

    if figure in RATIOS:
        above, below = RATIOS[figure]
        with np.errstate(invalid="ignore", divide="ignore"):
            ratio: Array = total(above) / total(below)
        return ratio
    return total(figure)


def _within_piece(
    begin: float, end: float, first: float, last: float, relation: str, target: float, traced: Curve, figure: str
) -> tuple[float, float] | None:
    """Return the part of one piece that meets the target; on a piece a figure only rises or only falls."""
    slack = SLACK * max(1.0, abs(target))

    def holds(value: float) -> bool:
        return value <= target + slack if relation == "<=" else value >= target - slack

    if holds(first) and holds(last):
        return begin, end
    if not holds(first) and not holds(last):
        return None
    low, high = begin, end
    piece = np.array([int(np.searchsorted(traced.breaks, begin, side="right")) - 1])
    for _ in range(80):
        middle = (low + high) / 2
        met = holds(_figure_on(traced, figure, np.array([middle]), piece)[0])
        low, high = (middle, high) if met == holds(first) else (low, middle)
    return (begin, low) if holds(first) else (high, end)


def _nowhere(traced: Curve, figure: str, relation: str, target: float) -> str:
    everywhere = np.ones(len(traced.breaks), bool)
    reached = _figure_on(traced, figure, traced.breaks, everywhere)
    reached = reached[np.isfinite(reached)]
    span = f"{reached.min():,.6g} to {reached.max():,.6g}" if len(reached) else "nothing: it is 0/0 throughout"
    return message(
        f"No value of {traced.lever.path} from {traced.low:g} to {traced.high:g} ({traced.lever.unit}) brings {figure} {relation} {target:,.6g}.",
        f"In that range it reaches {span}.",
        "Widen within=(low, high), or choose a target inside what is reached.",
    )


def _proof(
    population: Population, policy: Policy, lever: Lever, value: float, figure: str, relation: str, target: float,
    tolerance: float, ends: tuple[float, float],
) -> Any:  # fmt: skip
    """Run the rules at the value and beside it."""
    points = [x for x in (value - 2 * tolerance, value, value + 2 * tolerance) if ends[0] <= x <= ends[1]]
    given = {"scale": points} if lever.way == "factor" else {"values": points}
    table = sweep(population, policy, lever.path, **given, measures=(figure,), exact=False)
    slack = SLACK * max(1.0, abs(target))
    return table.assign(met=_HOLDS[relation](table[figure], target + slack if relation == "<=" else target - slack))
