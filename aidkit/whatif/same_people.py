"""Whether two populations are the same people, so that their results may be compared."""

from __future__ import annotations

import pandas as pd

from aidkit.errors import OutputError, counted, listed, message
from aidkit.population import Population

ADVICE = "Simulate both policies on one population: what differs would pass for an effect of the reform."


def check_same_people(before: Population, after: Population) -> None:
    """Refuse two populations that differ in a row, a column or a value.

    Raises:
        OutputError: The message says what differs first.
    """
    if before is after:
        return
    for level, one, other in (
        ("household", before.households, after.households),
        ("person", before.persons, after.persons),
    ):
        if len(one) != len(other):
            sizes = f"{counted(len(one), level)} before, {counted(len(other), level)} after"
            raise OutputError(message(f"The results are of different populations: {sizes}.", ADVICE))
        if list(one.columns) != list(other.columns):
            names = sorted({str(name) for name in one.columns.symmetric_difference(other.columns)})
            what = f"{level}s: {listed(names)} in one only" if names else f"{level}s: columns in another order"
            raise OutputError(message(f"The results are of different populations: {what}.", ADVICE))
        if not one.equals(other):
            raise OutputError(
                message(f"The results are of different populations: {_first(level, one, other)}.", ADVICE)
            )


def _first(level: str, one: pd.DataFrame, other: pd.DataFrame) -> str:
    """Say in which column rows differ, and in how many; ids first, since rows in another order differ everywhere."""
    for name in one.columns:
        left, right = one[name].reset_index(drop=True), other[name].reset_index(drop=True)
        if not left.equals(right):
            unlike = ~((left == right) | (left.isna() & right.isna()))
            rows = listed(one.index[unlike])
            return f"{level}s.{name} differs in {counted(int(unlike.sum()), 'row')}: {rows}"
    return f"{level}s differ"
