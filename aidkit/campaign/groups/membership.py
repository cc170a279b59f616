"""Who belongs to which group: one compiled pass of the plan's conditions, run at both ends of what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from aidkit.campaign.groups.facts import FACTS
from aidkit.campaign.groups.known import Array, Ends, ends_of
from aidkit.campaign.groups.lists import Lists
from aidkit.campaign.groups.wiring import group_graph, limit_name, rule_name
from aidkit.campaign.passes import ResultValues, run_with
from aidkit.campaign.plan.campaign import Campaign
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.result import Result


@dataclass(frozen=True)
class Membership:
    """Persons by group, in input order.

    Attributes:
        inside: By group, whether a person belongs to it by what is known.
        open: By group, whether that hangs on something nobody has said yet.
        facts: By fact, both ends of what is known of each person.
        limits: By group and threshold, its value for each household; towns may have set it wider.
    """

    inside: Mapping[str, Array]
    open: Mapping[str, Array]
    facts: Mapping[str, Ends]
    limits: Mapping[tuple[str, str], Array]


def members(population: Population, policy: Policy, campaign: Campaign, lists: Lists, result: Result) -> Membership:
    """Say who belongs to which group of a campaign.

    Args:
        population: The people.
        policy: The policy in force.
        campaign: The plan.
        lists: What departments' lists say beside the register.
        result: The rules' result for these people under this policy.

    Returns:
        By group, (persons,) who belongs to it, and of whom it cannot be said.

    Raises:
        CampaignError: A list names persons for a group the plan does not have.
    """
    facts = {name: ends_of(fact, population, lists) for name, fact in FACTS.items()}
    limits = dict(_limits(population, campaign))
    handed = {limit_name(*key): values for key, values in limits.items()}
    inside, could = (
        _pass(population, policy, campaign, result, {**handed, **{name: ends[end] for name, ends in facts.items()}})
        for end in (0, 1)
    )
    _add_named(population, campaign, lists, inside)
    return Membership(inside, {name: could[name] & ~inside[name] for name in could}, facts, limits)


def _pass(
    population: Population, policy: Policy, campaign: Campaign, result: Result, handed: Mapping[str, Array]
) -> dict[str, Array]:
    """Run the conditions with one value a fact; return by group, in input order, who fulfils its own."""
    inside = {name: np.zeros(len(population.persons), bool) for name in campaign.groups}
    decided = {rule_name(group.id): group.id for group in campaign.groups.values() if group.condition}
    if decided:
        found = run_with(population, policy, group_graph(policy, campaign), decided, handed, ResultValues(result))
        inside |= {group: found[name] for name, group in decided.items()}
    return inside


def _limits(population: Population, campaign: Campaign) -> Iterator[tuple[tuple[str, str], Array]]:
    """Yield each group's thresholds household by household: the city's, or what the household's town set wider."""
    towns = population.column("household", "town").astype(str)
    for group in campaign.groups.values():
        for name, threshold in group.thresholds.items():
            values = np.full(len(towns), threshold.number)
            for town, wider in campaign.widenings.items():
                if name in wider.get(group.id, {}):
                    values[towns == town] = wider[group.id][name].number
            yield (group.id, name), values


def _add_named(population: Population, campaign: Campaign, lists: Lists, inside: Mapping[str, Array]) -> None:
    """Let in whom a town or village has named itself, whatever the conditions say (JJ-2.1)."""
    for group, persons in lists.named.items():
        into = inside[campaign.group(group).id]
        into |= np.asarray(population.persons.index.isin(list(persons)))
