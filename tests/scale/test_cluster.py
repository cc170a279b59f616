"""Dask workers give the same totals to the fen, also when one of them dies on the way."""

from __future__ import annotations

import os
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
from aidkit.scale.cluster import on_cluster
from aidkit.scale.parts import write
from tests.oracle.population_generator import random_population

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
    settings: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": None}
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

    def __call__(self, part: Any) -> Any:
        if part.name.endswith("00002.parquet") and not Path(self.marker).exists():
            Path(self.marker).touch()
            os._exit(9)
        return self.task(part)


def test_a_worker_that_dies_changes_nothing(
    stored: Path, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy, marker = aidkit.load_policy("jinjiang"), tmp_path / "died"
    here = aidkit.scale.simulate(stored, policy, FEW)
    monkeypatch.setattr(
        "aidkit.scale.cluster.on_cluster", lambda task, *rest: on_cluster(DiesOnce(str(marker), task), *rest)
    )
    there = aidkit.scale.simulate(stored, policy, FEW, scheduler=address)
    assert marker.exists()
    assert (here.sums.numbers == there.sums.numbers).all()


def test_a_scheduler_that_does_not_answer(stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aidkit.scale.cluster.PATIENCE", "1s")
    with pytest.raises(AidkitError) as error:
        aidkit.scale.simulate(stored, aidkit.load_policy("jinjiang"), FEW, scheduler="tcp://127.0.0.1:9")
    assert (
        str(error.value).splitlines()[0].startswith("scheduler='tcp://127.0.0.1:9': no Dask scheduler answers there (")
    )
