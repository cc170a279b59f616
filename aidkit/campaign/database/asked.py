"""The day a list or a snapshot is asked for."""

from __future__ import annotations

from datetime import date, datetime

from aidkit.campaign.days import read_date
from aidkit.campaign.errors import CampaignError


def as_day(on: str | date) -> date:
    """Return a day given as a date or written YYYY-MM-DD.

    Raises:
        CampaignError: It is written otherwise, or does not exist.
    """
    if isinstance(on, date):
        return on.date() if isinstance(on, datetime) else on
    try:
        return read_date(on)
    except ValueError as error:
        raise CampaignError(str(error)) from None
