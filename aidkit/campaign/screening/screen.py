"""Screen a population: who is in which group, and what the rules find of each (摸底排查)."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.groups.known import Array
from aidkit.campaign.groups.lists import Lists, read_lists
from aidkit.campaign.groups.membership import members
from aidkit.campaign.groups.wiring import handed_in
from aidkit.campaign.passes import ResultValues, run_with
from aidkit.campaign.plan.campaign import Campaign
from aidkit.campaign.plan.loading import load_campaign
from aidkit.campaign.screening import findings
from aidkit.campaign.screening.result import Screening
from aidkit.engine.graph import Graph
from aidkit.engine.requests import check_policy, check_population
from aidkit.engine.run import simulate
from aidkit.errors import listed, message
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.rules import in_force, nodes_of

OWN = ("finding", "amount_due")


def screen(
    population: Population,
    policy: Policy,
    campaign: Campaign | str | Path,
    lists: Lists | str | Path | None = None,
) -> Screening:
    """Screen everybody in a campaign's target groups by the rules.

    Args:
        population: The people, as the register has them.
        policy: The policy in force; its place is one of the campaign's.
        campaign: The campaign, its id or its folder.
        lists: What departments' lists say beside the register, or the folder they lie in; none when left out.

    Returns:
        A row a person and group, families, the low-income list, and counts of them.

    Raises:
        CampaignError: The campaign does not run on this place, or a list names persons or groups that are not there.
        PolicyError, PopulationError: What was given is no policy or population.

    Example:
        >>> screening = screen(population, load_policy("jinjiang"), "jinjiang-2021", lists="data/register-sample")
        >>> screening.funnel()  # doctest: +SKIP

    Source: JJ-2.1, JJ-2.2.1–6.
    """
    check_population(population)
    check_policy(policy)
    plan = campaign if isinstance(campaign, Campaign) else load_campaign(campaign)
    if policy.place.id not in plan.places:
        raise CampaignError(
            message(
                f"{plan.id} runs on the rules of {listed(plan.places)}, not on those of {policy.place.id}.",
                "Give a policy of one of its places, or write a plan for this one.",
            )
        )
    told = lists if isinstance(lists, Lists) else read_lists(lists) if lists is not None else Lists()
    _refuse_strangers(population, told)
    result = simulate(population, policy)
    found = run_with(population, policy, _graph(policy.date, policy.rules), OWN, _facts(population, told), ResultValues(result))  # fmt: skip
    membership = members(population, policy, plan, told, result)
    return Screening(plan, policy, population, result, told, membership, found["finding"], found["amount_due"])


@cache
def _graph(day: date, rules: tuple[Callable[..., Any], ...]) -> Graph:
    own = {name: variants[0] for name, variants in nodes_of(sys.modules[findings.__name__]).items()}
    facts = {
        "relief_is_known": handed_in("relief_is_known", bool, "person", "救助情况已知"),
        "on_death_list": handed_in("on_death_list", bool, "person", "在死亡人员名单上"),
    }
    return Graph({**in_force(day, rules), **facts, **own})


def _facts(population: Population, lists: Lists) -> dict[str, Array]:
    """Say of each person whether relief given is known at all, and whether a list has them dead."""
    size = len(population.persons)
    return {
        "relief_is_known": np.full(size, "relief_received" in population.households),
        "on_death_list": np.asarray(population.persons.index.isin(list(lists.dead))),
    }


def _refuse_strangers(population: Population, lists: Lists) -> None:
    """Refuse lists that were read against another register: they would match nobody in silence."""
    said = [lists.own_payment or {}, lists.petitioned or {}, lists.monitored or (), *lists.named.values()]
    named = {person for each in said for person in each}
    strangers = sorted(named - set(population.persons.index))
    if strangers:
        raise CampaignError(
            message(
                f"The lists name {len(strangers):,} of {len(named):,} persons who are not in this population.",
                "Read lists and population from the same register.",
            )
        )
