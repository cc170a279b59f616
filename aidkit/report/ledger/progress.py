"""How far towns have come (整改进度): problems found, mended, struck off, late; by town, by kind, and over the days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.errors import counted
from aidkit.report.ledger.words import CLUES, HEADS, STATE, YUAN, origin
from aidkit.report.questions.words import joined
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS
from aidkit.report.tally import TOTAL
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.campaign.ledger.ledger import Ledger

COUNTS = {
    "found": Text("发现", "found"), "assigned": Text("已交办", "with an owner"), "planned": Text("已定措施", "planned"),
    "mended": Text("已整改", "mended"), "struck_off": Text("已销号", "struck off"), "still_open": Text("整改中", "open"),
    "overdue": Text("逾期未改", "overdue"),
}  # fmt: skip
HELPED = Head("persons", Text("惠及人数", "helped"), PERSONS, "count")
AMOUNT = Head("amount", Text("金额", "amount"), YUAN, "yuan")
REOPENED = Head("reopened", Text("重新整改", "opened again"), form="count")
CLUE_COUNTS = {
    "clues": Text("线索", "clues"),
    "clues_confirmed": Text("查实", "confirmed"),
    "clues_refuted": Text("查否", "refuted"),
}


def progress(ledger: Ledger, on: str | date, lang: Lang = "both", *, whole: bool = False) -> Table:
    """Return the progress table of a day by town, with its total.

    Args:
        ledger: The ledger.
        on: The day.
        lang: Language of the words.
        whole: Whether to show problems opened again, amounts and clues too.

    Returns:
        A row a town.
    """
    frame = ledger.progress(on)
    total = {"town": TOTAL.show(lang), **frame.drop(columns="town").sum().to_dict()}
    frame = pd.concat([frame, pd.DataFrame([total])], ignore_index=True)
    columns = [HEADS["town"], *(Head(name, label, form="count") for name, label in COUNTS.items()), HELPED]
    if whole:
        more = (REOPENED, AMOUNT, *(Head(name, label, CLUES, "count") for name, label in CLUE_COUNTS.items()))
        columns += more
    title = Text(f"整改进度表（{on}，个）", f"Progress on {on}, problems")
    note = Text(
        "已整改含已销号；发现 = 已整改 + 整改中。", "Mended counts what is struck off too; found is mended plus open."
    )
    return Table(f"progress-{on}", title, tuple(columns), frame, origin(ledger), note, total=True, lang=lang)


def kinds(ledger: Ledger, on: str | date, lang: Lang = "both") -> Table:
    """Return the problems of a day by area and kind of the taxonomy, those found at all."""
    found = ledger.on(on)
    words, areas = ledger.taxonomy.problems, ledger.taxonomy.areas
    counts = pd.crosstab(found["kind"], found["state"]).reindex(columns=["open", "fixed", "struck_off"], fill_value=0)
    rows = [
        {
            "area": Text(areas[word.area].zh, areas[word.area].en).show(lang),
            "kind": Text(word.zh, word.en).show(lang),
            "clause": word.clause,
            **counts.loc[name].to_dict(),
            "found": counts.loc[name].sum(),
        }
        for name, word in words.items()
        if name in counts.index
    ]
    columns = (
        Head("area", Text("方面", "Area")),
        Head("kind", Text("问题类型", "Kind of problem")),
        Head("clause", Text("条款", "Clause")),
        *(Head(name, STATE[name], form="count") for name in ("open", "fixed", "struck_off")),
        Head("found", COUNTS["found"], form="count"),
    )
    title = Text(f"按类型的问题（{on}，个）", f"Problems by kind on {on}")
    names = [head.column for head in columns]
    return Table("kinds", title, columns, pd.DataFrame(rows, columns=names), origin(ledger), lang=lang)


def answer(ledger: Ledger, days: list[str], lang: Lang = "both") -> Reading:
    """Say how many problems were found, and how many were struck off and late, on each of some days."""
    told = []
    for day in days:
        sums = ledger.progress(day).sum(numeric_only=True)
        found, off, late = (int(sums[name]) for name in ("found", "struck_off", "overdue"))
        share = f"{off / found:.0%}" if found else "—"
        told.append(
            Text(
                f"{day} 发现 {found} 个，销号 {off} 个（{share}），逾期 {late} 个。",
                f"On {day}: {found} found, {off} struck off ({share}), {late} overdue.",
            )
        )
    return Reading(joined(*told), lang)


def late(ledger: Ledger, on: str | date, lang: Lang = "both") -> Reading:
    """Say which town has most problems open after their time limit, and how late the latest is."""
    rows = ledger.rectification(on)
    rows = rows[rows["overdue"].astype(bool)]
    if rows.empty:
        return Reading(Text(f"{on} 没有逾期未改的问题。", f"On {on} nothing is overdue."), lang)
    towns, days = rows["town"].value_counts(), int(rows["days_late"].max())
    alone = (towns == towns.max()).sum() == 1
    zh = f"{towns.index[0]}最多（{towns.max()} 个）" if alone else f"分布在 {len(towns)} 个乡镇（街道）"
    en = f"most of them in {towns.index[0]} ({towns.max()})" if alone else f"in {counted(len(towns), 'town')}"
    return Reading(
        Text(
            f"{on} 逾期未改 {len(rows)} 个，{zh}；最长逾期 {days} 天。",
            f"On {on} {counted(len(rows), 'problem')} overdue, {en}; the longest by {counted(days, 'day')}.",
        ),
        lang,
    )


def course_reading(ledger: Ledger, lang: Lang = "both") -> Reading:
    """Say when most problems were open at once, and what is left at the end."""
    course = ledger.course()
    peak, end = course.iloc[int(course["still_open"].argmax())], course.iloc[-1]
    return Reading(
        Text(
            f"{peak['day']:%Y-%m-%d} 整改中的最多，{peak['still_open']} 个；到 {end['day']:%Y-%m-%d} 还有 {end['still_open']} 个未改，"
            f"{end['fixed']} 个已改未销号。",
            f"Most were open on {peak['day']:%Y-%m-%d}, {peak['still_open']}; by {end['day']:%Y-%m-%d} {end['still_open']} are not mended "
            f"and {end['fixed']} await strike-off.",
        ),
        lang,
    )


def finding(ledger: Ledger) -> Text:
    """Say the title of the figure over the days."""
    end = ledger.course().iloc[-1]
    total = int(end[["still_open", "fixed", "struck_off"]].sum())
    return Text(
        f"发现 {total} 个问题，到 {end['day'].month} 月 {end['day'].day} 日销号 {end['struck_off']} 个",
        f"{total} problems found, {end['struck_off']} struck off by {end['day']:%Y-%m-%d}",
    )


def clues_reading(ledger: Ledger, on: str | date, lang: Lang = "both") -> Reading:
    """Say how many clues came in, how many proved true, and how many were not reported by the 12th or 27th."""
    clues = ledger.clues(on)
    days = "、".join(map(str, ledger.taxonomy.report_days))
    confirmed, refuted = ((clues["state"] == state).sum() for state in ("confirmed", "refuted"))
    behind = int(clues["report_late"].sum())
    return Reading(
        Text(
            f"{on} 收到线索 {len(clues)} 条，查实 {confirmed} 条，查否 {refuted} 条；晚于应报日（每月 {days} 日）的 {behind} 条。",
            f"By {on} {len(clues)} clues came in, {confirmed} proved true and {refuted} did not; {behind} were reported after the day "
            f"they were due ({' and '.join(map(str, ledger.taxonomy.report_days))} of each month).",
        ),
        lang,
    )
