"""Compare what is due with what was paid, person by person, scheme by scheme, month by month, in fen."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from aidkit.oversight.payments.schemes import scheme_zh

BODY = 17  # digits that name a person; the eighteenth follows from them
KEPT = 15  # digits a spreadsheet's float keeps
KEY = ["key", "scheme", "month"]
SHOWN = (
    "id", "name", "town", "scheme", "scheme_zh", "month", "due_fen", "paid_fen", "difference_fen",
    "export_rows", "roster_rows", "hint",
)  # fmt: skip


def compare(due: pd.DataFrame, paid: pd.DataFrame) -> pd.DataFrame:
    """Lay both files side by side.

    Args:
        due: Lines of the export.
        paid: Lines of the roster.

    Returns:
        A row for every person, scheme and month of either: due_fen, paid_fen (missing where the file has no such
        row or an amount that cannot be read), difference_fen (paid less due, a missing side as 0, missing where an
        amount cannot be read), times_due, times_paid, export_rows, roster_rows (their numbers, as text).
    """
    left, right = _gathered(due, "due"), _gathered(paid, "paid")
    both = pd.merge(left, right, how="outer", left_index=True, right_index=True, suffixes=("_due", "_paid"))
    both = both.reset_index()
    for column in ("id", "name", "town", "household_id"):
        stated = both.pop(f"{column}_due").replace("", None)
        both[column] = stated.combine_first(both.pop(f"{column}_paid")).fillna("")
    for of in ("due", "paid"):
        both[f"times_{of}"] = both[f"times_{of}"].fillna(0).astype(int)
    absent = {of: both[f"times_{of}"] == 0 for of in ("due", "paid")}
    amounts = {of: both[f"{of}_fen"].mask(absent[of], 0) for of in ("due", "paid")}
    both["difference_fen"] = amounts["paid"] - amounts["due"]
    both["scheme_zh"] = [scheme_zh(scheme) for scheme in both["scheme"]]
    for column in ("export_rows", "roster_rows"):
        both[column] = both[column].fillna("")
    return both


def classes(both: pd.DataFrame) -> dict[str, pd.Series[bool]]:
    """Say which rows of the comparison are only in one file, repeated, or differ in the amount.

    A row of no money that has no partner is in neither class: nothing was due, nothing was paid. A repeated
    payment stands under ``duplicate`` alone, whatever it adds up to; one in a single file under both.
    """
    money = both["difference_fen"].ne(0).fillna(True)
    once = both["times_due"].eq(1) & both["times_paid"].eq(1)
    return {
        "only_in_export": both["times_paid"].eq(0) & money,
        "only_in_roster": both["times_due"].eq(0) & money,
        "amount_differs": once & both["difference_fen"].ne(0).fillna(False),
        "duplicate": both["times_due"].gt(1) | both["times_paid"].gt(1),
    }


def hints(rows: pd.DataFrame, others: pd.DataFrame, other: str) -> list[str]:
    """Say, for rows only one file has, where the other may have the person all the same; nothing is merged.

    Args:
        rows: Rows of the comparison that only one file has.
        others: Lines of the other file.
        other: What the other file is called.
    """
    if rows.empty:
        return []
    schemes, bodies, stems = defaultdict(set), defaultdict(set), defaultdict(set)
    for key, number, name, scheme in others[["key", "id", "name", "scheme"]].itertuples(index=False, name=None):
        schemes[key].add(scheme_zh(scheme))
        bodies[number[:BODY], name].add(number)
        stems[number[:KEPT], name].add(number)
    said = []
    for key, number, name in rows[["key", "id", "name"]].itertuples(index=False, name=None):
        near = (bodies.get((number[:BODY], name), set()) or stems.get((number[:KEPT], name), set())) - {number}
        if key in schemes:
            said.append(f"the {other} has the number under {'、'.join(sorted(schemes[key]))}")
        elif near and name and len(number) >= KEPT:
            said.append(f"the {other} has {name} under {'、'.join(sorted(near))}")
        else:
            said.append("")
    return said


def _gathered(lines: pd.DataFrame, of: str) -> pd.DataFrame:
    """Add a file's lines up by person, scheme and month; one amount that cannot be read leaves the sum open."""
    groups = lines.assign(unread=lines["fen"].isna()).groupby(KEY, sort=False)
    side = {"due": "export_rows", "paid": "roster_rows"}[of]
    return pd.DataFrame(
        {
            **{column: groups[column].first() for column in ("id", "name", "town", "household_id")},
            f"{of}_fen": groups["fen"].sum(min_count=1).mask(groups["unread"].any()),
            f"times_{of}": groups.size(),
            side: _places(lines, groups["where"].first()),
        }
    )


def _places(lines: pd.DataFrame, first: pd.Series[str]) -> pd.Series[str]:
    """Say where each payment stands; only repeated ones need joining, and they are few."""
    repeated = lines[lines.duplicated(KEY, keep=False)]
    if repeated.empty:
        return first
    joined = repeated.groupby(KEY, sort=False)["where"].agg("、".join)
    return joined.reindex(first.index).fillna(first)
