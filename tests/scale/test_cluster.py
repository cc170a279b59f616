"""Dask workers give the same totals to the fen, also when one of them dies on the way."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import aidkit
import aidkit.scale
from aidkit.errors import AidkitError
from aidkit.layout import BLOCK
from aidkit.population import Population
from aidkit.scale.cluster import on_cluster, outcomes_on_cluster
from aidkit.scale.parts import write
from tests.oracle.population_generator import random_population
from tests.structure.sources import ROOT

distributed = pytest.importorskip("distributed")
FEW = ["family_size", "countable_income", "self_care_level"]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    households, persons = random_population(4 * BLOCK, 9)
    weight = 1.0 + np.arange(len(households)) % 9 / 7
    population = Population(households.assign(weight=weight), persons)
    return write(population, tmp_path_factory.mktemp("stored") / "population", families=BLOCK)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    settings: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0"}
    with distributed.LocalCluster(**settings) as cluster:
        yield cluster.scheduler_address


def test_two_workers_give_what_one_process_gives(stored: Path, address: str) -> None:
    policy, seen = aidkit.load_policy("jinjiang"), []
    here = aidkit.scale.simulate(stored, policy, FEW)
    there = aidkit.scale.simulate(stored, policy, FEW, scheduler=address, progress=lambda *done: seen.append(done))
    pd.testing.assert_frame_equal(here.columns, there.columns, check_exact=True)
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


@dataclass(frozen=True)
class DiesOnce:
    """A task whose process is killed the first time the third part comes round."""

    marker: str
    task: Any

    def __call__(self, piece: Any) -> Any:
        if piece.part.name.endswith("00002.parquet") and not Path(self.marker).exists():
            Path(self.marker).touch()
            os._exit(9)
        return self.task(piece)


def test_a_worker_that_dies_changes_nothing(
    stored: Path, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy, marker = aidkit.load_policy("jinjiang"), tmp_path / "died"
    here = aidkit.scale.simulate(stored, policy, FEW, out=tmp_path / "here")
    monkeypatch.setattr(
        "aidkit.scale.cluster.on_cluster", lambda task, *rest: on_cluster(DiesOnce(str(marker), task), *rest)
    )
    there = aidkit.scale.simulate(stored, policy, FEW, scheduler=address, out=tmp_path / "there")
    assert marker.exists()
    assert (here.sums.numbers == there.sums.numbers).all()
    written = [sorted((tmp_path / run).rglob("*.parquet")) for run in ("here", "there")]
    assert [file.read_bytes() for file in written[0]] == [file.read_bytes() for file in written[1]]
    assert len(written[0]) == 2 * here.households // BLOCK


@dataclass(frozen=True)
class FirstDies:
    """A task that gives its piece back; the process that begins first is killed."""

    marker: str

    def __call__(self, piece: int) -> int:
        if not Path(self.marker).exists():
            Path(self.marker).touch()
            os._exit(9)
        return piece


def test_workers_of_ones_own_leave_no_file_even_if_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passing = tmp_path / "passing"
    passing.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(passing))
    monkeypatch.setenv("TMPDIR", str(passing))
    assert sorted(on_cluster(FirstDies(str(tmp_path / "died")), [1, 2, 3], "local")) == [1, 2, 3]
    assert (tmp_path / "died").exists()
    assert list(passing.iterdir()) == []


def test_a_scheduler_that_does_not_answer(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aidkit.scale.cluster.PATIENCE", "1s")
    with pytest.raises(AidkitError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), FEW, scheduler="tcp://127.0.0.1:9")
    assert (
        str(error.value).splitlines()[0].startswith("scheduler='tcp://127.0.0.1:9': no Dask scheduler answers there (")
    )


def test_a_scheduler_without_workers(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aidkit.scale.cluster.PATIENCE", "1s")
    with distributed.LocalCluster(n_workers=0, dashboard_address=":0") as cluster:
        with pytest.raises(AidkitError) as error:
            list(on_cluster(str, ["a"], cluster.scheduler_address))
        assert str(error.value) == (
            f"scheduler={cluster.scheduler_address!r}: the scheduler has no workers.\n"
            f"Start some, on any machine that has the same aidkit: dask worker {cluster.scheduler_address}"
        )


def test_a_worker_with_another_aidkit_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aidkit.scale.cluster.package_digest", lambda: "of last year")
    with pytest.raises(AidkitError) as error:
        list(on_cluster(str, ["a"], address))
    first, second = str(error.value).splitlines()
    assert first.startswith("The worker at tcp://127.0.0.1:")
    assert first.endswith(" has another aidkit than the one that asks it.")
    assert second == "Install the same version on all machines, and start the workers again."


def test_a_script_that_starts_workers_at_its_top_is_told_why_they_end(tmp_path: Path) -> None:
    script = tmp_path / "unguarded.py"
    script.write_text('from aidkit.scale.cluster import on_cluster\nlist(on_cluster(str, [1], "local"))\n')
    ended = subprocess.run([sys.executable, str(script)], check=False, capture_output=True, text=True, cwd=ROOT)
    assert ended.stderr.endswith(
        "aidkit.errors.AidkitError: scheduler='local': Dask's workers did not start.\n"
        "In a script, the call must stand below `if __name__ == '__main__':`, since each process reads the script.\n"
    )


def dies(name: str) -> str:
    """Kill the process that works on one piece, each time."""
    if name == "the third county":
        os._exit(9)
    return name


def test_a_piece_that_kills_every_worker_does_not_stop_the_others(address: str) -> None:
    found = dict(outcomes_on_cluster(dies, ["the first county", "the third county"], address))
    assert found[0] == "the first county"
    assert isinstance(found[1], AidkitError)
    assert str(found[1]) == (
        f"scheduler={address!r}: workers died one after the other over the third county.\n"
        "Their logs say why; mostly it is memory: give workers more, or start fewer on a machine."
    )


def test_a_scheduler_that_is_lost_on_the_way() -> None:
    with distributed.LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=":0") as cluster:
        found = on_cluster(time.sleep, [0.0, *[60.0] * 3], cluster.scheduler_address)
        next(found)
        cluster.close()
        with pytest.raises(AidkitError) as error:
            list(found)
    assert str(error.value) == (
        f"scheduler={cluster.scheduler_address!r}: the scheduler was lost before all was done.\n"
        "See why it ended (`dask scheduler` says it), start it and its workers, and run this again."
    )
