"""Solve the calibration equations, or say which margin stands in the way."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aidkit.errors import MeasureError, counted, message
from aidkit.measures.distances import Distance
from aidkit.measures.sample import Floats

HALVINGS = 40  # a Newton step halved this often no longer moves a double
SLACK = 1e-9  # relative; a target this close to the edge of what can be reached is left to the solver


@dataclass(frozen=True, eq=False)
class Problem:
    """Weights `start` (n,) > 0, `indicators` (n, k), `targets` (k,), the margins' names and the distance."""

    start: Floats
    indicators: Floats
    targets: Floats
    names: list[str]
    rule: Distance

    @property
    def scale(self) -> Floats:
        """What an error is measured against: |target|, or the start total where the target is 0."""
        totals = np.maximum(self.start @ np.abs(self.indicators), np.finfo(float).tiny)
        return np.where(self.targets != 0, np.abs(self.targets), totals)


@dataclass(frozen=True, eq=False)
class Solution:
    """Weight / start (n,), the Newton steps taken, and the largest relative error left."""

    ratio: Floats
    iterations: int
    largest_error: float


@np.errstate(over="ignore")  # what is left after a step too long may overflow; the step is then halved
def solve(problem: Problem, tolerance: float, max_iterations: int) -> Solution:
    """Find multipliers m with sum_i start_i F(x_i . m) x_ij = target_j by Newton's method with halved steps.

    Raises:
        MeasureError: a margin is out of reach by itself, or the margins contradict each other.
    """
    check_reachable(problem)
    scale, rule, d = problem.scale, problem.rule, problem.start
    x, t = problem.indicators / scale, problem.targets / scale
    multipliers = np.zeros(t.size)
    ratio, slope = rule.ratio(x @ multipliers)
    gap = t - (d * ratio) @ x
    iterations = 0
    while np.abs(gap).max() > tolerance and iterations < max_iterations:
        iterations += 1
        jacobian = (x * (d * slope)[:, None]).T @ x
        step = np.linalg.lstsq(jacobian, gap)[0]  # least squares: redundant margins make it singular
        for _ in range(HALVINGS):
            ratio, slope = rule.ratio(x @ (multipliers + step))
            trial = t - (d * ratio) @ x
            if np.linalg.norm(trial) < np.linalg.norm(gap):
                break
            step = step / 2.0
        else:
            break
        multipliers, gap = multipliers + step, trial
    if np.abs(gap).max() > tolerance:
        raise _contradiction(problem, gap, iterations)
    return Solution(ratio, iterations, float(np.abs(gap).max()))


def check_reachable(problem: Problem) -> None:
    """Refuse a target that no weights in the method's range reach, looking at each margin by itself."""
    lowest, highest = _reach(problem.start[:, None] * problem.indicators, problem.rule)
    slack = SLACK * np.abs(problem.targets)
    beyond = (problem.targets < lowest - slack) | (problem.targets > highest + slack)
    if beyond.any():
        raise MeasureError(
            message(
                f"{counted(int(beyond.sum()), 'margin')} cannot be reached by {problem.rule.method} weights.",
                *(
                    f"{problem.names[j]}: target {problem.targets[j]:,.6g}, "
                    f"reachable {lowest[j]:,.6g} to {highest[j]:,.6g} "
                    f"(rows that count towards it: {np.count_nonzero(problem.indicators[:, j]):,})."
                    for j in np.flatnonzero(beyond)
                ),
                "Correct the target, merge it with a group that has rows, widen the bounds, or drop it.",
            )
        )


def _reach(contributions: Floats, rule: Distance) -> tuple[Floats, Floats]:
    """Return the smallest and largest total per margin, every ratio running over the method's range."""
    positive = np.where(contributions > 0, contributions, 0.0).sum(axis=0)
    negative = np.where(contributions < 0, contributions, 0.0).sum(axis=0)

    def times(ratio: float, total: Floats) -> Floats:
        return np.multiply(ratio, total, out=np.zeros_like(total), where=total != 0)

    lowest = times(rule.low, positive) + times(rule.high, negative)
    highest = times(rule.high, positive) + times(rule.low, negative)
    return lowest, highest


def _contradiction(problem: Problem, gap: Floats, iterations: int) -> MeasureError:
    """Say which margins are missed most when they cannot all be met."""
    worst = [j for j in np.argsort(-np.abs(gap), kind="stable")[:5] if gap[j] != 0]
    reached = problem.targets - gap * problem.scale
    return MeasureError(
        message(
            f"The margins cannot all be met together (gave up after {counted(iterations, 'step')}).",
            *(f"{problem.names[j]}: target {problem.targets[j]:,.6g}, reached {reached[j]:,.6g}." for j in worst),
            "Margins that split the same rows must add up to the same total; check the targets, widen the",
            "bounds, merge small groups, or drop a margin.",
        )
    )
