"""What a sweep moves: one parameter, or all numbers below a path together."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from aidkit.errors import PolicyError, message
from aidkit.parameter_values import checked, leaves
from aidkit.parameters import Spec
from aidkit.policy import Policy

Way = Literal["factor", "value"]


@dataclass(frozen=True)
class Lever:
    """A path and the way it is moved.

    Attributes:
        path: A parameter path, or a group such as ``dibao.standard``.
        way: ``factor`` multiplies every number at or below the path, ``value`` sets each to the same value.
    """

    path: str
    way: Way

    @property
    def specs(self) -> tuple[Spec, ...]:
        """The parameters it moves."""
        return leaves(self.path)

    @property
    def unit(self) -> str:
        """Unit of its position."""
        return "× today" if self.way == "factor" else self.specs[0].unit

    def set(self, policy: Policy, position: Any) -> Policy:
        """Return the policy with the lever at a position.

        Raises:
            PolicyError: The position is outside the parameter's range.
        """
        if self.way == "factor":
            return policy.scale({self.path: position})
        return policy.reform({spec.path: position for spec in self.specs}, name=f"{self.path} = {position}")

    def straight(self, policy: Policy) -> dict[str, tuple[float, float]] | None:
        """Return by path the value at position 0 and the change for one unit; None where it does not move straight."""
        moved = {}
        for spec in self.specs:
            value = policy.entries[spec.path].value
            if spec.kind != "number" or (self.way == "factor" and value is None):
                return None
            moved[spec.path] = (0.0, value if self.way == "factor" else 1.0)
        return moved

    def check_range(self, policy: Policy, low: float, high: float) -> None:
        """Refuse a range that is empty, or whose ends are outside what the parameters allow.

        Raises:
            PolicyError: The message says what is allowed.
        """
        numbers = all(isinstance(end, (int, float)) and math.isfinite(end) for end in (low, high))
        if not numbers or not low < high:
            raise PolicyError(
                message(f"{self.path}: {low} to {high} is no range.", "Give two numbers, the lower one first.")
            )
        if self.straight(policy) is None:
            raise PolicyError(
                message(
                    f"{self.path}: not a number today, so there is no line to follow.",
                    f"Allowed: {self.specs[0].allowed}. Use sweep(values=[…]) to compare single values.",
                )
            )
        for end in (low, high):
            self.set(policy, end)


def lever_and_points(path: str, scale: Sequence[float] | None, values: Sequence[Any] | None) -> tuple[Lever, list[Any]]:
    """Return the lever and the points a caller asked for.

    Raises:
        PolicyError: Neither or both ways were given, or no point.
    """
    if (scale is None) == (values is None):
        raise PolicyError(message(f"{path}: give either scale=[…] or values=[…].", "scale multiplies, values set."))
    lever = Lever(path, "factor" if scale is not None else "value")
    points = [_plain(point) for point in (_asked(scale) or _asked(values))]
    if not points:
        raise PolicyError(message(f"{path}: no point to run.", "Give at least one factor or value."))
    for spec in lever.specs:
        if lever.way == "value":
            for point in points:
                checked(spec, point)
    return lever, points


def _asked(points: Sequence[Any] | None) -> list[Any]:
    return [] if points is None else list(points)


def _plain(point: Any) -> Any:
    return point.item() if hasattr(point, "item") else point
