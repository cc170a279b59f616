"""What hangs on the plan: a threshold set otherwise, another plan for the same people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.campaign.plan.vocabulary import THRESHOLDS
from aidkit.report.disclosure import hide_counts
from aidkit.report.readings import Reading
from aidkit.report.screening.opened import origin
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.campaign import Screening


def by_threshold(screened: Screening, group: str, threshold: str, values: Sequence[float]) -> pd.DataFrame:
    """Screen the same people with one threshold set otherwise.

    Args:
        screened: The screening to start from.
        group: Id of the group.
        threshold: Name of its threshold.
        values: What to set it to, ascending.

    Returns:
        A row a value: ``value``, ``listed`` in the group, ``found`` and of those to be enrolled ``missed``.
    """
    from aidkit.campaign import screen

    rows = []
    for value in values:
        plan = screened.campaign.with_threshold(group, threshold, value)
        again = screen(screened.population, screened.policy, plan, screened.lists)
        own = again.persons[again.persons["group"] == group]
        missed = own["person_id"].isin(again.missed["person_id"])
        rows.append({"value": value, "listed": len(own), "missed": int(missed.sum())})
    return pd.DataFrame(rows)


def drawn(table: pd.DataFrame) -> pd.DataFrame:
    """Return the same as ``charts.threshold`` draws it: the threshold against persons listed."""
    return table.rename(columns={"value": "x", "listed": "y"})


def texts(screened: Screening, group: str, threshold: str, table: pd.DataFrame) -> dict[str, Any]:
    """Return title, axes, source and today's value of the figure of ``by_threshold``."""
    now = screened.campaign.group(group).thresholds[threshold]
    meaning = THRESHOLDS[threshold]
    first, last = table.iloc[[0, -1]].to_dict("records")
    return {
        "x": Text(f"{meaning.zh}（元/年）", f"{meaning.en}, yuan a year"),
        "y": Text(f"{group} 列入人数", f"persons listed in {group}"),
        "finding": Text(
            f"{group} 门槛从 {first['value']:,.0f} 到 {last['value']:,.0f}：名单 {first['listed']:,.0f} → {last['listed']:,.0f} 人",
            f"{group}, threshold {first['value']:,.0f} to {last['value']:,.0f}: {first['listed']:,.0f} → {last['listed']:,.0f} on the list",
        ),
        "marked": now.number,
        "source": origin(screened),
    }


def reading(table: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say what a lower threshold finds more, and at what rate."""
    low, high = table.iloc[[0, -1]].to_dict("records")
    rates = [row["missed"] / row["listed"] if row["listed"] else 0.0 for row in (low, high)]
    return Reading(
        Text(
            f"门槛放低，名单加长，多找到应纳入的 {low['missed'] - high['missed']:,.0f} 人；名单上应纳入的比例由 {rates[1]:.0%} 变为 {rates[0]:.0%}。",
            f"A lower threshold makes a longer list and finds {low['missed'] - high['missed']:,.0f} more who are to be enrolled; their share "
            f"of the list goes from {rates[1]:.0%} to {rates[0]:.0%}.",
        ),
        lang,
    )


def plans(first: Screening, other: str, lang: Lang = "both") -> Table:
    """Return two plans side by side on the same people: persons listed, found, to be enrolled; small numbers hidden."""
    from aidkit.campaign import screen

    both = [first, screen(first.population, first.policy, other, first.lists)]
    rows = [
        {
            "plan": Text(each.campaign.zh, each.campaign.en).show(lang),
            "groups": len(each.campaign.groups),
            "listed": each.persons["person_id"].nunique(),
            "found": int(each.funnel().query("group == 'all' and stage == 'found'")["persons"].iloc[0]),
            "missed": len(each.missed),
            "only": len(set(each.missed["person_id"]) - set(both[1 - number].missed["person_id"])),
        }
        for number, each in enumerate(both)
    ]
    frame = hide_counts(pd.DataFrame(rows), ["listed", "found", "missed", "only"])
    heads = (
        Head("plan", Text("方案", "Plan")),
        Head("groups", Text("组别数", "Groups"), form="count"),
        Head("listed", Text("列入", "Listed"), PERSONS, "count"),
        Head("found", Text("发现问题", "Problem found"), PERSONS, "count"),
        Head("missed", Text("应纳入", "To be enrolled"), PERSONS, "count"),
        Head("only", Text("仅此方案找到", "Found by this plan only"), PERSONS, "count"),
    )
    title = Text("两个方案，同一批人", "Two plans for the same people")
    return Table("plans", title, heads, frame, origin(first), lang=lang)
