"""The rules for one family in plain Python: the uncompiled path behind explanations and tests of cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from aidkit.engine.graph import Graph
from aidkit.parameter_values import numbers
from aidkit.parameters import BY_ARGUMENT, Spec
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.rules.definition import Aggregate, Rule


@dataclass(frozen=True)
class Family:
    """One household's inputs.

    Attributes:
        household_id: Its id.
        ids: Ids of its members, in the order of the ids.
        household: Input columns of the household, categories as codes.
        persons: Input columns of the persons, one value a member.
    """

    household_id: Any
    ids: tuple[Any, ...]
    household: Mapping[str, Any]
    persons: Mapping[str, tuple[Any, ...]]

    @staticmethod
    def of(population: Population, household_id: Any) -> Family:
        """Take one family out of a population; its id must be there."""
        layout = population.layout
        row = population.households.index.get_loc(household_id)
        position = int(np.flatnonzero(layout.household_rows == row)[0])
        members = layout.members(position)
        return Family(
            household_id=household_id,
            ids=tuple(population.persons.index[layout.person_rows[members]]),
            household={name: values[position].item() for name, values in layout.columns["household"].items()},
            persons={name: tuple(values[members].tolist()) for name, values in layout.columns["person"].items()},
        )


def evaluate(graph: Graph, outputs: Iterable[str], family: Family, policy: Policy) -> dict[str, Any]:
    """Evaluate rules for one family by calling the rule functions themselves.

    Args:
        graph: The rules in force.
        outputs: Names of the rules wanted.
        family: The family.
        policy: The policy whose parameters hold.

    Returns:
        By name, everything the outputs rest on: a value for the household, a tuple of values for its members.
    """
    plan = graph.plan(outputs)
    values: dict[str, Any] = {spec.argument: _parameter(spec, policy) for spec in plan.parameters}
    for level, columns in plan.columns.items():
        source: Mapping[str, Any] = family.household if level == "household" else family.persons
        values |= {column.name: source[column.name] for column in columns}
    size = len(family.ids)
    for name, node in plan.nodes.items():
        if isinstance(node, Aggregate):
            values[name] = _aggregate(node, values, size)
        elif node.level == "household":
            values[name] = node.function(*(values[argument] for argument in node.arguments))
        else:
            values[name] = tuple(node.function(*member_arguments(graph, node, values, i)) for i in range(size))
    return values


def member_arguments(graph: Graph, node: Rule, values: Mapping[str, Any], member: int) -> list[Any]:
    """Return what a person rule is called with for one member."""
    return [values[a][member] if graph.level(a) == "person" else values[a] for a in node.arguments]


def parameter_value(spec: Spec, value: Any) -> Any:
    """Return a parameter as a rule receives it: number, bool, category code, or a row of numbers for a table."""
    row = numbers(spec, value)
    if spec.width > 1:
        return tuple(row)
    return {"bool": bool, "category": int}.get(spec.kind, float)(row[0])


def _parameter(spec: Spec, policy: Policy) -> Any:
    return parameter_value(BY_ARGUMENT[spec.argument], policy.entries[spec.path].value)


def _aggregate(node: Aggregate, values: Mapping[str, Any], size: int) -> Any:
    chosen = [i for i in range(size) if node.where is None or values[node.where][i]]
    if node.how == "count":
        return len(chosen)
    assert node.of is not None
    members = [values[node.of][i] for i in chosen]
    if node.how == "any":
        return any(members)
    if node.how == "sum":
        total = 0.0
        for value in members:  # one after the other, as the compiled pass adds
            total += value
        return total
    return max(members, default=0.0)
