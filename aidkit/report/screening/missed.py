"""The missed one by one, identities masked, what they are due; and the low-income list by priority."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.campaign.screening.low_income import PRIORITIES, unknown_priorities
from aidkit.masking import shortened
from aidkit.report.disclosure import hide_small
from aidkit.report.readings import Reading
from aidkit.report.screening.opened import origin
from aidkit.report.screening.reasons import in_language
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, PERSONS, YUAN_MONTH
from aidkit.report.text import NOTHING, Lang, Text
from aidkit.schema import LABELS_ZH

if TYPE_CHECKING:
    from aidkit.campaign import Screening
    from aidkit.campaign.screening.explanation import PersonExplanation

LISTED, EACH = 12, 3  # persons that are printed, and of each scheme; `aidkit campaign … screen --out` writes all


def listed(screened: Screening, lang: Lang = "both") -> Table:
    """Return those to be enrolled, masked: groups, scheme now and due, amount, and the condition that decides."""
    rows = screened.missed
    shown = _by_amount(screened).groupby("scheme_due", sort=False).head(EACH).head(LISTED)
    frame = pd.DataFrame(
        {
            "person": [shortened(i) for i in shown["person_id"]],
            "groups": shown["groups"].to_list(),
            "now": [_scheme(name, lang) for name in shown["scheme_now"]],
            "due": [_scheme(name, lang) for name in shown["scheme_due"]],
            "amount": shown["amount_due"].to_list(),
            "reason": [in_language(reason, lang) for reason in screened.reasons(list(shown["person_id"]))],
        }
    )
    heads = (
        Head("person", Text("人", "Person")),
        Head("groups", Text("组别", "Groups")),
        Head("now", Text("现享受", "Now")),
        Head("due", Text("应享受", "Due")),
        Head("amount", Text("应发", "Amount due"), YUAN_MONTH, "yuan"),
        Head("reason", Text("判定理由", "Deciding condition")),
    )
    title = Text("应纳入的人（脱敏）", "Those to be enrolled, masked")
    return Table("missed", title, heads, frame, origin(screened), _more(screened, len(rows) - len(frame)), lang=lang)


def _more(screened: Screening, more: int) -> Text:
    """Say how many are not printed, and which command lists them."""
    people = "" if screened.population.fit is not None else " --population folder"
    command = f"aidkit campaign {screened.policy.place.id} screen{people} --out lists"
    return (
        Text(f"另有 {more:,} 人未列；{command} 写出全部。", f"{more:,} more; {command} writes all.")
        if more
        else NOTHING
    )


def reading(screened: Screening, lang: Lang = "both") -> Reading:
    """Say how many are to be enrolled, on what scheme most, and what that pays a month."""
    rows = screened.missed
    if rows.empty:
        return Reading(Text("名单上没有应纳入而未纳入的人。", "Nobody on a list is to be enrolled."), lang)
    top = rows["scheme_due"].value_counts()
    scheme, money = str(top.index[0]), rows["amount_due"].sum()
    return Reading(
        Text(
            f"应纳入 {len(rows):,} 人，其中{LABELS_ZH[scheme]} {top.iloc[0]:,} 人；全部落实每月需 {money:,.0f} 元，人均 {money / len(rows):,.0f} 元。",
            f"{len(rows):,} persons are to be enrolled, {top.iloc[0]:,} of them on {scheme.replace('_', ' ')}; that pays {money:,.0f} yuan a "
            f"month, {money / len(rows):,.0f} each.",
        ),
        lang,
    )


def example(screened: Screening) -> PersonExplanation | Reading:
    """Return the explanation of the person to be enrolled who is due most."""
    rows = _by_amount(screened)
    if rows.empty:
        return Reading(Text("没有应纳入的人可说明。", "There is nobody to be enrolled to explain."))
    return screened.explain(rows["person_id"].iloc[0])


def first_family(screened: Screening) -> Any:
    """Return the household of that person; where there is nobody, the first household."""
    rows = _by_amount(screened)
    return rows["household_id"].iloc[0] if len(rows) else screened.population.households.index[0]


def _by_amount(screened: Screening) -> pd.DataFrame:
    return screened.missed.sort_values(["amount_due", "person_id"], ascending=[False, True])


def by_priority(screened: Screening, lang: Lang = "both") -> Table:
    """Return the low-income list by priority: families, members, those that fulfil the definition, those recorded."""
    table = screened.low_income
    unknown = unknown_priorities(screened)
    rows = [
        _priority(table[table["priority"] == number], number, lang, known=number not in unknown)
        for number in PRIORITIES
    ]
    frame = pd.DataFrame(rows, dtype=object)
    frame = hide_small(frame, {"records": ["families", "members", "meets", "recorded"]})
    heads = (
        Head("label", Text("类别", "Kind of family")),
        Head("families", Text("户数", "Families"), FAMILIES, "count"),
        Head("members", Text("应录入", "Members to record"), PERSONS, "count"),
        Head("meets", Text("符合定义", "Fulfil the definition"), FAMILIES, "count"),
        Head("recorded", Text("已建档", "On file"), FAMILIES, "count"),
    )
    said = (
        "、".join(PRIORITIES[number][0] for number in unknown),
        "; ".join(PRIORITIES[number][1] for number in unknown),
    )
    note = Text(f"登记中无从得知：{said[0]}。", f"Not known from the register: {said[1]}.") if unknown else NOTHING
    title = Text("低收入对象名单（重点三类在前）", "Low-income list, the three priority kinds first")
    return Table("low_income_list", title, heads, frame, origin(screened), note, lang=lang)


def low_income_reading(screened: Screening, lang: Lang = "both") -> Reading:
    """Say how many families are on the list, and what share of those that fulfil the definition is on file."""
    table = screened.low_income
    meeting = table[table["meets"]]
    share = meeting["recorded"].mean() if len(meeting) else 0.0
    first = int((table["priority"] < max(PRIORITIES)).sum())
    return Reading(
        Text(
            f"低收入名单 {len(table):,} 户，其中重点三类 {first:,} 户；符合定义的 {len(meeting):,} 户中，已建档的占 {share:.0%}。",
            f"{len(table):,} families are on the low-income list, {first:,} of the priority kinds; of {len(meeting):,} that fulfil the "
            f"definition {share:.0%} are on file.",
        ),
        lang,
    )


def _priority(rows: pd.DataFrame, number: int, lang: Lang, *, known: bool) -> dict[str, Any]:
    """Count one kind of family; nothing where nobody has told of it, which is not nought."""
    counts = {
        "families": len(rows),
        "members": int(rows["members"].sum()),
        "meets": int(rows["meets"].sum()),
        "recorded": int(rows["recorded"].sum()),
    }
    label = Text(*PRIORITIES[number]).show(lang)
    return {"label": label, **(counts if known else dict.fromkeys(counts)), "records": len(rows)}


def _scheme(name: str, lang: Lang) -> str:
    return Text(LABELS_ZH[name], name.replace("_", " ")).show(lang)
