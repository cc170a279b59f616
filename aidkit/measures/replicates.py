"""Draw a sample again and again as its design drew it: sets of replicate weights (复制权重)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError, message
from aidkit.measures.calibration import calibrate_weights
from aidkit.measures.design import Design
from aidkit.measures.distances import Method
from aidkit.measures.sample import Floats, checked_weights


def replicate_weights(weight: ArrayLike, design: Design, replicates: int = 500, seed: int = 1) -> Floats:
    """Draw replicate weights by the rescaled bootstrap of Rao and Wu.

    In each stratum of n clusters, n - 1 are drawn with replacement; a cluster drawn t times has its weights
    multiplied by t n / (n - 1). Clusters are ordered by their codes, so rows may come in any order.

    Args:
        weight: (n,) weights of the sample.
        design: strata and clusters of the same rows.
        replicates: sets of weights to draw; 500 steady a standard error to about 3 %.
        seed: of the random numbers; the same seed draws the same clusters.

    Returns:
        (n, replicates).

    Raises:
        MeasureError: weights and design differ in length, or there are fewer than two replicates.

    Example:
        Of two clusters one is drawn, with double weight:

        >>> drawn = replicate_weights([10, 10], Design([1, 1], ["a", "b"]), replicates=3, seed=0)
        >>> drawn.sum(axis=0)
        array([20., 20., 20.])

    Source: Rao and Wu (1988), JASA 83, 231-241; Rao, Wu and Yue (1992), Survey Methodology 18, 209-217.
    """
    each = checked_weights(weight)
    if each.shape != design.cluster.shape:
        raise MeasureError(f"weight has shape {each.shape}, the design {design.cluster.shape}; they must be the same.")
    if replicates < 2:
        raise MeasureError(f"replicates={replicates} cannot be used: a spread needs at least two.")
    random = np.random.default_rng(seed)
    factor = np.empty((design.stratum_of_cluster.size, replicates))
    for stratum in range(design.stratum_of_cluster.max() + 1):
        inside = np.flatnonzero(design.stratum_of_cluster == stratum)
        n = inside.size
        drawn = random.multinomial(n - 1, np.full(n, 1 / n), size=replicates)
        factor[inside] = drawn.T * (n / (n - 1))
    return np.asarray(each[:, None] * factor[design.cluster])


def recalibrated(
    replicates: Floats,
    indicators: ArrayLike,
    targets: ArrayLike,
    *,
    method: Method = "raking",
    bounds: tuple[float, float] | None = None,
    names: Sequence[str] | None = None,
) -> Floats:
    """Calibrate every set of replicate weights to the same totals, as the sample's own weights were.

    Draw the replicates from the weights before calibration; otherwise what calibration gains is not seen.

    Args:
        replicates: (n, r) from `replicate_weights`.
        indicators: (n, k), as in `calibrate_weights`, like the rest.
        targets: (k,).
        method: raking, linear or logit.
        bounds: on weight / start.
        names: (k,) of the margins.

    Returns:
        (n, r).

    Raises:
        MeasureError: as `calibrate_weights`, with the number of the replicate.
    """
    done = np.empty_like(replicates)
    for r, start in enumerate(replicates.T):
        try:
            calibration = calibrate_weights(start, indicators, targets, method=method, bounds=bounds, names=names)
        except MeasureError as fault:
            raise MeasureError(message(f"Replicate {r}:", str(fault))) from None
        done[:, r] = calibration.weights
    return done
