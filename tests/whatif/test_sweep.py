"""Every point of a sweep is what a run of its own gives, whichever way it was computed."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.errors import OutputError, PolicyError
from aidkit.policy import Policy
from aidkit.population import Population
from tests.oracle.population_generator import random_population
from tests.refusals import refusal

SAME = 1e-9  # relative: families are added in another order

SWEEPS: list[tuple[str, dict[str, Any]]] = [
    ("dibao.standard", {"scale": [0.9, 1.0, 1.1]}),
    ("edge.multiple", {"values": [1.0, 1.5, 2.0]}),
    ("edge.multiple", {"values": np.array([1.25, 1.75])}),
    ("relief.annual_cap", {"values": [None, 5_000, 0]}),
    ("edge.inclusive", {"values": [True, False]}),
]
every_sweep = pytest.mark.parametrize(("path", "points"), SWEEPS, ids=[f"{path} {next(iter(p))}" for path, p in SWEEPS])


@pytest.fixture(scope="module")
def policy() -> Policy:
    return aidkit.load_policy("jinjiang", date="2021-08-24")


@pytest.fixture(scope="module")
def population() -> Population:
    households, persons = random_population(2_000, 9)
    return Population(households, persons)


def expected(population: Population, policy: Policy) -> dict[str, float]:
    """The figures of one run, counted by pandas from its tables."""
    result = aidkit.simulate(population, policy)
    weight = pd.Series(population.weight, result.households.index)
    persons = result.persons.assign(weight=result.persons["household_id"].map(weight))
    cash = ~persons["entitled_scheme"].isin(["none", "edge"])
    edge = persons["entitled_scheme"] == "edge"
    figures = {"annual_cost": (result.households["annual_support"] * weight).sum()}
    for name, chosen in (("cash", cash), ("edge", edge)):
        figures[f"{name}_persons"] = persons.loc[chosen, "weight"].sum()
        figures[f"{name}_households"] = weight[persons.loc[chosen, "household_id"].unique()].sum()
    for name in ("missed", "wrong", "mismatched", "unrecorded"):
        figures[f"{name}_persons"] = persons.loc[persons["coverage"] == name, "weight"].sum()
    figures["missed_relief_households"] = weight[result.households["missed_relief"]].sum()
    return figures


@every_sweep
def test_every_point_is_a_run_of_its_own(
    population: Population, policy: Policy, path: str, points: dict[str, Any]
) -> None:
    table = aidkit.sweep(population, policy, path, **points)
    way, given = next(iter(points.items()))
    assert len(table) == len(given)
    for (_, row), point in zip(table.iterrows(), given, strict=True):
        run = policy.scale({path: point}) if way == "scale" else policy.reform({path: point})
        for figure, value in expected(population, run).items():
            assert row[figure] == pytest.approx(value, rel=SAME), (figure, point)


def test_the_first_column_is_the_lever(population: Population, policy: Policy) -> None:
    by_factor = aidkit.sweep(population, policy, "dibao.standard", scale=[1, 1.1])
    by_value = aidkit.sweep(population, policy, "edge.multiple", values=(2, 1.5))
    assert (by_factor.columns[0], by_factor["factor"].tolist()) == ("factor", [1, 1.1])
    assert (by_value.columns[0], by_value["value"].tolist()) == ("value", [2, 1.5])


def test_a_sweep_leaves_the_policy_as_it_is(population: Population, policy: Policy) -> None:
    before = hash(policy)
    aidkit.sweep(population, policy, "dibao.standard", scale=[2.0])
    assert hash(policy) == before
    assert policy.changes == ()


def test_a_sweep_of_a_reform_starts_from_the_reform(population: Population, policy: Policy) -> None:
    reform = policy.reform({"dibao.single_entry.enabled": False})
    table = aidkit.sweep(population, reform, "edge.multiple", values=[1.5])
    figures = expected(population, reform.reform({"edge.multiple": 1.5}))
    assert table.loc[0, "annual_cost"] == pytest.approx(figures["annual_cost"], rel=SAME)


def test_measures_of_one_s_own_are_functions_of_a_result(population: Population, policy: Policy) -> None:
    table = aidkit.sweep(
        population, policy, "dibao.standard", scale=[1.0, 1.2],
        measures={"families": lambda result: float(result.values("is_dibao").sum())},
    )  # fmt: skip
    runs = [aidkit.simulate(population, policy.scale({"dibao.standard": factor})) for factor in (1.0, 1.2)]
    assert table["families"].tolist() == [float(run.values("is_dibao").sum()) for run in runs]


@pytest.mark.parametrize("points", [{}, {"scale": [1.1], "values": [900]}])
def test_neither_or_both_ways(population: Population, policy: Policy, points: dict[str, Any]) -> None:
    assert refusal(PolicyError, aidkit.sweep, population, policy, "minimum_wage", **points) == (
        "minimum_wage: give either scale=[…] or values=[…].\nscale multiplies, values set."
    )


@pytest.mark.parametrize("way", ["scale", "values"])
def test_no_points(population: Population, policy: Policy, way: str) -> None:
    assert refusal(PolicyError, aidkit.sweep, population, policy, "minimum_wage", **{way: []}) == (
        "minimum_wage: no point to run.\nGive at least one factor or value."
    )


def test_points_that_cannot_be(population: Population, policy: Policy) -> None:
    assert refusal(PolicyError, aidkit.sweep, population, policy, "edge.multiple", values=[1.5, 21]) == (
        "edge.multiple: 21 cannot be used.\nAllowed: a number at least 0, at most 20; unit: factor."
    )
    assert refusal(PolicyError, aidkit.sweep, population, policy, "edge.multiple", scale=[1.5, 0]) == (
        "edge.multiple: cannot be scaled by 0.\nA factor is a number above 0, e.g. 1.10."
    )
    assert refusal(PolicyError, aidkit.sweep, population, policy, "edge.multipel", scale=[1.5]) == (
        "'edge.multipel' is not a parameter.\nDid you mean 'edge.multiple'?"
    )


def test_an_unknown_measure(population: Population, policy: Policy) -> None:
    assert (
        refusal(OutputError, aidkit.sweep, population, policy, "edge.multiple", values=[1.5], measures=["anual_cost"])
        == "'anual_cost' is not a measure of a sweep.\nDid you mean 'annual_cost'?"
    )
