"""What keeps single people out of a table that is handed on: small cells are hidden.

A count below five could point at one family, so it is printed as ``<5``. Where a row or a column has a total and the
hidden counts of it could be found by subtraction, the next smallest is hidden too, as ``*``; that may uncover another
line, so it goes on until no line gives anything away. A report that is asked for raw, with a reason, hides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from aidkit.masking import raw_reason

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
    (found,) = marks_two_way([list(records)], small=small, row_totals=with_total)
    return found


def marks_two_way(
    records: ArrayLike, *, small: str = SMALL, row_totals: bool = False, column_totals: bool = False
) -> list[list[str | None]]:
    """Return what replaces each figure of a table of counts, or None where it may be shown.

    Args:
        records: (rows, columns) persons or families behind each figure, unweighted, without totals.
        small: What to print for a small one.
        row_totals: Whether each row's total is shown beside it.
        column_totals: Whether each column's total is shown below it.

    Example:
        >>> marks_two_way([[3, 7, 9], [8, 9, 20]], row_totals=True, column_totals=True)
        [['<5', '*', None], ['*', '*', None]]
    """
    counts = np.array(records, dtype=float, ndmin=2)
    few = (counts > 0) & (counts < SMALLEST)
    if small == SMALL and raw_reason():  # what rests on few records is no better an estimate for being asked for
        few[:] = False
    hidden = few.copy()
    lines: list[tuple[Any, Any]] = [(row, slice(None)) for row in range(counts.shape[0]) if row_totals]
    lines += [(slice(None), column) for column in range(counts.shape[1]) if column_totals]
    changed = True
    while changed:
        changed = False
        for line in lines:
            changed |= _protect(counts, hidden, line)
    found = np.full(counts.shape, None, dtype=object)
    found[hidden], found[few] = SECONDARY, small
    return found.tolist()  # type: ignore[no-any-return]


def _protect(counts: NDArray[np.float64], hidden: NDArray[np.bool_], line: tuple[Any, Any]) -> bool:
    """Hide one more count of a line whose hidden ones its total gives away; say whether that was needed.

    Of two, the one whose other line has something hidden already is taken first, then the smaller.
    """
    own, taken = counts[line], hidden[line]
    if not _given_away(own[taken]) or taken.all():
        return False
    across = hidden.sum(axis=1 if line[0] == slice(None) else 0)
    choice = [(not across[place], own[place], place) for place in np.flatnonzero(~taken & (own > 0))]
    if not choice:
        return False
    taken[min(choice)[2]] = True  # a view of the line in ``hidden``
    return True


def _given_away(hidden: NDArray[np.float64]) -> bool:
    """Whether somebody who knows the sum of a line's hidden counts, and how they were hidden, knows each of them.

    What is hidden as small is 1 to 4, what is hidden with it is 5 or more: the least sum has one solution, and so has
    the largest where all are small.
    """
    small = hidden < SMALLEST
    least, most = np.where(small, 1, SMALLEST).sum(), (SMALLEST - 1) * len(hidden)
    total = hidden.sum()
    return len(hidden) > 0 and bool(len(hidden) == 1 or total == least or (small.all() and total == most))


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


def hide_counts(
    frame: pd.DataFrame, counts: Sequence[str], *, with_total: bool = False, of: str | None = None
) -> pd.DataFrame:
    """Hide the small ones of columns that count persons or families one by one.

    Args:
        frame: One row a group; with ``with_total`` the last row is the total and stays as it is.
        counts: The columns of counts, unweighted.
        with_total: Whether the last row is the total.
        of: A further column, the sum of the counts of each row, so that a hidden one could be found from the others.

    Returns:
        A copy, the small counts replaced by their mark.
    """
    shown = frame.astype(object)
    groups = frame.iloc[: len(frame) - with_total]
    for columns, row_totals in ((list(counts), of is not None), ([of] if of else [], False)):
        found = marks_two_way(groups[columns].to_numpy(), row_totals=row_totals, column_totals=with_total)
        for row, marked in enumerate(found):
            for column, mark in zip(columns, marked, strict=True):
                if mark is not None:
                    shown.iloc[row, shown.columns.get_indexer(pd.Index([column]))] = mark
    return shown.replace({np.nan: None})
