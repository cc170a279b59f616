"""What a screening found: persons by group, families, the low-income list, funnel, counts; exports hide who it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.campaign.groups.lists import Lists
from aidkit.campaign.groups.membership import Membership
from aidkit.campaign.plan.campaign import Campaign
from aidkit.campaign.screening import counts
from aidkit.campaign.screening.answers import answers
from aidkit.campaign.screening.explanation import PersonExplanation, explain_person, reason_of
from aidkit.campaign.screening.findings import TO_ENROL, Finding
from aidkit.campaign.screening.low_income import low_income_list
from aidkit.campaign.screening.rows import family_rows, open_person_rows, open_rows, person_rows
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, repr=False, eq=False)
class Screening:
    """A campaign's screening; made by ``screen``.

    Attributes:
        campaign, policy, population, lists: What it was made from.
        result: The rules' result for everybody.
        membership: Who is in which group, by what facts and thresholds.
        finding: (persons,) what was found of each, codes of ``Finding``, in input order.
        amount_due: (persons,) yuan a month due to each on the scheme due.
    """

    campaign: Campaign
    policy: Policy
    population: Population
    result: Result
    lists: Lists
    membership: Membership
    finding: Array
    amount_due: Array

    @cached_property
    def persons(self) -> pd.DataFrame:
        """A row a person and group, by group and then in input order.

        person_id, household_id, town, village, group, basis (why on the list), scheme_now, scheme_due, finding,
        amount_due (yuan a month), relief_due (yuan a year, of the family), income_per_head, standard and gap (yuan a
        month; the gap is the standard less the income), within_assets.
        """
        return person_rows(self)

    @cached_property
    def not_known_persons(self) -> pd.DataFrame:
        """A row a person, group and fact that nobody has said and on which membership hangs; columns as ``persons``."""
        return open_person_rows(self)

    @cached_property
    def not_known(self) -> pd.DataFrame:
        """A row a group and fact that keeps it from being known who belongs to it: how many persons, whom to ask."""
        return open_rows(self)

    @cached_property
    def answers(self) -> pd.DataFrame:
        """A row a person, group and check: who checks, and what the rules answer: met, not_met, not_due, not_known."""
        return answers(self)

    @cached_property
    def families(self) -> pd.DataFrame:
        """A row a family with somebody on the list: groups, persons listed, problems, amounts due and missed."""
        return family_rows(self)

    @cached_property
    def low_income(self) -> pd.DataFrame:
        """The low-income list, a row a family, the three priority groups first (JJ-2.3.2)."""
        return low_income_list(self)

    @cached_property
    def missed(self) -> pd.DataFrame:
        """Everybody on the list who is to be enrolled, once: groups, the scheme due and what it pays a month."""
        rows = self.persons[self.persons["finding"].isin([f.name.lower() for f in TO_ENROL])]
        groups = rows.groupby("person_id", sort=False)["group"].agg(" ".join)
        once = rows.drop_duplicates("person_id").drop(columns=["group", "basis"]).reset_index(drop=True)
        once.insert(4, "groups", once["person_id"].map(groups))
        return once

    def found(self, finding: Finding) -> Array:
        """Return (persons,) of whom the rules found this, in a group or not, in input order."""
        return np.asarray(self.finding == finding)

    def funnel(self, checked: Collection[Any] | None = None, enrolled: Collection[Any] | None = None) -> pd.DataFrame:
        """Return listed → checked → found → enrolled → filed, a row a group and stage, and for all groups together.

        Args:
            checked: Ids of persons checked; everybody listed when left out, since the rules judge each.
            enrolled: Ids of persons enrolled since; not known when left out, and then missing, not nought.

        Raises:
            CampaignError: An id is nobody of the list.
        """
        return counts.funnel(self, checked, enrolled)

    def by_owner(self) -> pd.DataFrame:
        """Return persons by owner of the group and finding."""
        return counts.by_owner(self)

    def by_town(self) -> pd.DataFrame:
        """Return persons listed and found by town and group."""
        return counts.by_town(self)

    def reasons(self, person_ids: Iterable[Any], step: Callable[[], None] | None = None) -> list[str]:
        """Return one line a person: the condition that decides, and by how much.

        Args:
            person_ids: Whom.
            step: Called after each person, for a progress bar.
        """
        lines: dict[Any, str] = {}
        for person in person_ids:
            if person not in lines:
                lines[person] = reason_of(self, person)
            if step is not None:
                step()
        return [lines[person] for person in person_ids]

    def explain(self, person_id: Any) -> PersonExplanation:
        """Explain one person: groups, schemes condition by condition with the distance, and the finding.

        Raises:
            CampaignError: Nobody has the id.
        """
        return explain_person(self, person_id)

    def to_workbook(self, path: str | Path, *, raw: bool = False, reason: str = "", step: Callable[[], None] | None = None) -> Path:  # fmt: skip
        """Write the screening, the funnel, groups by owner and town and the low-income list, ids masked.

        Args:
            path: An .xlsx in a folder that is there.
            raw: Write ids in full.
            reason: Why; needed for raw.
            step: Called after each person explained.

        Returns:
            The path.
        """
        from aidkit.campaign.screening.export import write_workbook

        return write_workbook(self, path, raw=raw, reason=reason, step=step)

    def __str__(self) -> str:
        from aidkit.campaign.screening.summary import summary

        return summary(self)

    def __repr__(self) -> str:
        people = self.persons["person_id"].nunique()
        return f"Screening({self.campaign.id}, {self.policy.place.id} {self.policy.date}: {people:,} persons listed)"
