"""The summary of a run: people, families and yuan a year by scheme, the register against the rules, poverty."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.errors import listed
from aidkit.measures.budget import total_yuan
from aidkit.measures.poverty import fgt
from aidkit.rules.coverage import Coverage
from aidkit.schema import LABELS_ZH, Scheme, category_names

if TYPE_CHECKING:
    from aidkit.result import Result

Values = np.ndarray[Any, Any]

# What a scheme pays in a year, by the column that holds it a month: every yuan of annual_support is in one row.
_MONTHLY: Mapping[str, tuple[str, ...]] = {
    "tekun": ("tekun_basic", "tekun_care"),
    "orphan": ("child_allowance",),
    "unsupported_child": ("child_allowance",),
    "dibao": ("dibao_benefit",),
    "dibao_single": ("single_entry_benefit",),
}
_ORDER = ("tekun", "orphan", "unsupported_child", "dibao", "gradual_exit", "dibao_single", "edge")
_RELIEF = {"temporary_relief": "临时救助", "medical_relief": "医疗救助", "price_subsidy": "价格临时补贴"}


@dataclass(frozen=True)
class Summary:
    """Key figures of a run; all counts and sums are weighted.

    Attributes:
        schemes: By scheme entitled to: persons, households, yuan a year.
        coverage: By class of the register against the rules: persons; missed relief in households.
        poverty: FGT 0, 1 and 2 at the dibao standard, before and after the cash due by the rules, and the difference.
        totals: Persons, households, yuan a year in all, and what a family receives on average.
        notes: What a reader must know: invented data, assumed columns.
    """

    title: str
    schemes: pd.DataFrame
    coverage: pd.DataFrame
    poverty: pd.DataFrame
    totals: pd.Series
    notes: tuple[str, ...]

    def __str__(self) -> str:
        with pd.option_context("display.unicode.east_asian_width", True, "display.width", 120):
            parts = [self.title, self.schemes.to_string(float_format="{:,.0f}".format)]
            parts.append(self.coverage.to_string(float_format="{:,.0f}".format))
            parts.append(self.poverty.to_string(float_format="{:.4f}".format))
        return "\n\n".join([*parts, *self.notes])

    def _repr_html_(self) -> str:
        tables = [
            self.schemes.to_html(float_format="{:,.0f}".format),
            self.coverage.to_html(float_format="{:,.0f}".format),
            self.poverty.to_html(float_format="{:.4f}".format),
        ]
        notes = "".join(f"<p>{html.escape(note)}</p>" for note in self.notes)
        return f"<p><b>{html.escape(self.title)}</b></p>" + "".join(tables) + notes


def summarise(result: Result) -> Summary:
    """Summarise a run.

    Args:
        result: A result with all columns.

    Returns:
        The summary.

    Raises:
        OutputError: The result lacks a column the summary needs.
    """
    population = result.population
    weight = population.weight
    person_weight = weight[population.household_of]
    schemes = _schemes(result, weight, person_weight)
    policies = ", ".join(f"{p.place.en} {p.place.zh}, {p.date}, {p.name}" for p in result.policies.values())
    return Summary(
        title=f"{policies} — {population.source}",
        schemes=schemes,
        coverage=_coverage(result, weight, person_weight),
        poverty=_poverty(result, weight),
        totals=_totals(result, weight, person_weight),
        notes=_notes(result),
    )


def cost_by_scheme(result: Result) -> dict[str, float]:
    """Return yuan a year by scheme and kind of relief; together they are the sum of ``annual_support``.

    Args:
        result: A result with all columns.

    Returns:
        Weighted yuan a year, exact to the fen, by scheme or ``temporary_relief``, ``medical_relief``, ``price_subsidy``.
    """
    population = result.population
    weights = {"household": population.weight, "person": population.weight[population.household_of]}
    entitled = result.values("entitled_scheme")
    costs = {}
    for scheme, columns in _MONTHLY.items():
        monthly = sum(result.values(name) for name in columns)
        level = "household" if scheme == "dibao" else "person"
        if columns == ("child_allowance",):
            monthly = np.where(entitled == Scheme[scheme.upper()], monthly, 0.0)
        costs[scheme] = total_yuan(12 * monthly, weights[level])
    costs["gradual_exit"] = total_yuan(
        exit_months(result) * result.values("gradual_exit_benefit"), weights["household"]
    )
    months = by_household(result, "price_link.months_a_year")[population.household_of]
    costs["price_subsidy"] = total_yuan(months * result.values("price_subsidy"), weights["person"])
    costs["temporary_relief"] = total_yuan(result.values("temporary_relief"), weights["household"])
    costs["medical_relief"] = total_yuan(result.values("medical_relief"), weights["person"])
    return costs


def by_household(result: Result, path: str) -> Values:
    """Return (households,) the value that holds for each household of a number among the parameters."""
    place = result.population.column("household", "place")
    values = {name: float(policy[path]) for name, policy in result.policies.items()}
    return np.full(len(place), values[""]) if "" in values else np.array([values[str(name)] for name in place])


def exit_months(result: Result) -> Values:
    """Return (households,) months of gradual exit left in a year, 0 to 12."""
    gone = result.population.column("household", "months_above_standard")
    months: Values = np.clip(by_household(result, "dibao.gradual_exit.months") - gone, 0.0, 12.0)
    return months


def _schemes(result: Result, weight: Values, person_weight: Values) -> pd.DataFrame:
    entitled, household_of = result.values("entitled_scheme"), result.population.household_of
    costs = cost_by_scheme(result)
    rows = []
    for name in _ORDER:
        chosen = entitled == Scheme[name.upper()]
        homes = np.unique(household_of[chosen])
        rows.append((name, LABELS_ZH[name], person_weight[chosen].sum(), weight[homes].sum(), costs.get(name, 0.0)))
    for name, zh in _RELIEF.items():
        paid = result.values(name) > 0
        of_persons = name != "temporary_relief"  # which is the family's, whose members are not paid one by one
        persons = person_weight[paid].sum() if of_persons else np.nan
        homes = np.unique(household_of[paid]) if of_persons else np.flatnonzero(paid)
        rows.append((name, zh, persons, weight[homes].sum(), costs[name]))
    return pd.DataFrame(rows, columns=["scheme", "类别", "persons", "households", "yuan_a_year"]).set_index("scheme")


def _coverage(result: Result, weight: Values, person_weight: Values) -> pd.DataFrame:
    classes = result.values("coverage")
    rows = [
        (n, LABELS_ZH[n], person_weight[classes == c].sum(), np.nan) for c, n in enumerate(category_names(Coverage))
    ]
    missed = result.values("missed_relief")
    rows.append(("missed_relief", "漏救", np.nan, weight[missed].sum()))
    return pd.DataFrame(rows, columns=["class", "类别", "persons", "households"]).set_index("class")


def _poverty(result: Result, weight: Values) -> pd.DataFrame:
    people = weight * result.values("family_size")
    line, rows = result.values("dibao_standard"), []
    for alpha in (0, 1, 2):
        before, after = (
            fgt(result.values(n), line, weight=people, alpha=alpha) for n in ("income_before", "income_after")
        )
        rows.append((f"fgt{alpha}", before, after, after - before))
    return pd.DataFrame(rows, columns=["measure", "before", "after", "difference"]).set_index("measure")


def _totals(result: Result, weight: Values, person_weight: Values) -> pd.Series:
    support = result.values("annual_support")
    paid = weight[support > 0].sum()
    total = total_yuan(support, weight)
    return pd.Series(
        {
            "households": weight.sum(),
            "persons": person_weight.sum(),
            "annual_support": total,
            "supported_households": paid,
            "annual_support_per_supported_household": total / paid if paid else np.nan,
        }
    )


def _notes(result: Result) -> tuple[str, ...]:
    population, notes = result.population, []
    if population.synthetic:
        notes.append("Invented population (合成数据): nobody in it exists.")
    if len(population.assumed):
        notes.append(f"Assumed, because absent from the population: {listed(population.assumed['column'], shown=60)}.")
    assumed = sorted({path for p in result.policies.values() for path, e in p.entries.items() if e.status == "assumed"})
    if assumed:
        notes.append(f"Assumed parameters ({len(assumed)}): {listed(assumed, shown=12)}.")
    return tuple(notes)
