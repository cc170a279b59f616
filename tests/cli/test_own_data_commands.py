"""Commands for a place and a survey of one's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from aidkit.cli import app
from tests.data.survey_fixtures import write


def run(*arguments: object, code: int = 0) -> str:
    outcome = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert outcome.exit_code == code, outcome.output
    return outcome.output


@pytest.mark.parametrize("command", ["new-city", "init", "check-mapping"])
def test_the_help_gives_an_example(command: str) -> None:
    assert f"Example: aidkit {command}" in " ".join(run(command, "--help").split())


def test_check_mapping_says_what_a_mapping_reads() -> None:
    said = run("check-mapping", "charls2018").splitlines()
    assert said[0].startswith(
        "charls2018: 中国健康与养老追踪调查2018 China Health and Retirement Longitudinal Study 2018, no fault."
    )
    assert "  columns of aidkit: age, self_care_failed" in said
    assert "  lacks disability_grade: not in the columns seen" in said


def test_check_mapping_tries_it_on_files(tmp_path: Path) -> None:
    said = run("check-mapping", "chip2018", write("chip2018", tmp_path), "--province", "35")
    assert "1 household, 2 persons, standing for 2 persons." in said


def test_check_mapping_names_every_fault(tmp_path: Path) -> None:
    mine = tmp_path / "mine.yaml"
    mine.write_text("survey: {id: other}\n", encoding="utf-8")
    assert "The mapping mine.yaml cannot be used; " in run("check-mapping", mine, code=2)
    assert "no date" in run("new-city", "x", "--zh", "市", "--date", "2024-13-01", code=2).replace(
        "not a date", "no date"
    )
