"""Rows of a table as plain records, for the sentences that quote them."""

from __future__ import annotations

from typing import Any

import pandas as pd

Row = dict[str, Any]


def rows(table: pd.DataFrame) -> list[Row]:
    """Return the rows in order, each a mapping from column to value."""
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def largest(table: pd.DataFrame, column: str) -> Row:
    """Return the row with the largest value of a column, the first of several; NaN counts as the least."""
    return rows(table.loc[[table[column].idxmax()]])[0]


def smallest(table: pd.DataFrame, column: str) -> Row:
    """Return the row with the smallest value of a column, the first of several; NaN counts as the most."""
    return rows(table.loc[[table[column].idxmin()]])[0]
