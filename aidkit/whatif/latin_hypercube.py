"""Latin hypercube samples: few draws, yet each range covered evenly from end to end."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def latin_hypercube(samples: int, dimensions: int, seed: int) -> Array:
    """Draw points of the unit cube, exactly one in each of ``samples`` equal slices of every dimension.

    In each dimension the slices are shuffled anew and each point lies anywhere within its slice, so that every mean
    over the points is unbiased and no range has a gap wider than two slices.

    Args:
        samples: Number of points, at least 1.
        dimensions: Number of dimensions.
        seed: Seed of the draw; the same seed gives the same points.

    Returns:
        (samples, dimensions) shares, 0 ≤ share < 1.

    Example:
        >>> points = latin_hypercube(4, 2, seed=1)
        >>> np.sort(np.floor(4 * points[:, 0])).tolist()
        [0.0, 1.0, 2.0, 3.0]

    Source: McKay, Beckman and Conover (1979), Technometrics 21, 239–245.
    """
    generator = np.random.default_rng(seed)
    slices = generator.permuted(np.tile(np.arange(samples), (dimensions, 1)), axis=1).T
    return np.asarray((slices + generator.random((samples, dimensions))) / samples)
