"""Which campaign of a place a day belongs to: one rule for reports and for the command line."""

from __future__ import annotations

from datetime import date

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.plan.campaign import Campaign
from aidkit.campaign.plan.loading import campaigns, load_campaign
from aidkit.errors import listed, message


def campaign_on(place: str, day: date) -> Campaign:
    """Return the campaign that is meant on a day: the last begun by then; where none has begun, the next to begin.

    Args:
        place: Id of the place on whose rules it runs.
        day: The day; a campaign begins on its first day and is meant until the next one begins.

    Raises:
        CampaignError: No campaign runs on the rules of the place.

    Example:
        >>> campaign_on("jinjiang", date(2021, 8, 24)).id, campaign_on("jinjiang", date(2022, 6, 1)).id
        ('jinjiang-2021', 'houlong-2022')
    """
    plans = sorted(map(load_campaign, campaigns(place)), key=lambda plan: (plan.start, plan.id))
    if not plans:
        raise CampaignError(
            message(
                f"No campaign runs on the rules of {place}.",
                f"Campaigns: {listed(campaigns(), shown=30)}. For one more write params/campaigns/<id>/plan.yaml with "
                f"`places: [{place}]`; copy town-template's.",
            )
        )
    begun = [plan for plan in plans if plan.start <= day]
    return begun[-1] if begun else plans[0]
