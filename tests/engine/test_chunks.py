"""A run of families longer than a chunk: what a stage hands on never comes from another chunk's families."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.engine.pass_source import pass_source
from aidkit.engine.run import graph_of, run_passes
from aidkit.engine.totals import total_passes
from aidkit.engine.totals_source import totals_source
from aidkit.layout import BLOCK
from aidkit.measures.money import exact_fen
from aidkit.policy import Policy
from aidkit.population import Population
from tests.oracle.population_generator import random_population

FEW = ("family_size", "countable_income", "self_care_level", "is_dibao", "monthly_cash", "entitled_scheme")


@pytest.fixture(scope="module")
def policy() -> Policy:
    return aidkit.load_policy("jinjiang")


@pytest.fixture(scope="module")
def couples() -> tuple[pd.DataFrame, pd.DataFrame]:
    """All families of two among 2,000: alike in size, in nothing else."""
    households, persons = random_population(2_000, 3)
    two = persons.groupby("household_id")["person_id"].transform("size") == 2
    kept = persons[two]
    return households[households["household_id"].isin(kept["household_id"])], kept


def repeated(couples: tuple[pd.DataFrame, pd.DataFrame], times: int) -> Population:
    levels = []
    for frame in couples:
        copies = [frame.copy() for _ in range(times)]
        for number, copy in enumerate(copies):
            for key in {"household_id", "person_id"} & set(copy):
                copy[key] = copy[key].astype(str) + f"/{number}"
        levels.append(pd.concat(copies, ignore_index=True))
    return Population(*levels)


def test_families_come_out_alike_in_whatever_chunk_they_stand(
    couples: tuple[pd.DataFrame, pd.DataFrame], policy: Policy
) -> None:
    plan, times = graph_of(policy).plan(), 12
    few, many = Population(*couples), repeated(couples, times)
    assert 2 * pass_source(plan).chunk < len(many.households) < BLOCK
    one, other = (run_passes(p.layout, {"": plan}, {"": policy}) for p in (few, many))
    for name in plan.outputs:
        level = plan.nodes[name].level
        once, often = one[name][_order(few, level)], other[name][_order(many, level)]
        np.testing.assert_array_equal(often, np.tile(once, times), err_msg=name)


def test_totals_count_the_families_of_every_chunk(couples: tuple[pd.DataFrame, pd.DataFrame], policy: Policy) -> None:
    plan, many = graph_of(policy).plan(FEW), repeated(couples, 40)
    weight = 1.0 + np.arange(len(many.households)) % 7 / 7
    source = totals_source(plan, frozenset(), (), True, ())
    assert 2 * source.chunk < BLOCK < len(many.households)
    sums = total_passes(many.layout, weight, {"": plan}, {"": [policy]})
    columns = run_passes(many.layout, {"": plan}, {"": policy})
    for number, slot in enumerate(sums.slots):
        values = columns[slot.output] if slot.code is None else columns[slot.output] == slot.code
        each = weight if plan.nodes[slot.output].level == "household" else weight[many.layout.home]
        assert sums.units(0, 0, number) == exact_fen(values * (slot.units / 100), each), slot


def _order(population: Population, level: str) -> np.ndarray:
    """Return where each row of the user's stands in engine order."""
    rows = population.layout.person_rows if level == "person" else population.layout.household_rows
    return np.argsort(rows)


@pytest.mark.parametrize("outputs", [("dibao_standard",), None])
def test_a_chunk_is_no_longer_than_a_block_and_none_is_empty(policy: Policy, outputs: tuple[str, ...] | None) -> None:
    source = pass_source(graph_of(policy).plan(outputs) if outputs else graph_of(policy).plan())
    assert 64 <= source.chunk <= BLOCK
    assert sum(len(array) for array in source.empty_room(3)) >= source.chunk * len(source.room)
