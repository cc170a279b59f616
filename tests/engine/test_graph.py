"""What the argument names make of the rules: the order, the stages, what is read and what is touched."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

import aidkit
from aidkit.engine.graph import Graph, Plan
from aidkit.engine.run import graph_of
from aidkit.rules.definition import Aggregate


@pytest.fixture(scope="module")
def graph() -> Graph:
    return graph_of(aidkit.load_policy("jinjiang"))


def test_the_plan_does_not_hang_on_the_order_of_outputs(graph: Graph) -> None:
    names = list(graph.columns)
    random.Random(1).shuffle(names)
    assert graph.plan(names) is graph.plan(None)
    assert graph.plan(["is_edge", "is_dibao"]) is graph.plan(["is_dibao", "is_edge", "is_edge"])
    assert graph.plan(["is_edge", "is_dibao"]).outputs == ("is_dibao", "is_edge")
    assert graph.plan("is_edge") is graph.plan(["is_edge"])


def test_a_plan_reads_only_what_its_outputs_need(graph: Graph) -> None:
    plan = graph.plan(["work_cost"])
    assert list(plan.nodes) == ["work_cost"]
    assert [column.name for column in plan.columns["person"]] == ["wage_income", "employed"]
    assert plan.columns["household"] == ()
    assert [spec.path for spec in plan.parameters] == ["income.work_cost.rate", "income.work_cost.monthly_cap"]


def test_every_rule_runs_after_what_it_reads(graph: Graph) -> None:
    plan = graph.plan(None)
    done: set[str] = set()
    for stage in plan.stages:
        for name in (*stage.rules, *stage.aggregates):
            assert {a for a in plan.nodes[name].arguments if a in plan.nodes} <= done, name
            if (stage.level == "person" and not isinstance(plan.nodes[name], Aggregate)) or stage.level == "household":
                done.add(name)
        done |= set(stage.aggregates)
    assert done == set(plan.nodes)


def test_stages_alternate_between_the_family_and_its_members(graph: Graph) -> None:
    levels = [stage.level for stage in graph.plan(None).stages]
    assert all(level != following for level, following in pairwise(levels))
    assert all(stage.level == "person" for stage in graph.plan(None).stages if stage.aggregates)


@pytest.mark.parametrize(
    ("name", "touched"),
    [
        ("relief_received", ("temporary_relief", "missed_relief", "annual_support")),
        ("minimum_wage", ("tekun_care", "monthly_cash", "annual_support", "income_after")),
        ("coverage", ("coverage",)),
        ("sex", ()),
    ],
)
def test_what_a_name_touches(graph: Graph, name: str, touched: tuple[str, ...]) -> None:
    assert set(graph.touched_by(name)) == set(touched)
    assert graph.touched_by(name) == tuple(output for output in graph.columns if output in touched)


def test_what_touches_a_result_is_what_it_needs(graph: Graph) -> None:
    needed = {output: graph.needs([output]) for output in graph.columns}
    for name in ("age", "area", "dibao_standard_urban", "edge_multiple", "absence", "is_dibao"):
        assert graph.touched_by(name) == tuple(output for output in graph.columns if name in needed[output])


def test_mere_steps_are_no_columns_and_may_be_asked_for(graph: Graph) -> None:
    steps = [name for name, node in graph.nodes.items() if node.step]
    assert steps
    assert not set(steps) & set(graph.columns)
    plan: Plan = graph.plan(steps)
    assert set(plan.outputs) == set(steps)
