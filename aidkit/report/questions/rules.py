"""From clause to number: a rule as it is written, the values it reads, and families on the line itself."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.engine.explain import Explanation, explain
from aidkit.engine.run import graph_of, simulate
from aidkit.parameters import BY_ARGUMENT
from aidkit.population import Population
from aidkit.report.basis import UNITS_ZH
from aidkit.report.labels import in_each
from aidkit.report.questions.rows import rows
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import YUAN_MONTH
from aidkit.report.tally import scheme_label
from aidkit.report.text import Lang, Text
from aidkit.rules import MODULES, nodes_of
from aidkit.rules.definition import Rule, rule_of

if TYPE_CHECKING:
    from aidkit.policy import Policy

NONE = Text("无", "none")
LEVELS = {"household": Text("户", "family"), "person": Text("人", "person")}
APART = (-1.0, 0.0, 1.0)  # yuan a month from the line


@dataclass(frozen=True, repr=False)
class Source:
    """A rule as it stands in the package: what it computes, its clauses, and its code."""

    definition: Rule
    code: str
    lang: Lang = "both"

    @property
    def heading(self) -> str:
        """The rule in one line: names, unit, clauses."""
        rule = self.definition
        title = Text(rule.zh, rule.en).show(self.lang)
        return f"{rule.name} — {title} [{rule.unit}; {', '.join(rule.clauses)}]"

    def __repr__(self) -> str:
        return f"{self.heading}\n\n{self.code}"

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.heading)}</p><pre><code>{escape(self.code)}</code></pre>"


def source_of(function: Callable[..., Any], lang: Lang = "both") -> Source:
    """Return a rule as it is written.

    Args:
        function: A function declared with ``aidkit.rule``.
        lang: Language of the title.

    Raises:
        RuleError: The function is no rule.
    """
    return Source(rule_of(function), textwrap.dedent(inspect.getsource(function)).rstrip(), lang)


def read_by(function: Callable[..., Any]) -> list[str]:
    """Return the parameter paths a rule reads."""
    return [BY_ARGUMENT[name].path for name in rule_of(function).arguments if name in BY_ARGUMENT]


def on_the_line(policy: Policy, lang: Lang = "both") -> Table:
    """Return single persons one yuan under, on and over the dibao standard and the edge line, and what they are.

    They are urban, 40 years old, live alone and have nothing but a transfer of so many yuan a month.
    """
    people, income = _families(policy)
    result = simulate(people, policy)
    schemes = [_scheme(str(name)) for name in result.persons["entitled_scheme"]]
    standard = policy["dibao.standard.urban"]
    lines = {
        standard: Text("低保标准", "dibao standard"),
        policy["edge.multiple"] * standard: Text("低保边缘线", "edge line"),
    }
    frame = pd.DataFrame(
        {
            "label": [name.show(lang) for name in lines.values() for _ in APART],
            "line": [line for line in lines for _ in APART],
            "income": income,
            "scheme": [scheme.show(lang) for scheme in schemes],
            **in_each(schemes),
            "cash": result.households["monthly_cash"].to_numpy(),
        }
    )
    heads = (
        Head("label", Text("线", "Line")),
        Head("line", Text("线值", "Its value"), YUAN_MONTH, "yuan"),
        Head("income", Text("人均收入", "Income a head"), YUAN_MONTH, "yuan"),
        Head("scheme", Text("应享受", "Entitled to")),
        Head("cash", Text("每月救助", "Cash"), YUAN_MONTH, "yuan"),
    )
    title = Text("线上线下各差一元的单人户", "Single persons one yuan under, on and over each line")
    note = Text(
        "虚构家庭：城镇单人户，40 岁，只有转移收入。",
        "Invented families: urban, living alone, aged 40, with a transfer only.",
    )
    return Table("on_the_line", title, heads, frame, note=note, lang=lang)


def line_reading(table: Table, policy: Policy) -> Reading:
    """Say on which side a family exactly on each line falls, and what the next yuan costs it there."""
    under, on, _, _, on_edge, over_edge = rows(table.frame)
    inside = on_edge["scheme"] != over_edge["scheme"]
    edge = Text("在线内", "is within") if inside else Text("已在线外", "is outside")
    word = Text("不超过", "within") if policy["edge.inclusive"] else Text("低于", "below")
    return Reading(
        Text(
            f"收入正好等于低保标准的人应享受{on['zh']}，不是低保，因为规则写“低于”；少一元的人应享受{under['zh']}，每月得 {under['cash']:,.2f} 元。"
            f"正好等于边缘线的人{edge.zh}，因为这里写“{word.zh}”。",
            f"Income exactly at the dibao standard is not enough for dibao, because the rule says below; with one yuan less one is entitled to "
            f"{under['en']}, {under['cash']:,.2f} yuan a month. Exactly at the edge line one {edge.en}, because here the rule says {word.en}.",
        ),
        table.lang,
    )


def one_yuan_over(policy: Policy) -> Explanation:
    """Explain the invented person one yuan over the edge line: the first condition that fails, and by how much."""
    people, _ = _families(policy)
    return explain(people, policy, people.households.index[-1])


def all_rules(policy: Policy, lang: Lang = "both") -> Table:
    """Return every rule in force that gives a result column: its name, what it computes, level, unit and clauses."""
    columns = set(graph_of(policy).columns)
    rows = []
    for module in MODULES:
        for name, variants in nodes_of(module).items():
            if name not in columns:
                continue
            node = variants[0]
            unit = Text(UNITS_ZH.get(node.unit, node.unit), node.unit) if node.unit else NONE
            rows.append({"label": Text(node.zh, node.en).show(lang), "name": name, "level": LEVELS[node.level].show(lang),
                         "unit": unit.show(lang), "clauses": ", ".join(node.clauses)})  # fmt: skip
    heads = (
        Head("label", Text("规则", "Rule")),
        Head("name", Text("名称", "Name"), form="below"),
        Head("level", Text("层级", "Level")),
        Head("unit", Text("单位", "Unit")),
        Head("clauses", Text("条款", "Clauses")),
    )
    title = Text(f"现行规则（{len(rows)} 条）", f"The rules in force ({len(rows)})")
    return Table("rules", title, heads, pd.DataFrame(rows), lang=lang)


def _scheme(name: str) -> Text:
    return NONE if name == "none" else scheme_label(name)


def _families(policy: Policy) -> tuple[Population, list[float]]:
    """Return the invented persons around both lines, and their incomes in yuan a month."""
    standard = policy["dibao.standard.urban"]
    incomes = [line + step for line in (standard, policy["edge.multiple"] * standard) for step in APART]
    names = [f"{line}{step:+.0f}" for line in ("dibao", "edge") for step in APART]
    households = pd.DataFrame({"household_id": names, "area": "urban"})
    persons = pd.DataFrame(
        {"person_id": names, "household_id": names, "age": 40, "transfer_income": [12 * x for x in incomes]}
    )
    return Population(households, persons, synthetic=True, source="invented: single persons around two lines"), incomes
