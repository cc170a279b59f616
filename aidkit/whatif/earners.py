"""Whose earnings a family's incentives are measured on: its main earner."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from typing import Any

import numpy as np
import pandas as pd

from aidkit.engine.run import graph_of, run_passes
from aidkit.errors import PopulationError, counted, listed, message
from aidkit.policy import Policy
from aidkit.population import Population

Array = np.ndarray[Any, Any]

YOUNGEST, OLDEST = 18, 59  # of working age: an adult below the age at which tekun counts a person as old
NOBODY = -1


def main_earners(population: Population, policy: Policy, persons: Collection[Hashable] | None = None) -> Array:
    """Return each family's main earner.

    It is the counted member of 18 to 59 years with the highest wage; where none has a wage, the first of them, by
    person id, who has labour capacity.

    Args:
        population: The population.
        policy: The policy that says who is counted and who has labour capacity.
        persons: Person ids to take instead, at most one a family; other families then have nobody.

    Returns:
        (households,) engine position of the person, −1 where a family has nobody.

    Raises:
        PopulationError: A person named is not in the population or not counted in a family, or two are of one family.
    """
    if persons is not None:
        return _named(population, policy, persons)
    layout = population.layout
    is_counted, lacks_capacity = _conditions(population, policy, "counted", "lacks_labour_capacity")
    age, wage = layout.columns["person"]["age"], layout.columns["person"]["wage_income"]
    adult = is_counted & (age >= YOUNGEST) & (age <= OLDEST)
    eligible = np.flatnonzero(adult & ((wage > 0) | ~lacks_capacity))
    home = population.layout.home[eligible]
    order = np.lexsort((eligible, -wage[eligible], home))
    return _first_of_each(home[order], eligible[order], len(layout.household_rows))


def _named(population: Population, policy: Policy, persons: Collection[Hashable]) -> Array:
    ids = list(persons)
    rows = population.persons.index.get_indexer(pd.Index(ids))
    unknown = [name for name, row in zip(ids, rows, strict=True) if row < 0]
    if unknown or not ids:
        what = (
            f"{counted(len(unknown), 'id')} not in the population: {listed(unknown)}" if unknown else "nobody is named"
        )
        raise PopulationError(
            message(f"persons=: {what}.", "Give ids as they stand in population.persons.index, or leave persons out.")
        )
    position = np.empty(len(population.persons), np.int64)
    position[population.layout.person_rows] = np.arange(len(position))
    chosen = position[rows]
    (is_counted,) = _conditions(population, policy, "counted")
    absent = [name for name, place in zip(ids, chosen, strict=True) if not is_counted[place]]
    if absent:
        raise PopulationError(
            message(f"persons=: {counted(len(absent), 'person')} not counted in the family: {listed(absent)}.",
                    "Name members who are not absent; the others' earnings are not the family's.")
        )  # fmt: skip
    home = population.layout.home[chosen]
    double = [name for name, times in zip(ids, np.bincount(home)[home], strict=True) if times > 1]
    if double:
        raise PopulationError(
            message(f"persons=: more than one person of a family: {listed(double)}.", "Name one main earner a family.")
        )
    return _first_of_each(home, chosen, len(population.households))


def _conditions(population: Population, policy: Policy, *names: str) -> list[Array]:
    found = run_passes(population.layout, {"": graph_of(policy).plan(names)}, {"": policy})
    return [found[name] for name in names]


def _first_of_each(home: Array, persons: Array, households: int) -> Array:
    found = np.full(households, NOBODY, np.int64)
    homes, first = np.unique(home, return_index=True)
    found[homes] = persons[first]
    return found
