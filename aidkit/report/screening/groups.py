"""Whom a campaign looks for: its groups, their thresholds and owners, and of whom it is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.campaign.plan.vocabulary import SETTINGS, THRESHOLDS
from aidkit.report.basis import STATUS
from aidkit.report.disclosure import hide_counts
from aidkit.report.labels import as_shown
from aidkit.report.readings import Reading
from aidkit.report.screening.opened import origin
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.campaign import Campaign, Screening
    from aidkit.campaign.plan.campaign import Threshold

RECORDS = "records_matched"  # the plan's own number of records handed down, where it gives one
UNITS = {"yuan/year": Text("元/年", "yuan a year"), "yuan": Text("元", "yuan"), "years": Text("岁", "years"),
         "records": Text("条", "records")}  # fmt: skip


def planned(campaign: Campaign, lang: Lang = "both") -> Table:
    """Return the groups as the plan has them: condition with its threshold, owner, clause."""
    rows = [
        {
            "group": group.id,
            "title": Text(group.zh, group.en).show(lang),
            "threshold": "; ".join(_threshold(one, lang) for one in group.thresholds.values()),
            "owner": Text(group.owner.zh, group.owner.en).show(lang),
            "checks": len(group.checks),
            "clause": group.clause,
        }
        for group in campaign.groups.values()
    ]
    heads = (
        Head("group", Text("组别", "Group")),
        Head("title", Text("排查对象", "Who")),
        Head("threshold", Text("门槛", "Threshold")),
        Head("owner", Text("责任单位", "Owner")),
        Head("checks", Text("排查事项", "Checks"), form="count"),
        Head("clause", Text("条款", "Clause")),
    )
    title = Text(f"{campaign.zh}：排查对象", f"{campaign.en}: whom it looks for")
    note = Text(
        "一人可属多类；各镇可放宽，不可收窄。", "A person may be in several; towns may widen a list, not narrow it."
    )
    return Table("groups", title, heads, pd.DataFrame(rows, columns=[h.column for h in heads]), note=note, lang=lang)


def listed(screened: Screening, lang: Lang = "both") -> Table:
    """Return persons listed and not known by group, small numbers hidden."""
    rows = screened.persons.groupby("group")["person_id"].nunique()
    waiting = screened.not_known.groupby("group")["persons"].max()
    asked = screened.not_known.groupby("group")["ask"].agg("; ".join)
    said = as_shown(screened.not_known["fact_zh"], screened.not_known["fact_en"], lang)
    facts = screened.not_known.assign(said=said).groupby("group")["said"].agg("; ".join)
    names = list(screened.campaign.groups)
    frame = pd.DataFrame(
        {
            "group": names,
            "title": [Text(g.zh, g.en).show(lang) for g in screened.campaign.groups.values()],
            "listed": [int(rows.get(name, 0)) for name in names],
            "open": [int(waiting.get(name, 0)) for name in names],
            "fact": [facts.get(name, "") for name in names],
            "ask": [asked.get(name, "") for name in names],
        }
    )
    frame = hide_counts(frame, ["listed", "open"])
    heads = (
        Head("group", Text("组别", "Group")),
        Head("title", Text("排查对象", "Who")),
        Head("listed", Text("列入", "Listed"), PERSONS, "count"),
        Head("open", Text("情况不明", "Not known"), PERSONS, "count"),
        Head("fact", Text("缺什么", "What is missing")),
        Head("ask", Text("向谁核实", "Whom to ask")),
    )
    title = Text("各类对象人数", "Persons by group")
    note = Text("情况不明的不推定，列出待核。", "What is not known is not guessed: it is to be found out.")
    return Table("listed", title, heads, frame, origin(screened), note, lang=lang)


def listed_reading(screened: Screening, lang: Lang = "both") -> Reading:
    """Say how many are on the lists, how many on several, and which group is largest."""
    rows = screened.persons
    persons, families = rows["person_id"].nunique(), rows["household_id"].nunique()
    several = int((rows.groupby("person_id")["group"].nunique() > 1).sum())
    if not persons:
        return Reading(Text("名单上没有人。", "Nobody is on a list."), lang)
    sizes = rows.groupby("group")["person_id"].nunique()
    top = screened.campaign.group(str(sizes.idxmax()))
    known = screened.campaign.settings.get(RECORDS)
    zh = f"方案下发的数据是全市 {known.number:,.0f} 条，这里是 {len(rows):,} 条。" if known else ""
    en = (
        f" The plan handed down {known.number:,.0f} records for the whole city; here there are {len(rows):,}."
        if known
        else ""
    )
    return Reading(
        Text(
            f"{len(screened.population.persons):,} 人中 {persons:,} 人列入排查，涉及 {families:,} 户；{several:,} 人同属几类。"
            f"最大的一类是 {top.id} {top.short_zh}，{sizes.max():,} 人。{zh}",
            f"Of {len(screened.population.persons):,} persons {persons:,} are on a list, of {families:,} families; {several:,} are on "
            f"several. The largest group is {top.id}, {top.short_en}: {sizes.max():,} persons.{en}",
        ),
        lang,
    )


def sources(campaign: Campaign, lang: Lang = "both") -> Table:
    """Return where the plan's values come from, one row a value."""
    rows: list[dict[str, Any]] = [
        _sourced(group.id, one, lang) for group in campaign.groups.values() for one in group.thresholds.values()
    ]
    rows += [_sourced("", one, lang) for one in campaign.settings.values()]
    heads = (
        Head("group", Text("组别", "Group")),
        Head("gives", Text("取值", "Value")),
        Head("status", Text("来源类别", "Status")),
        Head("source", Text("出处", "Source")),
        Head("address", Text("网址", "Address"), form="below"),
    )
    title = Text("方案中各项取值的出处", "Where the plan's values come from")
    return Table("plan_sources", title, heads, pd.DataFrame(rows, columns=[h.column for h in heads]), lang=lang)


def _sourced(group: str, one: Threshold, lang: Lang) -> dict[str, Any]:
    return {
        "group": group,
        "gives": _threshold(one, lang),
        "status": STATUS[one.status].show(lang),
        "source": str(one.source),
        "address": one.source.address,
    }


def _threshold(one: Threshold, lang: Lang) -> str:
    meaning = THRESHOLDS.get(one.name) or SETTINGS[one.name]
    unit = UNITS[one.unit].show(lang) if one.unit in UNITS else ""
    value = f"{one.value:,.0f}" if isinstance(one.value, int | float) else str(one.value)
    return " ".join(part for part in (Text(meaning.zh, meaning.en).show(lang), value, unit) if part)
