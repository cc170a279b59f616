"""Invented populations in parts: the same files in whatever order they are drawn, standing for their place once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import aidkit
import aidkit.scale
from aidkit.cli import app
from aidkit.errors import PolicyError, PopulationError
from aidkit.scale import synthesis
from aidkit.scale.counties import county_policies
from aidkit.scale.synthesis import Draw, synthesize

FEW = ["family_size", "dibao_standard"]


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthesis, "FAMILIES", 250)
    monkeypatch.setattr(synthesis, "PROBE", 250)


@pytest.mark.usefixtures("small_parts")
def test_parts_stand_for_the_place_once_whoever_draws_them(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    folder = synthesize(
        tmp_path / "a", 1_500, place="jinjiang", seed=4, processes=1, progress=lambda *done: seen.append(done)
    )
    assert seen == [(1, 3), (2, 3), (3, 3)]
    other = synthesize(tmp_path / "b", 1_500, place="jinjiang", seed=4, processes=2)
    assert files(other) == files(folder)
    whole = aidkit.synthesize("jinjiang", households=500, seed=4)
    found = aidkit.scale.simulate(folder, aidkit.load_policy("jinjiang"), ["family_size"])
    registered = (whole.weight[whole.household_of]).sum()
    assert found.total("family_size") == pytest.approx(registered, rel=0.01)
    assert found.persons == pytest.approx(1_500, rel=0.05)
    assert found.synthetic


def files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.usefixtures("small_parts")
def test_no_part_stands_there_before_all_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_killed(_: object, draws: list[Draw], __: int) -> Iterator[int]:
        yield draws[0]()
        raise KeyboardInterrupt

    folder = tmp_path / "population"
    monkeypatch.setattr(synthesis, "in_processes", is_killed)
    with pytest.raises(KeyboardInterrupt):
        synthesize(folder, 600, place="jinjiang")
    with pytest.raises(PopulationError) as error:
        aidkit.scale.simulate(folder, aidkit.load_policy("jinjiang"))
    assert str(error.value).startswith(f"{folder}: no population in parts.\n")
    monkeypatch.setattr(synthesis, "in_processes", lambda _, draws, __: (draw() for draw in draws))
    synthesize(folder, 600, place="jinjiang")  # and what it left is no hindrance
    assert sorted(path.name for path in folder.iterdir()) == ["SYNTHETIC", "households", "persons"]


@pytest.mark.usefixtures("small_parts")
def test_counties_follow_their_own_row_of_the_table(tmp_path: Path) -> None:
    folder = synthesize(tmp_path / "c", 1_000, place="jinjiang", counties=3, processes=1)
    table = pd.read_csv(folder / "parameters.csv", index_col="place")
    policies = county_policies(folder / "parameters.csv", aidkit.load_policy("jinjiang"))
    assert list(policies) == ["county-0001", "county-0002", "county-0003"]
    found = aidkit.scale.simulate(folder, policies, FEW).by_place()
    for county, row in table.iterrows():
        standards = row["dibao.standard.urban"], row["dibao.standard.rural"]
        alone = policies[str(county)]
        assert (alone["dibao.standard.urban"], alone["dibao.standard.rural"]) == standards
        assert found.loc[str(county), "dibao_standard"] > 0


def test_a_table_of_counties_is_checked() -> None:
    base = aidkit.load_policy("jinjiang")
    twice = pd.DataFrame({"place": ["x", "x"], "edge.multiple": [2.0, 2.5]})
    with pytest.raises(PolicyError) as error:
        county_policies(twice, base)
    assert str(error.value) == "Counties that stand twice: x.\nKeep one row of each."
    nameless = pd.DataFrame({"place": ["x", "x", None, None], "edge.multiple": [2.0, 2.5, 2.0, 2.0]})
    with pytest.raises(PolicyError) as error:
        county_policies(nameless, base)
    assert str(error.value) == "Counties that stand twice: nan, x.\nKeep one row of each."
    with pytest.raises(PolicyError) as error:
        county_policies(pd.DataFrame({"place": ["x"], "edge.multiples": [2.0]}), base)
    assert "'edge.multiples' is not a parameter.\nDid you mean 'edge.multiple'?" in str(error.value)
    with pytest.raises(PolicyError) as error:
        county_policies(pd.DataFrame({"place": ["x"], "edge.multiple": [-1.0]}), base)
    assert str(error.value).startswith("x: edge.multiple")
    with pytest.raises(PolicyError) as error:
        county_policies(pd.DataFrame({"edge.multiple": [2.0]}), base)
    assert str(error.value) == "The table of counties has no column 'place'.\nColumns given: edge.multiple."


def test_what_cannot_be_invented(tmp_path: Path) -> None:
    for settings, said in (
        ({"persons": 0}, "persons=0 cannot be used.\nGive a number above 0, e.g. 1e6."),
        (
            {"persons": 1e4, "counties": 5},
            "Counties are invented after one place.\nName it, e.g. place='jinjiang', or leave counties out.",
        ),
    ):
        with pytest.raises(PopulationError) as error:
            synthesize(tmp_path / "x", **settings)  # type: ignore[arg-type]
        assert str(error.value) == said
    (tmp_path / "SYNTHETIC").touch()
    with pytest.raises(PopulationError) as error:
        synthesize(tmp_path, 1e4)
    assert str(error.value) == f"{tmp_path}: holds a population already.\nName a new folder."


@pytest.mark.usefixtures("small_parts")
def test_the_command_writes_parts(tmp_path: Path) -> None:
    command = ["synthesize", "jinjiang", "--persons", "600", "--processes", "1", "--out", str(tmp_path / "d")]
    said = CliRunner().invoke(app, command)
    assert said.exit_code == 0, said.output
    assert said.output.splitlines()[1] == "invented: about 600 persons of jinjiang, seed 1"
    both = ["synthesize", "jinjiang", "--persons", "600", "--households", "3", "--out", str(tmp_path / "e")]
    assert CliRunner().invoke(app, both).exit_code == 2
    assert CliRunner().invoke(app, ["synthesize", "--out", str(tmp_path / "e")]).exit_code == 2
