"""Measures of a distribution known only in bins: what they are at least and at most (分组数据的上下界).

A bin holds how many persons there are and what they have together, so its mean is exact. What is unknown is how
incomes lie inside a bin: all alike gives the lower bound of the Gini index, at the two ends of the bin the upper one.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from aidkit.engine.whole_numbers import BELOW, BINS, FEN, MEMBERS, WIDER, YUAN_BINS
from aidkit.measures.inequality import gini

Array = np.ndarray[Any, Any]


class Bounds(NamedTuple):
    """What a number is at least and at most."""

    low: float
    high: float


def edges() -> tuple[Array, Array]:
    """Return (bins,) where each bin begins and ends, in yuan."""
    above = YUAN_BINS * WIDER ** np.arange(BINS - BELOW - YUAN_BINS + 1)
    below = -(WIDER ** np.arange(BELOW - 1, -1.0, -1))
    bounds = np.concatenate([below, np.arange(YUAN_BINS), above])
    return bounds[:-1], bounds[1:]


def gini_bounds(people: Array, amounts: Array) -> Bounds:
    """Return the bounds of the Gini index of incomes in bins.

    Args:
        people: (bins,) persons in parts of 2^-20.
        amounts: (bins,) fen of the persons of a bin together.

    Returns:
        The bounds, less than 1e-4 apart where most incomes are between 0 and 20,000 yuan; not a number where
        the total is 0.

    Source: Gastwirth (1972), Review of Economics and Statistics 54, 306-316.
    """
    persons, yuan = people / MEMBERS, amounts / FEN
    held = persons > 0
    mean = yuan[held] / persons[held]
    low = gini(mean, weight=persons[held]) if held.any() else float("nan")
    begin, end = edges()
    width = (end - begin)[held]
    inside = 2 * np.clip(mean - begin[held], 0.0, width) * np.clip(end[held] - mean, 0.0, width) / width
    share = persons[held] / persons.sum()
    spread = float((share**2 * inside).sum() / (2 * yuan.sum() / persons.sum())) if yuan.sum() > 0 else float("nan")
    return Bounds(low, low + spread)


def quantile_bounds(people: Array, p: float) -> Bounds:
    """Return the bin in which the share p of the persons is reached: one yuan wide up to 20,000 yuan, then 1 %.

    Args:
        people: (bins,) persons in any unit.
        p: Share of the population, 0 to 1.
    """
    reached = np.cumsum(people)
    place = int(np.searchsorted(reached, p * reached[-1]))
    begin, end = edges()
    return Bounds(float(begin[place]), float(end[place]))
