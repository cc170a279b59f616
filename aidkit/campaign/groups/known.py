"""What is known of each person, fact by fact, and between which values what is not known is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from aidkit.campaign.groups.facts import FAR_AHEAD, LONG_AGO, Fact
from aidkit.campaign.groups.lists import Lists
from aidkit.campaign.plan.campaign import EPOCH
from aidkit.population import Population
from aidkit.schema import DisabilityKind

Array = np.ndarray[Any, Any]
Ends = tuple[Array, Array]  # a fact of each person: the value least, and the value most likely to let them in


def ends_of(fact: Fact, population: Population, lists: Lists) -> Ends:
    """Return what is known of a fact: two equal arrays where it is, apart where it is open.

    Args:
        fact: The fact.
        population: The people.
        lists: Departments' lists; where one speaks of a person it goes before the register.

    Returns:
        Two arrays of (persons,) values in input order.
    """
    table = population.households if fact.level == "household" else population.persons
    known = fact.column in table
    if fact.name in _FROM_LISTS:
        return _FROM_LISTS[fact.name](fact, population, lists, known)
    if not known:
        return _open(fact, population)
    values = population.column(fact.level, fact.column)
    values = (values[population.household_of] if fact.level == "household" else values).astype(fact.result)
    return values, values


def _own_payment(fact: Fact, population: Population, lists: Lists, known: bool) -> Ends:
    """The insurer's list where it names the person, else the register's own; a list names all who paid."""
    values = population.column("person", fact.column).astype(float)
    if lists.own_payment is None:
        return (values, values) if known else _open(fact, population)
    listed = pd.Series(lists.own_payment, dtype=float).reindex(population.persons.index).to_numpy()
    values = np.where(np.isnan(listed), values, listed)
    return values, values


def _certified_day(fact: Fact, population: Population, lists: Lists, known: bool) -> Ends:
    """Open for the disabled whose card bears no date; the others were certified on no day."""
    disabled = population.column("person", "disability_kind") != DisabilityKind.NONE
    given = population.column("person", fact.column)
    days = np.where(np.isnat(given), LONG_AGO, given.astype("datetime64[D]").astype("int64"))
    return days, np.where(disabled & np.isnat(given), FAR_AHEAD, days)


def _petitioned_day(fact: Fact, population: Population, lists: Lists, known: bool) -> Ends:
    """The list's day; the register's flag alone says "since the campaign's reference date"."""
    if lists.petitioned is None:
        if not known:
            return _open(fact, population)
        days = np.where(population.column("person", fact.column), FAR_AHEAD, LONG_AGO)
        return days, days
    ids = population.persons.index
    low = pd.Series({person: _days(day, LONG_AGO) for person, day in lists.petitioned.items()}, dtype=float)
    high = pd.Series({person: _days(day, FAR_AHEAD) for person, day in lists.petitioned.items()}, dtype=float)
    out, into = (end.reindex(ids).fillna(LONG_AGO).to_numpy() for end in (low, high))
    return out, into


def _watched(fact: Fact, population: Population, lists: Lists, known: bool) -> Ends:
    if lists.monitored is None:
        return _open(fact, population)
    values = np.asarray(population.persons.index.isin(list(lists.monitored)))
    return values, values


_FROM_LISTS: Mapping[str, Callable[[Fact, Population, Lists, bool], Ends]] = {
    "own_payment": _own_payment,
    "certified_day": _certified_day,
    "petitioned_day": _petitioned_day,
    "watched_for_relapse": _watched,
}


def _open(fact: Fact, population: Population) -> Ends:
    size = len(population.persons)
    return np.full(size, fact.out, fact.result), np.full(size, fact.into, fact.result)


def _days(day: date | None, otherwise: float) -> float:
    return otherwise if day is None else float((day - EPOCH).days)
