"""Rules of a user's own: what they change, whom, and where each comes from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.engine.explain import Explanation, explain
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import source
from aidkit.report.text import Lang, Text
from aidkit.rules.definition import rule_of

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population
    from aidkit.result import Result

MONTHS = 12


def changed(before: Result, after: Result, lang: Lang = "both") -> Table:
    """Return what dibao reaches and costs before and after a rule was replaced."""
    rows: dict[Text, Callable[[Result], float]] = {
        Text("领取低保的户数", "Families paid dibao"): _paid,
        Text("户均每月低保金（元）", "Dibao a family a month (yuan)"): lambda result: (
            _month(result) / max(_paid(result), 1.0)
        ),
        Text("全年低保金（元）", "Dibao a year (yuan)"): lambda result: MONTHS * _month(result),
    }
    frame = pd.DataFrame(
        [(text.show(lang), measure(before), measure(after)) for text, measure in rows.items()],
        columns=["figure", "before", "after"],
    )
    heads = (
        Head("figure", Text("结果", "Result")),
        Head("before", Text("现行规则", "Rules in force"), form="count"),
        Head("after", Text("自己的规则", "Own rule"), form="count"),
    )
    title = Text("自己的规则改变了什么", "What the own rule changes")
    return Table("changed", title, heads, frame, source=source(after.population), lang=lang)


def changed_reading(before: Result, after: Result, lang: Lang = "both") -> Reading:
    """Say how many families are paid more or less under the own rule, and what that costs in a year."""
    more = after.values("dibao_benefit") - before.values("dibao_benefit")
    weight = after.population.weight
    families, cost = float(weight[more > 0].sum()), MONTHS * float((weight * more).sum())
    less = float(weight[more < 0].sum())
    rest = Text("其余家庭不变。", "all others stay as they are.")
    if less:
        rest = Text(f"{less:,.0f} 户少领。", f"{less:,.0f} are paid less.")
    zh = f"自己的规则让 {families:,.0f} 户多领，全年多支出 {cost / 10_000:,.1f} 万元；{rest.zh}"
    en = f"Under the own rule {families:,.0f} families are paid more, for {cost:,.0f} yuan a year; {rest.en}"
    return Reading(Text(zh, en), lang)


def total_reading(result: Result, column: str, lang: Lang = "both") -> Reading:
    """Say how many families an added amount is above nothing for, and what it comes to a month."""
    amount, weight = result.values(column), result.population.weight
    above = amount > 0
    total = float((weight * amount).sum())
    zh = f"新增的 {column} 大于零的有 {weight[above].sum():,.0f} 户，每月合计 {total / 10_000:,.1f} 万元。"
    en = f"The added {column} is above nothing for {weight[above].sum():,.0f} families; it comes to {total:,.0f} yuan a month."
    return Reading(Text(zh, en), lang)


def explained(before: Result, after: Result, policy: Policy) -> Explanation:
    """Explain, under the own rule, the family whose dibao it changes most."""
    change = np.abs(after.values("dibao_benefit") - before.values("dibao_benefit"))
    people: Population = after.population
    return explain(people, policy, people.households.index[int(np.argmax(change))])


def cited(functions: Sequence[Callable[..., Any]], lang: Lang = "both") -> Table:
    """Return a line a rule: what it computes, what it reads, and the clauses it comes from."""
    rules = [rule_of(function) for function in functions]
    frame = pd.DataFrame(
        {
            "name": [rule.name for rule in rules],
            "title": [Text(rule.zh, rule.en).show(lang) for rule in rules],
            "unit": [rule.unit for rule in rules],
            "reads": [", ".join(rule.arguments) for rule in rules],
            "clauses": [", ".join(rule.clauses) for rule in rules],
        }
    )
    heads = (
        Head("name", Text("规则", "Rule"), form="code"),
        Head("title", Text("计算什么", "What it computes")),
        Head("unit", Text("单位", "Unit")),
        Head("reads", Text("读取", "Reads"), form="code"),
        Head("clauses", Text("依据条款", "Clauses")),
    )
    return Table("own_rules", Text("自己的规则出自哪里", "Where the own rules come from"), heads, frame, lang=lang)


def _paid(result: Result) -> float:
    return float(result.population.weight[result.values("dibao_benefit") > 0].sum())


def _month(result: Result) -> float:
    return float((result.population.weight * result.values("dibao_benefit")).sum())


def _year(result: Result) -> float:
    return MONTHS * _month(result)


def _each(result: Result) -> float:
    return _month(result) / max(_paid(result), 1.0)
