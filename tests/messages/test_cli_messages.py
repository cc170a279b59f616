"""Every mistake on the command line: the whole text on stderr, its exit code, and nothing half-written."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from aidkit.cli import app
from aidkit.parameter_files import national_file, parameter_file
from aidkit.parameters import SPECS

PLACES = "daye, hanzhong, huangshi, jinjiang, qionghai, town-template, yangxin"
NO_POPULATION = (
    "{path}: no such file or folder.\n"
    "A population is a folder or file with households and persons, or the folder of a register extract.\n"
    "Leave it out for an invented (synthetic) population.\n"
)


def aidkit(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(*arguments):
    """Return what stderr says of a command that must end with 2 and print nothing else."""
    outcome = aidkit(*arguments)
    assert outcome.exit_code == 2
    assert outcome.stdout == ""
    return outcome.stderr


def policy_start(place):
    """Yield the first day on which each parameter has a value, in the place's file or in the nation's."""
    files = parameter_file(place).entries, national_file().entries
    return [min(entries[spec.path][0].since for entries in files if spec.path in entries) for spec in SPECS]


@pytest.fixture
def out(tmp_path):
    folder = tmp_path / "reports"
    yield folder
    assert not folder.exists()


def test_unknown_place(out):
    assert refused("report", "jinjang", "daye", "--out", out) == (
        "'jinjang' is not a place aidkit knows.\nDid you mean 'jinjiang'?\n"
    )
    assert refused("report", "paris", "--out", out) == (
        f"'paris' is not a place aidkit knows.\nValid names: {PLACES}.\n"
    )


def test_no_place_and_too_many(out):
    assert refused("report", "--out", out) == f"No place given.\nGive one or more of {PLACES}, or --all.\n"
    assert refused("report", "daye", "--all", "--out", out) == "Give places or --all, not both.\nPlaces given: daye.\n"


def test_date_before_the_first_value(out):
    first = max(policy_start("jinjiang"))
    assert refused("report", "jinjiang", "--date", "1999-01-01", "--out", out) == (
        f"jinjiang on 1999-01-01: {len(SPECS)} of {len(SPECS)} parameters have no value yet: dibao.standard.urban, "
        f"dibao.standard.rural, minimum_wage, dibao.mode.urban, dibao.mode.rural and {len(SPECS) - 5} more.\n"
        f"Choose a date from {first} on, or add earlier values to params/jinjiang.yaml.\n"
    )


def test_a_date_that_is_none(out):
    assert refused("report", "jinjiang", "--date", "24.8.2021", "--out", out) == (
        "'24.8.2021' is not a date.\nWrite it as YYYY-MM-DD, e.g. \"2021-08-24\".\n"
    )


def test_misspelt_path(out):
    assert refused("report", "jinjiang", "--set", "edge.multipel=1.5", "--out", out) == (
        "'edge.multipel' is not a parameter.\nDid you mean 'edge.multiple'?\n"
    )


def test_wrong_value(out):
    assert refused("report", "jinjiang", "--set", "edge.multiple=high", "--out", out) == (
        "edge.multiple: 'high' cannot be used.\nAllowed: a number at least 0, at most 20; unit: factor.\n"
    )


@pytest.mark.parametrize("setting", ["edge.multiple", "=1.5", "edge.multiple={"])
def test_a_setting_that_is_none(out, setting):
    assert refused("report", "jinjiang", "--set", setting, "--out", out) == (
        f"--set {setting}: not NAME=VALUE.\nExample: --set edge.multiple=1.5\n"
    )


def test_language_and_format(out):
    assert refused("report", "daye", "--lang", "fr", "--out", out) == (
        "'fr' is not a lang of a report.\nValid names: zh, en, both.\n"
    )
    assert refused("report", "daye", "--formats", "html,xslx", "--out", out) == (
        "'xslx' is not a format of a report.\nDid you mean 'xlsx'?\n"
    )


def test_missing_population(out, tmp_path):
    path = tmp_path / "nowhere"
    assert refused("report", "daye", "--population", path, "--out", out) == NO_POPULATION.format(path=path)
    assert refused("explain", "daye", "--household", "1", "--population", path) == NO_POPULATION.format(path=path)
    assert refused("check", path) == NO_POPULATION.format(path=path)


def test_a_population_that_cannot_be_used(out, tmp_path):
    (tmp_path / "households.csv").write_text("household_id,area\n1,urban\n", encoding="utf-8")
    (tmp_path / "persons.csv").write_text("person_id,household_id,age\n1,1,-5\n", encoding="utf-8")
    said = refused("report", "daye", "--population", tmp_path, "--out", out)
    assert said == refused("check", tmp_path)
    assert said == (
        f"{tmp_path}: persons.age: 1 value below 0: person 1 (-5).\nAllowed: whole numbers of years from 0 to 130.\n"
    )


def test_unknown_household(tmp_path):
    (tmp_path / "households.csv").write_text("household_id,area\nHH1,urban\n", encoding="utf-8")
    (tmp_path / "persons.csv").write_text("person_id,household_id,age\n1,HH1,50\n", encoding="utf-8")
    assert refused("explain", "daye", "--household", "X9", "--population", tmp_path) == (
        "No household has the id 'X9'.\nValid names: HH1.\n"
    )


def test_a_parameter_file_that_is_not_there():
    assert (
        refused("check", "params/paris.yaml") == "params/paris.yaml: no such file.\nParameter files lie in params/.\n"
    )


@pytest.mark.parametrize(("option", "said"), [("--households", "households=0"), ("--seed", "seed=-1")])
def test_a_population_that_cannot_be_invented(tmp_path, option, said):
    number = said.partition("=")[2]
    text = refused("synthesize", "daye", option, number, "--out", tmp_path / "invented")
    assert text.startswith(f"{said} cannot be used.\n")
    assert not (tmp_path / "invented").exists()


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    outcome = aidkit("params", "daye", "--xlsx", tmp_path / "file" / "a.xlsx")
    assert outcome.exit_code == 1
    assert outcome.stderr == f"{tmp_path / 'file' / 'a.xlsx'}: Not a directory.\n"


def test_notebook_parameters(out):
    given = ("--param", "hauseholds=10", "--param", "seed=1.5", "--param", "lang")
    assert refused("report", "daye", *given, "--out", out) == (
        "--param lang: not NAME=VALUE.\nExample: --param households=5000\n"
    )
    assert refused("report", "daye", *given[:4], "--out", out) == (
        "10_campaign_report: 2 parameters cannot be used.\n"
        "hauseholds: not a parameter of this notebook. Did you mean 'households'?\n"
        "seed: 1.5 is float, expected int (default 2021).\n"
    )
