"""Which campaign a subcommand is about: the one named, or the place's first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from aidkit.campaign import Campaign
    from aidkit.policy import Policy

Named = Annotated[
    str | None, typer.Option("--campaign", metavar="ID", help="Campaign, or its folder. Default: the place's first.")
]


def chosen_campaign(context: typer.Context, named: str | None) -> Campaign:
    """Return the campaign named, or the earliest that runs on the place given before the subcommand.

    Raises:
        CampaignError: There is none for the place, or none of the name, or it does not run on the place's rules.
        PolicyError: The place is unknown.
    """
    from aidkit.campaign import CampaignError, campaigns, load_campaign
    from aidkit.errors import listed, message
    from aidkit.parameter_files import parameter_file

    place = parameter_file(str(context.obj)).place.id
    own = [load_campaign(name) for name in campaigns(place)]
    if named is None and not own:
        raise CampaignError(
            message(
                f"No campaign runs on the rules of {place}.",
                f"Campaigns: {listed(campaigns(), shown=30)}. Write params/campaigns/<id>/plan.yaml for one more.",
            )
        )
    campaign = load_campaign(named) if named is not None else min(own, key=lambda each: each.start)
    if place not in campaign.places:
        raise CampaignError(
            message(
                f"{campaign.id} runs on the rules of {listed(campaign.places)}, not on those of {place}.",
                f"Campaigns on those of {place}: {listed(each.id for each in own) or 'none'}.",
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
