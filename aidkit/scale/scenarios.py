"""What one pass is asked: policies by place, the scenarios that change each of them, and what is added up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from aidkit.engine.graph import Graph, Plan
from aidkit.engine.requests import check_policy, each_by_its_place
from aidkit.engine.totals import Sums, total_passes
from aidkit.errors import OutputError, PolicyError, listed, message
from aidkit.layout import Layout
from aidkit.parameters import BY_PATH
from aidkit.policy import BASELINE, Policy
from aidkit.scale.answer import Totals
from aidkit.scale.figures import INCOMES, added_up, totals_graph

Changes = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Question:
    """What is asked of every part of a population; the same for each, so that the parts add up.

    Attributes:
        policies: By place, the policy of each scenario; under ``""`` where one place's policy holds for everybody.
        scenarios: Names of the scenarios.
        outputs: What is added up.
        binned: Incomes per head whose distribution is kept.
    """

    policies: dict[str, tuple[Policy, ...]]
    scenarios: tuple[str, ...]
    outputs: tuple[str, ...]
    binned: tuple[str, ...]

    def plan(self, place: str) -> Plan:
        """Return the plan of a place."""
        return _plan(totals_graph(self.policies[self.key(place)][0]), self.outputs)

    def key(self, place: str) -> str:
        """Return under which name a place's policies are held.

        Raises:
            PolicyError: There are none for it.
        """
        key = "" if "" in self.policies else place
        if key not in self.policies:
            raise PolicyError(
                message(
                    f"households.place: no policy was given for {place or '(empty)'}.",
                    f"Policies given: {listed(self.policies)}.",
                )
            )
        return key

    def answer(self, layout: Layout, weight: Any, *, threads: int | None = None, **about: Any) -> Totals:
        """Add up one part of a population.

        Args:
            layout: The part as the engine reads it.
            weight: (households,) families each stands for, in engine order.
            threads: Threads to use; None for one a core.
            about: What else ``Totals`` says of a part.
        """
        keys = {place: self.key(place) for place in layout.places}
        plans = {key: self.plan(key) for key in dict.fromkeys(keys.values())}  # one plan for all of one rulebook
        sums: Sums = total_passes(
            layout, weight, plans, {key: self.policies[key] for key in plans}, binned=self.binned, threads=threads
        )
        nodes = next(iter(plans.values())).nodes
        categories = {name: kind for name in self.outputs if (kind := nodes[name].categories) is not None}
        return Totals(
            sums, self.scenarios, categories, len(layout.household_rows), len(layout.person_rows), **about
        )  # fmt: skip


@cache
def _plan(graph: Graph, outputs: tuple[str, ...]) -> Plan:
    return graph.plan(outputs)


def question(policy: Any, outputs: Iterable[str] | None, scenarios: Changes | None) -> Question:
    """Read what is asked.

    Args:
        policy: One policy for everybody, or several: by place, or as many policies of different places.
        outputs: What to add up; None for every result column, the key figures and poverty, with distributions.
        scenarios: By name, changed values by parameter path, laid over every place's policy.

    Raises:
        PolicyError: Something else was given, or a scenario names an unknown path or a value out of range.
        OutputError: A name is no rule, or nothing asked for depends on what a scenario changes.
    """
    by_place = {"": policy} if isinstance(policy, Policy) else _several(policy)
    for one in by_place.values():
        check_policy(one)
    if not by_place:
        raise PolicyError(message("No policy was given.", "Make one with aidkit.load_policy(place)."))
    changes: Changes = {BASELINE: {}} if scenarios is None else scenarios
    if not changes:
        raise PolicyError(message("No scenario was given.", 'Example: scenarios={"higher": {"edge.multiple": 2.5}}.'))
    policies = {
        place: tuple(one.reform(change, name=name) if change else one for name, change in changes.items())
        for place, one in by_place.items()
    }
    first = next(iter(policies.values()))[0]
    asked = added_up(first) if outputs is None else totals_graph(first).plan(outputs).outputs
    _refuse_idle(first, asked, changes)
    return Question(policies, tuple(changes), asked, INCOMES if outputs is None else ())


def _several(policies: Any) -> dict[str, Policy]:
    return dict(policies) if isinstance(policies, Mapping) else each_by_its_place(policies)


def _refuse_idle(policy: Policy, asked: tuple[str, ...], changes: Changes) -> None:
    """Refuse a scenario nothing asked for depends on."""
    read = {spec.path for spec in totals_graph(policy).plan(asked).parameters}
    for name, change in changes.items():
        idle = [path for path in change if path in BY_PATH and path not in read]
        if idle:
            raise OutputError(
                message(
                    f"Scenario {name!r} changes {listed(idle)}, and nothing that was asked for depends on it.",
                    f"Asked for: {listed(asked, shown=8)}.",
                )
            )
