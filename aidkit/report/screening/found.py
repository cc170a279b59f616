"""What was found, by group and by owner, and what the rules answer to the plan's questions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.campaign.screening.answers import TITLES as ANSWERS
from aidkit.campaign.screening.findings import ON_FILE, PROBLEMS, TITLES, Finding
from aidkit.report.disclosure import SMALLEST, hide_counts
from aidkit.report.labels import as_shown
from aidkit.report.readings import Reading
from aidkit.report.screening.opened import origin
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.campaign import Screening

KINDS: Mapping[str, tuple[Text, tuple[Finding, ...]]] = MappingProxyType(
    {
        "missed": (Text("漏保或类别不符", "missed or on another scheme"),
                   (Finding.MISSED, Finding.WHOLE_FAMILY, Finding.MISMATCHED)),
        "relief": (Text("漏救或救助待核", "relief missed or open"), (Finding.RELIEF_MISSED, Finding.RELIEF_OPEN)),
        "wrong": (Text("错保或死亡待核", "wrong, or maybe dead"), (Finding.WRONG, Finding.DECEASED)),
        "right": (Text("已落实", "already right"), (Finding.RIGHT,)),
        "filed": (Text("备案监测", "filed and monitored"), ON_FILE),
    }
)  # fmt: skip
"""What the parts of a group's bar are, and which findings each holds."""
SHADES: Mapping[str, str] = MappingProxyType(
    {"missed": "#c8501e", "relief": "#f3c17f", "wrong": "#5c6670", "right": "#8fbce0", "filed": "#d5dadf"}
)


def by_group(screened: Screening) -> pd.DataFrame:
    """Return groups with anybody on them: ``zh``, ``en`` and persons of each kind; one to four count as nought."""
    kind = {finding.name.lower(): name for name, (_, findings) in KINDS.items() for finding in findings}
    rows = screened.persons.assign(kind=screened.persons["finding"].map(kind))
    table = pd.crosstab(rows["group"], rows["kind"]).reindex(columns=list(KINDS), fill_value=0)
    table = table.reindex([name for name in screened.campaign.groups if name in table.index])
    labels = [f"{name} {screened.campaign.groups[name].short_zh}" for name in table.index]
    english = [screened.campaign.groups[name].short_en for name in table.index]
    return table.where(table >= SMALLEST, 0).assign(zh=labels, en=english).reset_index(drop=True)


def named(table: pd.DataFrame) -> dict[str, Text]:
    """Return what the parts of ``by_group`` are called, those that are drawn."""
    return {name: text for name, (text, _) in KINDS.items() if table[name].any()} or {"missed": KINDS["missed"][0]}


def shades(table: pd.DataFrame) -> list[str]:
    """Return the colours of those parts: what is missed stands out, what is right or on file stays pale."""
    return [SHADES[name] for name in named(table)]


def texts(screened: Screening) -> dict[str, Text]:
    """Return title, axis and source of the figure of ``by_group``."""
    problems = [finding.name.lower() for finding in PROBLEMS]
    rows = screened.persons.assign(problem=screened.persons["finding"].isin(problems))
    if rows.empty:
        return {"x": PERSONS, "finding": Text("名单上没有人", "Nobody is on a list"), "source": origin(screened)}
    by_group = rows.groupby("group")["problem"]
    top = screened.campaign.group(str(by_group.sum().idxmax()))
    share = float(by_group.mean()[top.id])
    foot = Text(f"不足 {SMALLEST} 人的部分不画。", f"Parts under {SMALLEST} persons are not drawn.")
    base = origin(screened)
    return {
        "x": PERSONS,
        "finding": Text(
            f"问题人数最多的是 {top.id} {top.short_zh}，占其 {share:.0%}",
            f"Most problems are in {top.id}, {top.short_en}: {share:.0%} of those on it",
        ),
        "source": Text(f"{base.zh} {foot.zh}", f"{base.en} {foot.en}", f"{base.show('both')} {foot.zh} {foot.en}"),
    }


def by_owner(screened: Screening, lang: Lang = "both") -> Table:
    """Return persons by owner of the list and kind of finding, small numbers hidden."""
    owners = screened.by_owner()
    frame = pd.DataFrame({"owner": as_shown(owners["owner_zh"], owners["owner_en"], lang)})
    frame["groups"], frame["listed"] = owners["groups"], owners["listed"]
    for name, (_, findings) in KINDS.items():
        frame[name] = owners[[finding.name.lower() for finding in findings]].sum(axis=1)
    frame = hide_counts(frame, list(KINDS), of="listed")
    heads = (
        Head("owner", Text("责任单位", "Owner")),
        Head("groups", Text("负责组别", "Groups"), form="below"),
        Head("listed", Text("列入", "Listed"), PERSONS, "count"),
        *(Head(name, text, PERSONS, "count") for name, (text, _) in KINDS.items()),
    )
    note = Text("同一责任单位的名单上，一人计一次。", "A person counts once an owner.")
    return Table("owners", Text("按责任单位", "By owner of the list"), heads, frame, origin(screened), note, lang=lang)


def answers(screened: Screening, lang: Lang = "both") -> Table:
    """Return what the rules answer to each of the plan's questions: persons by answer, small numbers hidden."""
    table = screened.answers.groupby(["check", "answer"])["person_id"].nunique().unstack(fill_value=0)
    asked = {check.id: check for group in screened.campaign.groups.values() for check in group.checks}
    table = table.reindex(index=list(asked), columns=list(ANSWERS), fill_value=0)
    frame = pd.DataFrame(
        {
            "question": [Text(check.zh, check.en).show(lang) for check in asked.values()],
            "by": ["、".join(office.zh for office in check.by) for check in asked.values()],
            "clause": [check.clause for check in asked.values()],
            **{name: table[name].to_list() for name in ANSWERS},
        }
    )
    frame = hide_counts(frame, list(ANSWERS))
    heads = (
        Head("question", Text("排查内容", "Question")),
        Head("by", Text("责任单位", "By whom"), form="below"),
        Head("clause", Text("条款", "Clause")),
        *(Head(name, Text(*said), PERSONS, "count") for name, said in ANSWERS.items()),
    )
    title = Text("方案所问，规则所答", "What the plan asks and the rules answer")
    note = Text(
        "规则答不了的（走访、办理情况）列为待核实，不推定。",
        "What rules cannot answer, visits and handling, is to be found out and not guessed.",
    )
    return Table("answers", title, heads, frame, origin(screened), note, lang=lang)


def reading(screened: Screening, lang: Lang = "both") -> Reading:
    """Say how many have each problem, and of how many it is open."""
    once = screened.persons.drop_duplicates("person_id")["finding"].value_counts()
    said = [finding for finding in PROBLEMS if once.get(finding.name.lower(), 0) >= SMALLEST]
    if not said:
        return Reading(Text("没有哪类问题达到五人。", "No kind of problem concerns five persons."), lang)
    numbers = {finding: int(once[finding.name.lower()]) for finding in said}
    zh = "，".join(f"{TITLES[finding][0]} {number:,} 人" for finding, number in numbers.items())
    en = "; ".join(f"{TITLES[finding][1]}, {number:,}" for finding, number in numbers.items())
    return Reading(Text(f"每人计一次：{zh}。", f"Each person counted once: {en}."), lang)
