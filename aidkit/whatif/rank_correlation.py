"""Rank correlation: whether one thing rises with another, however crooked the line."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def rank_correlation(first: Array, second: Array) -> float:
    """Return Spearman's rank correlation, the correlation of ranks; tied values share their mean rank.

    Args:
        first: (n,) values.
        second: (n,) values of the same draws.

    Returns:
        −1 to 1; NaN where either never changes.

    Example:
        >>> rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([1.0, 10.0, 100.0]))
        1.0

    Source: Spearman (1904), The American Journal of Psychology 15, 72–101.
    """
    one, other = (_centred_ranks(values) for values in (first, second))
    scale = np.sqrt((one @ one) * (other @ other))
    return float(one @ other / scale) if scale > 0 else float("nan")


def _centred_ranks(values: Array) -> Array:
    _, place, times = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(times)
    ranks = (last - (times - 1) / 2)[place]
    return np.asarray(ranks - ranks.mean())
