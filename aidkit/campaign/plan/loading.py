"""Find and load the plans of campaigns: ``params/campaigns/<id>/plan.yaml``, or a folder of one's own."""

from __future__ import annotations

from pathlib import Path

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.plan.campaign import Campaign
from aidkit.campaign.plan.reading import read_plan
from aidkit.errors import message, suggestion
from aidkit.remembering import until_changed
from aidkit.shipped import shipped

FOLDER, PLAN = "campaigns", "plan.yaml"


def campaigns(place: str | None = None) -> tuple[str, ...]:
    """Return the ids of the campaigns that ship, in alphabetical order.

    Args:
        place: Only those that run on this place's rules; None for all.

    Example:
        >>> campaigns("hanzhong")
        ('hanzhong-2021',)
    """
    found = sorted(path.parent.name for path in (shipped("params") / FOLDER).glob(f"*/{PLAN}"))
    return tuple(name for name in found if place is None or place in load_campaign(name).places)


def load_campaign(id_or_path: str | Path) -> Campaign:
    """Load a campaign by its id, or from a folder that holds its ``plan.yaml``.

    Args:
        id_or_path: One of ``campaigns()``, or a folder or the path of a plan.

    Returns:
        The campaign, its plan checked.

    Raises:
        CampaignError: There is no such campaign, or its plan cannot be used; every fault is named with its line.
        ParameterFileError: The plan is not readable YAML.

    Example:
        >>> load_campaign("jinjiang-2021").end
        datetime.date(2021, 9, 20)
    """
    path = Path(id_or_path)
    if isinstance(id_or_path, Path) or len(path.parts) > 1 or path.suffix:
        path = path if path.suffix else path / PLAN
        if not path.is_file():
            raise CampaignError(message(f"{path}: there is no plan.", f"A campaign's folder holds a {PLAN}."))
    else:
        path = _shipped(id_or_path)
    return _loaded(path.resolve())


def _shipped(name: str) -> Path:
    known = campaigns()
    if name not in known:
        raise CampaignError(message(f"There is no campaign {name!r}.", suggestion(name, known)))
    return shipped("params") / FOLDER / name / PLAN


_loaded = until_changed(read_plan)
