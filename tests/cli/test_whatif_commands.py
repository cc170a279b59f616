"""whatif, sweep and solve on the command line: what they print, and how they refuse."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

import aidkit
from aidkit.cli import app
from aidkit.data.files import write_population


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("people")
    return str(write_population(aidkit.synthesize("jinjiang", 400, 1), path))


def run(*arguments: str):
    return CliRunner().invoke(app, list(arguments))


def test_a_sweep_prints_a_row_a_figure_and_a_column_a_point(folder):
    done = run("sweep", "jinjiang", "edge.multiple", "--from", "1", "--to", "2", "--steps", "3", "--population", folder)
    assert done.exit_code == 0
    first = done.stdout.splitlines()[0].split()
    assert first == ["value", "1.00", "1.50", "2.00"]
    assert "annual_cost" in done.stdout


def test_solve_prints_the_value_and_its_proof(folder):
    done = run(
        "solve", "jinjiang", "dibao.standard", "--factor", "--until", "annual_cost<=1e12", "--population", folder
    )
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "dibao.standard = 2 × today: annual_cost <= 1e+12."


def test_whatif_compares_with_a_ready_reform(folder):
    done = run("whatif", "jinjiang", "--reform", "edge-line-1.5", "--population", folder)
    assert done.exit_code == 0
    assert "edge.multiple" in done.stdout


def test_whatif_compares_with_a_setting(folder):
    done = run("whatif", "jinjiang", "--set", "dibao.standard.urban=850", "--population", folder)
    assert done.exit_code == 0
    assert "Winners and losers" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["whatif", "jinjiang"], "whatif: nothing is changed.\nGive --set PATH=VALUE or --reform NAME.\n"),
        (
            ["solve", "jinjiang", "edge.multiple", "--until", "annual_cost=5"],
            "--until 'annual_cost=5': not a target.\nWrite a figure, <= or >=, and a number: annual_cost<=4e8.\n",
        ),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_2(arguments, text, folder):
    done = run(*arguments, "--population", folder)
    assert done.exit_code == 2
    assert done.stderr == text
