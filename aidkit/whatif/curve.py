"""Exact curves: what a threshold does at every value, not only at those tried.

Each family's figures are straight between the thresholds that concern it. One walk finds all of them; sorted once and
summed, they give the total at any value, its slope, and every value at which anything changes.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from aidkit.engine.run import run_passes
from aidkit.engine.walk import Changes, Line, follow_sum
from aidkit.errors import OutputError, message, suggestion
from aidkit.policy import Policy
from aidkit.population import Layout, Population
from aidkit.whatif.figures import FIGURES, RATIOS, figure_graph
from aidkit.whatif.inverse import Inverse
from aidkit.whatif.lever import Lever, Way

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]

PAST = 1e-6  # how far past its end a curve is followed, so that a threshold right at the end is met


@dataclass(frozen=True)
class Curve:
    """Weighted totals of figures along a lever, exact everywhere between its ends.

    Attributes:
        lever: What moves.
        figures: Names of the figures.
        low: Where the curve begins.
        high: Where it ends.
        breaks: (pieces,) where each straight piece begins, ascending; the first is ``low``.
        intercepts: (pieces, figures) with ``slopes``: total = intercept + slope × position on that piece.
        slopes: (pieces, figures) change of the total for one unit of the lever.
    """

    lever: Lever
    figures: tuple[str, ...]
    low: float
    high: float
    breaks: Array
    intercepts: Array
    slopes: Array

    def at(self, positions: Collection[float] | float) -> pd.DataFrame:
        """Return the totals at any positions between the ends.

        Args:
            positions: One or several positions of the lever.

        Returns:
            One row a position: the position, the figures and the ratios between them.

        Raises:
            OutputError: A position is outside the curve.
        """
        import pandas as pd

        points = np.atleast_1d(np.asarray(positions, dtype=float))
        self._check(points)
        piece = np.searchsorted(self.breaks, points, side="right") - 1
        totals = self.intercepts[piece] + self.slopes[piece] * points[:, None]
        table = pd.DataFrame({self.lever.way: points, **dict(zip(self.figures, totals.T, strict=True))})
        return with_ratios(table)

    def value(self, figure: str, position: float) -> float:
        """Return one figure's total at one position: a look-up of microseconds, for a slider or a search.

        Args:
            figure: One of ``figures``.
            position: A position of the lever.

        Raises:
            OutputError: The curve does not hold the figure, or does not reach the position.
        """
        column = self.column(figure)
        self._check(np.array([position], dtype=float))
        piece = np.searchsorted(self.breaks, position, side="right") - 1
        return float(self.intercepts[piece, column] + self.slopes[piece, column] * position)

    def inverse(self, figure: str) -> Inverse:
        """Return what leads from a figure's target back to the lever, e.g. from a budget to a standard.

        Args:
            figure: One of ``figures``, or a ratio of two of them.

        Raises:
            OutputError: The curve does not hold the figure.
        """
        for name in RATIOS.get(figure, (figure,)):
            self.column(name)
        return Inverse(self, figure)

    def _check(self, points: Array) -> None:
        outside = points[~((points >= self.low) & (points <= self.high))]
        if len(outside):
            raise OutputError(
                message(
                    f"{self.lever.path}: {outside[0]:g} is outside the curve.",
                    f"It reaches from {self.low:g} to {self.high:g}.",
                )
            )

    def column(self, figure: str) -> int:
        """Return a figure's place in the arrays.

        Raises:
            OutputError: The curve does not hold the figure.
        """
        if figure not in self.figures:
            raise OutputError(message(f"{figure!r} is not a figure of this curve.", suggestion(figure, self.figures)))
        return self.figures.index(figure)


def curve(
    population: Population,
    policy: Policy,
    path: str,
    low: float,
    high: float,
    *,
    way: Way = "value",
    figures: Collection[str] = FIGURES,
) -> Curve:
    """Follow figures along one parameter, or all numbers below a path, exactly.

    Args:
        population: The population.
        policy: The policy to start from.
        path: A parameter path, or a group such as ``dibao.standard``.
        low: Lowest value, or factor.
        high: Highest value, or factor.
        way: ``value`` sets the parameters, ``factor`` multiplies today's.
        figures: Key figures to follow, of ``aidkit.whatif.figures.FIGURES``.

    Returns:
        The curve.

    Raises:
        PolicyError: The path is no number, or the range is empty or not allowed.
        OutputError: No figure depends on the path.
    """
    lever = Lever(path, way)
    lever.check_range(policy, low, high)
    straight = lever.straight(policy)
    assert straight is not None
    line = Line(straight, {})
    layout, graph = population.layout, figure_graph(policy)
    refuse_idle(policy, lever, figures)
    given = upstream(policy, layout, lever, figures)
    beyond = high + PAST * max(1.0, abs(high))
    weight = population.weight[layout.household_rows]
    changes = follow_sum(graph, layout, policy, line, figures, (float(low), beyond), weight, given=given)
    return summed(changes, lever, low, high)


def refuse_idle(policy: Policy, lever: Lever, figures: Collection[str]) -> None:
    """Refuse a lever that none of the figures depends on.

    Raises:
        OutputError: The message names the lever and what does depend on it.
    """
    graph = figure_graph(policy)
    moved = {spec.argument for spec in lever.specs}
    if not graph.downstream(moved) & set(figures):
        touched = graph.touched_by(lever.specs[0].argument)
        raise OutputError(
            message(
                f"None of {', '.join(figures)} depends on {lever.path}.",
                f"What does: {', '.join(touched[:8])}." if touched else "No rule reads it.",
            )
        )


def upstream(policy: Policy, layout: Layout, lever: Lever, figures: Collection[str]) -> dict[str, Array]:
    """Compute once what the figures rest on and the lever does not move, in engine order."""
    graph = figure_graph(policy)
    moved = graph.downstream({spec.argument for spec in lever.specs})
    needed = graph.needs(figures)
    read = {a for name in needed & moved for a in graph.nodes[name].arguments} | set(figures)
    still = sorted(name for name in read if name in graph.nodes and name not in moved)
    return run_passes(layout, {"": graph.plan(still)}, {"": policy}) if still else {}


def summed(changes: Changes, lever: Lever, low: float, high: float) -> Curve:
    """Add what families' sums change by: sort the thresholds once, then cumulate.

    Args:
        changes: The sums where the lines begin, and every change along them.
        lever: What moved.
        low: Where the lines began.
        high: Where they ended.

    Returns:
        The curve of weighted totals.
    """
    order = np.argsort(changes.position, kind="stable")
    return Curve(
        lever=lever,
        figures=changes.figures,
        low=float(low),
        high=float(high),
        breaks=np.concatenate([[float(low)], changes.position[order]]),
        intercepts=_cumulated(changes.intercept, changes.of_intercept[order]),
        slopes=_cumulated(changes.slope, changes.of_slope[order]),
    )


def _cumulated(start: Array, changes: Array) -> Array:
    totals: Array = np.cumsum(np.concatenate([start[None, :], changes]), axis=0)
    return totals


def with_ratios(table: pd.DataFrame) -> pd.DataFrame:
    """Add the ratios whose two figures the table holds; 0/0 is NaN."""
    ratios = {
        name: (table[above] / table[below]).where(table[below] != 0)
        for name, (above, below) in RATIOS.items()
        if above in table and below in table
    }
    return table.assign(**ratios)
