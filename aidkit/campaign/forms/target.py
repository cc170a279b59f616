"""Where a form may be written."""

from __future__ import annotations

from pathlib import Path

from aidkit.campaign.errors import CampaignError
from aidkit.errors import message


def checked_target(path: str | Path, suffix: str) -> Path:
    """Return the path of a file to write.

    Raises:
        CampaignError: Another kind of file, or no such folder.
    """
    place = Path(path)
    if place.suffix.lower() != suffix:
        raise CampaignError(message(f"{place.name}: this is written as {suffix}.", "Name the file so."))
    if not place.parent.is_dir():
        raise CampaignError(message(f"{place.parent}: no such folder.", "Make it first, or name another."))
    return place
