"""Solving for a target: the edge of what meets it, proved on both sides, against a brute grid."""

from __future__ import annotations

import numpy as np
import pytest

import aidkit
from aidkit.errors import OutputError
from aidkit.whatif.solve import solve
from aidkit.whatif.sweep import sweep
from tests.oracle.population_generator import random_population


@pytest.fixture(scope="module")
def population() -> aidkit.Population:
    return aidkit.Population(*random_population(800, 5))


@pytest.fixture(scope="module")
def policy():
    return aidkit.load_policy("jinjiang")


def test_the_highest_standard_a_budget_allows(population, policy):
    budget = 1.2 * sweep(population, policy, "dibao.standard", scale=[1.0])["annual_cost"].iloc[0]
    solution = solve(population, policy, vary="dibao.standard", until={"annual_cost": budget})
    grid = np.linspace(0.5, 2.0, 301)
    costs = sweep(population, policy, "dibao.standard", scale=grid, exact=False)["annual_cost"]
    best = grid[costs <= budget].max()
    assert best <= solution.value + 1e-6 < best + 0.005 + 1e-6
    assert solution.proof["met"].tolist() == [True, True, False]
    assert solution.policy["dibao.standard.urban"] == pytest.approx(775 * solution.value)


def test_the_lowest_multiple_that_reaches_enough_people(population, policy):
    target = 1.1 * sweep(population, policy, "edge.multiple", values=[2.0])["edge_persons"].iloc[0]
    solution = solve(
        population, policy, vary="edge.multiple", way="value", within=(1.0, 4.0), until={"edge_persons": target}
    )
    assert solution.proof["met"].tolist() == [False, True, True]
    assert solution.condition == f"edge_persons >= {target:,.6g}"


def test_an_explicit_relation_wins(population, policy):
    cost = sweep(population, policy, "dibao.standard", scale=[1.0])["annual_cost"].iloc[0]
    solution = solve(population, policy, vary="dibao.standard", until={"annual_cost": (">=", cost)})
    assert solution.value <= 1.0 + 2e-6
    assert solution.proof["met"].tolist() == [False, True, True]


def test_a_target_met_everywhere_gives_the_end_of_the_range(population, policy):
    solution = solve(population, policy, vary="dibao.standard", until={"annual_cost": 1e15})
    assert solution.value == 2.0
    assert solution.intervals == ((0.5, 2.0),)


def test_no_value_is_said_plainly(three_families, base_policy):
    with pytest.raises(OutputError) as error:
        solve(
            three_families,
            base_policy,
            vary="tekun.multiple",
            way="value",
            within=(1.0, 2.0),
            until={"annual_cost": 5.0},
        )
    lines = str(error.value).splitlines()
    assert lines[0] == "No value of tekun.multiple from 1 to 2 (factor) brings annual_cost <= 5."
    assert lines[1].startswith("In that range it reaches ")
    assert lines[2] == "Widen within=(low, high), or choose a target inside what is reached."


@pytest.mark.parametrize(
    ("until", "text"),
    [
        ({}, 'until: 0 targets were given.\nGive one, e.g. {"annual_cost": 5e7}.'),
        ({"annual_cots": 5.0}, "until: 'annual_cots' is no figure.\nDid you mean 'annual_cost'?"),
        (
            {"annual_cost": float("nan")},
            "until: annual_cost <= nan is no target.\nAllowed: a number, or ('<=', number) or ('>=', number).",
        ),
    ],
)
def test_a_target_that_is_none_is_refused(three_families, base_policy, until, text):
    with pytest.raises(OutputError) as error:
        solve(three_families, base_policy, vary="edge.multiple", until=until)
    assert str(error.value) == text
