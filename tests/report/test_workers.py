"""Reports run by Dask workers are the reports run here, byte for byte, also where a worker dies on the way."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from aidkit.cli import app
from aidkit.errors import AidkitError, ReportError
from aidkit.report.manifest import MANIFEST, ingredients
from aidkit.report.outcome import Outcome
from aidkit.report.provenance import stamp_text
from aidkit.report.series import run_reports
from aidkit.report.study import Study, prepared, study_of
from aidkit.report.workers import Errand, run_on_workers
from aidkit.scale import cluster

distributed = pytest.importorskip("distributed")
PLACES = ("jinjiang", "daye")
INTO_THE_RUN = 0.5  # seconds after which a worker is killed; a report on a fresh worker takes longer

Asked = Callable[..., list[Study]]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    settings: dict[str, Any] = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0"}
    with distributed.LocalCluster(**settings) as workers:
        yield workers.scheduler_address


@pytest.fixture
def asked(toy: str, tmp_path: Path) -> Asked:
    return lambda folder, **more: [study_of(place, notebook=toy, out=tmp_path / folder, **more) for place in PLACES]


def contents(out: Path, outcomes: list[Outcome]) -> dict[str, object]:
    """Return every file below a folder of reports, but for the stamp that says when each was made."""
    stamps = {one.run.folder: one.run.record["stamp"] for one in outcomes if one.run}
    found: dict[str, object] = {}
    for file in sorted(path for path in out.rglob("*") if path.is_file() and path.name != MANIFEST):
        content: object = file.read_bytes()
        if file.name == "report.html":
            text, said = file.read_text(encoding="utf-8"), stamp_text(stamps[file.parent], "both")
            assert said in text
            content = text.replace(said, "")
        if file.name == "run.json":
            content = {**json.loads(file.read_text(encoding="utf-8")), "stamp": None}
        found[file.relative_to(out).as_posix()] = content
    return found


@dataclass(frozen=True)
class DiesOnce:
    """A task whose process is killed in the midst of it the first time."""

    marker: str
    task: Any

    def __call__(self, errand: Any) -> Any:
        if errand.study.place == "daye" and not Path(self.marker).exists():
            Path(self.marker).touch()
            threading.Timer(INTO_THE_RUN, os._exit, (9,)).start()
        return self.task(errand)


def test_the_same_files_though_a_worker_dies(
    asked: Asked, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker, seen = tmp_path / "died", []
    spread = cluster.outcomes_on_cluster
    monkeypatch.setattr(
        "aidkit.report.workers.outcomes_on_cluster", lambda task, *rest: spread(DiesOnce(str(marker), task), *rest)
    )
    here = run_reports(asked("here"))
    there = run_reports(
        asked("there"), scheduler=address, on_start=seen.append, on_done=lambda one: seen.append(one.study.place)
    )
    assert marker.exists()
    assert (seen[0], sorted(seen[1:])) == (2, sorted(PLACES))
    assert [one.study.place for one in there] == list(PLACES)
    files = contents(tmp_path / "there", there)
    assert files == contents(tmp_path / "here", here)
    assert {Path(name).name for name in files} >= {
        "report.html",
        "report.pdf",
        "report.docx",
        "tables.xlsx",
        "run.json",
    }
    assert all(one.kept for one in run_reports(asked("there"), scheduler="tcp://127.0.0.1:9"))  # nobody is asked again


def test_a_failing_cell_is_told_as_from_here(asked: Asked, address: str, tmp_path: Path) -> None:
    here = run_reports(asked("here", parameters={"fails_in": "daye"}))
    there = run_reports(asked("there", parameters={"fails_in": "daye"}), scheduler=address)
    assert [one.run is None for one in there] == [False, True]
    assert there[1].error == here[1].error.replace(str(tmp_path / "here"), str(tmp_path / "there"))
    kept = [tmp_path / name / "daye" / "2017-12-31-baseline" / "notebook.partial.ipynb" for name in ("here", "there")]
    assert [sorted(path.parent.iterdir()) for path in kept] == [[path] for path in kept]


def test_a_worker_with_other_parameters_is_refused(
    asked: Asked, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = prepared(asked("there")[0])
    unlike = {**ingredients(study), "packages": "older", "parameters in force": "of another year"}
    monkeypatch.setattr("aidkit.report.workers.ingredients", lambda _: unlike)
    ((_, outcome),) = run_on_workers([study], address)
    worker = outcome.error.partition("the worker at ")[2].partition(" has")[0]
    assert worker.startswith("tcp://127.0.0.1:")
    assert outcome.error == (
        f"jinjiang: the worker at {worker} has not the same parameters in force, packages as this machine.\n"
        "Its report would be another one. Give every worker the same aidkit and packages, start it in a folder with "
        "the\nsame parameters, and put population and notebook where all see them under the same path."
    )
    assert not (tmp_path / "there" / "jinjiang" / "2021-08-24-baseline").exists()


def test_a_worker_that_has_not_the_notebook(asked: Asked, address: str, toy: str) -> None:
    study = prepared(asked("there")[0])
    errand = Errand(replace(study, notebook=f"{toy}-elsewhere.ipynb"), ingredients(study))
    with pytest.raises(ReportError, match=r"elsewhere\.ipynb' is no notebook"):
        list(cluster.on_cluster(Errand.__call__, [errand], address))


def test_identities_in_full_do_not_travel_unencrypted(asked: Asked) -> None:
    with pytest.raises(ReportError) as error:
        run_reports(asked("out", raw=True, reason="household visits"), scheduler="tcp://10.0.0.1:8786")
    assert str(error.value) == (
        "scheduler='tcp://10.0.0.1:8786': identities in full do not travel over a line that others can read.\n"
        "Give local, a scheduler at tls://…, or leave raw out."
    )


def test_without_dask_or_a_scheduler(asked: Asked, tmp_path: Path, toy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aidkit.scale.cluster.PATIENCE", "1s")
    command = ["report", "jinjiang", "--notebook", toy, "--out", str(tmp_path / "out"), "--scheduler"]
    silent = CliRunner().invoke(app, [*command, "tcp://127.0.0.1:9"])
    assert (silent.exit_code, silent.stdout) == (2, "")
    assert silent.stderr == (
        "scheduler='tcp://127.0.0.1:9': no Dask scheduler answers there (OSError).\n"
        'Give "local", or an address such as "tcp://10.0.0.1:8786" that `dask scheduler` printed.\n'
    )
    both = CliRunner().invoke(app, [*command, "local", "--jobs", "2"])
    assert both.stderr == "jobs and scheduler exclude each other.\nThe scheduler's workers say how many.\n"
    idle = CliRunner().invoke(app, [*command, "tcp://127.0.0.1:9", "--engine", "kernel"])
    assert idle.stderr == (
        "--engine decides for this machine, and the reports run elsewhere.\n"
        "Leave it out, or start the workers with AIDKIT_ENGINE=fork or =kernel.\n"
    )
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(AidkitError) as error:
        run_reports(asked("out"), scheduler="local")
    assert str(error.value) == (
        "scheduler='local': Dask is not installed.\n"
        "Install it with pip install 'aidkit[scale]', or leave scheduler out to use this machine's cores."
    )
    assert not (tmp_path / "out").exists()
