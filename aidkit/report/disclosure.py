"""What keeps single people out of a table that is handed on: small cells are hidden.

A count below five could point at one family, so it is printed as ``<5``. Where a column has a total and only
one count of it is hidden, subtraction would find it: the next smallest is then hidden too, as ``*``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

SMALLEST = 5  # the smallest number of records behind a figure that is printed as it is
SMALL = f"<{SMALLEST}"
FEW_RECORDS = f"n<{SMALLEST}"  # in a weighted population the figure is an estimate, only its records are few
SECONDARY = "*"


def marks(records: Sequence[float], *, small: str = SMALL, with_total: bool = False) -> list[str | None]:
    """Return what replaces each figure of a column, or None where it may be shown.

    Args:
        records: Persons or families in the data behind each figure, unweighted, without the total row. Zero
            shows nobody and stays.
        small: What to print for a small one.
        with_total: Whether the column's total is shown beside it.
    """
    found: list[str | None] = [small if 0 < count < SMALLEST else None for count in records]
    if with_total and len(found) - found.count(None) == 1:
        shown = [(count, row) for row, count in enumerate(records) if count >= SMALLEST]
        if shown:
            found[min(shown)[1]] = SECONDARY
    return found


def hide_small(
    frame: pd.DataFrame,
    columns: Mapping[str, Sequence[str]],
    *,
    weighted: bool = False,
    with_total: bool = False,
) -> pd.DataFrame:
    """Hide the figures that rest on fewer than five records.

    Args:
        frame: One row a group; with ``with_total`` the last row is the total and stays as it is.
        columns: For each column that counts records (unweighted), the columns it hides.
        weighted: Whether the figures are weighted estimates; the mark then says that the records are few, and
            nothing more is hidden, since a weighted total gives no count away.
        with_total: Whether the last row is the total.

    Returns:
        A copy without the columns of records, the hidden figures replaced by their mark.
    """
    shown = frame.astype(object)
    small = FEW_RECORDS if weighted else SMALL
    groups = frame.iloc[: len(frame) - with_total]
    for records, hidden in columns.items():
        found = marks(groups[records].to_list(), small=small, with_total=with_total and not weighted)
        for row, mark in enumerate(found):
            if mark is not None:
                shown.iloc[row, shown.columns.get_indexer(pd.Index(hidden))] = mark
    return shown.drop(columns=list(columns)).replace({np.nan: None})


def hide_counts(frame: pd.DataFrame, counts: Sequence[str], *, with_total: bool = False) -> pd.DataFrame:
    """Hide the small ones of columns that count persons or families one by one, each for itself.

    Args:
        frame: One row a group; with ``with_total`` the last row is the total and stays as it is.
        counts: The columns of counts, unweighted.
        with_total: Whether the last row is the total.

    Returns:
        A copy, the small counts replaced by their mark.
    """
    records = {f"{name}_records": frame[name] for name in counts}
    hidden = {f"{name}_records": [name] for name in counts}
    return hide_small(frame.assign(**records), hidden, with_total=with_total)
