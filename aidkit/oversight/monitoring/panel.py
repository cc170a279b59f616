"""A panel: one population a month, the same households and persons under the same ids (按月监测数据)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from aidkit.errors import listed, message
from aidkit.oversight.errors import OversightError
from aidkit.population import Population

WATCHED = {"in_school": True, "died": False}
"""Columns of persons that only monitoring reads, and what is taken where one is absent."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Monthly snapshots of a population.

    Amounts are those of the schema: of the 12 months up to the snapshot. Beside the schema's columns persons may have
    ``in_school`` (yes or no) and ``died`` (in this month; the next snapshot no longer holds the person).

    Attributes:
        months: ``YYYY-MM``, one after the other without a gap.
        populations: The snapshot of each month.

    Raises:
        OversightError: Fewer than two months, a gap, ids that change, or a column that is not yes or no.
    """

    months: tuple[str, ...]
    populations: tuple[Population, ...]

    def __post_init__(self) -> None:
        if len(self.months) != len(self.populations) or len(self.months) < 2:
            what = f"{len(self.months)} months and {len(self.populations)} populations make no panel."
            raise OversightError(message(what, "Give at least two months and one population for each."))
        _check_months(self.months)
        for month, population in zip(self.months, self.populations, strict=True):
            _check_columns(month, population)
        for number in range(1, len(self.months)):
            earlier, now = self.populations[number - 1].households.index, self.populations[number].households.index
            if not len(now.intersection(earlier)):
                raise OversightError(
                    message(
                        f"No household of {self.months[number]} stands in {self.months[number - 1]}.",
                        f"Ids must stay: now {listed(now, shown=3)}; before {listed(earlier, shown=3)}.",
                    )
                )

    @property
    def synthetic(self) -> bool:
        """Whether any snapshot is invented."""
        return any(population.synthetic for population in self.populations)

    @property
    def absent(self) -> tuple[str, ...]:
        """Columns of ``WATCHED`` that some snapshot does not have."""
        return tuple(name for name in WATCHED if any(name not in p.persons for p in self.populations))

    def __repr__(self) -> str:
        size = len(self.populations[0].households)
        return f"Panel({self.months[0]} to {self.months[-1]}, {size:,} households at first)"


def _check_months(months: tuple[str, ...]) -> None:
    try:
        numbers = np.array(list(months), "datetime64[M]").astype(int)
        gapless = bool((np.diff(numbers) == 1).all()) and all(len(month) == 7 for month in months)
    except ValueError:
        gapless = False
    if not gapless:
        what = f"Months {listed(months)}: not one after the other."
        raise OversightError(message(what, "Write each as YYYY-MM, in order and without a gap."))


def _check_columns(month: str, population: Population) -> None:
    for name in WATCHED:
        if name not in population.persons:
            continue
        column = population.persons[name]
        if not pd.api.types.is_bool_dtype(column) or column.isna().any():
            seen = listed(column.drop_duplicates(), shown=3)
            raise OversightError(
                message(f"{month}: persons.{name} holds {seen}.", "It holds True or False, nothing else and no gap.")
            )
