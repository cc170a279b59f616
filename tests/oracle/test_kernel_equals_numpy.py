"""The compiled pass against the second implementation: every column, 10⁵ households, many parameter sets."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
import pytest

import aidkit
from aidkit.engine.run import graph_of
from aidkit.parameters import BY_PATH
from aidkit.result import Result
from aidkit.schema import COLUMNS
from tests.oracle.numpy_rules import evaluate
from tests.oracle.numpy_tables import SCHEMES
from tests.oracle.parameter_generator import random_values
from tests.oracle.population_generator import HOUSEHOLD_CATEGORIES, PERSON_CATEGORIES, random_population
from tests.oracle.random_runs import Frames, policy_of, population, simulated

TOLERANCE = 1e-9  # yuan, and relative: the two add members in another order
HOUSEHOLDS = 100_000
SEEDS = range(6)
MORE_SEEDS = range(100, 160)
REGISTER = PERSON_CATEGORIES["current_scheme"]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_column_of_a_large_population_is_equal(seed: int) -> None:
    values = random_values(seed)
    frames = random_population(HOUSEHOLDS, seed, values)
    assert_equal(simulated(frames, values), *evaluate(*frames, values))


@pytest.mark.parametrize("seed", MORE_SEEDS)
def test_every_column_is_equal_under_many_parameter_sets(seed: int) -> None:
    values = random_values(seed)
    frames = random_population(2_000, seed, values)
    assert_equal(simulated(frames, values), *evaluate(*frames, values))


@pytest.mark.parametrize("place", aidkit.places())
def test_every_column_is_equal_under_the_shipped_parameters(place: str) -> None:
    policy = aidkit.load_policy(place)
    values = {path: policy[path] for path in BY_PATH if BY_PATH[path].kind != "grade_limits"}
    values |= {path: policy.entry(path).value for path in BY_PATH if BY_PATH[path].kind == "grade_limits"}
    frames = random_population(20_000, 7, values)
    assert_equal(aidkit.simulate(population(frames), policy), *evaluate(*frames, values))


def test_every_place_of_one_population_follows_its_own_policy() -> None:
    sets = {name: random_values(seed) for seed, name in enumerate(("east", "north", "south"), start=20)}
    households, persons = random_population(30_000, 20, sets["east"])
    households["place"] = np.random.default_rng(20).choice(list(sets), len(households))
    policies = {name: policy_of(values) for name, values in sets.items()}
    result = aidkit.simulate(population((households, persons)), policies)
    for name, values in sets.items():
        here = households[households["place"] == name]
        members = persons[persons["household_id"].isin(here["household_id"])]
        part = result.households.loc[here["household_id"]], result.persons.loc[members["person_id"]]
        assert_tables_equal(part, evaluate(here, members, values))


def test_absent_columns_take_the_same_defaults() -> None:
    values = random_values(5)
    households, persons = random_population(5_000, 5, values)
    frames = households[["household_id", "area"]], persons[["person_id", "household_id", "age"]]
    assert_equal(simulated(frames, values), *evaluate(*frames, values))


def test_parameter_sets_cover_every_path() -> None:
    assert set(random_values(0)) == set(BY_PATH)


def test_random_households_reach_every_branch() -> None:
    results = [simulated(frames_of(seed), random_values(seed)) for seed in SEEDS]
    nodes = graph_of(aidkit.load_policy("town-template")).nodes
    for name in results[0].outputs:
        categories = nodes[name].categories
        seen = {kind for result in results for kind in np.unique(result.values(name) != 0)}
        if categories is not None:
            seen = {kind for result in results for kind in np.unique(result.values(name))}
        expected = {False, True} if categories is None else set(categories)
        assert seen == expected - ({False} if name == "dibao_standard" else set()), name


def test_random_households_meet_every_scheme_with_every_register_entry() -> None:
    pairs = set()
    for seed in SEEDS:
        persons = simulated(frames_of(seed), random_values(seed)).persons
        register = frames_of(seed)[1]["current_scheme"].to_numpy()
        pairs |= set(zip(persons["entitled_scheme"], register, strict=True))
    leaving = {("gradual_exit", today) for today in ("dibao", "dibao_single")}
    others = {(due, today) for due in SCHEMES if due != "gradual_exit" for today in REGISTER}
    assert pairs == leaving | others


def test_random_households_stand_on_the_line_and_beside_it() -> None:
    households = simulated(frames_of(0), random_values(0)).households
    distance = (households["dibao_test_income"] - households["dibao_standard"]).abs()
    assert (distance < 1e-8).sum() > 100
    assert distance.between(1e-6, 1e-2).sum() > 100


def test_random_households_hold_every_category_of_the_schema() -> None:
    for level, drawn in (("household", HOUSEHOLD_CATEGORIES), ("person", PERSON_CATEGORIES)):
        for column in COLUMNS[level].values():  # type: ignore[index]
            if column.kind == "category":
                assert set(drawn[column.name]) == set(column.allowed), column.name


@cache
def frames_of(seed: int) -> Frames:
    return random_population(20_000, seed, random_values(seed))


def assert_equal(result: Result, of_households: Mapping[str, Any], of_persons: Mapping[str, Any]) -> None:
    assert_tables_equal((result.households, result.persons), (of_households, of_persons))


def assert_tables_equal(tables: Frames, expected: tuple[Mapping[str, Any], Mapping[str, Any]]) -> None:
    """Compare by column; the message names the first rows that differ."""
    wrong = []
    for table, columns in zip(tables, expected, strict=True):
        ids = {"household_id", "person_id"} & set(table.columns)
        assert set(table.columns) - ids == set(columns)
        for name, other in columns.items():
            own = table[name].to_numpy()
            differs = ~np.isclose(own, other, TOLERANCE, TOLERANCE) if own.dtype.kind == "f" else own != other
            if differs.any():
                first = np.flatnonzero(differs)[:3]
                rows = [f"{table.index[row]}: {own[row]!r} against {other[row]!r}" for row in first]
                wrong.append(f"{name}: {differs.sum()} of {len(own)} differ; {'; '.join(rows)}")
    assert not wrong, "\n".join(wrong)
