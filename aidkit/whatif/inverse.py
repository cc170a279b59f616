"""From a target back to the parameter: where along a curve a figure meets it.

The extremes of all pieces before and behind each are noted once; then any target is found by halving, in microseconds.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from aidkit.whatif.figures import RATIOS

if TYPE_CHECKING:
    from aidkit.whatif.curve import Curve

Array = np.ndarray[Any, Any]
Relation = Literal["<=", ">="]

HOLDS: dict[str, Callable[[Any, Any], Any]] = {"<=": operator.le, ">=": operator.ge}
SLACK = 1e-9  # relative: totals of many families, summed in another order, agree to this
TOUCHING = 1e-12  # relative: stretches nearer than this are one


def with_slack(relation: str, target: float) -> float:
    """Return a target moved by what the order of a sum may change."""
    slack = SLACK * max(1.0, abs(target))
    return target + slack if relation == "<=" else target - slack


@dataclass(frozen=True, eq=False)
class Inverse:
    """One figure along a curve, ready to be asked where it meets a target.

    Attributes:
        curve: The curve.
        figure: One of its figures, or a ratio of two.
    """

    curve: Curve
    figure: str

    def furthest(self, relation: Relation, target: float, tolerance: float = 0.0) -> float | None:
        """Return how far the lever can go: the highest position at or under the target, or the lowest that reaches it.

        Args:
            relation: ``<=`` for the highest position, ``>=`` for the lowest.
            target: The target.
            tolerance: How far inside the edge to stay, in the lever's unit.

        Returns:
            The position; None where none meets the target.
        """
        line = with_slack(relation, target)
        if relation == "<=":
            piece = int(np.searchsorted(self._least_from_here, line, side="right")) - 1
            if piece < 0:
                return None
            foot, top = self._part(piece, relation, line)
            return top if top >= self.curve.high else max(foot, top - tolerance)
        piece = int(np.searchsorted(self._most_up_to_here, line, side="left"))
        if piece == len(self.starts):
            return None
        foot, top = self._part(piece, relation, line)
        return foot if foot <= self.curve.low else min(top, foot + tolerance)

    def stretches(self, relation: Relation, target: float) -> tuple[tuple[float, float], ...]:
        """Return every stretch of positions on which the target is met, in order."""
        line = with_slack(relation, target)
        meets = HOLDS[relation]
        met = meets(self.at_start, line) | meets(self.at_end, line)
        parts = np.array([self.starts, self.ends])
        for piece in np.flatnonzero(meets(self.at_start, line) != meets(self.at_end, line)):
            parts[:, piece] = self._part(int(piece), relation, line)
        begin, end = parts[:, met]
        if not len(begin):
            return ()
        apart = begin[1:] > end[:-1] + TOUCHING * np.maximum(1.0, np.abs(begin[1:]))
        return tuple(zip(begin[np.r_[True, apart]].tolist(), end[np.r_[apart, True]].tolist(), strict=True))

    @property
    def reached(self) -> tuple[float, float] | None:
        """Least and most the figure comes to; None where it is 0/0 throughout."""
        values = np.concatenate([self.at_start, self.at_end])
        finite = values[np.isfinite(values)]
        return (float(finite.min()), float(finite.max())) if len(finite) else None

    @cached_property
    def starts(self) -> Array:
        """(pieces,) where each piece begins."""
        starts: Array = self.curve.breaks[self.curve.breaks <= self.curve.high]
        return starts

    @cached_property
    def ends(self) -> Array:
        """(pieces,) where each piece ends."""
        ends: Array = np.minimum(np.append(self.curve.breaks[1:], self.curve.high), self.curve.high)
        return ends[: len(self.starts)]

    @cached_property
    def at_start(self) -> Array:
        """(pieces,) the figure where each piece begins."""
        values: Array = self._on(np.arange(len(self.starts)), self.starts)
        return values

    @cached_property
    def at_end(self) -> Array:
        """(pieces,) the figure where each piece ends, before it jumps."""
        values: Array = self._on(np.arange(len(self.starts)), self.ends)
        return values

    @cached_property
    def _least_from_here(self) -> Array:
        least = np.fmin(self.at_start, self.at_end)
        behind: Array = np.minimum.accumulate(np.where(np.isnan(least), np.inf, least)[::-1])[::-1]
        return behind

    @cached_property
    def _most_up_to_here(self) -> Array:
        most = np.fmax(self.at_start, self.at_end)
        before: Array = np.maximum.accumulate(np.where(np.isnan(most), -np.inf, most))
        return before

    def _on(self, pieces: Any, positions: Any) -> Any:
        def total(name: str) -> Any:
            column = self.curve.column(name)
            return self.curve.intercepts[pieces, column] + self.curve.slopes[pieces, column] * positions

        if self.figure not in RATIOS:
            return total(self.figure)
        above, below = RATIOS[self.figure]
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.divide(total(above), total(below))

    def _part(self, piece: int, relation: str, line: float) -> tuple[float, float]:
        """Return the part of one piece that meets the target; on a piece a figure only rises or only falls."""
        meets = HOLDS[relation]
        first = bool(meets(self.at_start[piece], line))
        begin, end = float(self.starts[piece]), float(self.ends[piece])
        if first == bool(meets(self.at_end[piece], line)):
            return begin, end
        low, high = begin, end
        while low < (middle := (low + high) / 2) < high:
            met = bool(meets(self._on(piece, middle), line))
            low, high = (middle, high) if met == first else (low, middle)
        return (begin, low) if first else (high, end)
