"""A study's folder: made whole or not at all, and read by everything that is started below it."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import aidkit
from aidkit.cli import app
from aidkit.errors import ReportError
from aidkit.shipped import packaged, shipped
from aidkit.studies import begin_city, begin_study, folder
from tests.refusals import refusal


def test_a_study_holds_what_ships(tmp_path: Path) -> None:
    made = begin_study(tmp_path / "研究 study")
    assert {item.name for item in made.iterdir()} == {
        "params", "notebooks", "data", "Makefile", "README.md", "aidkit-study"
    }  # fmt: skip
    for part in ("params", "notebooks", "data"):
        source = packaged(part)
        files = {
            path.relative_to(source) for path in source.rglob("*") if path.is_file() and ".ipynb_" not in str(path)
        }
        assert files
        assert {path.relative_to(made / part) for path in (made / part).rglob("*") if path.is_file()} == files


def test_files_of_the_study_count_wherever_below_it_one_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = begin_study(tmp_path / "study")
    begin_city("my-city", zh="我的市", out=made / "params")
    for place in (made, made / "notebooks"):
        monkeypatch.chdir(place)
        assert shipped("params") == made / "params"
        assert "my-city" in aidkit.places()
        assert (shipped("data") / "margins" / "my-city.yaml").is_file()
    monkeypatch.chdir(tmp_path)
    assert "my-city" not in aidkit.places()


def test_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    for name in ("mine", "link"):
        assert refusal(ReportError, begin_study, tmp_path / name) == (
            f"{tmp_path / name}: something is there already.\nName a folder that is not there yet."
        )
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["link", "mine", "notes.txt"]


def test_a_study_that_fails_half_way_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "_TEMPLATE", tmp_path / "not there")
    with pytest.raises(FileNotFoundError):
        begin_study(tmp_path / "study")
    assert list(tmp_path.iterdir()) == []


def test_init_on_the_command_line(tmp_path: Path) -> None:
    outcome = CliRunner().invoke(app, ["init", str(tmp_path / "study")])
    assert outcome.exit_code == 0, outcome.stderr
    assert outcome.stdout == (
        f"{tmp_path / 'study'}: params, notebooks, data, Makefile. Go on there: README.md says how.\n"
    )
