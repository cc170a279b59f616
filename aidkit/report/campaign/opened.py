"""Which campaign a report is about: the one of its place that runs on its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidkit.errors import ReportError, message

if TYPE_CHECKING:
    from aidkit.campaign.plan.campaign import Campaign
    from aidkit.policy import Policy


def open_campaign(policy: Policy) -> Campaign:
    """Return the plan a place's report follows: the last that had begun on the policy's date, else its first.

    Args:
        policy: Its place and date choose.

    Raises:
        ReportError: The place has no plan.
    """
    from aidkit.campaign.plan.loading import campaigns, load_campaign

    plans = sorted((load_campaign(name) for name in campaigns(policy.place.id)), key=lambda plan: plan.start)
    if not plans:
        raise ReportError(
            message(
                f"{policy.place.id} has no campaign.",
                f"Write params/campaigns/<name>/plan.yaml with `places: [{policy.place.id}]`; copy town-template's.",
            )
        )
    begun = [plan for plan in plans if plan.start <= policy.date]
    return begun[-1] if begun else plans[0]
