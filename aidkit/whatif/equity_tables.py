"""The tables of equity: each place's figures, and how far a family's support depends on where it lives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from aidkit.measures.money import total_yuan
from aidkit.measures.poverty import fgt
from aidkit.measures.quantiles import quantile
from aidkit.measures.sample import Floats, ratio
from aidkit.population import Population
from aidkit.result import Result
from aidkit.rules.definition import EQUAL
from aidkit.schema import LABELS_ZH, Area, Scheme, category_names

Values = np.ndarray[Any, Any]


def places_table(results: Mapping[str, Result], line: Floats) -> pd.DataFrame:
    """Return one row a policy: standards, persons and families due cash, cost, average benefit, poverty.

    Args:
        results: By name of the policy, its result.
        line: (households,) common poverty line, yuan a month a head.
    """
    return pd.DataFrame([{"policy": name, **_figures(result, line)} for name, result in results.items()])


def _figures(result: Result, line: Floats) -> dict[str, Any]:
    policy, weight = result.policy, result.population.weight
    cash = result.values("monthly_cash")
    entitled = ~np.isin(result.values("entitled_scheme"), (Scheme.NONE, Scheme.EDGE))
    paid, total = cash > 0, total_yuan(cash, weight)
    homes, heads = weight[paid].sum(), (weight * result.values("family_size"))[paid].sum()
    people, income = weight * result.values("family_size"), result.values("income_after")
    own = result.values("dibao_standard")
    return {
        "place": policy.place.en,
        "地区": policy.place.zh,
        "date": policy.date,
        "reform": policy.name,
        "urban_standard_yuan_a_month": policy["dibao.standard.urban"],
        "rural_standard_yuan_a_month": policy["dibao.standard.rural"],
        "cash_persons": float(weight[result.population.household_of][entitled].sum()),
        "cash_households": float(homes),
        "annual_cost_yuan": total_yuan(result.values("annual_support"), weight),
        "mean_cash_yuan_a_month_a_family": ratio(total, homes),
        "mean_cash_yuan_a_month_a_member": ratio(total, heads),
        **{f"fgt{a}_share_own_standard": fgt(income, own, weight=people, alpha=a) for a in (0, 1, 2)},
        **{f"fgt{a}_share_common_line": fgt(income, line, weight=people, alpha=a) for a in (0, 1, 2)},
    }


def families_table(results: Mapping[str, Result]) -> pd.DataFrame:
    """Return one row a family in input order: support under each policy, lowest, highest, and how many policies pay.

    Where several policies give the highest, ``highest_in`` names the first of them.
    """
    population = next(iter(results.values())).population
    support = pd.DataFrame(
        {name: result.values("annual_support") for name, result in results.items()}, index=population.households.index
    )
    figures = support.to_numpy()
    return support.add_suffix("_yuan_a_year").assign(
        household_id=population.households["household_id"],
        lowest_yuan_a_year=figures.min(axis=1),
        highest_yuan_a_year=figures.max(axis=1),
        spread_yuan_a_year=figures.max(axis=1) - figures.min(axis=1),
        highest_in=support.idxmax(axis=1).where(figures.max(axis=1) > EQUAL, "none"),
        paying=(figures > EQUAL).sum(axis=1),
    )


def spread_table(population: Population, families: pd.DataFrame, policies: Sequence[str]) -> pd.DataFrame:
    """Return how far support depends on the place, for all families and by area: shares of families and yuan a year."""
    area = population.column("household", "area")
    groups = {"all": np.ones(len(area), bool)}
    groups |= {name: area == code for code, name in enumerate(category_names(Area)) if (area == code).any()}
    rows = [
        {"families": group, "家庭": LABELS_ZH.get(group, "全部"), "measure": measure, "unit": unit, "value": value}
        for group, inside in groups.items()
        for measure, unit, value in _spread(families[inside], population.weight[inside], len(policies))
    ]
    return pd.DataFrame(rows)


def _spread(families: pd.DataFrame, weight: Values, policies: int) -> list[tuple[str, str, float]]:
    paying, spread = families["paying"].to_numpy(), families["spread_yuan_a_year"].to_numpy()
    somewhere = paying > 0
    everywhere = paying == policies
    total = weight.sum()
    return [
        ("supported under every policy", "share", float(weight[everywhere].sum() / total)),
        ("supported under some, not all", "share", float(weight[somewhere & ~everywhere].sum() / total)),
        ("supported under none", "share", float(weight[~somewhere].sum() / total)),
        ("mean spread of those supported somewhere", "yuan a year", ratio(
            total_yuan(spread[somewhere], weight[somewhere]), float(weight[somewhere].sum()))),
        ("median spread of those supported somewhere", "yuan a year", quantile(
            spread[somewhere], weight=weight[somewhere], p=0.5)),
        ("largest spread", "yuan a year", float(spread.max())),
    ]  # fmt: skip
