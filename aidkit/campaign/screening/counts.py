"""Counts of a screening: the funnel, and persons by owner and by town."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.screening.findings import ON_FILE, PROBLEMS, Finding
from aidkit.errors import counted, listed, message
from aidkit.masking import masked

if TYPE_CHECKING:
    from aidkit.campaign.screening.result import Screening

STAGES = ("listed", "checked", "found", "enrolled", "filed")
ALL = "all"
IS_PROBLEM, IS_ON_FILE = ([finding.name.lower() for finding in each] for each in (PROBLEMS, ON_FILE))


def funnel(screening: Screening, checked: Collection[Any] | None, enrolled: Collection[Any] | None) -> pd.DataFrame:
    """Return the funnel, a row a group and stage: group, stage, persons, families, open.

    A person in several groups counts once in each, and once in ``all``. ``open`` counts persons of whom it is not
    known whether they belong; what nobody has said (who was enrolled) is missing.
    """
    known = set(screening.persons["person_id"])
    for name, ids in (("checked", checked), ("enrolled", enrolled)):
        strangers = [i for i in (() if ids is None else ids) if i not in known]
        if strangers:
            raise CampaignError(
                message(
                    f"{name}: {counted(len(strangers), 'id')} of nobody on the list: {listed(map(masked, strangers))}.",
                    "Give person_ids of the screening.",
                )
            )
    rows = screening.persons
    parts = [(name, rows[rows["group"] == name]) for name in screening.campaign.groups]
    parts.append((ALL, rows.drop_duplicates("person_id")))
    waiting = dict(screening.not_known.groupby("group")["persons"].max())
    found = [row for name, part in parts for row in _stages(name, part, checked, enrolled)]
    table = pd.DataFrame(found, columns=["group", "stage", "persons", "families"])
    table["open"] = [waiting.get(group, 0) if stage == STAGES[0] else 0 for group, stage in zip(table["group"], table["stage"], strict=True)]  # fmt: skip
    return table.astype({"persons": "Int64", "families": "Int64", "open": "int64"})


def _stages(
    name: str, rows: pd.DataFrame, checked: Collection[Any] | None, enrolled: Collection[Any] | None
) -> Iterator[tuple[str, str, Any, Any]]:
    seen = rows if checked is None else rows[rows["person_id"].isin(list(checked))]
    found = seen[seen["finding"].isin(IS_PROBLEM)]
    done = None if enrolled is None else found[found["person_id"].isin(list(enrolled))]
    filed = seen[seen["finding"].isin(IS_ON_FILE)]
    for stage, part in zip(STAGES, (rows, seen, found, done, filed), strict=True):
        if part is None:
            yield name, stage, pd.NA, pd.NA
        else:
            yield name, stage, part["person_id"].nunique(), part["household_id"].nunique()


def by_owner(screening: Screening) -> pd.DataFrame:
    """Return a row an owner: groups, persons listed, and persons by finding; a person counts once an owner."""
    rows = screening.persons.assign(owner=_owners(screening))
    once = rows.drop_duplicates(["owner", "person_id"])
    names = [finding.name.lower() for finding in Finding]
    table = pd.crosstab(once["owner"], once["finding"]).reindex(columns=names, fill_value=0)
    owners = {group.owner.id: group.owner for group in screening.campaign.groups.values()}
    table = table.reindex(list(owners), fill_value=0)
    listed_by = once.groupby("owner").size().reindex(table.index, fill_value=0)
    groups = {o: " ".join(g.id for g in screening.campaign.groups.values() if g.owner.id == o) for o in owners}
    table.insert(0, "listed", listed_by)
    table.insert(0, "groups", [groups[owner] for owner in table.index])
    table.insert(0, "owner_en", [owners[owner].en for owner in table.index])
    table.insert(0, "owner_zh", [owners[owner].zh for owner in table.index])
    return table.rename_axis("owner").rename_axis(columns=None).reset_index()


def _owners(screening: Screening) -> pd.Series[str]:
    owner = {name: group.owner.id for name, group in screening.campaign.groups.items()}
    return screening.persons["group"].map(owner)


def by_town(screening: Screening) -> pd.DataFrame:
    """Return a row a town and group: persons listed, found and filed; a town without anybody has noughts."""
    rows = screening.persons
    towns = pd.unique(screening.population.column("household", "town"))
    index = pd.MultiIndex.from_product([sorted(towns), list(screening.campaign.groups)], names=["town", "group"])
    marks = rows.assign(found=rows["finding"].isin(IS_PROBLEM), filed=rows["finding"].isin(IS_ON_FILE))
    table = marks.groupby(["town", "group"]).agg(listed=("person_id", "size"), found=("found", "sum"), filed=("filed", "sum"))  # fmt: skip
    return table.reindex(index, fill_value=0).astype(np.int64).reset_index()
