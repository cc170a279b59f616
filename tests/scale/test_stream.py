"""A population in parts on disk gives what it gives in memory, to the fen, whoever wrote the files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import aidkit
import aidkit.scale
from aidkit.layout import BLOCK
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.scale.answer import Totals
from aidkit.scale.parts import LEVELS, parts_of, write
from aidkit.scale.reading import load
from tests.oracle.population_generator import random_population

FEW = ["family_size", "countable_income", "self_care_level", "dibao_standard"]
PLACES = np.array(["jinjiang", "yangxin"], object)


@pytest.fixture(scope="module")
def population() -> Population:
    households, persons = random_population(20_000, 7)
    places = PLACES[(np.arange(len(households)) % 5 == 0).astype(int)]
    weight = 1.0 + np.arange(len(households)) % 9 / 7
    return Population(households.assign(place=places, weight=weight), persons, synthetic=True, source="made up")


@pytest.fixture(scope="module")
def policies() -> list[Policy]:
    return [aidkit.load_policy(place, "2024-01-01") for place in PLACES]


@pytest.fixture(scope="module")
def stored(population: Population, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(population, tmp_path_factory.mktemp("stored") / "population", families=BLOCK)


@pytest.fixture(scope="module")
def in_memory(population: Population, policies: list[Policy]) -> Totals:
    return aidkit.scale.totals(population, policies, FEW)


def assert_same(one: Totals, other: Totals) -> None:
    pd.testing.assert_frame_equal(one.columns, other.columns, check_exact=True)
    pd.testing.assert_frame_equal(one.by_place(), other.by_place(), check_exact=True)
    pd.testing.assert_series_equal(one.by_category("self_care_level"), other.by_category("self_care_level"))
    assert (one.households, one.persons) == (other.households, other.persons)


@pytest.mark.parametrize("threads", [1, 3])
def test_in_parts_as_in_memory(stored: Path, policies: list[Policy], in_memory: Totals, threads: int) -> None:
    seen: list[tuple[int, int]] = []
    found = aidkit.scale.simulate(
        stored, policies, FEW, threads=threads, progress=lambda done, of: seen.append((done, of))
    )
    assert_same(in_memory, found)
    assert found.synthetic
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_totals_are_those_of_the_columns(population: Population, policies: list[Policy], in_memory: Totals) -> None:
    result = aidkit.simulate(population, policies, FEW)
    weight = population.weight
    assert in_memory.total("family_size") == pytest.approx(weight @ result.values("family_size"), rel=1e-9)
    income = weight[population.household_of] @ result.values("countable_income")
    assert in_memory.total("countable_income") == pytest.approx(income, rel=1e-9)
    levels = in_memory.by_category("self_care_level")
    assert levels.sum() == pytest.approx(weight[population.household_of].sum(), rel=1e-9)


def test_a_household_lies_in_one_part_with_all_its_members(stored: Path, population: Population) -> None:
    seen: list[object] = []
    for part in parts_of(stored):
        ids, owners = (pd.read_parquet(part.file(level))["household_id"] for level in ("household", "person"))  # type: ignore[arg-type]
        assert set(ids) == set(owners)
        seen += list(ids)
    assert sorted(seen) == sorted(population.households["household_id"])


def written(out: Path, level: str) -> pd.DataFrame:
    """Return what was written of a level, by the ids of its rows."""
    found = pd.concat(pd.read_parquet(file, partitioning=None) for file in sorted((out / level).rglob("*.parquet")))
    return found.set_axis(pd.Index(found[f"{level[:-1]}_id"].array))


def test_columns_are_written_beside_their_ids(
    stored: Path, population: Population, policies: list[Policy], tmp_path: Path
) -> None:
    aidkit.scale.simulate(stored, policies, FEW, out=tmp_path)
    result = aidkit.simulate(population, policies, FEW)
    for level, expected in (("households", result.households), ("persons", result.persons)):
        found = written(tmp_path, level).loc[expected.index]
        assert list(found) == list(expected)
        for name in expected:
            assert (found[name].astype(str) == expected[name].astype(str)).all(), name


def test_columns_of_rows_in_any_order_are_those_of_rows_in_order(
    stored: Path, policies: list[Policy], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as refused:
        refused.setattr("aidkit.scale.columns._row_by_row", None)  # what write leaves does not need it
        aidkit.scale.simulate(stored, policies, FEW, out=tmp_path / "in order")
    shuffled = tmp_path / "shuffled"
    for part in parts_of(stored):
        for level in LEVELS:
            table = pd.read_parquet(part.file(level), partitioning=None).sample(frac=1.0, random_state=1)
            file = shuffled / part.file(level).relative_to(stored)
            file.parent.mkdir(parents=True, exist_ok=True)
            table.to_parquet(file, index=False)
    aidkit.scale.simulate(shuffled, policies, FEW, out=tmp_path / "in any")
    for level in ("households", "persons"):
        one, other = (written(tmp_path / run, level) for run in ("in order", "in any"))
        pd.testing.assert_frame_equal(one, other.loc[one.index], check_exact=True)


def test_columns_stand_there_once_all_are_written(
    stored: Path, policies: list[Policy], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_killed(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        aidkit.scale.simulate(stored, policies, FEW, out=tmp_path, progress=is_killed)
    assert [path.name for path in tmp_path.iterdir()] == ["unfinished"]
    aidkit.scale.simulate(stored, policies, FEW, out=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["households", "persons"]


def test_files_another_tool_wrote_in_any_order(
    population: Population, policies: list[Policy], in_memory: Totals, tmp_path: Path
) -> None:
    shuffled = np.random.default_rng(0)
    for level, table in (("households", population.households), ("persons", population.persons)):
        (tmp_path / level).mkdir()
        table.iloc[shuffled.permutation(len(table))].to_parquet(tmp_path / level / "all.parquet", index=False)
    assert_same(in_memory, aidkit.scale.simulate(tmp_path, policies, FEW))


def test_an_absent_column_is_said_to_be_assumed(population: Population, policies: list[Policy], tmp_path: Path) -> None:
    without = Population(population.households, population.persons.drop(columns="self_care_failed"))
    stored = write(without, tmp_path / "population")
    found = aidkit.scale.simulate(stored, policies, FEW)
    assert found.assumed == ("persons.self_care_failed",)
    assert_same(aidkit.scale.totals(without, policies, FEW), found)


def test_scenarios_in_one_pass(stored: Path, policies: list[Policy]) -> None:
    higher = {"as it is": {}, "edge": {"dibao.standard.urban": 900}}
    found = aidkit.scale.simulate(stored, policies, FEW, scenarios=higher)
    assert list(found.columns.index) == ["as it is", "edge"]
    for name, changes in higher.items():
        alone = [policy.reform(changes) if changes else policy for policy in policies]
        expected = aidkit.scale.simulate(stored, alone, FEW).total("dibao_standard")
        assert found.total("dibao_standard", name) == expected


def test_what_write_leaves_is_read_as_it_lies(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> None:
        raise AssertionError("a part went through the checks of whole tables")

    monkeypatch.setattr("aidkit.scale.reading.population_of", refuse)
    for part in parts_of(stored):
        load(part, {"household": ["area"], "person": ["age", "wage_income", "current_scheme"]})
