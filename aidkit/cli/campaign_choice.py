"""Which campaign a subcommand is about: the one named, or the place's on the day asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from aidkit.campaign import Campaign
    from aidkit.policy import Policy

Named = Annotated[
    str | None,
    typer.Option(
        "--campaign",
        metavar="ID",
        help="Campaign, or its folder. Default: the place's last begun by the day asked for, or by its campaign date.",
    ),
]


def chosen_campaign(context: typer.Context, named: str | None, day: str | None) -> Campaign:
    """Return the campaign named, or the one that is meant on a day on the place given before the subcommand.

    Args:
        context: Its object is the id of the place.
        named: Id or folder of the campaign.
        day: The day asked for; the place's campaign date when None.

    Raises:
        CampaignError: There is none for the place, or none of the name, it does not run on the place's rules, or the
            day is none.
        PolicyError: The place is unknown.
    """
    from aidkit.campaign import CampaignError, campaign_on, campaigns, load_campaign
    from aidkit.campaign.database.asked import as_day
    from aidkit.errors import listed, message
    from aidkit.report.inputs import open_policy

    policy = open_policy(str(context.obj))
    place = policy.place.id
    if named is None:
        return campaign_on(place, as_day(day or policy.date))
    campaign = load_campaign(named)
    if place not in campaign.places:
        raise CampaignError(
            message(
                f"{campaign.id} runs on the rules of {listed(campaign.places)}, not on those of {place}.",
                f"Campaigns on those of {place}: {listed(campaigns(place)) or 'none'}.",
            )
        )
    return campaign


def campaign_policy(context: typer.Context, campaign: Campaign, date: str | None) -> Policy:
    """Return the place's policy on a date: the one given, the place's own within the campaign, or the campaign's end."""
    from aidkit.report.inputs import open_policy

    policy = open_policy(str(context.obj), date)
    if date is None and not campaign.start <= policy.date <= campaign.end:
        return open_policy(str(context.obj), campaign.end.isoformat())
    return policy
