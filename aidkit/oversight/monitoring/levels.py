"""A panel as the rules see it: who is entitled in which month, and at which level every trigger stands."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from aidkit.engine.graph import Graph
from aidkit.engine.run import run_passes
from aidkit.oversight.monitoring import rules
from aidkit.oversight.monitoring.panel import WATCHED, Panel
from aidkit.oversight.monitoring.rules import THRESHOLDS, TRIGGERS
from aidkit.oversight.values import Values
from aidkit.policy import Policy
from aidkit.rules import nodes_of
from aidkit.rules.definition import Rule
from aidkit.schema import Level
from aidkit.whatif.figures import figure_graph

Array = np.ndarray[Any, Any]

FACTS = ("unit_size", "per_capita_income", "edge_test_income", "cash_persons")
_FROM_FACTS = FACTS[:3]


@dataclass(frozen=True, eq=False)
class Observed:
    """A panel under a policy; arrays are by month and household, households in the order of ``households``.

    Attributes:
        panel: The panel.
        policy: The policy.
        households: Ids of all households that stand in any snapshot.
        town: (households,) town of each.
        place: By month, where each household of the engine's order stands in ``households``.
        facts: By month, household values in the engine's order: unit size, incomes a head, persons due cash.
        present: (months, households) whether the snapshot holds the household.
        weight: (months, households) households represented, 0 where absent.
        due: (months, households) whether somebody of the household is entitled to a cash scheme.
        income: (months, households) monthly income a head; NaN where absent.
    """

    panel: Panel
    policy: Policy
    households: pd.Index
    town: Array
    place: tuple[Array, ...]
    facts: tuple[dict[str, Array], ...]
    present: Array
    weight: Array
    due: Array
    income: Array


def observe(panel: Panel, policy: Policy) -> Observed:
    """Apply a policy's rules to every snapshot of a panel."""
    households = pd.Index(pd.unique(np.concatenate([p.households.index for p in panel.populations])))
    plan = _graph(figure_graph(policy)).plan(FACTS)
    shape = len(panel.months), len(households)
    present, weight, due = np.zeros(shape, bool), np.zeros(shape), np.zeros(shape, bool)
    income, town = np.full(shape, np.nan), np.full(len(households), "", object)
    place, facts = [], []
    for month, population in enumerate(panel.populations):
        layout = population.layout
        rows = households.get_indexer(population.households.index[layout.household_rows])
        values = run_passes(layout, {"": plan}, {"": policy})
        present[month, rows] = True
        weight[month, rows] = population.weight[layout.household_rows]
        due[month, rows] = values["cash_persons"] > 0
        income[month, rows] = values["per_capita_income"]
        town[rows] = population.column("household", "town")[layout.household_rows]
        place.append(rows)
        facts.append(values)
    return Observed(panel, policy, households, town, tuple(place), tuple(facts), present, weight, due, income)


def trigger_levels(seen: Observed, values: Values) -> Array:
    """Return the level of every trigger, (triggers, months, households); 0 where a household is absent.

    Args:
        seen: The panel under a policy.
        values: Settings of monitoring: thresholds and the look-back.
    """
    outputs = [column for column, _ in TRIGGERS.values()]
    plan = _graph(figure_graph(seen.policy)).plan(
        outputs, given=(*_FROM_FACTS, *THRESHOLDS, *WATCHED, "earlier_income")
    )
    levels = np.zeros((len(outputs), *seen.present.shape), np.int8)
    for month, population in enumerate(seen.panel.populations):
        given = _given(seen, month, values)
        found = run_passes(population.layout, {"": plan}, {"": seen.policy}, given=given)
        for number, column in enumerate(outputs):
            levels[number, month, seen.place[month]] = found[column]
    return levels


def _given(seen: Observed, month: int, values: Values) -> dict[str, Array]:
    """Return what is handed in for a month, in the engine's order."""
    population, rows = seen.panel.populations[month], seen.place[month]
    earlier = seen.income[max(0, month - int(values["income_lookback"])), rows]
    persons = population.persons
    watched = {
        name: (persons[name].to_numpy(bool) if name in persons else np.full(len(persons), usual))
        for name, usual in WATCHED.items()
    }
    return {
        **{name: seen.facts[month][name] for name in _FROM_FACTS},
        **{name: np.full(len(rows), values[name]) for name in THRESHOLDS},
        **{name: column[population.layout.person_rows] for name, column in watched.items()},
        "earlier_income": np.where(np.isnan(earlier), 0.0, earlier),
    }


@cache
def _graph(figures: Graph) -> Graph:
    """Return the rules in force and their figures with the triggers and with what is handed in to them."""
    triggers = {name: variants[0] for name, variants in nodes_of(sys.modules[rules.__name__]).items()}
    handed_in = {
        **{name: _handed_in(name, "household", float) for name in (*THRESHOLDS, "earlier_income")},
        **{name: _handed_in(name, "person", bool) for name in WATCHED},
    }
    return Graph({**figures.nodes, **handed_in, **triggers})


def _handed_in(name: str, level: Level, result: type) -> Rule:
    """Return a name that other rules may ask for and whose values come from outside."""
    return Rule(name, lambda: None, level, unit="", zh="", clauses=(), result=result, step=True)
