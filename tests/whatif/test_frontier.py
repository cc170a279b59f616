"""The frontier: what another combination beats is marked, and only that."""

from __future__ import annotations

import numpy as np
import pytest

import aidkit
from aidkit.errors import PolicyError
from aidkit.measures.poverty import fgt
from aidkit.whatif.frontier import _dominated, frontier
from tests.oracle.population_generator import random_population


def test_a_point_is_dominated_exactly_when_another_beats_it():
    population = aidkit.Population(*random_population(300, 2))
    levers = {"dibao.standard.urban": [700.0, 775.0, 850.0], "edge.multiple": [1.5, 2.0], "tekun.multiple": [1.3, 1.5]}
    table = frontier(population, aidkit.load_policy("jinjiang"), levers)
    points = list(zip(table["annual_cost"], table["poverty"], strict=True))
    beaten = [any(c <= cost and p <= gap and (c, p) != (cost, gap) for c, p in points) for cost, gap in points]
    assert len(table) == 12
    assert table["dominated"].tolist() == beaten
    assert 0 < table["dominated"].sum() < 12


@pytest.mark.parametrize("levers", [{}, {"edge.multiple": []}])
def test_no_lever_is_refused(three_families, base_policy, levers):
    with pytest.raises(PolicyError) as error:
        frontier(three_families, base_policy, levers)
    assert str(error.value) == 'frontier: no lever to move.\nGive values by path, e.g. {"edge.multiple": [1.5, 2.0]}.'


def test_too_many_combinations_are_refused(three_families, base_policy):
    with pytest.raises(PolicyError) as error:
        frontier(
            three_families, base_policy, {"edge.multiple": list(range(1, 21)), "minimum_wage": list(range(1, 201))}
        )
    assert str(error.value) == "frontier: 4,000 combinations.\nAt most 2,000; try fewer values."


def test_a_group_is_scaled_beside_values_that_are_set_against_a_line_of_ones_own():
    population, policy = aidkit.Population(*random_population(300, 2)), aidkit.load_policy("hanzhong")
    found = frontier(population, policy, {"edge.multiple": [2.0]}, scale={"dibao.standard": [1.0, 1.2]}, line=900.0)
    higher = aidkit.simulate(population, policy.reform({"edge.multiple": 2.0}).scale({"dibao.standard": 1.2}))
    row = found.set_index("dibao.standard").loc[1.2]
    assert row["annual_cost"] == pytest.approx(float(population.weight @ higher.values("annual_support")), rel=1e-12)
    people = population.weight * higher.values("family_size")
    assert row["poverty"] == pytest.approx(fgt(higher.values("income_after"), 900.0, weight=people, alpha=1), rel=1e-12)


def test_a_lever_given_twice_is_refused(three_families, base_policy):
    with pytest.raises(PolicyError) as error:
        frontier(three_families, base_policy, {"edge.multiple": [1.5]}, scale={"edge.multiple": [1.0]})
    assert str(error.value) == "frontier: edge.multiple is both set and scaled.\nGive it once."


def test_points_that_are_equal_are_beaten_together():
    cost, gap = np.array([1.0, 1.0, 2.0, 2.0, 3.0, 3.0]), np.array([0.5, 0.5, 0.6, 0.6, 0.4, 0.4])
    assert _dominated(cost, gap).tolist() == [False, False, True, True, False, False]
