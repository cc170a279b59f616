"""Draw so many out of a list, some likelier than others, so that the number drawn is not left to chance."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Array = NDArray[Any]
Random = np.random.Generator


def inclusion(weight: Floats, wanted: float, most: float = 1.0, amount: Floats | float = 1.0) -> Floats:
    """Return chances in proportion to weights, none above `most`, that bring a wanted amount on average.

    Args:
        weight: (n,) how much likelier each is, >= 0; 0 is never drawn.
        wanted: How many to draw, or how much in all; more than there is means all that can be drawn.
        most: Largest chance, in 0-1.
        amount: (n,) what each brings, e.g. members of a family; 1 to count rows.

    Returns:
        (n,) chances.

    Example:
        >>> inclusion(np.array([1.0, 1.0, 8.0, 0.0]), wanted=2).tolist()
        [0.5, 0.5, 1.0, 0.0]
    """
    brings = np.broadcast_to(np.asarray(amount, float), weight.shape)
    chance = np.zeros(len(weight))
    free, left = (weight > 0) & (brings > 0), max(wanted, 0.0)
    while free.any():
        likely = np.zeros(len(weight))
        likely[free] = weight[free] / weight[free].max()  # or weights near the smallest float would overflow
        share = left * likely / (likely * brings).sum()
        over = free & (share > most)
        if not over.any():
            chance[free] = share[free]
            break
        chance[over] = most
        left = max(left - most * float(brings[over].sum()), 0.0)
        free &= ~over
    return chance


def systematic(random: Random, chance: Floats) -> Ints:
    """Draw rows with given chances; their number is the sum of the chances, rounded up or down at random.

    Args:
        random: The stream to draw from.
        chance: (n,) chance of each row, in 0-1.

    Returns:
        Rows drawn, ascending.

    Source: Madow (1949), Annals of Mathematical Statistics 20, 333-354.
    """
    order = random.permutation(len(chance))
    points = np.floor(np.cumsum(chance[order]) + random.random())
    hit = np.diff(points, prepend=0.0) > 0
    return np.sort(order[hit])


def pick(random: Random, weight: Array, wanted: float, most: float = 1.0, amount: Array | float = 1.0) -> Ints:
    """Draw rows by weight (or truth value) until they bring about the wanted number or amount; see `inclusion`."""
    return systematic(random, inclusion(np.asarray(weight, float), wanted, most, np.asarray(amount, float)))


def one_of(random: Random, weights: Floats, size: int) -> Ints:
    """Draw `size` positions 0 … k-1 with chances in proportion to (k,) weights."""
    edges = np.cumsum(weights) / np.sum(weights)
    return np.minimum(np.searchsorted(edges, random.random(size), side="right"), len(weights) - 1)


def lognormal(random: Random, median: Array | float, spread: Array | float, size: int) -> Floats:
    """Draw `size` amounts with a median and a spread of their logarithms."""
    return np.asarray(median * np.exp(spread * random.standard_normal(size)), float)
