"""What a question rests on: the values it turns on, where they come from, and what the answer does not show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.errors import PolicyError, listed, message
from aidkit.report.basis import values_in_force
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy

NAMED = 4  # parameters named beside a source before the rest are counted


def in_force(policy: Policy, groups: Sequence[str], lang: Lang = "both") -> Table:
    """Return the values a question turns on: unit, since when, and whether published or assumed.

    Args:
        policy: The policy.
        groups: Parameter paths, or beginnings of paths such as ``dibao.standard``.
        lang: Language of the labels.

    Raises:
        PolicyError: A path is not the beginning of any parameter's.
    """
    table = values_in_force(policy, lang)
    day = policy.date.isoformat()
    title = Text(
        f"{policy.place.zh} {day} 与本题有关的现行值", f"Values this question turns on, {policy.place.en}, {day}"
    )
    heads = tuple(head for head in table.heads if head.column not in ("source", "address"))
    return replace(table, name="in_force", title=title, heads=heads, frame=_chosen(table.frame, groups))


def sources(policy: Policy, groups: Sequence[str], lang: Lang = "both") -> Table:
    """Return where those values come from, one row a source.

    Args:
        policy: The policy.
        groups: As in ``in_force``.
        lang: Language of the labels.

    Raises:
        PolicyError: A path is not the beginning of any parameter's.
    """
    values = _chosen(values_in_force(policy, lang).frame, groups)
    by_source = values.groupby(["status", "source", "address"], sort=False)["path"].agg(
        lambda paths: listed(paths, NAMED)
    )
    frame = by_source.rename("gives").reset_index()
    heads = (
        Head("source", Text("出处", "Source")),
        Head("address", Text("网址", "Address"), form="below"),
        Head("status", Text("来源类别", "Status")),
        Head("gives", Text("用于", "Gives")),
    )
    note = Text(
        "全部参数及出处见 10_campaign_report 第七节。", "All values with their sources: 10_campaign_report, section 7."
    )
    return Table("sources", Text("资料来源", "Sources"), heads, frame, note=note, lang=lang)


def _chosen(values: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """Keep the rows whose path is one of the groups or lies below one."""
    below = {group: (values["path"] == group) | values["path"].str.startswith(f"{group}.") for group in groups}
    for group, found in below.items():
        if not found.any():
            what = f"{group!r} is neither a parameter nor a group of parameters."
            raise PolicyError(
                message(what, f"Groups: {listed(dict.fromkeys(values['path'].str.split('.').str[0]), 30)}.")
            )
    return values[pd.concat(below, axis=1).any(axis=1)].reset_index(drop=True)
