"""A campaign's conditions wired into the graph of the rulebook; what the plan and lists say is handed in, not compiled.

A threshold is a value each household has, as a town may set it wider: the same compiled pass serves every plan that
asks for the same conditions, and a plan's change compiles nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

from aidkit.campaign.groups import conditions
from aidkit.campaign.groups.facts import FACTS, Fact
from aidkit.campaign.plan.campaign import Campaign, Group
from aidkit.campaign.plan.vocabulary import CONDITIONS, THRESHOLDS
from aidkit.engine.graph import Graph
from aidkit.policy import Policy
from aidkit.rules import in_force, nodes_of
from aidkit.rules.definition import Node, Rule
from aidkit.schema import Level

NODES: Mapping[str, Node] = {name: node for name, (node, *_) in nodes_of(conditions).items()}


@dataclass(frozen=True)
class GroupRule(Rule):
    """A condition under a group's name, its thresholds those of the group.

    Attributes:
        bound: By argument of the condition, what is handed in for it.
    """

    bound: tuple[tuple[str, str], ...] = ()

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names of what the rule needs, thresholds under the group's own names."""
        own = dict(self.bound)
        return tuple(own.get(name, name) for name in super().arguments)


def group_graph(policy: Policy, campaign: Campaign) -> Graph:
    """Return the rules in force together with the campaign's conditions, facts and thresholds.

    Args:
        policy: The policy in force.
        campaign: The plan; groups without a condition have no rule.
    """
    return _graph(
        policy.date, policy.rules, tuple((g.id, g.condition) for g in campaign.groups.values() if g.condition)
    )


def facts_of(group: Group) -> tuple[Fact, ...]:
    """Return the facts a group's condition asks for; none where it has no condition."""
    asked = NODES[group.condition].arguments if group.condition else ()
    return tuple(FACTS[name] for name in asked if name in FACTS)


def rule_name(group: str) -> str:
    """Name the rule that says who belongs to a group."""
    return f"in_{group.lower()}"


def limit_name(group: str, threshold: str) -> str:
    """Name what is handed in for a group's threshold."""
    return f"limit_{group.lower()}_{threshold}"


@cache
def _graph(day: date, rules: tuple[Callable[..., Any], ...], groups: tuple[tuple[str, str], ...]) -> Graph:
    nodes: dict[str, Node] = dict(in_force(day, rules))
    nodes |= {name: handed_in(fact.name, fact.result, "person", fact.zh) for name, fact in FACTS.items()}
    nodes |= {name: node for name, node in NODES.items() if node.step}
    for group, condition in groups:
        bound = {name: limit_name(group, name) for name in CONDITIONS[condition]}
        nodes |= {limit: handed_in(limit, float, "household", THRESHOLDS[name].zh) for name, limit in bound.items()}
        own: dict[str, Any] = {field.name: getattr(NODES[condition], field.name) for field in fields(Rule)}
        own |= {"name": rule_name(group), "step": False}
        nodes[rule_name(group)] = GroupRule(**own, bound=tuple(bound.items()))
    return Graph(nodes)


def handed_in(name: str, result: type, level: Level, zh: str) -> Rule:
    """Return a place in the graph for a value that is handed in, never computed."""
    return Rule(name, _not_called, level, "", zh, (), result, step=True)


def _not_called() -> None:
    """Stand where a value is handed in; no pass calls it."""
    raise NotImplementedError
