"""How many cases of a place audits must check at least (抽查下限), and what a sample of that size would find."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from aidkit.oversight.audit.discovery import detectable_rate
from aidkit.oversight.audit.drawing import floor_of
from aidkit.oversight.audit.estimation import error_rate
from aidkit.oversight.settings import load_settings
from aidkit.report.disclosure import hide_small
from aidkit.report.oversight.settings import DOCUMENTS
from aidkit.report.questions.words import joined
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, source
from aidkit.report.tally import is_weighted
from aidkit.report.text import Lang, Text
from aidkit.rules.coverage import Coverage
from aidkit.schema import Scheme

if TYPE_CHECKING:
    from aidkit.result import Result

POWER, LEVEL = 0.95, 0.95
DIBAO = (Scheme.DIBAO, Scheme.DIBAO_SINGLE)
CASES: Mapping[str, str] = MappingProxyType(
    {
        "new_of_last_month": "new_last_month",
        "new_of_the_year": "new_this_year",
        "registered": "registered",
        "relatives_and_complaints": "complaint",
        "applications_2012": "new_this_year",
    }
)
"""Which cases each floor of ``audit.yaml`` is a share of."""
UNDATED = Text(
    "数据没有享受起始时间，新增数不详。",
    "The data do not say since when anybody is covered, so new cases are not known.",
)
NOTE = Text(
    "近亲属备案不在数据里，只计信访和来电；没有申请记录，申请数以当年新增代替。前四项出自琼海方案，其他地方作对照；民发〔2012〕220号执行到2021年6月30日。",
    "Relatives of officials are in no data, so only petitions and calls count; applications are stood for by this year's new cases. "
    "The first four are Qionghai's, for comparison elsewhere; 民发〔2012〕220号 was in force until 2021-06-30.",
)


def floors(result: Result, lang: Lang = "both") -> Table:
    """Return the fewest cases each floor asks for, and the error rate a check of so many finds with 95 %.

    Counts are of the place where the population is weighted; figures that rest on fewer than five families are hidden.

    Args:
        result: All rules applied to a register or an invented population.
        lang: Language of the labels.

    Source: clauses QH-5.1–5.4; 民发〔2012〕220号 Art. 26.
    """
    settings, marks, weight = load_settings("audit"), caseload(result), result.population.weight
    undated = set() if _dated(result) else {"new_last_month", "new_this_year"}
    rows = []
    for name, column in CASES.items():
        setting, there = settings[name], marks[column].to_numpy()
        row = {
            "label": Text(setting.zh, setting.en).show(lang),
            "basis": _basis(setting.source),
            "share": setting.value,
        }
        if column in undated:
            rows.append({**row, "records": 0})
            continue
        number = round(float(weight[there].sum()))
        least = floor_of(float(setting.value), number)
        finds = detectable_rate(least, number, power=POWER) if 0 < least < number else np.nan
        rows.append({**row, "cases": number, "floor": least, "finds": finds, "records": int(there.sum())})
    hidden = {"records": ["cases", "floor", "finds"]}
    heads = (
        Head("label", Text("抽查什么", "What is checked")),
        Head("basis", Text("依据", "Basis"), form="below"),
        Head("cases", Text("现有", "There are"), FAMILIES, "count"),
        Head("share", Text("比例", "Share"), form="share"),
        Head("floor", Text("至少抽查", "To check at least"), FAMILIES, "count"),
        Head("finds", Text("有把握发现的差错率", "Error rate it surely finds"), form="share"),
    )
    title = Text("抽查下限", "What audits must check at least")
    note = joined(NOTE, UNDATED) if undated else NOTE
    frame = hide_small(pd.DataFrame(rows), hidden, weighted=is_weighted(result.population))
    return Table("floors", title, heads, frame, source(result.population), note, lang=lang)


def caseload(result: Result) -> pd.DataFrame:
    """Return by family whether it is on dibao or tekun, newly so, and has petitioned or called.

    Returns:
        A row a family, True or False: registered, new_last_month, new_this_year (dibao only), complaint (registered), error
        (registered, with somebody who by the rules is due nothing or another scheme).
    """
    people, home = result.population, result.population.household_of
    now, since = people.column("person", "current_scheme"), people.column("person", "covered_since")
    begun, today = np.asarray(since, "datetime64[M]"), np.datetime64(result.policy.date, "M")
    dibao = np.isin(now, DIBAO)
    flags = {
        "registered": dibao | (now == Scheme.TEKUN),
        "new_last_month": dibao & (begun == today - np.timedelta64(1, "M")),
        "new_this_year": dibao & (begun >= today.astype("datetime64[Y]").astype("datetime64[M]")) & (begun <= today),
        "complaint": people.column("person", "petitioner") | people.column("person", "hotline_caller"),
        "error": np.isin(result.values("coverage"), [Coverage.WRONG, Coverage.MISMATCHED]),
    }
    size = len(people.households)
    marks = pd.DataFrame({name: np.bincount(home, weights=flag, minlength=size) > 0 for name, flag in flags.items()})
    for name in ("complaint", "error"):
        marks[name] &= marks["registered"]
    return marks


def reading(result: Result, lang: Lang = "both") -> Reading:
    """Say what the yearly check of the register would find, were the register as wrong as the rules say."""
    marks, weight = caseload(result), result.population.weight
    there = marks["registered"].to_numpy()
    number = round(float(weight[there].sum()))
    rate = float(load_settings("audit")["registered"].value)
    checked = floor_of(rate, number)
    if not checked:
        return Reading(
            Text("登记中没有低保、特困家庭，无可抽查。", "Nobody is on dibao or tekun: there is nothing to check."),
            lang,
        )
    wrong = float(weight[marks["error"].to_numpy()].sum()) / number
    found = error_rate(round(wrong * checked), checked, number, level=LEVEL)
    said = Text(
        f"在册低保、特困 {number:,} 户，按 {rate:.0%} 至少抽查 {checked:,} 户。按规则计算，在册家庭有 {wrong:.1%} 存在错保或类别不符；"
        f"若果真如此，抽查会查出约 {found.errors:,} 户，据此推断全部差错率在 {found.low:.1%} 至 {found.high:.1%} 之间（{LEVEL:.0%} 区间）。",
        f"Of {number:,} families on dibao or tekun {rate:.0%} is at least {checked:,}. By the rules {wrong:.1%} of them are wrongly covered or on another scheme; "
        f"were that so, the check would find about {found.errors:,} and put the rate of all between {found.low:.1%} and {found.high:.1%} ({LEVEL:.0%} interval).",
    )
    kind = Text(
        "这是对数据的推算，抽查结果以入户为准。",
        "This is worked out from the data; what an audit finds is decided at the door.",
    )
    return Reading(joined(said, kind), lang)


def _dated(result: Result) -> bool:
    """Whether the data say of anybody on dibao since when."""
    people = result.population
    dibao = np.isin(people.column("person", "current_scheme"), DIBAO)
    return (
        not dibao.any()
        or not np.isnat(np.asarray(people.column("person", "covered_since"), "datetime64[M]")[dibao]).all()
    )


def _basis(source: str) -> str:
    document, _, clause = source.partition(" ")
    return f"{DOCUMENTS[document]} {clause}" if document in DOCUMENTS else source
