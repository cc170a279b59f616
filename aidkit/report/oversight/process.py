"""The way from need to payment (保障过程) under several scenarios: months uncovered, where they go, what each saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from aidkit.oversight.staffing.towns import WEEKS_A_MONTH
from aidkit.report.questions.words import joined, share
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.process.compare import ProcessComparison
    from aidkit.oversight.process.result import ProcessRun

BETWEEN = " · "  # parts the two languages of a scenario's name
SURE = 1.96  # standard errors to either side of a 95 % interval
MONTHS = Text("个月", "months")
SOURCE = Text("资料来源：模拟，多数设定为假定值", "Source: simulation, most settings assumed")
STAGES = {
    "undiscovered": Text("未发现", "not yet found"),
    "in_town": Text("镇（街道）办理", "with the town"),
    "in_county": Text("县级办理", "with the county"),
    "awaiting_pay": Text("待发放", "waiting for pay"),
}
UNCOVERED = Text("人均未保障月数", "uncovered months, a person ever in need")
CHANNELS_EN = {
    "self_application": "own application",
    "hotline": "hotline, petition, neighbours",
    "visit": "visit",
    "match": "data match",
}


def scenarios(visits_a_week: float, match_every: int, lang: Lang = "both") -> dict[str, dict[str, float]]:
    """Return what is held against today: more visits, decisions by towns, more frequent matching, and all three.

    Args:
        visits_a_week: Visits to each family on the round.
        match_every: Months between two runs of matching.
        lang: Language of the names.
    """
    visits = Text("每周走访" if visits_a_week == 1 else f"每周走访 {visits_a_week:g} 次",
                  "weekly visits" if visits_a_week == 1 else f"{visits_a_week:g} visits a week")  # fmt: skip
    match = Text("每月比对" if match_every == 1 else f"每 {match_every} 个月比对",
                 "monthly matching" if match_every == 1 else f"matching every {match_every} months")  # fmt: skip
    single: dict[Text, dict[str, float]] = {
        visits: {"visits_a_month": visits_a_week * WEEKS_A_MONTH},
        Text("权限下放", "delegation"): {"delegated": 1},
        match: {"match_every": match_every},
    }
    together = {name: value for changes in single.values() for name, value in changes.items()}
    every: dict[Text, dict[str, float]] = {Text("现状", "today"): {}, **single, Text("三项一起", "all three"): together}
    return {name.show(lang, BETWEEN): changes for name, changes in every.items()}


def called(name: str) -> Text:
    """Return a scenario's name in both languages."""
    zh, _, en = name.partition(BETWEEN)
    return Text(zh, en or zh)


def today(run: ProcessRun, lang: Lang = "both") -> Reading:
    """Say how long persons in need are uncovered today, and what part of that is before anybody knows of them."""
    values, errors = (
        dict(zip(run.summary["measure"], run.summary[name], strict=True)) for name in ("value", "standard_error")
    )
    months, sure, wait = values["months_uncovered"], SURE * errors["months_uncovered"], values["months_to_discovery"]
    lost, counted, persons = stage_months(run), len(run.monthly) - run.warm_up, values["persons_in_need"]
    subsidies = values["subsidies_missed"]
    unknown = share(lost["undiscovered"], sum(lost.values()))
    return Reading(
        Text(
            f"按现状，观察的 {counted} 个月里，曾陷入困难的 {persons:,.0f} 人人均未保障 {months:.2f} 个月（±{sure:.2f}），其中 {unknown} 是还没有人发现的时间；"
            f"被发现的人从困难到发现平均 {wait:.1f} 个月。其间发放的价格临时补贴，人均漏领 {subsidies:.2f} 次。",
            f"As things are, {persons:,.0f} persons are in need at some time in {counted} months and uncovered for {months:.2f} months each (±{sure:.2f}), {unknown} of "
            f"it before anybody knows; those found wait {wait:.1f} months to be found. Of the price subsidies paid meanwhile each misses {subsidies:.2f}.",
        ),
        lang,
    )


def channels(run: ProcessRun, lang: Lang = "both") -> Table:
    """Return who finds persons in need, and how long after need began."""
    frame = run.channels.assign(
        label=[
            Text(zh, CHANNELS_EN[name]).show(lang)
            for name, zh in zip(run.channels["channel"], run.channels["zh"], strict=True)
        ]
    )
    heads = (
        Head("label", Text("渠道", "Channel")),
        Head("persons_found", Text("最先发现", "Found first"), PERSONS, "count"),
        Head("share_found", Text("占比", "Share"), form="share"),
        Head("mean_wait_months", Text("平均等待", "Mean wait"), MONTHS, "yuan"),
    )
    return Table("channels", Text("现状下谁发现", "Who finds them today"), heads, frame, SOURCE, lang=lang)


def saved(compared: ProcessComparison, lang: Lang = "both") -> Table:
    """Return what each scenario saves, with its 95 % interval, and what else it changes."""
    table = compared.scenarios
    half = SURE * table["saved_standard_error"]
    frame = table.assign(label=table["scenario"], low=table["months_saved"] - half, high=table["months_saved"] + half)
    frame.loc[0, ["months_saved", "low", "high"]] = np.nan
    heads = (
        Head("label", Text("情景", "Scenario")),
        Head("months_uncovered", Text("人均未保障", "Uncovered a person"), MONTHS, "yuan"),
        Head("months_saved", Text("减少", "Saved"), MONTHS, "yuan"),
        Head("low", Text("区间下端", "Interval from"), MONTHS, "yuan"),
        Head("high", Text("区间上端", "to"), MONTHS, "yuan"),
        Head("months_to_discovery", Text("从困难到发现", "Need to discovery"), MONTHS, "yuan"),
        Head("share_paid_wrongly", Text("错发占发放月数", "Paid wrongly, of months paid"), form="share"),
        Head("cases_open", Text("在办件数", "Cases open"), Text("件", "cases"), "yuan"),
    )
    note = Text(
        "各情景用同一批人、同一批随机数，区间是成对差异的 95% 区间。",
        "Every scenario meets the same persons and draws; intervals are of the pairs' differences, 95 %.",
    )
    return Table(
        "saved", Text("各情景减少多少未保障", "What each scenario saves"), heads, frame, SOURCE, note, lang=lang
    )


def answer(compared: ProcessComparison, lang: Lang = "both") -> Reading:
    """Say what each of the single measures saves, and whether all together save the sum."""
    table = compared.scenarios
    names, saves, errors, wrong = (
        table[name].tolist() for name in ("scenario", "months_saved", "saved_standard_error", "share_paid_wrongly")
    )
    parts = [
        (called(name), f"{save:.2f}（±{SURE * error:.2f}）")
        for name, save, error in zip(names, saves, errors, strict=True)
    ][1:-1]
    total = sum(saves[1:-1])
    each = Text(
        f"人均减少未保障月数：{'，'.join(f'{name.zh} {said}' for name, said in parts)}。",
        f"Uncovered months saved a person in need: {', '.join(f'{name.en} {said}' for name, said in parts)}.".replace(
            "（", " ("
        ).replace("）", ")"),
    )
    both = Text(
        f"几项一起减少 {saves[-1]:.2f} 个月，少于各项之和 {total:.2f}：它们找到的有一部分是同一批人。",
        f"Together they save {saves[-1]:.2f}, less than their sum of {total:.2f}: in part they find the same persons.",
    )
    paid = Text(
        f"错发占发放月数从 {wrong[0]:.1%} 变为 {wrong[-1]:.1%}。",
        f"Months paid wrongly go from {wrong[0]:.1%} of those paid to {wrong[-1]:.1%}.",
    )
    return Reading(joined(each, *([both] if saves[-1] < total else []), paid), lang)


def stage_months(run: ProcessRun) -> dict[str, float]:
    """Return months a person ever in need spends in each stage before the first payment, after the warm-up."""
    persons = float(dict(zip(run.summary["measure"], run.summary["value"], strict=True))["persons_in_need"])
    counted = run.monthly.iloc[run.warm_up :]
    return {name: float(counted[name].sum()) / persons if persons else np.nan for name in STAGES}
