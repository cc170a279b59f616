"""What differences between export and roster come to: to be asked back (追缴), or still to be paid (补发)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from aidkit.oversight.payments.comparing import KEY

ORDER = ("paid_after_death", "only_in_roster", "duplicate", "amount_differs", "only_in_export")


def money_at_stake(
    payments: pd.DataFrame, frames: Mapping[str, pd.DataFrame], titles: Mapping[str, tuple[str, str]]
) -> pd.DataFrame:
    """Add up, class by class, what was paid too much and too little; a payment counts in its first class only.

    A payment after death was due to nobody, so all of it is to be recovered; elsewhere the difference counts.

    Args:
        payments: The comparison of both files.
        frames: The classes; a row names its payment by number, scheme, month and rows.
        titles: English and Chinese title by class.

    Returns:
        By class, and last in all: zh, persons, recover_fen, owed_fen.
    """
    left = payments.set_index(_names(payments))
    found = {}
    for name in ORDER:
        mine = left[left.index.isin(_names(frames[name]))]
        left = left.drop(mine.index)
        over = mine["difference_fen"].clip(lower=0)
        owed = (-mine["difference_fen"]).clip(lower=0)
        if name == "paid_after_death":
            over, owed = mine["paid_fen"], owed * 0
        found[name] = (titles[name][1], frames[name]["id"].nunique(), int(over.sum()), int(owed.sum()))
    for name in (name for name in frames if name not in ORDER):
        found[name] = (titles[name][1], frames[name]["id"].nunique(), 0, 0)
    table = pd.DataFrame.from_dict(found, orient="index", columns=["zh", "persons", "recover_fen", "owed_fen"])
    persons = pd.concat([frame["id"] for frame in frames.values()]).nunique()
    table.loc["total"] = ["合计", persons, table["recover_fen"].sum(), table["owed_fen"].sum()]
    table.index.name = "class"
    return table


def _names(rows: pd.DataFrame) -> pd.Index:
    """Name payments so that two without a number are told apart by where they stand."""
    columns = ["id", *KEY[1:], "export_rows", "roster_rows"]
    return pd.MultiIndex.from_frame(rows[columns])
