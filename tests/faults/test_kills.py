"""A run that is killed leaves what was there before, or nothing that could be taken for its result."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pandas as pd
import pytest

import aidkit
from aidkit.data.files import write_population
from aidkit.errors import PopulationError
from aidkit.folders import put_together
from tests.faults.killed import killed_at_every_step

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


@pytest.fixture(scope="module")
def people() -> dict[str, aidkit.Population]:
    return {name: aidkit.synthesize("jinjiang", households=size, seed=1) for name, size in (("old", 30), ("new", 40))}


def test_a_killed_population_is_old_new_or_none(tmp_path: Path, people: dict[str, aidkit.Population]) -> None:
    folder = tmp_path / "people"
    write_population(people["old"], folder)
    found: list[int] = []

    def check() -> None:
        if not (folder / "persons.csv").exists():
            with pytest.raises(PopulationError, match="no file persons"):
                aidkit.read_population(folder)
            found.append(0)
            return
        read = aidkit.read_population(folder)
        assert read.synthetic  # an invented family is never taken for a real one
        found.append(len(read.households))
        write_population(people["old"], folder)

    kills = killed_at_every_step(lambda: write_population(people["new"], folder), folder, check)
    assert kills > 6
    assert set(found) <= {0, 30, 40}
    assert 30 in found
    pd.testing.assert_frame_equal(aidkit.read_population(folder).persons, _read_back(people["new"], tmp_path).persons)


def _read_back(population: aidkit.Population, folder: Path) -> aidkit.Population:
    return aidkit.read_population(write_population(population, folder / "again"))


def test_a_real_population_over_an_invented_one_is_never_marked_wrongly(
    tmp_path: Path, people: dict[str, aidkit.Population]
) -> None:
    folder = tmp_path / "people"
    real = aidkit.Population(people["new"].households, people["new"].persons, source="a test")

    def check() -> None:
        if (folder / "persons.csv").exists():
            assert aidkit.read_population(folder).synthetic == (len(pd.read_csv(folder / "households.csv")) == 30)
        write_population(people["old"], folder)

    write_population(people["old"], folder)
    assert killed_at_every_step(lambda: write_population(real, folder), folder, check) > 5
    assert not aidkit.read_population(folder).synthetic


def test_files_of_a_report_are_of_one_run_when_its_record_is_there(tmp_path: Path) -> None:
    names = ("report.html", "tables.xlsx", "notebook.ipynb", "run.json")
    old, new = ({name: json.dumps([run, name]).encode() for name in names} for run in ("old", "new"))
    del old["tables.xlsx"]

    def put(files: dict[str, bytes]) -> None:
        put_together(tmp_path, files, last="run.json", without=tuple(set(names) - set(files)))

    def check() -> None:
        seen = {name: (tmp_path / name).read_bytes() for name in names if (tmp_path / name).exists()}
        assert "run.json" not in seen or seen in (old, new)
        put(old)

    put(old)
    assert killed_at_every_step(lambda: put(new), tmp_path, check) >= 9
    assert {name: (tmp_path / name).read_bytes() for name in names} == new
