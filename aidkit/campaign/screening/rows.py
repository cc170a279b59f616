"""The tables of a screening: persons by group, families, and what is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.campaign.groups.facts import FACTS, FAR_AHEAD
from aidkit.campaign.groups.wiring import facts_of
from aidkit.campaign.plan.campaign import Group
from aidkit.campaign.screening.findings import PROBLEMS, TO_ENROL, Finding
from aidkit.schema import Scheme, category_names

if TYPE_CHECKING:
    from aidkit.campaign.screening.result import Screening

Array = np.ndarray[Any, Any]
SCHEMES, FINDINGS = np.array(category_names(Scheme)), np.array(category_names(Finding))
DECIDED = ("dibao_test_income", "dibao_standard", "within_assets_dibao")


def person_rows(screening: Screening) -> pd.DataFrame:
    """Return a row a person and group; columns as ``Screening.persons`` says."""
    parts = []
    for name, group in screening.campaign.groups.items():
        chosen = np.flatnonzero(screening.membership.inside[name])
        part = rows_of(screening, chosen)
        part.insert(4, "group", name)
        part.insert(5, "basis", _basis(screening, group, chosen))
        parts.append(part)
    return pd.concat(parts, ignore_index=True) if parts else _no_rows(screening)


def rows_of(screening: Screening, chosen: Array) -> pd.DataFrame:
    """Return what a screening says of chosen persons, given by their rows in the input."""
    population, result = screening.population, screening.result
    home = population.household_of[chosen]
    income, standard, within = (result.values(name)[home] for name in DECIDED)
    return pd.DataFrame(
        {
            "person_id": population.persons.index[chosen],
            "household_id": population.households.index[home],
            "town": population.column("household", "town")[home],
            "village": population.column("household", "village")[home],
            "scheme_now": SCHEMES[population.column("person", "current_scheme")[chosen]],
            "scheme_due": SCHEMES[result.values("entitled_scheme")[chosen]],
            "finding": FINDINGS[screening.finding[chosen]],
            "amount_due": screening.amount_due[chosen],
            "relief_due": result.values("temporary_relief")[home],
            "income_per_head": income,
            "standard": standard,
            "gap": standard - income,
            "within_assets": within,
        }
    )


def _no_rows(screening: Screening) -> pd.DataFrame:
    """Return the table of a plan without groups: its columns, and nobody."""
    empty = rows_of(screening, np.empty(0, int))
    empty.insert(4, "group", "")
    empty.insert(5, "basis", "")
    return empty


def _basis(screening: Screening, group: Group, chosen: Array) -> list[str]:
    """Say of each person what put them on the list: the amount or day the condition turned on."""
    texts = [""] * len(chosen)
    named = screening.lists.named.get(group.id, frozenset())
    for fact in facts_of(group):
        if fact.result is float:
            values = screening.membership.facts[fact.name][0][chosen]
            texts = [_joined(text, f"{fact.zh} {_shown(fact.name, value)}") for text, value in zip(texts, values, strict=True)]  # fmt: skip
    ids = screening.population.persons.index[chosen]
    return [_joined(text, "镇村上报 named by town") if i in named else text for text, i in zip(texts, ids, strict=True)]


def _joined(text: str, more: str) -> str:
    return f"{text}; {more}" if text else more


def _shown(fact: str, value: float) -> str:
    if not fact.endswith("_day"):
        return f"{value:,.2f}".removesuffix(".00")
    return _day(value)


def _day(value: float) -> str:
    """Write a day; one past every list stands for a register's flag without a day."""
    day = np.datetime64(int(value), "D")
    return str(day) if value < FAR_AHEAD else "登记标记 flagged in the register"


def open_person_rows(screening: Screening) -> pd.DataFrame:
    """Return a row a person, group and fact nobody has said, on which hangs whether the person belongs to it."""
    parts = [_no_rows(screening).assign(fact="")]
    for name, group in screening.campaign.groups.items():
        waiting = screening.membership.open[name]
        facts = facts_of(group) if waiting.any() else ()
        for fact in facts:
            out, into = screening.membership.facts[fact.name]
            part = rows_of(screening, np.flatnonzero(waiting & (out != into)))
            part.insert(4, "group", name)
            parts.append(part.assign(fact=fact.name))
    return pd.concat(parts, ignore_index=True).drop(columns="basis")


def open_rows(screening: Screening) -> pd.DataFrame:
    """Return a row a group and fact nobody has said: persons of whom it is open whether they belong, whom to ask."""
    counts = screening.not_known_persons.groupby(["group", "fact"], sort=False).size().reset_index(name="persons")
    groups = screening.campaign.groups
    rows = [
        (group, groups[group].zh, groups[group].en, fact, FACTS[fact].zh, FACTS[fact].en, persons, FACTS[fact].source)
        for group, fact, persons in counts.itertuples(index=False, name=None)
    ]
    columns = ["group", "group_zh", "group_en", "fact", "fact_zh", "fact_en", "persons", "ask"]
    return pd.DataFrame(rows, columns=columns)


def family_rows(screening: Screening) -> pd.DataFrame:
    """Return a row a family on the list; columns as ``Screening.families`` says."""
    rows = screening.persons
    once = rows.drop_duplicates("person_id")
    problems = once["finding"].isin([finding.name.lower() for finding in PROBLEMS])
    missed = once["amount_due"].where(once["finding"].isin([finding.name.lower() for finding in TO_ENROL]), 0.0)
    by_family = once.assign(problems=problems, missed_amount=missed).groupby("household_id", sort=False)
    families = by_family.agg(
        town=("town", "first"),
        village=("village", "first"),
        persons_listed=("person_id", "size"),
        problems=("problems", "sum"),
        missed_amount=("missed_amount", "sum"),
        relief_due=("relief_due", "first"),
        income_per_head=("income_per_head", "first"),
        standard=("standard", "first"),
        within_assets=("within_assets", "first"),
    )
    groups = rows.drop_duplicates(["household_id", "group"]).groupby("household_id", sort=False)["group"].agg(" ".join)
    families.insert(2, "groups", groups)
    return families.reset_index()
