"""Each command does what one call of the library does, and says in --help how it is used."""

from __future__ import annotations

import json
import re

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import aidkit
from aidkit.cli import app
from aidkit.parameters import SPECS

COMMANDS = ("report", "explain", "params", "check", "synthesize")


def run(*arguments):
    outcome = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert outcome.exit_code == 0, outcome.stderr
    return outcome.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_help_gives_an_example_and_exit_codes(command):
    text = " ".join(run(command, "--help").split())
    assert f"Example: aidkit {command}" in text
    assert "Exit codes: 0 done, 1 the work failed, 2 a name or a value cannot be used." in text


def test_synthesize_writes_what_check_and_explain_read(tmp_path):
    folder = tmp_path / "people"
    said = run("synthesize", "jinjiang", "--households", 60, "--seed", 3, "--out", folder)
    assert "60 households" in said
    assert "invented" in said.lower()
    assert "60 households" in run("check", folder)
    population = aidkit.read_population(folder)
    family = population.households.index[0]
    expected = str(aidkit.explain(population, aidkit.load_policy("jinjiang"), family))
    assert run("explain", "jinjiang", "--household", family, "--population", folder) == expected + "\n"


def test_explain_follows_a_changed_parameter(tmp_path):
    run("synthesize", "jinjiang", "--households", 60, "--out", tmp_path)
    family = aidkit.read_population(tmp_path).households.index[0]
    text = run("explain", "jinjiang", "--household", family, "--population", tmp_path, "--set", "dibao.standard.urban=999",
               "--set", "dibao.standard.rural=999")  # fmt: skip
    assert "999.00" in text


def test_params_lists_every_path_with_its_source():
    listing = run("params", "jinjiang")
    joined = re.sub(r"[^\w.]", "", listing)
    assert all(spec.path in joined for spec in SPECS if len(spec.path) < 30)
    assert "2021-08-24" in listing


def test_params_as_a_workbook(tmp_path):
    run("params", "jinjiang", "--xlsx", tmp_path / "p.xlsx")
    book = load_workbook(tmp_path / "p.xlsx")
    assert book.sheetnames == ["目录 Contents", "values", "assumed_values"]
    assert book["values"].max_row >= len(SPECS)


def test_check_reads_a_parameter_file():
    path = aidkit.shipped.shipped("params") / "jinjiang.yaml"
    assert run("check", path).endswith("parameters of 晋江市 Jinjiang, no fault.\n")


def test_report_writes_a_folder_a_place_and_the_index(tmp_path):
    run("synthesize", "jinjiang", "--households", 300, "--out", tmp_path / "people")
    said = run("report", "jinjiang", "--population", tmp_path / "people", "--out", tmp_path / "reports", "--lang", "zh",
               "--set", "edge.multiple=1.5", "--name", "lower edge", "--jobs", 1)  # fmt: skip
    folder = tmp_path / "reports" / "jinjiang" / "2021-08-24-lower-edge"
    index = tmp_path / "reports" / "index.html"
    assert said == f"{folder}\n1 of 1 reports written; index: {index}\n"
    record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
    assert record["parameters"]["overrides"] == {"edge.multiple": 1.5}
    assert record["synthetic"] is True
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Who qualifies" not in page
    assert "本报告使用合成（虚构）数据" in page
    assert "lower-edge/report.html" in index.read_text(encoding="utf-8")
