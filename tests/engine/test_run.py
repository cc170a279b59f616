"""A run over many families: the same as one by one, whatever is asked for and however many places there are."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.engine.plain import Family, evaluate
from aidkit.engine.run import graph_of
from aidkit.measures.budget import exact_fen
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.result import Result
from tests.oracle.population_generator import random_population

SAMPLE = 300


@pytest.fixture(scope="module")
def policy() -> Policy:
    return aidkit.load_policy("jinjiang", date="2021-08-24")


@pytest.fixture(scope="module")
def many() -> Population:
    return Population(*random_population(100_000, 11))


@pytest.fixture(scope="module")
def of_many(many: Population, policy: Policy) -> Result:
    return aidkit.simulate(many, policy)


def test_many_families_get_what_each_gets_by_the_plain_functions(
    many: Population, of_many: Result, policy: Policy
) -> None:
    graph = graph_of(policy)
    columns = {name: of_many.values(name) for name in graph.columns}
    chosen = np.random.default_rng(0).choice(len(many.households), SAMPLE, replace=False)
    persons_of = pd.Series(np.arange(len(many.persons))).groupby(many.household_of).indices
    for row in chosen:
        values = evaluate(graph, graph.columns, Family.of(many, many.households.index[row]), policy)
        members = np.array(sorted(persons_of[row], key=lambda person: many.persons.index[person]))
        for name, own in columns.items():
            assert_equal(own[row] if graph.level(name) == "household" else own[members], values[name], name)


def assert_equal(own: Any, plain: Any, name: str) -> None:
    np.testing.assert_array_equal(own, np.array(plain, np.asarray(own).dtype), err_msg=name)


def test_a_sample_adds_up_to_its_share_of_the_total(many: Population, of_many: Result, policy: Policy) -> None:
    inside = np.zeros(len(many.households), bool)
    inside[np.random.default_rng(0).choice(len(inside), SAMPLE, replace=False)] = True
    parts = [
        Population(many.households[chosen], many.persons[chosen[many.household_of]]) for chosen in (inside, ~inside)
    ]
    totals = [exact_fen(aidkit.simulate(part, policy).values("annual_support"), part.weight) for part in parts]
    assert sum(totals) == exact_fen(of_many.values("annual_support"), many.weight) > 0


def test_tables_are_in_the_order_of_the_input(many: Population, of_many: Result) -> None:
    assert of_many.households.index.equals(many.households.index)
    assert of_many.persons.index.equals(many.persons.index)
    assert of_many.persons["household_id"].tolist() == many.persons["household_id"].tolist()
    assert of_many.households.index.name is None
    assert list(of_many.households.columns[:1]) == ["household_id"]
    assert list(of_many.persons.columns[:2]) == ["person_id", "household_id"]


def test_columns_have_the_types_of_their_rules(of_many: Result, policy: Policy) -> None:
    nodes = graph_of(policy).nodes
    for table in (of_many.households, of_many.persons):
        for name in set(table.columns) - {"household_id", "person_id"}:
            expected = (
                "category"
                if nodes[name].categories
                else {bool: "bool", int: "int64", float: "float64"}[nodes[name].result]
            )
            assert table[name].dtype == expected, name
    assert list(of_many.persons["self_care_level"].cat.categories) == ["full", "partial", "none"]


def test_a_few_outputs_are_the_columns_of_all(many: Population, of_many: Result, policy: Policy) -> None:
    names = ["dibao_standard", "within_assets_dibao", "work_cost"]
    few = aidkit.simulate(many, policy, names)
    assert set(few.outputs) == set(names)
    assert set(few.households.columns) == {"household_id", "dibao_standard", "within_assets_dibao"}
    assert set(few.persons.columns) == {"person_id", "household_id", "work_cost"}
    for name in names:
        np.testing.assert_array_equal(few.values(name), of_many.values(name), err_msg=name)


def test_outputs_may_come_one_by_one(three_families: Population) -> None:
    several = {"": aidkit.load_policy("jinjiang")}
    names = ["dibao_standard", "within_assets_dibao"]
    result = aidkit.simulate(three_families, several, (name for name in names))
    assert set(result.outputs) == set(names)


def test_each_place_follows_its_own_policy() -> None:
    places = ("yangxin", "jinjiang", "huangshi")
    households, persons = random_population(3_000, 4)
    households["place"] = np.random.default_rng(4).choice(places, len(households))
    policies = [aidkit.load_policy(place) for place in places]
    together = aidkit.simulate(Population(households, persons), policies)
    by_name = aidkit.simulate(Population(households, persons), {one.place.id: one for one in policies})
    for one in policies:
        here = households[households["place"] == one.place.id]
        members = persons[persons["household_id"].isin(here["household_id"])]
        alone = aidkit.simulate(Population(here, members), one)
        for result in (together, by_name):
            pd.testing.assert_frame_equal(result.households.loc[alone.households.index], alone.households)
            pd.testing.assert_frame_equal(result.persons.loc[alone.persons.index], alone.persons)
    assert together.summary().title.startswith("Huangshi (urban districts) 黄石市城区, 2017-12-31, baseline, ")


def test_one_person_alone(policy: Policy) -> None:
    alone = Population(
        pd.DataFrame({"household_id": [1], "area": ["urban"]}),
        pd.DataFrame({"person_id": [1], "household_id": [1], "age": [30]}),
    )
    for threads in (None, 1, 4):
        result = aidkit.simulate(alone, policy, threads=threads)
        assert result.households.loc[1, "dibao_benefit"] == policy["dibao.standard.urban"]


def test_a_reform_leaves_the_baseline_s_result_alone(many: Population, of_many: Result, policy: Policy) -> None:
    before = of_many.values("dibao_benefit").copy()
    aidkit.simulate(many, policy.scale({"dibao.standard": 2}))
    np.testing.assert_array_equal(of_many.values("dibao_benefit"), before)
    np.testing.assert_array_equal(aidkit.simulate(many, policy).values("dibao_benefit"), before)
