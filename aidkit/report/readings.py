"""Sentences under a report's tables and figures: what they say, in words, with numbers taken from them."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.report.front import Front
from aidkit.report.inputs import HOUSEHOLDS, SEED, SYNTHETIC
from aidkit.report.prose import markdown_safe
from aidkit.report.table import Table, plain, written
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population

DEFAULTS: dict[str, int | str] = {"households": HOUSEHOLDS, "seed": SEED, "staff": ""}
VISITS = Text(
    "报告按登记数据逐户逐人套用规则，不能代替入户核查。",
    "The rules are applied to what the data record, which replaces no visit.",
)
STILL = Text(
    "提高或降低标准的影响，假定各户收入、财产和申请情况不变。",
    "What a higher or lower line would do holds incomes, assets and applications as they are.",
)
NO_EVIDENCE = Text(
    "所用数据为合成（虚构）数据，结果不能说明当地实际情况。",
    "The population is invented, so its figures are no evidence about the place.",
)
MOVES = Text("部分参数为假定值，结果随其变动。", "Some parameters are assumed, and the figures move with them.")


@dataclass(frozen=True)
class Reading:
    """A sentence or two in both languages; a notebook shows them one below the other."""

    text: Text
    lang: Lang = "both"

    def __str__(self) -> str:
        return self.text.show(self.lang, "\n\n")  # a paragraph each

    def _repr_markdown_(self) -> str:
        return markdown_safe(self)


@dataclass(frozen=True)
class Command:
    """A line to type."""

    line: str

    def __str__(self) -> str:
        return self.line

    def _repr_markdown_(self) -> str:
        return f"```shell\n{self.line}\n```"


def answer(front: Front) -> Reading:
    """Say the report's answer: who is missed, who is wrongly covered, what all that is due would cost."""
    shown = {figure.name: figure.shown for figure in front.figures}
    place, day, name = front.policy.place, front.policy.date, front.policy.name
    by_zh, by_en = (f"和方案“{name}”", f" and the reform “{name}”") if front.policy.changes else ("", "")
    zh = (
        f"按{place.zh} {day} 的规则{by_zh}，漏保 {shown['missed']} 人，漏救 {shown['missed_relief']} 户，错保 {shown['wrong']} 人。"
        f"低收入家庭 {shown['low_income']} 户；应享受的全部落实，每年需 {shown['annual_cost']} 万元。"
    )
    en = (
        f"By the rules of {place.en} on {day}{by_en}, {shown['missed']} persons miss cover, {shown['missed_relief']} families "
        f"miss relief and {shown['wrong']} persons are covered wrongly. {shown['low_income']} families are low-income; "
        f"all that is due would cost {shown['annual_cost']} × 10,000 yuan a year."
    )
    return Reading(Text(zh, en), front.lang)


def entitled(table: Table) -> Reading:
    """Say which scheme most people are entitled to, and how many are entitled to any."""
    top, total = _rows(table, "persons")
    zh = f"应享受人数最多的是{top['zh']}，{top['persons']} 人；各类合计 {total['persons']} 人，占总人口 {total['share']}。"
    en = (
        f"Most people are entitled to {top['en']}: {top['persons']} persons. "
        f"All schemes together: {total['persons']} persons, {total['share']} of everybody."
    )
    return Reading(Text(zh, en), table.lang)


def coverage(table: Table) -> Reading:
    """Say what share of those due is missed, what share of those registered is wrong, and where most are missed."""
    top, total = _rows(table, "missed")
    missed, wrong = _share(table, "missed", "due"), _share(table, "wrong", "registered")
    zh = (
        f"应享受现金救助的 {total['due']} 人中漏保占 {missed}；现登记的 {total['registered']} 人中错保占 {wrong}。"
        f"漏保最多的类别是{top['zh']}，{top['missed']} 人。"
    )
    en = (
        f"Of {total['due']} persons due cash, {missed} are missed; of {total['registered']} registered, {wrong} are "
        f"covered wrongly. Most are missed by {top['en']}: {top['missed']} persons."
    )
    return Reading(Text(zh, en), table.lang)


def towns(table: Table) -> Reading:
    """Say which town misses most people, and how many families miss relief there."""
    top, total = _rows(table, "missed")
    zh = (
        f"漏保最多的是{top['zh']}，{top['missed']} 人，漏救 {top['missed_relief']} 户；"
        f"全部乡镇（街道）漏保 {total['missed']} 人，漏救 {total['missed_relief']} 户。"
    )
    en = (
        f"Most people are missed in {top['en']}: {top['missed']} persons, and {top['missed_relief']} families miss relief "
        f"there; in all towns {total['missed']} persons and {total['missed_relief']} families."
    )
    return Reading(Text(zh, en), table.lang)


def cost(table: Table) -> Reading:
    """Say what all that is due costs in a year, and which scheme takes most of it."""
    top, total = _rows(table, "yuan_year")
    zh = f"全年合计 {total['yuan_year']} 元，其中{top['zh']}占 {top['share']}；受助家庭户均 {total['each']} 元。"
    en = (
        f"All that is due comes to {total['yuan_year']} yuan a year, {top['share']} of it for {top['en']}; "
        f"a family helped receives {total['each']} yuan on average."
    )
    return Reading(Text(zh, en), table.lang)


def limits(population: Population, policy: Policy, lang: Lang = "both") -> Reading:
    """Say what the report does not show."""
    parts = [VISITS, STILL]
    if population.synthetic:
        parts.append(NO_EVIDENCE)
    if any(entry.status == "assumed" for entry in policy.entries.values()):
        parts.append(MOVES)
    return Reading(Text("".join(part.zh for part in parts), " ".join(part.en for part in parts)), lang)


def command(policy: Policy, population: str, overrides: Mapping[str, Any], **parameters: int | str) -> Command:
    """Return the command that makes the same report again.

    Args:
        policy: The report's policy.
        population: Path of the population, or ``synthetic``.
        overrides: The changes that were asked for.
        **parameters: The notebook's ``households``, ``seed`` and ``staff``; named only where they are not the usual ones.
    """
    parts = ["aidkit report", policy.place.id, f"--date {policy.date}"]
    parts += [shlex.join(["--set", f"{path}={json.dumps(value)}"]) for path, value in overrides.items()]
    if overrides:
        parts.append(f"--name {shlex.quote(policy.name)}")
    if population != SYNTHETIC:
        parts.append(f"--population {shlex.quote(population)}")
    unusual = {name: value for name, value in parameters.items() if value != DEFAULTS.get(name)}
    parts += [shlex.join(["--param", f"{name}={value}"]) for name, value in unusual.items()]
    return Command(" ".join(parts))


def _rows(table: Table, column: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the row with the largest figure of a column and the total row, their figures as a table shows them."""
    figures = pd.to_numeric(table.frame[column].iloc[:-1], errors="coerce").fillna(0.0)
    return _written(table, int(figures.to_numpy().argmax())), _written(table, len(table.frame) - 1)


def _written(table: Table, row: int) -> dict[str, str]:
    values: Any = table.frame.iloc[row].to_dict()
    figures = {head.column: written(plain(values[head.column]), head.form) for head in table.heads}
    return {**figures, "zh": values["zh"], "en": values["en"]}


def _share(table: Table, part: str, whole: str) -> str:
    """Return the total of one column as a share of the total of another."""
    last = table.frame.iloc[-1]
    return written(last[part] / last[whole] if last[whole] else None, "share")
