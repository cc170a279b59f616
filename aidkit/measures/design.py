"""How a sample was drawn: strata and the clusters (primary sampling units) within them (抽样设计)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aidkit.errors import MeasureError, message
from aidkit.measures.sample import codes

Codes = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Design:
    """Strata and clusters of every row, lonely clusters merged by rule.

    A stratum with a single cluster has no variance to estimate. By rule it joins the next stratum in sorted
    order, and what is left at the end joins the one before; `merged` and `note` report it. Strata are usually
    numbered so that neighbours are alike; where they are not, merge them by hand first.

    Attributes:
        strata: (n,) stratum of each row.
        psu: (n,) cluster of each row; the same code in two strata is two clusters.

    Raises:
        MeasureError: the arrays do not fit together, miss a code, or hold fewer than two clusters.

    Example:
        >>> design = Design(strata=["a", "a", "b", "c", "c"], psu=[1, 2, 1, 1, 2])
        >>> design.degrees_of_freedom, design.merged            # b is lonely: 5 clusters, 2 strata
        (3, (('b', 'c'),))
    """

    strata: ArrayLike
    psu: ArrayLike

    def __post_init__(self) -> None:
        """Refuse what is no design."""
        strata = codes("strata", self.strata)
        codes("psu", self.psu, strata.size)
        if not strata.size:
            raise MeasureError("The sample is empty, so its uncertainty cannot be estimated.")
        if self.cluster.max() == 0:
            what = "The sample has a single cluster, so its uncertainty cannot be estimated."
            raise MeasureError(message(what, "Where households were drawn one by one, pass their ids as psu."))

    @cached_property
    def _names(self) -> tuple[NDArray[np.generic], Codes]:
        """Sorted names of the strata as given, and each row's place among them (n,)."""
        names, place = np.unique(np.asarray(self.strata), return_inverse=True)
        return names, place

    @cached_property
    def _clusters(self) -> tuple[Codes, Codes]:
        """Given stratum of each cluster (clusters,), and each row's cluster (n,)."""
        _, stratum = self._names
        _, psu = np.unique(np.asarray(self.psu), return_inverse=True)
        pairs, cluster = np.unique(np.column_stack([stratum, psu]), axis=0, return_inverse=True)
        return pairs[:, 0], cluster

    @property
    def cluster(self) -> Codes:
        """Number of each row's cluster, 0 upwards, ordered by stratum and code (n,)."""
        return self._clusters[1]

    @cached_property
    def _joined(self) -> list[list[int]]:
        """Given strata that form one stratum after merging."""
        sizes = np.bincount(self._clusters[0])
        joined: list[list[int]] = [[]]
        for stratum in range(sizes.size):
            joined[-1].append(stratum)
            if sizes[joined[-1]].sum() > 1:
                joined.append([])
        left = joined.pop()
        joined[-1].extend(left)
        return joined

    @cached_property
    def stratum_of_cluster(self) -> Codes:
        """Merged stratum of each cluster, 0 upwards (clusters,)."""
        place = np.empty(self._names[0].size, dtype=np.intp)
        for number, strata in enumerate(self._joined):
            place[strata] = number
        return place[self._clusters[0]]

    @property
    def degrees_of_freedom(self) -> int:
        """Clusters less strata, after merging."""
        return int(self.stratum_of_cluster.size - len(self._joined))

    @property
    def merged(self) -> tuple[tuple[object, ...], ...]:
        """Strata, as given, that were merged because a cluster was alone; empty where none was."""
        return tuple(tuple(self._names[0][strata].tolist()) for strata in self._joined if len(strata) > 1)

    @property
    def note(self) -> str:
        """What a report says about merged strata; empty where none were."""
        if not self.merged:
            return ""
        together = "; ".join(" with ".join(str(stratum) for stratum in strata) for strata in self.merged)
        return f"Strata with a single cluster were merged with their neighbour: {together}."
