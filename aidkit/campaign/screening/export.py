"""A screening as a workbook for those who go and look: every sheet with its heads in two languages, ids masked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.campaign.screening.answers import TITLES as ANSWERS
from aidkit.campaign.screening.counts import ALL
from aidkit.campaign.screening.findings import TITLES, Finding
from aidkit.campaign.screening.low_income import PRIORITIES
from aidkit.oversight.workbook import Sheet, write_sheets
from aidkit.schema import LABELS_ZH

if TYPE_CHECKING:
    from aidkit.campaign.screening.result import Screening

HEADS: Mapping[str, str] = MappingProxyType(
    {
        "person_id": "身份证号", "household_id": "户编号", "town": "乡镇（街道）", "village": "村（社区）", "group": "组别",
        "group_zh": "排查对象", "clause": "条款", "owner": "责任单位", "basis": "列入依据", "scheme_now": "现享受待遇",
        "scheme_due": "应享受待遇", "finding": "排查结果", "amount_due": "应发（元/月）", "relief_due": "应给予临时救助（元/年，户）",
        "income_per_head": "人均收入（元/月）", "standard": "低保标准（元/月）", "gap": "差额（元/月）", "within_assets": "财产符合条件",
        "reason": "判定理由", "check": "排查内容", "by": "责任单位", "answer": "规则判断", "persons": "人数",
        "families": "涉及户数", "open": "情况不明人数", "listed": "列入人数", "found": "发现问题人数", "filed": "备案人数",
        "groups": "组别", "priority": "重点类别", "members": "应录入人数", "line": "低收入线（元/月）", "meets": "符合低收入定义",
        "recorded": "已建档", "fact": "待查事项", "ask": "向谁核实", "groups_owned": "负责组别",
    }
)  # fmt: skip
MONEY = ("amount_due", "relief_due", "income_per_head")
ORDER = (
    "group", "town", "village", "household_id", "person_id", "basis", "finding", "scheme_now", "scheme_due", *MONEY,
    "within_assets", "reason",
)  # fmt: skip
STAGES: Mapping[str, str] = MappingProxyType(
    {"listed": "列入", "checked": "已排查", "found": "发现问题", "enrolled": "已纳入", "filed": "备案监测"}
)


def write_workbook(
    screening: Screening,
    path: str | Path,
    *,
    raw: bool = False,
    reason: str = "",
    step: Callable[[], None] | None = None,
) -> Path:
    """Write the workbook.

    Args:
        screening: The screening.
        path: An .xlsx in a folder that is there.
        raw: Write ids in full.
        reason: Why; needed for raw.
        step: Called after each row explained.

    Returns:
        The path.

    Raises:
        OversightError: The path is no .xlsx, its folder is not there, or raw is asked for without a reason.
    """
    sheets = [
        Sheet("概况 summary", _summary(screening)),
        Sheet("排查 screening", _persons(screening, step)),
        Sheet("排查内容 checks", _answers(screening)),
        Sheet("漏斗 funnel", _funnel(screening)),
        Sheet("责任单位 owners", _owners(screening)),
        Sheet("乡镇 towns", _headed(screening.by_town())),
        Sheet("低收入 low income", _low_income(screening)),
        Sheet("情况不明 not known", _not_known(screening)),
    ]
    if screening.lists.faults is not None:
        sheets.append(Sheet("名单问题 list faults", screening.lists.faults))
    return write_sheets(sheets, path, raw=raw, reason=reason)


def _summary(screening: Screening) -> pd.DataFrame:
    return pd.DataFrame({"概况\nsummary": str(screening).split("\n")})


def _persons(screening: Screening, step: Callable[[], None] | None) -> pd.DataFrame:
    rows = screening.persons
    said: dict[str, Any] = {
        "finding": _findings(rows["finding"]),
        "scheme_now": rows["scheme_now"].map(LABELS_ZH),
        "scheme_due": rows["scheme_due"].map(LABELS_ZH),
        "reason": screening.reasons(rows["person_id"], step),
    }
    return _headed(rows.assign(**said)[list(ORDER)].round(dict.fromkeys(MONEY, 2)))


def _findings(names: pd.Series[str]) -> pd.Series[str]:
    return names.map({finding.name.lower(): " ".join(TITLES[finding]) for finding in Finding})


def _answers(screening: Screening) -> pd.DataFrame:
    table = screening.answers
    shown = table[["person_id", "household_id", "town", "group", "clause"]].copy()
    shown["check"], shown["by"] = table["zh"], table["by_zh"]
    shown["answer"] = table["answer"].map({name: " ".join(said) for name, said in ANSWERS.items()})
    return _headed(shown)


def _funnel(screening: Screening) -> pd.DataFrame:
    """Put the stages side by side, a row a group; what nobody has said stays empty."""
    table, groups = screening.funnel(), screening.campaign.groups
    persons = table.pivot(index="group", columns="stage", values="persons")
    shown = persons.reindex(index=[*groups, ALL], columns=list(STAGES)).astype(object)
    shown = shown.where(shown.notna(), None)
    listed = table[table["stage"] == "listed"].set_index("group")
    shown["families"], shown["open"] = listed["families"], listed["open"]
    shown.insert(0, "group_zh", [*(group.zh for group in groups.values()), "合计（每人计一次）"])
    return _headed(shown.reset_index().rename(columns={name: f"{zh}（人）\n{name}" for name, zh in STAGES.items()}))


def _owners(screening: Screening) -> pd.DataFrame:
    table = screening.by_owner()
    shown = pd.DataFrame({"owner": table["owner_zh"], "groups_owned": table["groups"], "listed": table["listed"]})
    titles = {finding.name.lower(): f"{TITLES[finding][0]}\n{finding.name.lower()}" for finding in Finding}
    return pd.concat([_headed(shown), table[list(titles)].rename(columns=titles)], axis=1)


def _low_income(screening: Screening) -> pd.DataFrame:
    table = screening.low_income.round({"income_per_head": 2, "line": 2, "gap": 2})
    return _headed(table.assign(priority=[f"{number} {PRIORITIES[number][0]}" for number in table["priority"]]))


def _not_known(screening: Screening) -> pd.DataFrame:
    """List the facts to be found out, and the persons where it is not everybody."""
    table, rows = screening.not_known, screening.not_known_persons
    few = rows.groupby("group")["person_id"].transform("size") < len(screening.population.persons)
    persons = rows[few][["group", "fact", "person_id", "household_id", "town", "village"]]
    said = table[["group", "group_zh", "fact", "fact_zh", "persons", "ask"]]
    merged = said.merge(persons, on=["group", "fact"], how="left").drop(columns="fact")
    return _headed(merged.rename(columns={"fact_zh": "fact"}).fillna(""))


def _headed(table: pd.DataFrame) -> pd.DataFrame:
    """Head each column in Chinese and by its name here."""
    return table.rename(columns={name: f"{HEADS[name]}\n{name}" for name in table.columns if name in HEADS})
