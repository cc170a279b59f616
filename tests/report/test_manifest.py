"""A series asked for again runs what is missing or would come out differently, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aidkit.cli import app
from aidkit.report.manifest import MANIFEST, finished, inputs_hash
from aidkit.report.series import run_reports
from aidkit.report.study import prepared, study_of


@pytest.fixture
def asked(settings):
    return lambda *places, **more: [study_of(place, formats=("html",), **settings(**more)) for place in places]


def test_what_is_finished_is_not_run_again(asked, tmp_path):
    run_reports(asked("jinjiang", parameters={"fails_in": "daye"}), jobs=1)
    again = run_reports(asked("jinjiang", "daye", parameters={"fails_in": "daye"}), jobs=2)
    assert [(outcome.kept, outcome.run is None) for outcome in again] == [(True, False), (False, True)]
    assert json.loads((tmp_path / "reports" / MANIFEST).read_text()).keys() == {"jinjiang/2021-08-24-baseline"}
    forced = run_reports(asked("jinjiang", parameters={"fails_in": "daye"}), jobs=1, force=True)
    assert not forced[0].kept


@pytest.mark.parametrize("change", ["page edited", "page gone", "record gone", "list cut short"])
def test_a_run_that_is_not_whole_any_more_is_not_finished(asked, change):
    run = run_reports(asked("jinjiang"), jobs=1)[0].run
    assert finished(run.study) == run
    page, record = run.folder / "report.html", run.folder / "run.json"
    {
        "page edited": lambda: page.write_text("edited"),
        "page gone": page.unlink,
        "record gone": record.unlink,
        "list cut short": lambda: (run.study.out / MANIFEST).write_text('{"jinj'),
    }[change]()
    assert finished(run.study) is None


def test_everything_that_goes_in_counts(asked, toy, tmp_path):
    def hashed(**more):
        return inputs_hash(prepared(asked("jinjiang", **more)[0]))

    people = tmp_path / "people"
    people.mkdir()
    homes = people / "households.csv"
    homes.write_text("household_id,area\na,urban\n")
    (people / "persons.csv").write_text("person_id,household_id,age\n1,a,40\n")
    hashes = [hashed(), hashed(lang="zh"), hashed(date="2021-09-01"), hashed(overrides={"edge.multiple": 1.5}),
              hashed(parameters={"factor": 2.0}), hashed(population=str(people))]  # fmt: skip
    homes.write_text("household_id,area\na,rural\n")
    hashes.append(hashed(population=str(people)))
    other = tmp_path / "toy.ipynb"
    other.write_text(Path(toy).read_text(encoding="utf-8").replace("谁应当享受？", "谁应当享受?"), encoding="utf-8")
    hashes.append(hashed(notebook=str(other)))
    assert len(set(hashes)) == len(hashes)
    assert hashed() == hashes[0]


def test_the_command_says_what_was_kept(toy, tmp_path, monkeypatch):
    monkeypatch.setenv("AIDKIT_ENGINE", "")  # so that what --engine chooses ends with this test
    command = [str(part) for part in ("report", "jinjiang", "--notebook", toy, "--out", tmp_path, "--formats", "html")]
    CliRunner().invoke(app, command)
    again = CliRunner().invoke(app, [*command, "--engine", "fork"])
    assert again.exit_code == 0
    assert again.stdout.splitlines()[-1] == (
        "1 of 1 reports written (1 of them before, and nothing has changed since; --force runs them again); "
        f"index: {tmp_path / 'index.html'}"
    )
    wrong = CliRunner().invoke(app, [*command, "--engine", "spoon"])
    assert (wrong.exit_code, wrong.stderr) == (2, "spoon: no engine is called so.\nValid names: fork, kernel.\n")
