"""The low-income list (低收入对象名单) as tables: the three groups first, small counts hidden, identities masked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.campaign.ledger.taxonomy import load_taxonomy
from aidkit.errors import listed
from aidkit.masking import shortened
from aidkit.report.disclosure import SMALL, SMALLEST, hide_small
from aidkit.report.ledger.words import HEADS
from aidkit.report.questions.words import joined
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, PERSONS, source_of
from aidkit.report.tally import TOTAL
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from aidkit.campaign.database.database import CampaignDatabase, Stored
    from aidkit.campaign.screening.result import Screening

OTHERS = Text("其他低收入家庭", "Other low-income families")
MONTH = Text("元/月", "yuan/month")
MISSING = {
    "large_relief_family": Text("已领临时救助", "relief received"),
    "rejected_family": Text("未通过的低保申请", "refused applications"),
}
UNKNOWN_WITHOUT = {2: "large_relief_family", 3: "rejected_family"}  # group of JJ-2.3.2 and the column that tells it
YES_NO = {True: Text("符合", "by the rules"), False: Text("待核实", "to be checked")}


def groups(database: CampaignDatabase, on: str | date | None = None, lang: Lang = "both") -> Table:
    """Return the list by group: families, members to be recorded, and how many the rules do not find low-income."""
    found = database.low_income(on)
    known = {int(number): Text(word.zh, word.en) for number, word in load_taxonomy().priorities.items()}
    rows = [
        _group(found, label, found["priority"].eq(number).fillna(False).astype(bool), UNKNOWN_WITHOUT.get(number), lang)
        for number, label in known.items()
    ]
    rows.append(_group(found, OTHERS, found["priority"].isna(), None, lang))
    total = {"group": TOTAL.show(lang), **pd.DataFrame(rows).drop(columns="group").sum().to_dict()}
    frame = pd.DataFrame([*rows, total]).assign(records=[*(row["families"] for row in rows), total["families"]])
    columns = (
        Head("group", Text("群体", "Group")),
        Head("families", Text("户数", "Families"), FAMILIES, "count"),
        Head("persons", Text("应录入人数", "Members to be recorded"), PERSONS, "count"),
        Head("checked", Text("待核实户数", "To be checked"), FAMILIES, "count"),
    )
    shown = hide_small(frame, {"records": ["families", "persons", "checked"]}, with_total=True)
    title = Text("低收入对象，重点群体在先", "Low-income families, the three groups first")
    note = Text(
        "一户只计入第一个群体；待核实：按规则不符合低收入家庭条件，只作初步筛查。" + unknown(found).zh,
        "A family counts in its first group; to be checked: the rules do not find it low-income. " + unknown(found).en,
    )
    return Table("low-income", title, columns, shown, source(database), note, total=True, lang=lang)


def families(database: CampaignDatabase, on: str | date | None = None, lang: Lang = "both", rows: int = 12) -> Table:
    """Return the first families of the list, masked: group, incomes, the line, and whether the rules find them low-income."""
    found = database.low_income(on)
    labels = {int(number): Text(word.zh, word.en).show(lang) for number, word in load_taxonomy().priorities.items()}
    top = found.head(rows)
    frame = pd.DataFrame(
        {
            "family": [shortened(family) for family in top["family_id"]],
            "town": top["town"],
            "group": [OTHERS.show(lang) if pd.isna(number) else labels[int(number)] for number in top["priority"]],
            "to_record": top["to_record"],
            "income": top["per_capita_income_after_rigid"],
            "line": top["low_income_line"],
            "verdict": [YES_NO[bool(true)].show(lang) for true in top["low_income"]],
        }
    )
    columns = (
        Head("family", Text("户", "Family")),
        HEADS["town"],
        Head("group", Text("群体", "Group")),
        Head("to_record", Text("应录入", "To record"), PERSONS, "count"),
        Head("income", Text("扣除刚性支出后人均", "Per head after rigid expenditure"), MONTH, "yuan"),
        Head("line", Text("低收入线", "Line"), MONTH, "yuan"),
        Head("verdict", Text("认定", "Low-income")),
    )
    title = Text("低收入对象名单（脱敏）", "The low-income list, masked")
    note = Text(f"共 {len(found)} 户。", f"{len(found)} families in all.") if len(found) > rows else NOTHING
    return Table("families", title, columns, frame, source(database), note, lang=lang)


def screened(first: Screening, second: Screening, lang: Lang = "both") -> Reading:
    """Say how many persons two screenings list, and how many of them are to be enrolled."""
    told = [
        Text(
            f"{one.policy.date} 名单 {one.persons['person_id'].nunique()} 人，应纳入 {len(one.missed)} 人。",
            f"On {one.policy.date} {one.persons['person_id'].nunique()} persons are listed, {len(one.missed)} of them to be enrolled.",
        )
        for one in (first, second)
    ]
    return Reading(joined(*told), lang)


def storing(first: Stored, again: Stored, lang: Lang = "both") -> Reading:
    """Say what storing a screening did, and what storing it again did."""
    done = Text(f"{first.day} 已存入。", f"{first.day} is stored.")
    same = Text("再存一次，什么也没有变。", "Stored once more, nothing changed.")
    other = Text("再存一次，成为另一快照。", "Stored once more, it became another snapshot.")
    return Reading(joined(done, other if again.new else same), lang)


def snapshots(database: CampaignDatabase, lang: Lang = "both") -> Table:
    """Return what was stored: day, revision, policy date, how many families, members and findings."""
    frame = database.snapshots()
    frame = frame.assign(**{name: [f"{day:%Y-%m-%d}" for day in frame[name]] for name in ("day", "policy_date")})
    columns = (
        Head("day", Text("快照日期", "Day"), form="date"),
        Head("revision", Text("更正", "Revision"), form="count"),
        Head("policy_date", Text("政策日期", "Rules of"), form="date"),
        Head("families", Text("家庭", "Families"), FAMILIES, "count"),
        Head("members", Text("成员", "Members"), PERSONS, "count"),
        Head("findings", Text("排查结果", "Findings"), Text("条", "rows"), "count"),
    )
    return Table(
        "snapshots", Text("数据库里的快照", "Snapshots in the database"), columns, frame, source(database), lang=lang
    )


def unknown(found: pd.DataFrame) -> Text:
    """Say which groups cannot be known, because nobody handed the list over."""
    names = [MISSING[column] for column in MISSING if _unknown(found, column)]
    if not names:
        return NOTHING
    return Text(
        f"没有交来{'、'.join(name.zh for name in names)}的名单，该群体未知，不是没有。",
        f"No list of {listed(name.en for name in names)} was handed over: that group is unknown, not empty.",
    )


def _group(found: pd.DataFrame, label: Text, part: pd.Series[bool], told: str | None, lang: Lang) -> dict[str, Any]:
    """Return a group's row; where nobody knows who is in it, without figures."""
    if told is not None and _unknown(found, told):
        return {"group": label.show(lang), **dict.fromkeys(("families", "persons", "checked"))}
    persons, doubted = found.loc[part, "to_record"].sum(), part & ~found["low_income"].astype(bool)
    return {
        "group": label.show(lang),
        "families": int(part.sum()),
        "persons": int(persons),
        "checked": int(doubted.sum()),
    }


def _unknown(found: pd.DataFrame, column: str) -> bool:
    return len(found) > 0 and bool(found[column].isna().all())


def moved(database: CampaignDatabase, lang: Lang = "both") -> Reading:
    """Say how many families entered and left the list between the days stored."""
    changes = database.changes()
    told = []
    for day, part in changes.groupby("day")["change"]:
        entered, left, stayed = (_few(int((part == change).sum())) for change in ("entered", "left", "stayed"))
        told.append(
            Text(
                f"到 {day:%Y-%m-%d} 进入 {entered} 户，退出 {left} 户，仍在 {stayed} 户。",
                f"By {day:%Y-%m-%d} {entered} families entered, {left} left, {stayed} stayed.",
            )
        )
    alone = Text("只存了一天，没有变化可比。", "One day is stored; there is nothing to compare.")
    return Reading(joined(*told) if told else alone, lang)


def _few(number: int) -> str:
    """Write a count of families, a small one as small."""
    return SMALL if 0 < number < SMALLEST else f"{number:,}"


def source(database: CampaignDatabase) -> Text:
    """Say where the people come from, and that they are invented where they are."""
    last = database.snapshots().iloc[-1]
    name = str(last["place"] if pd.isna(last["source"]) else last["source"])
    return source_of(name.removeprefix("invented: "), bool(last["invented"]))
