"""How far a calibrated weight may go from its start: the calibration functions of Deville and Särndal.

Each method is a function F with F(0) = 1 and F'(0) = 1; the calibrated weight is start x F(u), where u is a
row's indicators times the multipliers that Newton's method looks for.

Source: Deville, J.-C. and Särndal, C.-E. (1992), Calibration Estimators in Survey Sampling, JASA 87, 376-382.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from aidkit.errors import MeasureError, message, suggestion
from aidkit.measures.sample import Floats

Method = Literal["raking", "linear", "logit"]
METHODS: tuple[str, ...] = get_args(Method)


@dataclass(frozen=True)
class Distance:
    """A method with the smallest and largest weight / start it allows."""

    method: str
    low: float
    high: float

    def ratio(self, u: Floats) -> tuple[Floats, Floats]:
        """Return weight / start F(u) and its slope F'(u), both shaped like u."""
        if self.method == "logit":
            return self._logit(u)
        with np.errstate(over="ignore"):  # an infinite ratio makes the caller halve its step
            free = np.exp(u) if self.method == "raking" else 1.0 + u
        slope = free if self.method == "raking" else np.ones_like(u)
        inside = (free > self.low) & (free < self.high)
        return np.clip(free, self.low, self.high), np.where(inside, slope, 0.0)

    def _logit(self, u: Floats) -> tuple[Floats, Floats]:
        """Compute F(u) = L + (U - L) s, s the logistic function of A u + ln((1 - L) / (U - 1)).

        A = (U - L) / ((1 - L) (U - 1)) makes F'(0) = 1.
        """
        width = self.high - self.low
        steepness = width / ((1.0 - self.low) * (self.high - 1.0))
        shift = np.log((1.0 - self.low) / (self.high - 1.0))
        share = 0.5 * (1.0 + np.tanh(0.5 * (steepness * u + shift)))
        return self.low + width * share, width * steepness * share * (1.0 - share)


def distance(method: str, bounds: tuple[float, float] | None) -> Distance:
    """Return the calibration function of a method within bounds.

    Args:
        method: "raking" (multiplies, weights stay positive), "linear" (adds, weights may turn negative unless
            bounded), "logit" (between bounds, smoothly).
        bounds: smallest and largest weight / start, around 1; required by "logit".

    Raises:
        MeasureError: the method is unknown, or the bounds do not lie around 1.
    """
    if method not in METHODS:
        what = f"There is no calibration method {method!r}."
        raise MeasureError(message(what, suggestion(method, METHODS)))
    if bounds is None:
        if method == "logit":
            what = "The logit method needs bounds on weight / start."
            raise MeasureError(message(what, "Pass for example bounds=(0.3, 3)."))
        return Distance(method, 0.0 if method == "raking" else -np.inf, np.inf)
    low, high = float(bounds[0]), float(bounds[1])
    if not low < 1.0 < high < np.inf or (low < 0.0 and method != "linear"):
        raise MeasureError(
            message(
                f"bounds=({low:g}, {high:g}) cannot be used by {method}.",
                "They are the smallest and the largest weight / start: the first below 1 (and not below 0,",
                "except for linear), the second above 1 and finite, for example bounds=(0.3, 3).",
            )
        )
    return Distance(method, low, high)
