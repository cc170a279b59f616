"""Families and members for the database from what the rules give: nothing is computed here, only put side by side."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from aidkit.campaign.database.contents import Contents
from aidkit.campaign.database.frames import typed
from aidkit.campaign.database.tables import FINDINGS

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign.screening.result import Screening
    from aidkit.result import Result


TAKEN = {"age": None, "sex": "unknown", "serious_illness": False, "current_scheme": "none"}  # as the rules take them


def contents_of(
    result: Result,
    large_relief: float,
    findings: pd.DataFrame | None = None,
    rejected: Collection[str] | None = None,
) -> Contents:
    """Return a population under the rules as the database takes it.

    Args:
        result: What ``simulate`` gave, with all its columns.
        large_relief: Relief in 12 months, yuan, that counts as large.
        findings: Findings of a screening, with the columns of the table of findings; none when left out.
        rejected: Households whose application for dibao was refused; nobody knows of any family when left out.

    Returns:
        Families, members and findings.
    """
    people, policy = result.population, result.policy
    return Contents(
        families=_families(result, rejected),
        members=_members(result),
        findings=typed([], FINDINGS.columns) if findings is None else findings,
        place=policy.place.id,
        policy_date=policy.date,
        large_relief=large_relief,
        source=people.source,
        invented=people.synthetic,
        assumed=tuple(people.assumed["column"]),
    )


def contents_of_screening(screening: Screening) -> Contents:
    """Return a screening as the database takes it: everybody, and what was found of everybody listed.

    Args:
        screening: What ``screen`` gave; the plan says what counts as large relief.

    Returns:
        Families, members and findings, a finding a person and group.
    """
    rows = screening.persons
    people = rows["person_id"].astype(str)
    findings = rows.assign(
        finding=rows["group"].astype(str) + ":" + people,
        family_id=rows["household_id"].astype(str),
        member_id=people,
        target_group=rows["group"],
        result=rows["finding"],
    )
    large = screening.campaign.settings["large_relief"].value
    return contents_of(screening.result, float(str(large)), findings[list(FINDINGS.names)], screening.lists.refused)


def _families(result: Result, rejected: Collection[str] | None) -> pd.DataFrame:
    import pandas as pd

    given, ruled = result.population.households, result.households
    return pd.DataFrame(
        {
            "family_id": given["household_id"].astype(str),
            **{name: given.get(name) for name in ("town", "village", "area", "relief_received")},
            "persons": ruled["family_size"],
            **{name: ruled[name] for name in ("per_capita_income", "per_capita_income_after_rigid", "dibao_standard")},
            "low_income_line": ruled["dibao_standard"] * result.policy["edge.multiple"],
            "within_assets": ruled["within_assets_edge"],
            "low_income": ruled["is_edge"],
            "rejected_application": None if rejected is None else given["household_id"].isin(list(rejected)),
        }
    )


def _members(result: Result) -> pd.DataFrame:
    import pandas as pd

    given, ruled = result.population.persons, result.persons
    return pd.DataFrame(
        {
            "member_id": given["person_id"].astype(str),
            "family_id": given["household_id"].astype(str),
            **{name: given.get(name, default) for name, default in TAKEN.items()},
            "severe_disability": ruled["severe_for_single_entry"],
            **{name: ruled[name] for name in ("entitled_scheme", "coverage")},
        }
    )
