"""The value of a parameter at which a figure meets a target, found on the exact curve and proved by runs beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from aidkit.errors import OutputError, PolicyError, message, suggestion
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.whatif.curve import curve
from aidkit.whatif.figures import FIGURES, RATIOS
from aidkit.whatif.inverse import HOLDS, Inverse, Relation, with_slack
from aidkit.whatif.lever import Lever, Way
from aidkit.whatif.sweep import sweep

_AT_MOST = ("annual_cost", "exclusion_error", "missed_persons", "wrong_persons", "mismatched_persons", "unrecorded_persons",
            "missed_relief_households", "cost_per_cash_person")  # fmt: skip


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
    inverse = traced.inverse(figure)
    value = inverse.furthest(relation, target, tolerance)
    if value is None:
        raise OutputError(_nowhere(inverse, relation, target))
    proof = _proof(population, policy, lever, value, figure, relation, target, tolerance, (low, high))
    condition = f"{figure} {relation} {target:,.6g}"
    return Solution(lever, value, condition, proof, inverse.stretches(relation, target), lever.set(policy, value))


def _target(until: Mapping[str, float | tuple[str, float]]) -> tuple[str, Relation, float]:
    if len(until) != 1:
        raise OutputError(message(f"until: {len(until)} targets were given.", 'Give one, e.g. {"annual_cost": 5e7}.'))
    ((figure, wanted),) = until.items()
    if figure not in FIGURES and figure not in RATIOS:
        raise OutputError(message(f"until: {figure!r} is no figure.", suggestion(figure, [*FIGURES, *RATIOS])))
    relation, target = wanted if isinstance(wanted, tuple) else ("<=" if figure in _AT_MOST else ">=", wanted)
    if relation not in HOLDS or isinstance(target, bool) or not np.isfinite(target):
        raise OutputError(
            message(
                f"until: {figure} {relation} {target} is no target.",
                "Allowed: a number, or ('<=', number) or ('>=', number).",
            )
        )
    return figure, "<=" if relation == "<=" else ">=", float(target)


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


def _nowhere(inverse: Inverse, relation: str, target: float) -> str:
    traced = inverse.curve
    reached = inverse.reached
    span = f"{reached[0]:,.6g} to {reached[1]:,.6g}" if reached else "nothing: it is 0/0 throughout"
    return message(
        f"No value of {traced.lever.path} from {traced.low:g} to {traced.high:g} ({traced.lever.unit}) brings {inverse.figure} {relation} {target:,.6g}.",
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
    return table.assign(met=HOLDS[relation](table[figure], with_slack(relation, target)))
