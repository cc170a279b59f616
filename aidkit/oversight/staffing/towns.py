"""Visits owed and staff needed, town by town (走访任务与人员配备)."""

from __future__ import annotations

import math
import sys
from collections.abc import Mapping

import numpy as np
import pandas as pd

from aidkit.engine.graph import Graph
from aidkit.engine.run import run_passes
from aidkit.errors import listed, message
from aidkit.oversight.errors import OversightError
from aidkit.oversight.staffing import rules
from aidkit.oversight.staffing.result import Staffing, notes, shortfall
from aidkit.oversight.staffing.rules import VisitGroup
from aidkit.oversight.values import Values, chosen
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.rules import in_force, nodes_of

GROUPS = {"tekun": "特困", "dibao": "低保", "ill_or_disabled": "重病重残家庭"}
WEEKS_A_MONTH = 52 / 12
GIVEN = ("inhabitants", "villages", "staff", "assistants")


def staff_norm(inhabitants: float, values: Values | None = None) -> tuple[int, int]:
    """Return the fewest and the most assistance staff a town of a size should have (HZ-F).

    3 to 5; a town of 20,000 inhabitants or more may have one more for every so many beyond.

    Args:
        inhabitants: Inhabitants of the town.
        values: Settings of staffing; those of the file when left out.

    Example:
        >>> staff_norm(19_999), staff_norm(20_000), staff_norm(45_000)
        ((3, 5), (3, 5), (3, 7))
    """
    values = chosen("staffing") if values is None else values
    beyond = max(0.0, inhabitants - values["large_town"])
    further = math.floor(beyond / values["inhabitants_a_further_staff"]) if values["inhabitants_a_further_staff"] else 0
    return int(values["staff_low"]), int(values["staff_high"]) + further


def staff_towns(
    population: Population,
    policy: Policy,
    staff: pd.DataFrame | None = None,
    changes: Mapping[str, float] | None = None,
) -> Staffing:
    """Count the visits each town owes in a month and the staff they take, beside the staff the norm asks for.

    The team's visits are laid to town staff, the village cadre's to village assistants. A family is visited once,
    whatever the number of grounds.

    Args:
        population: Families with towns and villages; counts are weighted.
        policy: The policy; it says who is severely disabled.
        staff: What is known of towns, a row each: ``town``, and any of ``staff``, ``assistants`` (persons there are),
            ``inhabitants``, ``villages`` (in place of the population's own count).
        changes: Settings of ``staffing.yaml`` that differ, e.g. ``{"cadre_visits_a_week": 0.5}``.

    Returns:
        Visits, hours, staff and what is short by town.

    Raises:
        PolicyError: A setting is unknown.
        OversightError: Towns of the staff table that are double, missing or not in the population, or figures below 0.

    Example:
        >>> found = staff_towns(population, policy, staff=pd.DataFrame({"town": ["A"], "staff": [2]}))
        >>> float(found.towns["staff_short_of_norm"].iloc[0])
        1.0

    Source: clauses HS-1, HS-4, HZ-F, QH-4.1.
    """
    values = chosen("staffing", changes)
    groups = _groups(population, policy)
    homes = groups[list(GROUPS)].sum(axis=1).to_numpy()
    table = pd.DataFrame({"town": groups["town"], **_size(population, groups["town"]), "households_visited": homes})
    towns = _needed(_with_given(table, staff), values)
    return Staffing(
        title=f"Visits and staff: {policy.place.en} {policy.place.zh}, rules of {policy.date} — {population.source}",
        notes=(*shortfall(towns), *notes(values)),
        towns=towns,
        groups=groups.rename(columns={name: f"{name}_households" for name in GROUPS}),
        values=values,
    )


def _groups(population: Population, policy: Policy) -> pd.DataFrame:
    """Return households on the round by town and ground, weighted, and how many rows of the data they are."""
    more = {name: variants[0] for name, variants in nodes_of(sys.modules[rules.__name__]).items()}
    plan = Graph({**in_force(policy.date, policy.rules), **more}).plan(["visit_group"])
    layout = population.layout
    ground = run_passes(layout, {"": plan}, {"": policy})["visit_group"]
    town = population.column("household", "town")[layout.household_rows]
    weight = population.weight[layout.household_rows]
    table = pd.DataFrame({"town": town})
    for name in GROUPS:
        table[name] = np.where(ground == VisitGroup[name.upper()], weight, 0.0)
    table["households_seen"] = np.isin(ground, [VisitGroup[name.upper()] for name in GROUPS]).astype(int)
    return table.groupby("town", sort=True).sum().reset_index()


def _size(population: Population, towns: pd.Series[str]) -> dict[str, pd.Series[float]]:
    """Return inhabitants (weighted persons) and villages of each town."""
    town = pd.Series(population.column("household", "town")[population.household_of])
    persons = pd.Series(population.weight[population.household_of]).groupby(town).sum()
    homes = pd.DataFrame({name: population.column("household", name) for name in ("town", "village")})
    villages = homes[homes["village"] != ""].groupby("town")["village"].nunique()
    return {
        name: counts.reindex(towns, fill_value=0).reset_index(drop=True).astype(float)
        for name, counts in (("inhabitants", persons), ("villages", villages))
    }


def _with_given(table: pd.DataFrame, staff: pd.DataFrame | None) -> pd.DataFrame:
    """Put what is known of towns in place of what was counted; staff that is not known is no number."""
    table = table.assign(staff=np.nan, assistants=np.nan)
    if staff is None:
        return table
    _check_staff(staff, set(table["town"]))
    known = staff.set_index("town").reindex(table["town"])
    for name in GIVEN:
        if name in known:
            table[name] = known[name].astype(float).reset_index(drop=True).fillna(table[name])
    return table


def _check_staff(staff: pd.DataFrame, towns: set[str]) -> None:
    if "town" not in staff or not set(GIVEN) & set(staff):
        what = f"The staff table has the columns {listed(staff.columns)}."
        raise OversightError(message(what, f"Give town and any of {', '.join(GIVEN)}."))
    names = staff["town"].astype(str)
    wrong = sorted(set(names[names.duplicated()])) or sorted(set(names) - towns)
    if wrong:
        kind = "stand twice" if names.duplicated().any() else "are not in the population"
        raise OversightError(
            message(f"Towns of the staff table that {kind}: {listed(wrong)}.", f"Towns: {listed(sorted(towns))}.")
        )
    figures = staff[[name for name in GIVEN if name in staff]].apply(pd.to_numeric, errors="coerce")
    bad = names[(figures < 0).any(axis=1) | (figures.isna() & staff[figures.columns].notna()).any(axis=1)]
    if len(bad):
        raise OversightError(
            message(
                f"The staff table has figures that are no counts, for {listed(bad)}.",
                "Give numbers from 0 on, or leave the cell empty.",
            )
        )


def _needed(table: pd.DataFrame, values: Values) -> pd.DataFrame:
    """Add visits, hours, norms and what is short to the towns."""
    homes, hours = table["households_visited"], values["hours_a_month"]
    table["team_visits_a_month"] = homes * values["team_visits_a_month"]
    table["cadre_visits_a_month"] = homes * values["cadre_visits_a_week"] * WEEKS_A_MONTH
    for who, kind, share in (
        ("staff", "team", "team_visiting_share"),
        ("assistants", "cadre", "assistant_visiting_share"),
    ):
        table[f"{kind}_hours_a_month"] = table[f"{kind}_visits_a_month"] * values[f"{kind}_minutes"] / 60
        table[f"{who}_for_visits"] = (
            table[f"{kind}_hours_a_month"] / (hours * values[share]) if values[share] else np.inf
        )
    norms = [staff_norm(size, values) for size in table["inhabitants"]]
    table["staff_norm_low"], table["staff_norm_high"] = [low for low, _ in norms], [high for _, high in norms]
    table["assistants_norm"] = table["villages"] * values["assistants_a_village"]
    table["staff_short_of_norm"] = (table["staff_norm_low"] - table["staff"]).clip(lower=0)
    table["assistants_short_of_norm"] = (table["assistants_norm"] - table["assistants"]).clip(lower=0)
    for who in ("staff", "assistants"):
        table[f"{who}_short_of_visits"] = (table[f"{who}_for_visits"] - table[who]).clip(lower=0)
    return table
