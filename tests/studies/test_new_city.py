"""A new place: every path once, what must be looked up marked, and a report's policy as soon as that is done."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

import aidkit
from aidkit.cli import app
from aidkit.errors import ParameterFileError, PolicyError
from aidkit.parameter_files import check_place, read_parameter_file
from aidkit.parameters import SPECS
from aidkit.studies import begin_city
from tests.refusals import refusal

DAY = datetime.date(2024, 8, 1)
FOUND = {"dibao.standard.urban": 800, "dibao.standard.rural": 600, "minimum_wage": 1800,
         "income.local_disposable_annual": 40_000, "children.orphan_standard.institution": 1800,
         "children.orphan_standard.scattered": 1300}  # fmt: skip


def filled(text: str) -> str:
    """Write the six values that no national rule gives, in the order of the file, and the code."""
    for value in FOUND.values():
        record = f'value: {value}, status: assumed, low: {value / 2}, high: {value * 2}, source: {{reason: "a test"}}'
        before, _, after = text.partition(
            "value: LOOK-UP, status: published, source: {notice: LOOK-UP, address: LOOK-UP}"
        )
        text = before + record + after
    return text.replace("code: LOOK-UP", 'code: "350583"')


def test_every_path_stands_in_the_file_once(params_folder: Path) -> None:
    (path,) = begin_city("my-city", zh="我的市", day=DAY, out=params_folder)
    lines = filled(path.read_text(encoding="utf-8")).splitlines(keepends=True)
    start = lines.index("parameters:\n")
    uncommented = [line.removeprefix("#") for line in lines[start:]]
    path.write_text("".join([*lines[:start], *uncommented]), encoding="utf-8")
    assert sorted(read_parameter_file(path).entries) == sorted(spec.path for spec in SPECS)
    nation, own = aidkit.load_policy("jinjiang", DAY), aidkit.load_policy("my-city")
    national = {spec.path for spec in SPECS if nation.entry(spec.path).origin == "national"}
    assert {path: own[path] for path in national} == {path: nation[path] for path in national}


def test_the_file_is_valid_once_the_marks_are_gone(params_folder: Path) -> None:
    (path,) = begin_city("my-city", zh="我的市", day=DAY, out=params_folder)
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert {name: entries[0].value for name, entries in check_place(path).entries.items()} == FOUND
    policy = aidkit.load_policy("my-city")
    assert (policy.date, policy["dibao.standard.rural"], policy["edge.multiple"]) == (DAY, 600.0, 1.5)


def test_check_says_line_by_line_what_to_look_up(params_folder: Path) -> None:
    begin_city("my-city", zh="我的市", day=DAY, out=params_folder)
    outcome = CliRunner().invoke(app, ["check", str(params_folder / "my-city.yaml")])
    assert outcome.exit_code == 2
    said = outcome.stderr.splitlines()
    assert said[:3] == [
        "params/my-city.yaml cannot be used; 7 faults:",
        "- line 10, place.code: still LOOK-UP. Write what your own notice says.",
        "- line 18, dibao.standard.urban, 2024-01-01: still LOOK-UP. Write 城镇低保标准 Dibao standard, urban: "
        "a number above 0, yuan/month; and who says so.",
    ]
    lines = (params_folder / "my-city.yaml").read_text(encoding="utf-8").splitlines()
    numbers = [int(text.split(",")[0].removeprefix("- line ")) for text in said[1:]]
    assert all("LOOK-UP" in lines[number - 1] for number in numbers)
    assert len(numbers) == 7


def test_check_names_what_is_missing_and_what_begins_too_late(params_folder: Path) -> None:
    (path,) = begin_city("my-city", zh="我的市", day=DAY, out=params_folder)
    text = filled(path.read_text(encoding="utf-8")).splitlines(keepends=True)
    wage = next(place for place, line in enumerate(text) if line.startswith("  minimum_wage:"))
    rural = next(place for place, line in enumerate(text) if line.startswith("      rural:")) + 3
    text[rural] = text[rural].replace("2024-01-01", "2025-01-01")
    path.write_text("".join(text[:wage] + text[wage + 4 :]), encoding="utf-8")
    assert refusal(ParameterFileError, check_place, path) == (
        "params/my-city.yaml cannot be used; 2 faults:\n"
        "- line 11, minimum_wage: missing, and no national rule gives it. Write 最低工资标准 Minimum wage in yuan/month.\n"
        "- line 23, dibao.standard.rural, 2025-01-01: in force too late for the campaign_date 2024-08-01. "
        "Add the value before, too."
    )


@pytest.mark.parametrize(
    "name", ["../../x", "/etc/x", "x/y", "Jinjiang", "=cmd", "national", "", "a" * 41, "a\nb", "市"]
)
def test_a_name_that_is_no_id(params_folder: Path, name: str) -> None:
    before = sorted(params_folder.parent.rglob("*"))
    assert refusal(PolicyError, begin_city, name, zh="市", out=params_folder) == (
        f"{name!r} is no id of a place.\n"
        "Allowed: up to 40 small Latin letters, digits and hyphens, a letter first, e.g. my-city."
    )
    assert sorted(params_folder.parent.rglob("*")) == before


def test_a_chinese_name_cannot_write_yaml(params_folder: Path) -> None:
    assert refusal(PolicyError, begin_city, "x", zh="市\nparameters: {}", out=params_folder) == (
        "zh='市\\nparameters: {}' cannot be used.\nAllowed: one line of up to 60 characters."
    )
    (path,) = begin_city("x", zh="市}, code: {<script>: '=1", day=DAY, out=params_folder)
    path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert read_parameter_file(path).place.zh == "市}, code: {<script>: '=1"


def test_a_file_that_is_there_already_stays(params_folder: Path) -> None:
    before = (params_folder / "daye.yaml").read_bytes()
    assert refusal(PolicyError, begin_city, "daye", zh="大冶", out=params_folder) == (
        f"{params_folder / 'daye.yaml'} is there already.\nChoose another name, or go on with that file."
    )
    assert (params_folder / "daye.yaml").read_bytes() == before


def test_a_folder_without_national_rules(tmp_path: Path) -> None:
    assert refusal(PolicyError, begin_city, "x", zh="市", out=tmp_path) == (
        f"{tmp_path}: no folder of parameters, for it holds no national.yaml.\n"
        "Begin a study with `aidkit init my-study` and go into it; or name the folder: --out my-study/params."
    )
