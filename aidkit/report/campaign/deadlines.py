"""A campaign's deadlines in a report: what is owed, by whom, on which days, by which clause."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from aidkit.campaign.calendar.deadlines import Calendar
    from aidkit.campaign.calendar.items import Item
    from aidkit.campaign.plan.campaign import Campaign

PLACEHOLDER = re.compile(r"\{\w+\}")  # a form's title leaves room for the place and the period
FEW = 3  # days that are written out; more are given by their rhythm, with the first, the last and their number
HEADS = (
    Head("what", Text("事项", "What is owed")),
    Head("owner", Text("责任单位", "Owner")),
    Head("days", Text("日期", "Days")),
    Head("next", Text("下一次", "Next"), form="date"),
    Head("forms", Text("表册", "Form")),
    Head("clause", Text("条款", "Clause")),
)
EVERY = {"monthly": Text("每月", "monthly, on"), "weekly": Text("每周", "weekly, on")}
WORDS = {
    "last": Text("最后一天", "the last day"), "monday": Text("一", "Monday"), "tuesday": Text("二", "Tuesday"),
    "wednesday": Text("三", "Wednesday"), "thursday": Text("四", "Thursday"), "friday": Text("五", "Friday"),
    "saturday": Text("六", "Saturday"), "sunday": Text("日", "Sunday"),
}  # fmt: skip
EARLY = Text(
    "有的期限早于文件所载日期，照录。",
    "Some deadlines lie before the date the document bears; they are kept as written.",
)


def deadlines(campaign: Campaign, on: date, lang: Lang = "both") -> Table:
    """Return every deadline of a campaign's document, one row an item.

    Args:
        campaign: The plan.
        on: The day from which the next one is counted, the day included.
        lang: Language of the labels.
    """
    calendar = calendar_of(campaign)
    frame = pd.DataFrame([_row(item, on, lang) for item in calendar.items], columns=[head.column for head in HEADS])
    early = any(calendar.dated and day < calendar.dated for item in calendar.items for day in item.dates)
    title = Text(f"{calendar.zh}", f"{calendar.en}")
    source = Text(f"来源：{campaign.document}", f"Source: {campaign.document}")
    return Table("deadlines", title, HEADS, frame, source=source, note=EARLY if early else NOTHING, lang=lang)


def reading(campaign: Campaign, on: date, lang: Lang = "both") -> Reading:
    """Say how many deadlines the document sets and which is next on a day."""
    calendar = calendar_of(campaign)
    ahead = [(day, item) for item in calendar.items for day in item.dates if day >= on]
    number = sum(len(item.dates) for item in calendar.items)
    if not ahead:
        return Reading(
            Text(
                f"全部期限共 {number} 个，{on} 之后没有新的期限。",
                f"The document sets {number} deadlines; none falls on or after {on}.",
            ),
            lang,
        )
    day, item = min(ahead, key=lambda pair: pair[0])
    zh = f"全部期限共 {number} 个；{on} 起最近的一个是 {day}：{item.zh}（{item.owner.zh}，{item.clause}）。"
    en = f"The document sets {number} deadlines; from {on} on the next is {day}: {item.en} ({item.owner.en}, {item.clause})."
    return Reading(Text(zh, en), lang)


def calendar_of(campaign: Campaign) -> Calendar:
    """Return the calendar of a campaign's plan."""
    from aidkit.campaign.calendar.loading import load_calendar

    return load_calendar(campaign.id)


def _row(item: Item, on: date, lang: Lang) -> dict[str, object]:
    from aidkit.campaign.forms.reading import load_form

    forms = [load_form(name) for name in item.forms]
    return {
        "what": Text(item.zh, item.en).show(lang),
        "owner": Text(item.owner.zh, item.owner.en).show(lang),
        "days": _days(item).show(lang),
        "next": min((day for day in item.dates if day >= on), default=None),
        "forms": "; ".join(Text(PLACEHOLDER.sub("", form.zh), form.en).show(lang) for form in forms),
        "clause": item.clause,
    }


def _days(item: Item) -> Text:
    """Return the days of a deadline: written out when they are few, else their rhythm and span."""
    written = "、".join(map(str, item.dates)), ", ".join(map(str, item.dates))
    if len(item.dates) <= FEW:
        return Text(*written)
    kind, _, rest = item.rhythm.partition(" ")
    if kind not in EVERY:
        return Text(*written)
    each = [WORDS.get(word, Text(f"{word}日", f"day {word}")) for word in rest.split(", ")]
    zh = EVERY[kind].zh + "、".join(word.zh for word in each)
    en = f"{EVERY[kind].en} {' and '.join(word.en for word in each)}"
    first, last, number = item.dates[0], item.dates[-1], len(item.dates)
    return Text(f"{zh}（{first} 至 {last}，{number} 次）", f"{en} ({first} to {last}, {number} times)")
