"""The rules as a table a programme: what each says, in which unit, by which clause, and its formula as it is computed."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text
from aidkit.rules import MODULES, nodes_of
from aidkit.rules.definition import Aggregate, Rule

PROGRAMMES = {
    "income": Text("收入", "Income"), "assets": Text("财产", "Assets"), "tekun": Text("特困", "Tekun"),
    "children": Text("儿童", "Children"), "dibao": Text("低保", "Dibao"), "edge": Text("低保边缘", "Edge families"),
    "relief": Text("临时救助", "Temporary relief"), "medical": Text("医疗救助", "Medical assistance"),
    "price": Text("物价联动", "Price link"), "coverage": Text("登记比对", "Register against rules"),
    "support": Text("待遇汇总", "Support in all"), "uplift": Text("增发", "Uplift"), "family": Text("家庭", "The family"),
    "disability": Text("残疾", "Disability"),
}  # fmt: skip
LEVELS = {"household": Text("户", "household"), "person": Text("人", "person")}
UNITS = {
    "yuan/month": "元/月", "yuan/year": "元/年", "yuan": "元", "yes/no": "是/否", "class": "类别", "scheme": "救助类别",
    "level": "等级", "persons": "人", "households": "户", "share": "比例", "months": "月", "years": "岁", "grade": "级",
}  # fmt: skip
HEADS = (
    Head("label", Text("规则", "Rule")),
    Head("name", Text("名称", "Name"), form="below"),
    Head("level", Text("层级", "Level")),
    Head("unit", Text("单位", "Unit"), form="below"),
    Head("clauses", Text("条款", "Clauses")),
    Head("force", Text("施行期间", "In force"), form="below"),
    Head("formula", Text("公式", "Formula"), form="code"),
)


def rule_tables(lang: Lang = "both") -> Iterator[Table]:
    """Yield a table for each programme, in statutory order."""
    for module in MODULES:
        nodes = [(name, node) for name, variants in nodes_of(module).items() for node in variants]
        name = module.__name__.rpartition(".")[2]
        if not nodes:
            continue
        rows = [_rule(rule, lang) if isinstance(rule, Rule) else _sum(name, rule, lang) for name, rule in nodes]
        title = PROGRAMMES.get(name, Text(name, name))
        yield Table(f"rules_{name}", title, HEADS, pd.DataFrame(rows), lang=lang)


def formula(function: Callable[..., Any]) -> str:
    """Return a rule's source without its decorator and its description: the formula, as it is computed."""
    source = textwrap.dedent(inspect.getsource(function))
    node = ast.parse(source).body[0]
    assert isinstance(node, ast.FunctionDef)
    if ast.get_docstring(node) is not None:
        node.body = node.body[1:]
    return "\n".join(ast.unparse(statement) for statement in node.body)


def _rule(rule: Rule, lang: Lang) -> dict[str, Any]:
    since, until = rule.since or "", rule.until or ""
    return {
        "label": Text(rule.zh, rule.en).show(lang),
        "name": rule.name,
        "level": LEVELS[rule.level].show(lang),
        "unit": Text(UNITS.get(rule.unit, rule.unit), rule.unit).show(lang),
        "clauses": ", ".join(rule.clauses),
        "force": f"{since} – {until}".strip() if since or until else "",
        "formula": formula(rule.function),
    }


def _sum(name: str, total: Aggregate, lang: Lang) -> dict[str, Any]:
    """Return the row of a sum, count or any over a family's members; many have no title of their own."""
    own = Text(total.zh or "家庭成员汇总", total.en or "over the family's members")
    asked = [part for part in (total.of, f"where {total.where}" if total.where else "") if part]
    return {
        "label": own.show(lang),
        "name": name,
        "level": LEVELS["household"].show(lang),
        "unit": Text(UNITS.get(total.unit, total.unit), total.unit).show(lang),
        "clauses": ", ".join(total.clauses) or None,
        "force": "",
        "formula": f"{total.how}({' '.join(asked)})",
    }
