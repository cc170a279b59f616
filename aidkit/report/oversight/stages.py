"""Where the months before the first payment go: not found, with offices, waiting for pay day; scenario by scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.oversight.values import Values
from aidkit.report.oversight.process import STAGES, called, stage_months
from aidkit.report.questions.words import joined, share
from aidkit.report.readings import Reading
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.process.compare import ProcessComparison
    from aidkit.oversight.process.result import ProcessRun

EARLIER = Text(
    "没人发现的时间更长，办得快不如找得早。",
    "More time passes before anybody knows, so that finding earlier does more than deciding sooner.",
)


def stages(compared: ProcessComparison) -> pd.DataFrame:
    """Return months by stage and scenario for bars made of parts: ``zh``, ``en``, and one column a stage."""
    rows = [{"zh": called(name).zh, "en": called(name).en, **stage_months(run)} for name, run in compared.runs.items()]
    return pd.DataFrame(rows)


def stages_finding(table: pd.DataFrame) -> Text:
    """Say the title of the figure of stages: how much of the time nobody knew."""
    first = table.iloc[0]
    part = share(first["undiscovered"], first[list(STAGES)].sum())
    return Text(
        f"现状下，未保障的时间有 {part} 耗在没人发现", f"Today {part} of the time uncovered passes before anybody knows"
    )


def stages_reading(compared: ProcessComparison, lang: Lang = "both") -> Reading:
    """Say why a quicker decision saves little: offices have the smaller part, and part of what they save is waited for pay day."""
    first = next(iter(compared.runs.values()))
    before = stage_months(first)
    offices = before["in_town"] + before["in_county"]
    held = Text(
        f"在机构手里的只有 {offices:.2f} 个月，等发放日 {before['awaiting_pay']:.2f} 个月。",
        f"Only {offices:.2f} months are spent in offices' hands, and {before['awaiting_pay']:.2f} waiting for pay day.",
    )
    delegated = [run for run in compared.runs.values() if _changed(run.values, first.values) == ["delegated"]]
    if not delegated:
        return Reading(held, lang)
    after = stage_months(delegated[0])
    quicker = offices - after["in_town"] - after["in_county"]
    waited = after["awaiting_pay"] - before["awaiting_pay"]
    lost = Text(
        f"权限下放让机构快了 {quicker:.2f} 个月，其中 {waited:.2f} 个月又变成等发放日：每月只有一个截止日，早几天办完未必早一个月发。",
        f"Delegation makes offices {quicker:.2f} months quicker, and {waited:.2f} of that is waited for pay day instead: with one cut-off a month, a case decided days "
        "sooner is not always paid sooner.",
    )
    sooner = [EARLIER] if before["undiscovered"] > offices else []
    return Reading(joined(held, lost, *sooner), lang)


def backlog_reading(run: ProcessRun, lang: Lang = "both") -> Reading:
    """Say how many are not found and how many wait for pay in an ordinary month, and how far the latter swings."""
    counted = run.monthly.iloc[run.warm_up :]
    unknown, waiting = counted["undiscovered"], counted["awaiting_pay"]
    return Reading(
        Text(
            f"计入的月份里，平均每月末有 {unknown.mean():,.0f} 人没人发现，{waiting.mean():,.0f} 人已批准在等发放；后者在 {waiting.min():,.0f} 到 {waiting.max():,.0f} 人之间起伏，"
            "每次比对之后冒出一批。",
            f"In the months that count {unknown.mean():,.0f} are not found at a month's end and {waiting.mean():,.0f} wait for their first pay; the latter swing between "
            f"{waiting.min():,.0f} and {waiting.max():,.0f}, rising after each run of matching.",
        ),
        lang,
    )


def _changed(values: Values, first: Values) -> list[str]:
    return [name for name in values if values[name] != first[name]]
