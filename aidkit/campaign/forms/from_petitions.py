"""What a screening gives to the petition form: who petitioned or called for help, and what the rules say of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidkit.campaign.screening.findings import TITLES, Finding

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign.screening.result import Screening

CHANNELS = {"petitioned": "信访", "called_help_line": "热线求助"}  # condition of the group → channel


def petitions_table(screening: Screening) -> pd.DataFrame:
    """Return what fills the form ``petitions``: a row a person who petitioned or called a help line.

    The rules' finding stands as the result, marked as theirs; who visited, replied and helped no list says, so that those
    columns stay empty. Persons are not named.

    Args:
        screening: What ``screen`` gave.

    Returns:
        Columns ``town``, ``channel``, ``received_on``, ``result``.

    Source: JJ-G3, JJ-G4, JJ-2.2.2, JJ-2.3.3.
    """
    channels = {
        name: CHANNELS[group.condition]
        for name, group in screening.campaign.groups.items()
        if group.condition in CHANNELS
    }
    rows = screening.persons[screening.persons["group"].isin(list(channels))]
    days = screening.lists.petitioned or {}
    channel = rows["group"].map(channels)
    received = rows["person_id"].map(days).where(channel == CHANNELS["petitioned"])
    result = "按规则排查：" + rows["finding"].map(lambda name: TITLES[Finding[name.upper()]][0])
    found = rows[["town"]].assign(channel=channel, received_on=received, result=result)
    return found.reset_index(drop=True)
