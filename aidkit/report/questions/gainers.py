"""Who gains and who loses by a reform (受益与受损), reform by reform and group by group; and what the reforms say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.errors import PolicyError, message, suggestion
from aidkit.report.front import WAN, WAN_YEAR
from aidkit.report.labels import in_each
from aidkit.report.questions.reforms import Ready, title_of
from aidkit.report.questions.rows import largest, rows, smallest
from aidkit.report.questions.shares import ALL, LABELS, WITHOUT
from aidkit.report.questions.words import families, joined, money, persons
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, PERSONS, YUAN_YEAR, source
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.population import Population

SIDES = ("gaining", Text("受益", "gain")), ("losing", Text("受损", "lose"))


def gainers(found: Mapping[str, Ready]) -> pd.DataFrame:
    """Return persons gaining and losing by reform, as ``charts.shares.sides`` draws them."""
    counts = {
        "gaining": [ready.gaining for ready in found.values()],
        "losing": [ready.losing for ready in found.values()],
    }
    return pd.DataFrame({**in_each(title_of(ready) for ready in found.values()), **counts})


def gainers_texts(found: Mapping[str, Ready]) -> dict[str, Any]:
    """Return what ``charts.shares.sides`` writes around gainers and losers."""
    return {"x": PERSONS, "finding": gainers_finding(found)}


def gainers_finding(found: Mapping[str, Ready]) -> Text:
    """Say the title of the figure of gainers and losers."""
    most = max(found.values(), key=lambda ready: ready.gaining)
    both = sum(ready.gaining > 0 and ready.losing > 0 for ready in found.values())
    if not most.gaining:
        worst = max(found.values(), key=lambda ready: ready.losing)
        lost = persons(worst.losing)
        return Text(
            f"没有人受益；受损人数最多的是“{title_of(worst).zh}”：{lost.zh}",
            f"Nobody gains; most lose by “{title_of(worst).en}”: {lost.en}",
        )
    return Text(
        f"受益人数最多的是“{title_of(most).zh}”：{persons(most.gaining).zh}；{both} 套有得有失",
        f"Most gain by “{title_of(most).en}”: {persons(most.gaining).en}; both giving and taking: {both}",
    )


def gainers_reading(found: Mapping[str, Ready], lang: Lang = "both") -> Reading:
    """Say what a person who gains costs in the dearest reform and in the one with the cheapest gain."""
    each = {name: ready.cost / ready.gaining for name, ready in found.items() if ready.cost > 0 and ready.gaining > 0}
    if not each:
        return Reading(Text("没有一套方案使支出增加。", "No reform costs more than what is in force."), lang)
    most, least = (found[pick(each, key=lambda name: each[name])] for pick in (max, min))
    high, low = each[most.document.id], each[least.document.id]
    return Reading(
        Text(
            f"每个受益的人平均花费，“{title_of(most).zh}”最多，{high:,.0f} 元/年；“{title_of(least).zh}”最少，{low:,.0f} 元/年。",
            f"A person who gains costs most under “{title_of(most).en}”, {high:,.0f} yuan a year, and least under “{title_of(least).en}”, {low:,.0f}.",
        ),
        lang,
    )


def one(found: Mapping[str, Ready], name: str) -> Ready:
    """Return one of the reforms that were run.

    Raises:
        PolicyError: It was not run; the message lists those that were.
    """
    if name not in found:
        raise PolicyError(
            message(f"{name!r} was not run: it is no reform, or changes nothing here.", suggestion(name, list(found)))
        )
    return found[name]


def winners_reading(ready: Ready, lang: Lang = "both") -> Reading:
    """Say what families that gain get on average, and what those that lose give up."""
    up, down = (_average(ready.compared.winners, side) for side in (1, -1))
    return Reading(joined(_side(*up, gains=True), _side(*down, gains=False)), lang)


def _average(winners: pd.DataFrame, side: int) -> tuple[float, float]:
    """Return how many families gain (1) or lose (−1), and how much a year on average."""
    table = winners[winners["to_yuan_a_year"] * side > 0]
    homes, yuan = float(table["households"].sum()), float(table["gain_yuan_a_year"].sum())
    return homes, abs(yuan / homes) if homes else 0.0


def _side(homes: float, yuan: float, *, gains: bool) -> Text:
    count = families(homes)
    if not homes:
        return Text("没有家庭受益。", "No family gains.") if gains else Text("没有家庭受损。", "No family loses.")
    if gains:
        return Text(
            f"受益的 {count.zh}平均每年多得 {yuan:,.0f} 元。", f"{count.en} gain {yuan:,.0f} yuan a year on average."
        )
    return Text(
        f"受损的 {count.zh}平均每年少得 {yuan:,.0f} 元。", f"{count.en} lose {yuan:,.0f} yuan a year on average."
    )


def groups(ready: Ready, people: Population, lang: Lang = "both") -> Table:
    """Return who gains and who loses by group of families, as shares of the group, and what that is a year."""
    table = ready.compared.groups
    frame = table.assign(
        label=[_group(row["group"], row["value"]).show(lang) for row in rows(table)],
        wan=table["gain_yuan_a_year"] / WAN,
    )
    heads = (
        Head("label", Text("家庭", "Families")),
        Head("households", Text("户数", "Number"), FAMILIES, "count"),
        Head("gaining_share", Text("受益户占比", "Gaining"), form="share"),
        Head("losing_share", Text("受损户占比", "Losing"), form="share"),
        Head("wan", Text("全年增减", "Gained"), WAN_YEAR, "count"),
        Head("mean_gain_yuan_a_year", Text("户均增减", "A family"), YUAN_YEAR, "count"),
    )
    title = Text(f"“{title_of(ready).zh}”：哪些家庭受益", f"{title_of(ready).en}: which families gain")
    return Table("groups", title, heads, frame, source(people), lang=lang)


def groups_reading(ready: Ready, lang: Lang = "both") -> Reading:
    """Say which group gains most a family, and which least."""
    table = ready.compared.groups.iloc[1:]
    most, least = largest(table, "mean_gain_yuan_a_year"), smallest(table, "mean_gain_yuan_a_year")
    high, low = (money(row["mean_gain_yuan_a_year"], sign=True).en.removesuffix(" yuan") for row in (most, least))
    first, last = (_group(row["group"], row["value"]) for row in (most, least))
    return Reading(
        Text(
            f"户均增加最多的一类是“{first.zh}”，{high} 元/年；最少的一类是“{last.zh}”，{low} 元/年。",
            f"On average “{first.en}” gain most, {high} yuan a year; “{last.en}” least, {low}.",
        ),
        lang,
    )


def documents(found: Mapping[str, Ready], lang: Lang = "both") -> Table:
    """Return what each reform changes, why, and where that comes from."""
    lines = [
        {
            "label": title_of(ready).show(lang),
            "name": name,
            "path": change.path,
            "reason": change.reason,
            "source": change.source,
        }
        for name, ready in found.items()
        for change in ready.document.changes
    ]
    heads = (
        Head("label", Text("方案", "Reform")),
        Head("name", Text("名称", "Name"), form="below"),
        Head("path", Text("改动的参数", "Changes")),
        Head("reason", Text("理由", "Reason")),
        Head("source", Text("出处", "Source"), form="below"),
    )
    return Table(
        "documents", Text("方案的内容和出处", "What the reforms change, and why"), heads, pd.DataFrame(lines), lang=lang
    )


def _group(grouping: str, value: str) -> Text:
    return {**LABELS, **WITHOUT}.get((grouping, value), ALL)
