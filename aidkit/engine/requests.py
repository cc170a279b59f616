"""What may be asked of the engine: a population, policies for its places, a number of threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from aidkit.errors import AidkitError, PolicyError, PopulationError, listed, message
from aidkit.policy import Policy
from aidkit.population import Population


def check_population(population: Any) -> None:
    """Refuse what is no population.

    Raises:
        PopulationError: The message says how to make one.
    """
    if not isinstance(population, Population):
        raise PopulationError(
            message(
                f"A {type(population).__name__} was given as population.",
                "Make one with aidkit.Population(households=…, persons=…) or aidkit.read_population(path).",
            )
        )


def check_policy(policy: Any) -> None:
    """Refuse what is no policy.

    Raises:
        PolicyError: The message says how to make one.
    """
    if not isinstance(policy, Policy):
        raise PolicyError(message(f"{policy!r} is not a policy.", "Make one with aidkit.load_policy(place)."))


def check_counts(**counts: int | None) -> None:
    """Refuse a number of threads or a size of block that is no number from 1 on.

    Raises:
        AidkitError: The message names it.
    """
    for name, count in counts.items():
        if count is not None and (not isinstance(count, int) or count < 1):
            raise AidkitError(message(f"{name}={count!r} cannot be used.", "Give a whole number from 1 on."))


def policies_by_place(policy: Any, population: Population) -> dict[str, Policy]:
    """Return the policy of each place of a population; under ``""`` where one holds for everybody.

    Args:
        policy: One policy, several, or policies by place.
        population: The population.

    Raises:
        PolicyError: Something else was given, two for one place, or none for a place of the population.
    """
    if isinstance(policy, Policy):
        return {"": policy}
    several = dict(policy) if isinstance(policy, Mapping) else each_by_its_place(policy)
    for one in several.values():
        check_policy(one)
    missing = [place or "(empty)" for place in population.places if place not in several]
    if missing:
        raise PolicyError(
            message(
                f"households.place: no policy was given for {listed(missing)}.",
                f"Policies given: {listed(several) or 'none'}.",
            )
        )
    return {place: several[place] for place in population.places}


def each_by_its_place(policies: Any) -> dict[str, Policy]:
    """Return several policies by the id of their place.

    Raises:
        PolicyError: Something else was given, or two for one place.
    """
    if isinstance(policies, str) or not isinstance(policies, Iterable):
        check_policy(policies)
    given = list(policies)
    for one in given:
        check_policy(one)
    double = [place for place, times in Counter(one.place.id for one in given).items() if times > 1]
    if double:
        raise PolicyError(
            message(
                f"More than one policy was given for {listed(double)}.",
                "Give one for each place; run twice to compare a reform.",
            )
        )
    return {one.place.id: one for one in given}
