"""The low-income list (低收入对象): three kinds of family come first, then whoever fulfils the definition (JJ-2.3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.schema import Scheme

if TYPE_CHECKING:
    from aidkit.campaign.screening.result import Screening

Array = np.ndarray[Any, Any]
CASH = (Scheme.DIBAO, Scheme.DIBAO_SINGLE, Scheme.TEKUN, Scheme.ORPHAN, Scheme.UNSUPPORTED_CHILD)
PRIORITIES = {
    1: ("重病重残“单人保”家庭的其他成员", "other members of a severe-illness or disability single-person family"),
    2: ("未纳入兜底保障的大额临时救助家庭", "family with large temporary assistance, nobody covered"),
    3: ("未通过审核确认的低保申请家庭", "family whose dibao application was refused"),
    4: ("其他低收入家庭", "other family within the definition"),
}
"""Chinese and English of each priority; lower ones come first."""


def low_income_list(screening: Screening) -> pd.DataFrame:
    """Return a row a family, priority groups first, then by income per head.

    Families of a priority group stand on it whether or not they fulfil the definition, which ``meets`` says: income per
    head, after rigid expenditure, within the multiple of the standard, and assets within limits. ``members`` counts
    who would be recorded: those counted in the family and due no cash themselves.
    """
    priority = _priority(screening)
    chosen = np.flatnonzero(priority)
    population, result = screening.population, screening.result
    income, standard = result.values("edge_test_income")[chosen], result.values("dibao_standard")[chosen]
    line = screening.policy["edge.multiple"] * standard
    scheme = population.column("person", "current_scheme")
    recorded = np.bincount(population.household_of[scheme == Scheme.EDGE], minlength=len(priority)) > 0
    table = pd.DataFrame(
        {
            "household_id": population.households.index[chosen],
            "town": population.column("household", "town")[chosen],
            "village": population.column("household", "village")[chosen],
            "priority": priority[chosen],
            "members": _others(screening)[chosen],
            "income_per_head": income,
            "line": line,
            "gap": line - income,
            "within_assets": result.values("within_assets_edge")[chosen],
            "meets": result.values("is_edge")[chosen],
            "recorded": recorded[chosen],
        }
    )
    return table.sort_values(["priority", "income_per_head"], kind="stable").reset_index(drop=True)


def unknown_priorities(screening: Screening) -> tuple[int, ...]:
    """Return the priority groups nobody has told of: relief received, or applications refused."""
    told = {2: "relief_received" in screening.population.households, 3: screening.lists.refused is not None}
    return tuple(number for number, known in told.items() if not known)


def _priority(screening: Screening) -> Array:
    """Return (households,) the first priority that fits, 0 for families off the list."""
    population, result = screening.population, screening.result
    others = _others(screening) > 0
    fits = {
        1: _with_single_person(screening) & others,
        2: _large_relief(screening),
        3: np.asarray(population.households.index.isin(list(screening.lists.refused or ()))),
        4: result.values("is_edge") & others,
    }
    return np.select(list(fits.values()), list(fits), default=0)


def _with_single_person(screening: Screening) -> Array:
    """Families with a severely disabled or ill member who is covered as a single person, or is to be."""
    population, result = screening.population, screening.result
    heavy = result.values("severe_for_single_entry") | population.column("person", "serious_illness")
    now = population.column("person", "current_scheme") == Scheme.DIBAO_SINGLE
    single = heavy & (now | result.values("is_single_entry"))
    return np.bincount(population.household_of[single], minlength=len(population.households)) > 0


def _large_relief(screening: Screening) -> Array:
    """Families given large relief, of whom nobody is on a cash scheme; none where the plan names no sum."""
    population, limit = screening.population, screening.campaign.settings.get("large_relief")
    if limit is None:
        return np.zeros(len(population.households), bool)
    covered = np.isin(population.column("person", "current_scheme"), CASH)
    none_covered = np.bincount(population.household_of[covered], minlength=len(population.households)) == 0
    return np.asarray(none_covered & (population.column("household", "relief_received") >= limit.number))


def _others(screening: Screening) -> Array:
    """Return (households,) members to record: counted in the family, due no cash, and covered only where it ends."""
    population, result = screening.population, screening.result
    due, now = result.values("entitled_scheme"), population.column("person", "current_scheme")
    free = result.values("counted") & ((due == Scheme.EDGE) | ((due == Scheme.NONE) & ~np.isin(now, CASH)))
    return np.bincount(population.household_of[free], minlength=len(population.households))
