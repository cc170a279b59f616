"""Which campaign a report is about: the one of its place that its day belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aidkit.campaign.plan.campaign import Campaign
    from aidkit.policy import Policy


def open_campaign(policy: Policy) -> Campaign:
    """Return the plan a place's report follows.

    Args:
        policy: Its place and date choose.

    Raises:
        CampaignError: The place has no plan.
    """
    from aidkit.campaign.plan.choice import campaign_on

    return campaign_on(policy.place.id, policy.date)
