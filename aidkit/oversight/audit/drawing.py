"""Draw cases by lot so that anybody can draw them again: the order is a published hash, shares are exact fractions."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise

_END = 2**256


def floor_of(rate: float, cases: int) -> int:
    """Return the fewest cases that are not less than a share: ceil(rate x cases), the rate as it is written.

    Example:
        >>> floor_of(0.07, 100), floor_of(0.3, 11)          # 0.07 * 100 is 7.000000000000001 in floats
        (7, 4)
    """
    return math.ceil(Fraction(repr(float(rate))) * cases)


def lot(seed: int, text: str) -> str:
    """Return the lot of a case: the SHA-256 of ``seed:text``; lower lots are drawn first.

    The same on every machine and in every language, whatever the order of the cases.

    Example:
        >>> lot(1, "HH20210001")[:8]
        '5bef2070'
    """
    return sha256(f"{seed}:{text}".encode()).hexdigest()


def allot(sizes: Sequence[int], wanted: int, seed: int) -> list[int]:
    """Share a sample among strata so that every case has exactly the same chance.

    The strata are laid end to end and every (N / n)-th point is taken from a start that the seed decides, so a
    stratum of N_h cases gets n N_h / N of them, rounded down or up, and all of them n together.

    Args:
        sizes: Cases by stratum.
        wanted: Cases to draw, at most all.
        seed: Decides the start.

    Returns:
        Cases to draw by stratum.
    """
    total = sum(sizes)
    if total == 0:
        return [0 for _ in sizes]
    start = Fraction(int(lot(seed, "start of the strata"), 16), _END)
    ends, passed = [0], 0
    for size in sizes:
        passed += size
        ends.append(math.floor(Fraction(wanted * passed, total) + start))
    return [after - before for before, after in pairwise(ends)]


def draw(strata: Mapping[str, Sequence[str]], wanted: int, seed: int) -> set[str]:
    """Draw cases from strata.

    Args:
        strata: Ids of the cases by stratum; both may come in any order.
        wanted: How many in all, at most all there are.
        seed: Decides the lot.

    Returns:
        The ids drawn.
    """
    names = sorted(strata)
    counts = allot([len(strata[name]) for name in names], wanted, seed)
    drawn: set[str] = set()
    for name, count in zip(names, counts, strict=True):
        drawn.update(sorted(strata[name], key=lambda case: lot(seed, case))[:count])
    return drawn
