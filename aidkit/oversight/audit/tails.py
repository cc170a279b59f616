"""Tails of the binomial and the hypergeometric distribution, to full precision and without a statistics library.

Probabilities are built up from the ratios of neighbours and divided by their sum, so nothing large is subtracted.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

Floats = np.ndarray[Any, np.dtype[np.float64]]


def binomial_at_most(found: int, checked: int, rate: float) -> float:
    """Return P(X <= found), X the errors among ``checked`` independent cases with the error rate ``rate``.

    Example:
        >>> round(binomial_at_most(0, 3, 0.5), 12)
        0.125
    """
    if found < 0 or found >= checked:
        return float(found >= checked)
    if rate <= 0 or rate >= 1:
        return float(rate <= 0)
    i = np.arange(checked, dtype=float)
    steps = np.log((checked - i) / (i + 1)) + math.log(rate) - math.log1p(-rate)
    return _share(steps, found)


def hypergeometric_at_most(found: int, checked: int, bad: int, population: int) -> float:
    """Return P(X <= found), X the errors among ``checked`` cases drawn from ``population`` of which ``bad`` are wrong.

    Example:
        >>> round(hypergeometric_at_most(0, 2, 1, 4), 12)        # 3/4 x 2/3
        0.5
    """
    least, most = max(0, checked + bad - population), min(checked, bad)
    if found < least or found >= most:
        return float(found >= most)
    i = np.arange(least, most, dtype=float)
    steps = np.log((bad - i) * (checked - i)) - np.log((i + 1) * (population - bad - checked + i + 1))
    return _share(steps, found - least)


def _share(steps: Floats, last: int) -> float:
    """Return the share of the first ``last + 1`` terms, given the logarithms of the ratios of neighbours."""
    logs = np.concatenate(([0.0], np.cumsum(steps)))
    terms = np.exp(logs - logs.max())
    return float(terms[: last + 1].sum() / terms.sum())
