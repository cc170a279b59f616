"""Open a problem in the ledger for everybody a screening found missed, wrong or covered by the wrong scheme."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from aidkit.campaign.database.asked import as_day
from aidkit.campaign.errors import CampaignError
from aidkit.campaign.ledger.events import Event
from aidkit.errors import counted, listed, message
from aidkit.masking import mask

if TYPE_CHECKING:
    from aidkit.campaign.screening.result import Screening

KINDS: Mapping[str, str] = MappingProxyType(  # finding of a screening → kind of problem of the taxonomy
    {
        "missed": "missed_coverage",
        "whole_family": "single_instead_of_family",
        "mismatched": "missed_coverage",
        "wrong": "wrong_coverage",
        "relief_missed": "missed_relief",
        "deceased": "wrong_coverage",
    }
)
MISSED_BY_SCHEME: Mapping[str, str] = MappingProxyType(
    {
        "dibao_single": "severe_not_enrolled",
        "orphan": "orphan_not_covered",
        "unsupported_child": "unsupported_child_not_covered",
    }
)
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "missed": "应享受而未享受", "whole_family": "可按户保障", "mismatched": "待遇类别不符", "wrong": "不符合条件仍在保",
        "relief_missed": "应救助未救助", "deceased": "疑似死亡仍在册",
    }
)  # fmt: skip


def open_problems(screening: Screening, on: str | date) -> list[Event]:
    """Return an event ``opened`` for each person with a problem, to be entered into the ledger.

    A problem's number follows from person and kind alone, so that the same screening opens nothing twice. A screening
    judges by the data; whether the problem is there, a visit shows.

    Args:
        screening: What ``screen`` gave.
        on: The day the problems count as found.

    Returns:
        A problem a person and kind, by town and number; the group that lists the person first is the source.

    Raises:
        CampaignError: Persons without a town, who would be in nobody's list.
    """
    day, rows = as_day(on), screening.persons
    rows = rows[rows["finding"].isin(list(KINDS))].drop_duplicates("person_id")
    astray = rows.loc[rows["town"].fillna("") == "", "person_id"]
    if len(astray):
        shown = listed(mask(str(person)) for person in astray)
        raise CampaignError(
            message(
                f"{counted(len(astray), 'person')} with a problem and no town: {shown}.", "Fill in town (乡镇) first."
            )
        )
    events = []
    for row in rows.to_dict("records"):
        found, person, due = str(row["finding"]), str(row["person_id"]), str(row["scheme_due"])
        kind = MISSED_BY_SCHEME.get(due, KINDS[found]) if found in ("missed", "mismatched") else KINDS[found]
        number = hashlib.sha256(f"{person} {kind}".encode()).hexdigest()[:8].upper()
        where, group = (str(row["town"]), str(row["village"] or "")), str(row["group"])
        detail = f"{mask(person)} {WORDS[found]}"
        events.append(Event(f"WT-{number}", "opened", day, *where, kind=kind, source=group, detail=detail))
    return sorted(events, key=lambda event: (event.town, event.item))
