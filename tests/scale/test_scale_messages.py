"""What is said when a population in parts, or what is asked of it, cannot be used."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import aidkit
import aidkit.scale
from aidkit.errors import AidkitError, OutputError, PolicyError, PopulationError
from aidkit.population import Population
from aidkit.scale.parts import write
from tests.oracle.population_generator import random_population
from tests.safety.spoiling_parquet import NOT_UTF_8, not_utf_8

FEW = ["family_size"]


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    households, persons = random_population(200, 3)
    return write(Population(households.assign(place="jinjiang"), persons), tmp_path / "p")


def edited(stored: Path, level: str, **columns: object) -> str:
    """Change a column of a stored part as another tool would, keeping all else, and return its path."""
    file = next((stored / level).rglob("*.parquet"))
    pd.read_parquet(file, partitioning=None).assign(**columns).to_parquet(file, index=False)
    return str(stored / "households" / file.relative_to(stored / level))


def test_no_population(tmp_path: Path) -> None:
    with pytest.raises(PopulationError) as error:
        aidkit.scale.simulate(tmp_path, aidkit.load_policy("jinjiang"))
    assert str(error.value) == (
        f"{tmp_path}: no population in parts.\n"
        "Write one with aidkit.scale.write(population, folder), or aidkit synthesize PLACE --persons N --out DIR."
    )


def test_a_part_without_its_members(stored: Path) -> None:
    next((stored / "persons").rglob("*.parquet")).unlink()
    with pytest.raises(PopulationError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"))
    assert str(error.value) == (
        f"{stored}: without their counterpart under households or persons: place=jinjiang/part-00000.parquet.\n"
        "Each part has a file of the same name under both."
    )


def test_a_part_without_a_column_that_is_needed(stored: Path) -> None:
    file = next((stored / "households").rglob("*.parquet"))
    pd.read_parquet(file, partitioning=None).drop(columns="area").to_parquet(file, index=False)
    with pytest.raises(PopulationError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"))
    assert str(error.value).splitlines()[0] == f"{file}: Required columns are missing: households.area."


@pytest.mark.parametrize(
    ("ids", "said"),
    [
        ([{"id": 1}] * 200, "households.household_id: ids are neither text nor whole numbers, e.g. {'id': 1}."),
        ([[1, 2]] * 200, "households.household_id: ids are neither text nor whole numbers, e.g. [1 2]."),
        (range(200), "persons.household_id: "),
    ],
    ids=["records", "lists", "numbers where members have texts"],
)
def test_ids_of_two_kinds(stored: Path, ids: object, said: str) -> None:
    path = edited(stored, "households", household_id=ids)
    edited(stored, "persons", household_id="A")
    with pytest.raises(PopulationError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), FEW)
    assert str(error.value).startswith(f"{path}: {said}")


def test_a_file_that_is_no_table(stored: Path) -> None:
    file = next((stored / "persons").rglob("*.parquet"))
    file.write_bytes(b"not a table")
    with pytest.raises(PopulationError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), FEW)
    assert "part-00000.parquet: not readable as Parquet (ArrowInvalid: " in str(error.value)


@pytest.mark.parametrize("cell", [{"id": 1}, [1, 2]], ids=["records", "lists"])
@pytest.mark.parametrize(
    ("level", "column", "said"),
    [
        ("persons", "person_id", "persons.person_id: ids are neither text nor whole numbers, e.g. "),
        ("persons", "household_id", "persons.household_id: ids are neither text nor whole numbers, e.g. "),
        ("households", "area", "households.area: 200 values unknown: household "),
        ("persons", "age", "persons.age: "),
        ("persons", "employed", "persons.employed: "),
    ],
)
def test_cells_that_hold_several_values(
    stored: Path, tmp_path: Path, level: str, column: str, said: str, cell: object
) -> None:
    rows = len(pd.read_parquet(next((stored / level).rglob("*.parquet")), partitioning=None))
    path = edited(stored, level, **{column: [cell] * rows})
    with pytest.raises(PopulationError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), out=tmp_path / "out")
    assert str(error.value).startswith(f"{path}: {said}")


def test_ids_of_members_that_are_no_text_are_seen_where_columns_are_written(stored: Path, tmp_path: Path) -> None:
    file = next((stored / "persons").rglob("*.parquet"))
    not_utf_8(file, "person_id")
    with pytest.raises(PopulationError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), FEW, out=tmp_path / "out")
    part = stored / "households" / file.relative_to(stored / "persons")
    assert str(error.value) == (
        f"{part}: {file.name}: column 'person_id' is damaged ({NOT_UTF_8}).\nWrite it or copy it once more."
    )


def test_text_that_is_no_text(stored: Path) -> None:
    file = next((stored / "households").rglob("*.parquet"))
    not_utf_8(file, "area")
    with pytest.raises(PopulationError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"))
    assert (
        str(error.value)
        == f"{file}: {file.name}: column 'area' is damaged ({NOT_UTF_8}).\nWrite it or copy it once more."
    )


@pytest.mark.parametrize(
    ("level", "column", "value", "said"),
    [
        ("households", "financial_assets", -1.0, "households.financial_assets: 200 values below 0: household "),
        ("households", "weight", 0.0, "households.weight: 200 values not above 0: household "),
        ("persons", "age", np.nan, "persons.age: "),
        ("persons", "supporter", "neither", "persons.supporter: "),
        ("persons", "disability_grade", 2, "persons: "),
    ],
)
def test_a_value_out_of_range(stored: Path, level: str, column: str, value: object, said: str) -> None:
    path = edited(stored, level, **{column: value})
    with pytest.raises(PopulationError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), ["uplift_rate", "is_tekun"])
    assert str(error.value).startswith(f"{path}: {said}")


def test_a_member_moved_to_another_household_is_seen(stored: Path) -> None:
    file = next((stored / "persons").rglob("*.parquet"))
    owners = pd.read_parquet(file, partitioning=None)["household_id"].to_numpy(copy=True)
    owners[[0, -1]] = owners[[-1, 0]]
    edited(stored, "persons", household_id=owners)
    moved = aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), FEW)
    assert moved.total("family_size") == moved.total("family_size")
    households, persons = (
        pd.read_parquet(next((stored / f).rglob("*.parquet")), partitioning=None) for f in ("households", "persons")
    )
    expected = aidkit.scale.totals(Population(households, persons), aidkit.load_policy("jinjiang"), FEW)
    assert moved.total("family_size") == expected.total("family_size")


def test_a_place_without_a_policy(stored: Path) -> None:
    with pytest.raises(PolicyError) as error:
        aidkit.scale.simulate(stored, [aidkit.load_policy("yangxin")])
    assert str(error.value) == ("households.place: no policy was given for jinjiang.\nPolicies given: yangxin.")


def test_a_scenario_that_changes_nothing_asked_for(stored: Path) -> None:
    with pytest.raises(OutputError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), FEW, scenarios={"x": {"edge.multiple": 2.5}})
    assert str(error.value) == (
        "Scenario 'x' changes edge.multiple, and nothing that was asked for depends on it.\nAsked for: family_size."
    )


def test_columns_of_several_scenarios(stored: Path, tmp_path: Path) -> None:
    two = {"a": {"edge.multiple": 2.5}, "b": {}}
    with pytest.raises(OutputError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), scenarios=two, out=tmp_path / "out")
    assert str(error.value) == (
        "Columns are written for one scenario, and several are given.\nLeave out or scenarios out."
    )


def test_columns_go_to_a_folder_of_their_own(stored: Path) -> None:
    with pytest.raises(PopulationError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), FEW, out=stored)
    assert str(error.value) == f"{stored}: holds a population already.\nName a new folder."


def test_a_folder_that_is_taken(stored: Path) -> None:
    households, persons = random_population(5, 3)
    with pytest.raises(PopulationError) as error:
        write(Population(households, persons), stored)
    assert str(error.value) == f"{stored}: holds a population already.\nName a new folder."


def test_a_total_that_was_not_asked_for(stored: Path) -> None:
    found = aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), FEW)
    for ask in (lambda: found.total("is_dibao"), lambda: found.gini("income_after")):
        with pytest.raises(OutputError, match="is not among these totals"):
            ask()


def test_without_dask(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(AidkitError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), FEW, scheduler="local")
    assert str(error.value) == (
        "scheduler='local': Dask is not installed.\n"
        "Install it with pip install 'aidkit[scale]', or leave scheduler out to use this machine's cores."
    )
