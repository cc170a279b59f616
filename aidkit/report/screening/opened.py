"""Open a screening for a notebook: place, campaign, people, and the lists that lie beside a register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidkit.report.inputs import lists_beside, open_policy, open_population
from aidkit.report.tables import source
from aidkit.report.text import Text

if TYPE_CHECKING:
    from aidkit.campaign import Screening


def screened(place: str, campaign: str, population: str, *, date: str = "", households: int, seed: int) -> Screening:
    """Screen a population by a campaign's plan.

    Args:
        place: Id of the place whose rules hold.
        campaign: Id or folder of the campaign.
        population: ``synthetic``, a population, or the folder of a register extract, whose lists are then read.
        date: Policy date; the place's campaign date when empty.
        households: Families to synthesize.
        seed: Seed to synthesize with.

    Raises:
        AidkitError: A name, path or date cannot be used.
    """
    from aidkit.campaign import screen

    policy = open_policy(place, date or None)
    people = open_population(population, policy, households=households, seed=seed)
    return screen(people, policy, campaign, lists_beside(population, people, policy))


def origin(screened: Screening) -> Text:
    """Say where the figures come from."""
    return source(screened.population)
