"""What the rules must not depend on: order, neighbours, threads, blocks, names. Equal means to the last bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.engine.run import graph_of
from tests.oracle.parameter_generator import random_values
from tests.oracle.population_generator import random_population
from tests.oracle.random_runs import (
    Frames,
    assert_same_to_the_last_bit,
    policy_of,
    population,
    simulated,
    tables_of,
)

HOUSEHOLDS = 3_000
TOLERANCE = 1e-9  # yuan, and relative: new names may reorder the members, and with them an addition

every_set = pytest.mark.parametrize("seed", range(200, 206))


@every_set
def test_order_of_rows_changes_nothing(seed: int) -> None:
    frames, values, result = run(seed)
    rng = np.random.default_rng(seed)
    shuffled = tuple(table.iloc[rng.permutation(len(table))] for table in frames)
    assert_same_to_the_last_bit(result, tables_of(simulated((shuffled[0], shuffled[1]), values)))


@every_set
def test_threads_and_blocks_change_nothing(seed: int) -> None:
    frames, values, result = run(seed)
    for threads, block in ((1, 1), (2, 7), (4, 128), (2, 10**9)):
        again = simulated(frames, values, threads=threads, block=block)
        assert_same_to_the_last_bit(result, tables_of(again))


@pytest.mark.parametrize("name", ["is_tekun", "dibao_benefit", "entitled_scheme", "annual_support"])
def test_asking_for_one_column_changes_nothing(name: str) -> None:
    frames, values, result = run(200)
    read = graph_of(policy_of(values)).plan([name]).parameters
    policy = policy_of({spec.path: values[spec.path] for spec in read})
    alone = tables_of(aidkit.simulate(population(frames), policy, outputs=[name]))
    (column,) = (table[name] for table in alone if name in table)
    (expected,) = (table[name] for table in result if name in table)
    assert np.array_equal(column.to_numpy(), expected.to_numpy())


@every_set
def test_running_without_the_compiler_changes_nothing(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    values = random_values(seed)
    frames = random_population(300, seed, values)
    compiled = tables_of(simulated(frames, values))
    monkeypatch.setenv("AIDKIT_NOJIT", "1")
    assert_same_to_the_last_bit(compiled, tables_of(simulated(frames, values)))


@every_set
def test_unrelated_households_change_nothing(seed: int) -> None:
    frames, values, result = run(seed)
    others = renamed(random_population(HOUSEHOLDS, seed + 1_000, values), "a", "z")
    joined = (pd.concat([others[0], frames[0]]), pd.concat([others[1], frames[1]]))
    among = tables_of(simulated(joined, values))
    own = (among[0].loc[result[0].index], among[1].loc[result[1].index])
    assert_same_to_the_last_bit(result, own)


@every_set
def test_a_household_alone_gets_what_it_gets_among_many(seed: int) -> None:
    frames, values, result = run(seed)
    for household in frames[0]["household_id"].iloc[::150]:
        members = frames[1][frames[1]["household_id"] == household]
        family = (frames[0][frames[0]["household_id"] == household], members)
        among = (result[0].loc[[household]], result[1].loc[members["person_id"]])
        assert_same_to_the_last_bit(among, tables_of(simulated(family, values)))


@every_set
def test_new_names_in_the_same_order_change_nothing(seed: int) -> None:
    frames, values, result = run(seed)
    again = tables_of(simulated(renamed(frames, "household ", "person "), values))
    back = (again[0].rename(index=after_prefix), again[1].rename(index=after_prefix))
    assert_same_to_the_last_bit(result, back)


@every_set
def test_any_new_names_change_no_decision_and_no_amount(seed: int) -> None:
    frames, values, result = run(seed)
    rng = np.random.default_rng(seed)
    new = [
        dict(zip(table.index, rng.permutation(10 * len(table))[: len(table)].tolist(), strict=True)) for table in result
    ]
    households = frames[0].assign(household_id=frames[0]["household_id"].map(new[0]))
    persons = frames[1].assign(
        household_id=frames[1]["household_id"].map(new[0]), person_id=frames[1]["person_id"].map(new[1])
    )
    again = tables_of(simulated((households, persons), values))
    for table, other, names in zip(result, again, new, strict=True):
        in_order = other.loc[[names[name] for name in table.index]]
        for name in table:
            own, theirs = table[name].to_numpy(), in_order[name].to_numpy()
            same = np.allclose(own, theirs, TOLERANCE, TOLERANCE) if own.dtype.kind == "f" else own == theirs
            assert np.all(same), name


def run(seed: int) -> tuple[Frames, dict[str, Any], Frames]:
    values = random_values(seed)
    frames = random_population(HOUSEHOLDS, seed, values)
    return frames, values, tables_of(simulated(frames, values))


def renamed(frames: Frames, household: str, person: str) -> Frames:
    """Put a prefix before every id, which keeps their order."""
    households = frames[0].assign(household_id=household + frames[0]["household_id"])
    persons = frames[1].assign(
        household_id=household + frames[1]["household_id"], person_id=person + frames[1]["person_id"]
    )
    return households, persons


def after_prefix(name: str) -> str:
    return name.rpartition(" ")[2]
