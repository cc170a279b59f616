"""The kind of mistake a user of the campaign's tools can make."""

from __future__ import annotations

from aidkit.errors import AidkitError


class CampaignError(AidkitError):
    """A plan, a list, a ledger, a calendar or a form of a campaign cannot be used as it is."""
