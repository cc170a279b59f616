"""Who is missed (漏保): how they differ from those covered, and why the rules themselves leave some of the poor out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.engine.explain import Explanation, explain
from aidkit.errors import PopulationError, message
from aidkit.masking import shortened
from aidkit.report.labels import labelled
from aidkit.report.questions.rows import largest
from aidkit.report.questions.words import persons, share
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, PERSONS, source
from aidkit.report.text import Lang, Text
from aidkit.rules.coverage import Coverage
from aidkit.rules.definition import EQUAL
from aidkit.schema import Scheme

if TYPE_CHECKING:
    from aidkit.result import Result

Values = np.ndarray[Any, Any]

OLD, YOUNG = 60, 18  # years, 老年人权益保障法 Art. 2, 未成年人保护法 Art. 2
MEMBER = re.compile(r"(#\d+) [^:|]+:")  # a member's number and id at the head of an explanation
SCREEN = 5  # members of a family whose explanation fits a screen


def profile(result: Result, lang: Lang = "both") -> Table:
    """Return what the missed are like beside those on the register, of all persons entitled to cash: shares and money due."""
    missed = result.values("coverage") == Coverage.MISSED
    due = ~np.isin(result.values("entitled_scheme"), (Scheme.NONE, Scheme.EDGE))
    weight = result.population.weight[result.population.household_of]
    groups = {"missed": missed, "covered": due & ~missed}
    labels = [Text("人数", "persons")]
    rows: list[dict[str, Any]] = [
        {**{name: f"{weight[chosen].sum():,.0f}" for name, chosen in groups.items()}, "apart": 0.0}
    ]
    for label, form, values in _traits(result):
        means = {name: _mean(values[chosen], weight[chosen]) for name, chosen in groups.items()}
        apart = abs(means["missed"] - means["covered"]) if form == "share" else 0.0
        labels.append(label)
        rows.append({**{name: _written(value, form) for name, value in means.items()}, "apart": apart})
    frame = pd.DataFrame(rows).assign(**labelled(labels, lang))
    heads = (
        Head("label", Text("特征", "Trait")),
        Head("missed", Text("漏保", "Missed"), form="count"),
        Head("covered", Text("已在册", "On the register"), form="count"),
    )
    title = Text(
        "应享受现金救助的人：漏保的与已在册的", "Persons entitled to cash: the missed and those on the register"
    )
    return Table("profile", title, heads, frame, source(result.population), lang=lang)


def differing(table: Table) -> Reading:
    """Say in which trait the missed differ most from those on the register."""
    row = largest(table.frame, "apart")
    return Reading(
        Text(
            f"差别最大的一项是“{row['zh']}”：漏保的人中占 {row['missed']}，已在册的人中占 {row['covered']}。",
            f"They differ most in “{row['en']}”: {row['missed']} of the missed, {row['covered']} of those on the register.",
        ),
        table.lang,
    )


def _traits(result: Result) -> Iterator[tuple[Text, str, Values]]:
    population, home = result.population, result.population.household_of
    age = population.column("person", "age")
    size = result.values("family_size")[home]
    yield Text("农村", "rural"), "share", population.column("household", "area")[home] == 1
    yield Text("60 岁及以上", "aged 60 or over"), "share", age >= OLD
    yield Text("18 岁以下", "aged under 18"), "share", age < YOUNG
    yield Text("残疾", "disabled"), "share", population.column("person", "disability_kind") != 0
    yield Text("重病", "seriously ill"), "share", population.column("person", "serious_illness")
    yield Text("独居", "living alone"), "share", size == 1
    yield (
        Text("家庭人均收入（元/月）", "family income a head, yuan a month"),
        "yuan",
        result.values("income_before")[home],
    )
    cash = result.values("monthly_cash")[home] / np.maximum(size, 1)
    yield Text("应得救助，人均（元/月）", "cash due a head, yuan a month"), "yuan", cash


def reasons(result: Result, lang: Lang = "both") -> Table:
    """Return why the rules give no cash to families whose income is below the dibao standard.

    A family is listed under each asset limit it breaks; the last row counts every family once.
    """
    income, line = result.values("income_before"), result.values("dibao_standard")
    members, weight = result.values("family_size"), result.population.weight
    out = (income < line - EQUAL) & (result.values("monthly_cash") <= 0) & (members > 0)
    rows = [*_reasons(result), (Text("合计（不重复）", "Total, each once"), np.ones(len(out), bool))]
    frame = pd.DataFrame(
        {
            "families": weight[out & holds].sum(),
            "persons": (weight * members)[out & holds].sum(),
            "records": int((out & holds).sum()),
        }
        for _, holds in rows
    ).assign(**labelled((label for label, _ in rows), lang))
    frame = frame[(frame["records"] > 0) | (frame.index == len(frame) - 1)].reset_index(drop=True)
    heads = (
        Head("label", Text("原因", "Reason")),
        Head("families", Text("户数", "Families"), FAMILIES, "count"),
        Head("persons", Text("人数", "Persons"), PERSONS, "count"),
        Head("records", Text("数据中户数", "Records"), FAMILIES, "count"),
    )
    title = Text("收入低于标准、按规则仍无现金救助的家庭", "Families below the standard to whom the rules give no cash")
    return Table("reasons", title, heads, frame, source(result.population), total=True, lang=lang)


def commonest(table: Table) -> Reading:
    """Say which reason shuts out most persons, and on how few records that rests."""
    each, total = table.frame.iloc[:-1], table.frame.iloc[-1]
    if each.empty:
        return Reading(Text("没有这样的家庭。", "There is no such family."), table.lang)
    top = largest(each, "persons")
    of, rows = share(top["persons"], total["persons"]), f"{total['records']:,.0f}"
    return Reading(
        Text(
            f"最常见的原因是{top['zh']}，占 {persons(total['persons']).zh}中的 {of}。这里只有数据中的 {rows} 户，占比只宜粗看。",
            f"The commonest reason is {top['en']}: {of} of {persons(total['persons']).en}. Only {rows} records stand behind the table, so read it roughly.",
        ),
        table.lang,
    )


def _reasons(result: Result) -> Iterator[tuple[Text, Values]]:
    population, policy = result.population, result.policy
    limits = {name: policy[f"assets.dibao.{name}"] for name in ("dwellings", "vehicles", "business_capital")}
    names = {"dwellings": Text("住房超过限额", "dwellings above the limit"), "vehicles": Text("机动车超过限额", "vehicles above the limit"),
             "business_capital": Text("经营资产超过限额", "business capital above the limit")}  # fmt: skip
    yield Text("非本地户籍且无居住证", "neither hukou nor residence permit"), ~population.column("household", "local")
    over = np.zeros(len(population.households), bool)
    for name, limit in limits.items():
        broken = population.column("household", name) > (np.inf if limit is None else limit + EQUAL)
        over |= broken
        yield names[name], broken
    yield Text("金融资产超过限额", "financial assets above the limit"), ~result.values("within_assets_dibao") & ~over
    above = result.values("dibao_test_income") >= result.values("dibao_standard") - EQUAL
    yield Text("可计算收入不低于标准", "countable income not below the standard"), above


def explained(result: Result) -> Explanation:
    """Explain a missed family to whom neither much nor little cash is due, its identities masked.

    Of the missed families with an income, small enough for a screen, it is the one in the middle by the cash due.

    Raises:
        PopulationError: Nobody is missed.
    """
    row = _middle_family(result)
    found = explain(result.population, result.policy, result.population.households.index[row])
    head, *lines = found.lines
    _, _, rest = head.partition(" · ")
    first = f"{shortened(result.population.households.index[row])} · {rest}"
    return replace(found, lines=(first, *(MEMBER.sub(r"\1", line) for line in lines)))


def _middle_family(result: Result) -> int:
    missed = result.values("coverage") == Coverage.MISSED
    homes = result.population.households
    concerned = np.bincount(result.population.household_of, weights=missed, minlength=len(homes)) > 0
    if not concerned.any():
        what = "Nobody in this population is missed."
        raise PopulationError(message(what, "Take another place, date or population."))
    usual = concerned & (result.values("family_size") <= SCREEN) & (result.values("income_before") > 0)
    rows = np.flatnonzero(usual if usual.any() else concerned)
    by_cash = rows[np.argsort(result.values("monthly_cash")[rows], kind="stable")]
    return int(by_cash[len(by_cash) // 2])


def _mean(values: Values, weight: Values) -> float:
    total = float(weight.sum())
    return float((weight * values).sum() / total) if total else float("nan")


def _written(value: float, form: str) -> str:
    if np.isnan(value):
        return "—"
    return f"{value:.0%}" if form == "share" else f"{value:,.0f}"
