"""A campaign (点题整治) run from its plan: lists, screening, ledger, calendar, forms; a plan is data.

Names are loaded when they are first used, so that importing the package stays quick.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

_HOMES = {
    "Campaign": "aidkit.campaign.plan.campaign",
    "CampaignError": "aidkit.campaign.errors",
    "campaigns": "aidkit.campaign.plan.loading",
    "load_campaign": "aidkit.campaign.plan.loading",
}

__all__ = [
    "Campaign",
    "CampaignError",
    "campaigns",
    "load_campaign",
]

if TYPE_CHECKING:
    from aidkit.campaign.errors import CampaignError
    from aidkit.campaign.plan.campaign import Campaign
    from aidkit.campaign.plan.loading import campaigns, load_campaign


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'aidkit.campaign' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
