"""How sure a comparison is: weights redrawn as the sample was drawn, or a word why there is nothing to redraw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from aidkit.errors import MeasureError, message
from aidkit.measures.sample import Floats
from aidkit.measures.uncertainty import Design, replicate_weights, t_quantile
from aidkit.population import Population

LEVEL = 0.95
PAIRED_COLUMNS = (
    "before", "before_low", "before_high", "after", "after_low", "after_high",
    "difference", "difference_low", "difference_high", "difference_standard_error",
)  # fmt: skip

Pair = Callable[[Floats], Floats]


@dataclass(frozen=True, eq=False)
class Sampling:
    """A population's weights and, where it is a sample, the weights of its replicates.

    Attributes:
        weight: (households,) weights in input order.
        replicates: (r, households) weights of the replicates; None where there is no sampling error.
        degrees_of_freedom: Clusters less strata; 0 without replicates.
        note: What a reader must know of the intervals.
    """

    weight: Floats
    replicates: Floats | None
    degrees_of_freedom: int
    note: str

    def paired(self, pair: Pair, names: Sequence[str]) -> pd.DataFrame:
        """Compute measures before and after with the same replicates, so that what both share cancels.

        Args:
            pair: Takes weights (households,) and returns (measures, 2): each measure before and after.
            names: (measures,) names of the rows.

        Returns:
            One row a measure: value, and 95 % t interval, before, after and of the difference, and the
            difference's standard error; the intervals are NaN where there is no sampling error.

        Source: Rao and Wu (1988), JASA 83, 231-241.
        """
        value = _with_difference(pair(self.weight))
        error = np.full(value.shape, np.nan)
        if self.replicates is not None:
            draws = np.array([_with_difference(pair(weight)) for weight in self.replicates])
            error = np.sqrt(np.mean((draws - value) ** 2, axis=0))
        half = t_quantile(LEVEL, self.degrees_of_freedom) * error if self.degrees_of_freedom else error
        cells = np.stack([value, value - half, value + half], axis=2).reshape(len(value), -1)
        cells = np.column_stack([cells, error[:, 2]])
        return pd.DataFrame(cells, columns=list(PAIRED_COLUMNS)).assign(measure=list(names))


def sampling_of(population: Population, design: Design | None, replicates: int, seed: int) -> Sampling:
    """Say what kind of sample a population is and draw its replicates.

    Args:
        population: The population.
        design: Strata and clusters of its households, in input order; None where they are not known.
        replicates: Sets of weights to draw.
        seed: Seed of the draw.

    Raises:
        MeasureError: The design is none, or does not fit the households.
    """
    weight = population.weight
    if design is None and (len(weight) < 2 or (weight == 1).all()):
        return Sampling(weight, None, 0, _NO_SAMPLE)
    if design is None:
        known, chosen = _ONE_BY_ONE, _one_by_one(population)
    elif isinstance(design, Design):
        known, chosen = design.note, design
    else:
        raise MeasureError(
            message(
                f"design: a {type(design).__name__} was given.",
                "Pass aidkit.measures.uncertainty.Design(strata, psu), one code a household.",
            )
        )
    drawn = np.ascontiguousarray(replicate_weights(weight, chosen, replicates, seed).T)  # each is read as a whole
    freedom = chosen.degrees_of_freedom
    note = f"Intervals hold 95 %: {replicates} Rao–Wu replicates, the same before and after; t with {freedom:,} degrees of freedom."
    return Sampling(weight, drawn, freedom, " ".join(part for part in (note, known) if part))


_NO_SAMPLE = (
    "Intervals not applicable: every household stands for itself, as in a register or census, so there is no sampling "
    "error. Errors of the data and assumed parameters remain."
)
_ONE_BY_ONE = (
    "No design was given, so the households are taken as drawn one by one; if they were drawn by village, these intervals are "
    "too narrow: pass design=Design(strata, psu)."
)


def _one_by_one(population: Population) -> Design:
    """Return the design of households drawn one by one, numbered by their ids so that rows may come in any order."""
    rows = population.layout.household_rows
    number = np.empty(len(rows), np.intp)
    number[rows] = np.arange(len(rows))
    return Design(np.zeros(len(rows)), number)


def _with_difference(pair: Floats) -> Floats:
    """Add after less before as a third column, (measures, 3)."""
    return np.column_stack([pair, pair[:, 1] - pair[:, 0]])
