"""Invent a panel: what could happen to the families of a population in the months to come (模拟监测数据).

Only what early warning watches happens: jobs are lost and found, costly illness, disability, emergencies, children
leaving school, deaths. Nobody ages, moves, marries or is born, and the register stays as it was. Incomes and medical
payments are those of the last 12 months, so that a lost wage shows in them by a twelfth a month.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Any

import numpy as np
import pandas as pd

from aidkit.errors import message
from aidkit.oversight.errors import OversightError
from aidkit.oversight.monitoring.panel import Panel
from aidkit.oversight.process.clock import first_month
from aidkit.oversight.values import Values, chosen, whole
from aidkit.population import Population
from aidkit.schema import DisabilityKind, Shock, category_names

Array = np.ndarray[Any, Any]
State = dict[str, Array]

DRAWS = ("work", "illness", "cost", "disability", "kind", "grade", "school", "death")
WATCHED_COLUMNS = ("employed", "registered_unemployed", "months_without_income", "disability_kind", "disability_grade")
SPREAD = 1.0  # of the logarithm of an illness's cost
OLD, OLD_DEATHS = 60, 10.0  # from this age on deaths are so many times as frequent
BACK_IN_SCHOOL = 0.2  # a month, of the children who left
YEAR = 12


def synthesize_panel(
    population: Population,
    *,
    months: int = 24,
    start: str = "2021-01",
    seed: int = 1,
    rates: Mapping[str, float] | None = None,
) -> Panel:
    """Invent monthly snapshots that begin with a population.

    Args:
        population: The first snapshot; invented too, e.g. from ``aidkit.synthesize``.
        months: Snapshots, 2 or more.
        start: Month of the first, ``YYYY-MM``.
        seed: Seed of all draws.
        rates: Settings of ``monitoring.yaml`` that begin with ``panel_`` and differ.

    Returns:
        The panel, its persons with ``in_school`` and ``died``.

    Raises:
        PolicyError: A rate is unknown.
        OversightError: The population is not marked as invented, or a value cannot be used.

    Example:
        >>> panel = synthesize_panel(aidkit.synthesize("jinjiang", households=300), months=6)
        >>> panel.months[-1]
        '2021-06'
    """
    if not population.synthetic:
        raise OversightError(
            message(
                "The population is not marked as invented, and what would be made up of it is no data.",
                "Give one from aidkit.synthesize, or Population(..., synthetic=True).",
            )
        )
    months, seed = whole("months", months, 2, "Snapshots"), whole("seed", seed, 0, "Seed of all draws")
    values = chosen("monitoring", rates)
    names = [str(first_month(start) + np.timedelta64(number, "M")) for number in range(months)]
    state = _begun(population, values)
    snapshots = [_snapshot(population, state, seed)]
    for month in range(1, months):
        _advance(state, np.random.default_rng([seed, month]), values)
        snapshots.append(_snapshot(population, state, seed))
    return Panel(tuple(names), tuple(snapshots))


def _begun(population: Population, values: Values) -> State:
    """Return everybody's state in the first month; the months before it were like it."""
    person = {name: population.column("person", name).copy() for name in WATCHED_COLUMNS}
    age = population.column("person", "age")
    wage, medical = (population.column("person", name) / YEAR for name in ("wage_income", "medical_self_paid"))
    median = float(np.median(wage[wage > 0])) if (wage > 0).any() else 0.0
    of_age = (age >= values["school_from"]) & (age < values["school_from"] + values["school_years"])
    return {
        **person,
        "age": age,
        "of_school_age": of_age,
        "in_school": of_age.copy(),
        "died": np.zeros(len(age), bool),
        "gone": np.zeros(len(age), bool),
        "usual_wage": np.where(person["employed"] | (wage > 0), wage, median),
        "usual_medical": medical,
        "wages": np.tile(wage, (YEAR, 1)),
        "medical": np.tile(medical, (YEAR, 1)),
        "shock": population.column("household", "shock").copy(),
        "months_since_shock": np.zeros(len(population.households), int),
    }


def _advance(s: State, random: np.random.Generator, values: Values) -> None:
    """Move everybody on by a month; the dead keep their place in the draws."""
    u = dict(zip(DRAWS, random.random((len(s["age"]), len(DRAWS))).T, strict=True))
    s["gone"] |= s["died"]
    s["died"] = ~s["gone"] & (u["death"] < values["panel_death"] * np.where(s["age"] >= OLD, OLD_DEATHS, 1.0))
    _work(s, u["work"], values)
    _illness(s, u, values)
    _disability(s, u, values)
    leave = s["in_school"] & (u["school"] < values["panel_dropout"])
    back = s["of_school_age"] & ~s["in_school"] & (u["school"] < BACK_IN_SCHOOL)
    s["in_school"] = (s["in_school"] & ~leave) | back
    _emergency(s, random.random((len(s["shock"]), 2)), values)


def _work(s: State, u: Array, values: Values) -> None:
    lose = s["employed"] & (s["usual_wage"] > 0) & (u < values["panel_job_loss"])
    find = s["registered_unemployed"] & (u < values["panel_new_job"])
    s["employed"] = (s["employed"] | find) & ~lose
    s["registered_unemployed"] = (s["registered_unemployed"] | lose) & ~find
    s["months_without_income"] = np.where(s["registered_unemployed"], s["months_without_income"] + 1, 0)
    wage = np.where(s["employed"], s["usual_wage"], 0.0)
    s["wages"] = np.vstack([s["wages"][1:], wage])


def _illness(s: State, u: State, values: Values) -> None:
    """Add the payment of a costly illness, spread around its median like the logarithm of a logistic number."""
    odds = u["cost"] / (1 - u["cost"])
    cost = np.minimum(values["panel_illness_cost"] * odds ** (SPREAD * np.sqrt(3) / np.pi), 1e6)
    ill = u["illness"] < values["panel_illness"]
    s["medical"] = np.vstack([s["medical"][1:], s["usual_medical"] + np.where(ill, cost, 0.0)])


def _disability(s: State, u: State, values: Values) -> None:
    new = (s["disability_grade"] == 0) & (u["disability"] < values["panel_disability"])
    kinds = len(DisabilityKind) - 1
    s["disability_kind"][new] = 1 + np.floor(u["kind"][new] * kinds)
    s["disability_grade"][new] = 1 + np.floor(u["grade"][new] * 4)


def _emergency(s: State, u: Array, values: Values) -> None:
    s["months_since_shock"] += 1
    over = s["months_since_shock"] >= YEAR
    s["shock"][over] = Shock.NONE
    struck = u[:, 0] < values["panel_disaster"]
    sudden = np.array([Shock.FIRE, Shock.ACCIDENT, Shock.DISASTER])
    s["shock"][struck] = sudden[np.floor(u[struck, 1] * len(sudden)).astype(int)]
    s["months_since_shock"][struck] = 0


def _snapshot(population: Population, s: State, seed: int) -> Population:
    """Return the population as a month finds it: without the dead of earlier months and families nobody is left of."""
    changed: dict[str, Any] = {name: s[name] for name in (*WATCHED_COLUMNS, "in_school", "died")}
    changed["disability_kind"] = _named(DisabilityKind, s["disability_kind"])
    changed |= {"wage_income": s["wages"].sum(axis=0), "medical_self_paid": s["medical"].sum(axis=0)}
    persons = population.persons.assign(**changed)[~s["gone"]]
    households = population.households.assign(shock=_named(Shock, s["shock"]))
    households = households[households["household_id"].isin(persons["household_id"])]
    return Population(
        households=pd.DataFrame(households),
        persons=pd.DataFrame(persons),
        synthetic=True,
        source=f"{population.source}; what happened later invented with seed {seed}",
    )


def _named(categories: type[IntEnum], codes: Array) -> Any:
    return pd.Categorical.from_codes(codes, pd.Index(category_names(categories)))
