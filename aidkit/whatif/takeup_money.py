"""What is due and what is paid when only some of the entitled come forward."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from aidkit.measures.money import total_yuan
from aidkit.measures.sample import Floats
from aidkit.result import Result
from aidkit.rules import all_nodes
from aidkit.schema import LABELS_ZH, Scheme
from aidkit.summary import by_household, exit_months

Values = np.ndarray[Any, Any]

# Monthly amounts of a person by the scheme the person is entitled to; dibao and gradual exit are the family's.
PERSONAL = {
    "tekun": ("tekun_basic", "tekun_care"),
    "orphan": ("child_allowance",),
    "unsupported_child": ("child_allowance",),
    "dibao_single": ("single_entry_benefit",),
}


@dataclass(frozen=True, eq=False)
class Claims:
    """Who is covered.

    Attributes:
        person: (persons,) whether covered under the scheme entitled to.
        dibao: (households,) whether the family claims the dibao due to it.
    """

    person: Values
    dibao: Values


def monthly_cash(result: Result, claims: Claims) -> Floats:
    """Return the cash that reaches each household in a month, (households,) yuan; the rules' own where all claim."""
    household_of, size = result.population.household_of, len(result.population.households)
    personal = sum(result.values(name) for name in ("tekun_basic", "tekun_care", "child_allowance"))
    personal = personal + result.values("single_entry_benefit") + result.values("price_subsidy")
    paid = np.bincount(household_of, weights=np.where(claims.person, personal, 0.0), minlength=size)
    family = np.where(claims.dibao, result.values("dibao_benefit"), 0.0) + result.values("gradual_exit_benefit")
    return np.asarray(paid + family)


def cost(result: Result, claims: Claims) -> pd.DataFrame:
    """Return yuan a year due and paid by scheme and kind of relief, the total last.

    Temporary relief is decided case by case and is no scheme one is entered on; it is left out on both sides, and so is
    the medical relief of persons entitled to no scheme.
    """
    everybody = Claims(result.values("entitled_scheme") != Scheme.NONE, np.ones(len(claims.dibao), bool))
    due, paid = (_by_scheme(result, one) for one in (everybody, claims))
    rows = [(name, _label(name), yuan, paid[name]) for name, yuan in due.items()]
    rows.append(("total", "合计", sum(due.values()), sum(paid.values())))
    return pd.DataFrame(rows, columns=["scheme", "类别", "due_yuan_a_year", "paid_yuan_a_year"])


def _by_scheme(result: Result, claims: Claims) -> dict[str, float]:
    population = result.population
    of_household = population.weight
    of_person = np.where(claims.person, of_household[population.household_of], 0.0)
    entitled = result.values("entitled_scheme")
    costs = {}
    for scheme, names in PERSONAL.items():
        monthly = sum(result.values(name) for name in names)
        costs[scheme] = total_yuan(12 * monthly, np.where(entitled == Scheme[scheme.upper()], of_person, 0.0))
    costs["dibao"] = total_yuan(12 * result.values("dibao_benefit"), np.where(claims.dibao, of_household, 0.0))
    costs["gradual_exit"] = total_yuan(exit_months(result) * result.values("gradual_exit_benefit"), of_household)
    months = by_household(result, "price_link.months_a_year")[population.household_of]
    costs["price_subsidy"] = total_yuan(months * result.values("price_subsidy"), of_person)
    costs["medical_relief"] = total_yuan(result.values("medical_relief"), of_person)
    return costs


def _label(name: str) -> str:
    return LABELS_ZH[name] if name in LABELS_ZH else all_nodes()[name][0].zh
