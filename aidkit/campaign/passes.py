"""A compiled pass of a campaign's own rules over what the rulebook's run, the lists and the plan have already said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from aidkit.engine.graph import Graph
from aidkit.engine.run import run_passes
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.result import Result
from aidkit.schema import Level

Array = np.ndarray[Any, Any]


class ResultValues(Mapping[str, Array]):
    """The columns of a run by name, in input order, each made when it is asked for."""

    def __init__(self, result: Result) -> None:
        self._result = result

    def __getitem__(self, name: str) -> Array:
        return self._result.values(name)

    def __contains__(self, name: object) -> bool:
        return name in self._result.outputs

    def __iter__(self) -> Iterator[str]:
        return iter(self._result.outputs)

    def __len__(self) -> int:
        return len(self._result.outputs)


def run_with(
    population: Population,
    policy: Policy,
    graph: Graph,
    outputs: Iterable[str],
    *known: Mapping[str, Array],
) -> dict[str, Array]:
    """Run some rules of a graph, handing in what is known already.

    Args:
        population: The people.
        policy: The policy in force.
        graph: The rules.
        outputs: Names of the rules wanted.
        known: By rule, (persons,) or (households,) values in input order; the first mapping that has a name decides.

    Returns:
        By output, its values in input order.
    """
    wanted, layout = tuple(outputs), population.layout
    needed = graph.needs(wanted, frozenset().union(*known))
    rows: Mapping[Level | None, Array] = {"household": layout.household_rows, "person": layout.person_rows}
    sources = {name: next((source for source in known if name in source), None) for name in needed}
    given = {
        name: np.ascontiguousarray(source[name][rows[graph.level(name)]])
        for name, source in sources.items()
        if source is not None
    }
    found = run_passes(layout, {"": graph.plan(wanted, given)}, {"": policy}, given=given)
    return {name: _in_input_order(found[name], rows[graph.level(name)]) for name in wanted}


def _in_input_order(values: Array, rows: Array) -> Array:
    ordered = np.empty_like(values)
    ordered[rows] = values
    return ordered
