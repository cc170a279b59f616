"""What a generated pass calls its own variables is no name a rule may bear."""

from __future__ import annotations

import ast

import pytest

import aidkit
from aidkit.engine.graph import Graph
from aidkit.engine.pass_source import PassSource
from aidkit.engine.reserved import PREFIXED, WORDS
from aidkit.engine.run import graph_of
from aidkit.engine.totals_source import TotalsSource
from aidkit.engine.walk_source import WalkSource
from aidkit.errors import RuleError
from aidkit.parameters import BY_ARGUMENT
from aidkit.schema import COLUMNS


def names_used(text: str) -> set[str]:
    tree = ast.parse(text)
    arguments = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    return arguments | {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("kind", ["pass", "totals", "walk", "sum"])
def test_every_variable_of_the_generated_source_is_reserved(kind: str) -> None:
    graph: Graph = graph_of(aidkit.load_policy("jinjiang"))
    plan = graph.plan(["annual_support"])
    moving = frozenset({"dibao_standard_urban"})
    text = {
        "pass": PassSource(plan),
        "totals": TotalsSource(plan, moving, ("income_before",)),
        "walk": WalkSource(plan, moving, frozenset()),
        "sum": WalkSource(plan, moving, frozenset(), True),
    }[kind].text()
    known = {*graph.nodes, *BY_ARGUMENT, *COLUMNS["household"], *COLUMNS["person"]}
    own = {name for name in names_used(text) - known if not PREFIXED.match(name)}
    assert own <= WORDS
    assert {"row", "low", "high"} <= own


@pytest.mark.parametrize("name", ["size", "count", "home", "person", "member", "families", "b_total", "was_1"])
def test_a_rule_named_like_one_is_refused(name: str) -> None:
    graph = graph_of(aidkit.load_policy("jinjiang"))
    with pytest.raises(RuleError) as error:
        Graph({**graph.nodes, name: graph.nodes["counted"]})
    assert str(error.value) == (f"Rule {name!r} is named like a variable of the compiled pass.\nGive it a longer name.")
