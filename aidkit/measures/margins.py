"""Known totals of a population as what each household adds to them (校准边际)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from aidkit.errors import MeasureError, counted, listed, message
from aidkit.measures.sample import Floats

if TYPE_CHECKING:
    import pandas as pd

Margin = tuple[str, Any, float]


class TwoTables(Protocol):
    """Anything with a table of households (index: household id) and one of persons (column household_id)."""

    @property
    def households(self) -> pd.DataFrame: ...  # noqa: D102

    @property
    def persons(self) -> pd.DataFrame: ...  # noqa: D102


def indicator(population: TwoTables, name: str, margin: Margin) -> Floats:
    """Return what each household adds to one margin (households,).

    Raises:
        MeasureError: the level or column does not exist, the indicator is no number for each row of its table,
            or a person's household is not in the table of households.
    """
    level, column, _ = margin
    if level not in {"household", "person"}:
        raise MeasureError(f"{name}: level {level!r} is neither 'household' nor 'person'.")
    table = population.households if level == "household" else population.persons
    if isinstance(column, str) and column not in table:
        known = f"Columns there: {listed(table.columns, shown=30)}."
        raise MeasureError(message(f"{name}: there is no {level} column {column!r}.", known))
    values = np.asarray(table[column] if isinstance(column, str) else column)
    if values.shape != (len(table),) or values.dtype.kind not in "biuf":
        raise MeasureError(
            message(
                f"{name}: the indicator has shape {values.shape} and type {values.dtype}.",
                f"It must hold one number or truth value for each of {counted(len(table), level)};",
                "for a category write a comparison, for example households['area'] == 'rural'.",
            )
        )
    return values.astype(float) if level == "household" else _summed(population, values.astype(float))


def _summed(population: TwoTables, values: Floats) -> Floats:
    """Sum a value of persons (persons,) over the members of each household (households,)."""
    owner = population.persons.set_index("household_id").index
    place = population.households.index.get_indexer(owner)
    if (place < 0).any():
        what = f"Persons name {counted(int((place < 0).sum()), 'household')} that the table does not have"
        raise MeasureError(f"{what}: {listed(owner[place < 0])}.")
    return np.bincount(place, weights=values, minlength=len(population.households)).astype(float)
