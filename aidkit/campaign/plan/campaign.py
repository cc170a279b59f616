"""What a campaign's plan says: whom it looks for, by what thresholds, who checks what, and until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from aidkit.campaign.errors import CampaignError
from aidkit.errors import message, suggestion


@dataclass(frozen=True)
class Source:
    """Where a plan or a value comes from.

    Attributes:
        document: Id of one of the five documents; empty for others.
        clause: Clause of the document, e.g. ``JJ-G1``; empty for others.
        notice, address: A published notice and where it was seen.
        reason: Why a value is assumed.
    """

    document: str = ""
    clause: str = ""
    notice: str = ""
    address: str = ""
    reason: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.document, self.clause, self.notice, self.reason) if part)


@dataclass(frozen=True)
class Threshold:
    """One value of the plan: an amount, an age or a day.

    Attributes:
        name: Its key, the name by which a condition asks for it.
        value: A number, or a day.
        unit: Unit of the value; ``date`` for a day.
        status: ``seed``, ``published`` or ``assumed``.
        source: Where it comes from.
        low, high: Range of an assumed number.
    """

    name: str
    value: float | date
    unit: str
    status: str
    source: Source
    low: float | None = None
    high: float | None = None

    @property
    def number(self) -> float:
        """The value as the engine reads it; a day as days since 1970-01-01."""
        return float((self.value - EPOCH).days) if isinstance(self.value, date) else float(self.value)


EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Department:
    """An office that owns a group or takes part in a check."""

    id: str
    en: str
    zh: str


@dataclass(frozen=True)
class Check:
    """One thing to be checked of everybody in some groups (排查内容).

    Attributes:
        id: Its key.
        en, zh: The question, as the plan asks it.
        clause: Clause it comes from.
        by: Departments that check it.
        answer: How the screening answers it, one of ``ANSWERS`` of the screening.
    """

    id: str
    en: str
    zh: str
    clause: str
    by: tuple[Department, ...]
    answer: str


@dataclass(frozen=True)
class Group:
    """A target group (排查对象).

    Attributes:
        id: Its key, e.g. ``G1``.
        en, zh: Titles.
        clause: Clause or source of the group.
        condition: Name of the rule that says who belongs to it; empty where the plan leaves it to the towns.
        thresholds: Values the condition asks for, by name.
        owner: The one department that answers for the group's list.
        checks: What is to be checked of its members.
        note: What a reader should know.
        short_en, short_zh: Titles for figures and narrow columns; the whole titles where the plan gives none.
    """

    id: str
    en: str
    zh: str
    clause: str
    condition: str
    thresholds: Mapping[str, Threshold]
    owner: Department
    checks: tuple[Check, ...]
    note: str = ""
    short_en: str = ""
    short_zh: str = ""


@dataclass(frozen=True)
class Day:
    """A day the plan sets."""

    id: str
    day: date
    en: str
    zh: str
    clause: str


@dataclass(frozen=True, eq=False)
class Campaign:
    """A campaign as its plan has it; made by ``load_campaign``.

    Attributes:
        id: Name of its folder, e.g. ``jinjiang-2021``.
        en, zh: Titles.
        places: Ids of the places whose rules it runs on.
        document: Where the plan was published.
        start, end: First and last day.
        dates: Days the plan sets, by key.
        departments: Offices, by key.
        checks: What is to be checked, by key.
        groups: Target groups, by key, in the plan's order.
        widenings: By town and group, thresholds that town has set wider.
        settings: Other values of the plan, such as what counts as large relief, by key.
        folder: The folder of its files.
        note: What a reader should know.
    """

    id: str
    en: str
    zh: str
    places: tuple[str, ...]
    document: Source
    start: date
    end: date
    dates: Mapping[str, Day]
    departments: Mapping[str, Department]
    checks: Mapping[str, Check]
    groups: Mapping[str, Group]
    widenings: Mapping[str, Mapping[str, Mapping[str, Threshold]]]
    settings: Mapping[str, Threshold]
    folder: Path
    note: str = ""

    def group(self, name: str) -> Group:
        """Return a group by its id.

        Raises:
            CampaignError: The campaign has no such group; the message names the nearest.
        """
        if name in self.groups:
            return self.groups[name]
        raise CampaignError(message(f"{self.id} has no group {name!r}.", suggestion(name, list(self.groups))))

    def with_threshold(self, group: str, threshold: str, value: float | date) -> Campaign:
        """Return the campaign with one group's threshold set otherwise, to see what hangs on it; this one stays.

        Args:
            group: Id of the group.
            threshold: Name of the threshold.
            value: Its new value, a number or a day as the plan has it.

        Raises:
            CampaignError: The group has no such threshold, or the value is of another kind.
        """
        old = self.group(group).thresholds
        if threshold not in old:
            has = suggestion(threshold, list(old)) if old else "It has none."
            raise CampaignError(message(f"{self.id}, {group}: no threshold {threshold!r}.", has))
        if isinstance(value, date) != isinstance(old[threshold].value, date):
            raise CampaignError(message(f"{self.id}, {group}, {threshold}: {value!r} is not in {old[threshold].unit}."))
        new = replace(
            old[threshold], value=value, status="reform", source=Source(reason="what-if"), low=None, high=None
        )
        own = replace(self.groups[group], thresholds={**old, threshold: new})
        return replace(self, groups={**self.groups, group: own})

    def __repr__(self) -> str:
        return f"Campaign({self.id}: {len(self.groups)} groups, {self.start} to {self.end})"
