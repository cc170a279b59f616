"""What a user reads who spoils a parameter file: every fault, each with its path and date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import aidkit
from aidkit.errors import ParameterFileError
from aidkit.parameter_files import read_parameter_file
from tests.refusals import refusal

DATES = "Write the first day the value is in force as YYYY-MM-DD, oldest first."
PLACE = 'place: {id: here, en: Here, zh: 此地, code: "000000", campaign_date: 2021-08-01}\n'
SEED = "status: seed, source: {document: town-2020, clause: XZ-1}"

Spoiled = Callable[..., str]


@pytest.fixture
def spoiled(params_folder: Path) -> Spoiled:
    """Write a file of parameters and return what is said of it."""

    def text(parameters: str, place: str = PLACE) -> str:
        path = params_folder / "here.yaml"
        path.write_text(f"{place}parameters:\n{parameters}", encoding="utf-8")
        return refusal(ParameterFileError, read_parameter_file, path)

    return text


def leaf(values: str, unit: str = "yuan/month", path: str = "minimum_wage") -> str:
    return f"  {path}:\n    unit: {unit}\n    values:\n" + "".join(f"      {line}\n" for line in values.splitlines())


def one_fault(fault: str) -> str:
    return f"params/here.yaml cannot be used; 1 fault:\n- {fault}"


def test_a_key_that_stands_twice(spoiled: Spoiled) -> None:
    wage = leaf(f"2021-01-01: {{value: 1500, {SEED}}}")
    advice = "Keys stand once, indented by two spaces, the file in UTF-8."
    assert spoiled(wage + wage) == (
        f"params/here.yaml is not readable YAML: line 7: the key 'minimum_wage' stands here a second time.\n{advice}"
    )
    same_day = leaf(f"2021-01-01: {{value: 1500, {SEED}}}\n2021-01-01: {{value: 1600, {SEED}}}")
    assert spoiled(same_day) == (
        f"params/here.yaml is not readable YAML: line 7: the key '2021-01-01' stands here a second time.\n{advice}"
    )


def test_an_unknown_path_in_a_file(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-01-01: {{value: 1500, {SEED}}}", path="minimum_wages"))
    assert text == one_fault("line 3, minimum_wages: 'minimum_wages' is not a parameter. Did you mean 'minimum_wage'?")


def test_a_wrong_unit(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-01-01: {{value: 1500, {SEED}}}", unit="yuan/week"))
    assert text == one_fault(
        "line 4, minimum_wage.unit: 'yuan/week' is not this parameter's unit. Allowed: yuan/month or yuan/year."
    )
    text = spoiled(leaf(f"2021-01-01: {{value: 0.2, {SEED}}}", unit="factor", path="uplift.rates"))
    assert "'uplift.rates' does not fit ^[a-z][a-z0-9_]*$." in text


@pytest.mark.parametrize("day", ["2021-13-01", "2021-02-29"])
def test_a_day_that_is_in_no_calendar(spoiled: Spoiled, day: str) -> None:
    text = spoiled(leaf(f"{day}: {{value: 1500, {SEED}}}"))
    assert text == one_fault(f"line 6, minimum_wage, {day}: not a date. {DATES}")


def test_a_day_written_otherwise(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-1-1: {{value: 1500, {SEED}}}"))
    assert text == one_fault(f"line 5, minimum_wage: '2021-1-1': not a date. {DATES}")


def test_days_out_of_order(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-07-01: {{value: 1600, {SEED}}}\n2021-01-01: {{value: 1500, {SEED}}}"))
    assert text == one_fault(f"line 7, minimum_wage, 2021-01-01: stands after 2021-07-01. {DATES}")


def test_an_assumption_without_a_range(spoiled: Spoiled) -> None:
    text = spoiled(leaf("2021-01-01: {value: 1500, status: assumed, source: {reason: made up}}"))
    assert text == (
        "params/here.yaml cannot be used; 2 faults:\n"
        "- line 6, minimum_wage, 2021-01-01: 'low' is missing.\n"
        "- line 6, minimum_wage, 2021-01-01: 'high' is missing."
    )


def test_an_assumption_outside_its_range(spoiled: Spoiled) -> None:
    text = spoiled(leaf("2021-01-01: {value: 9, low: 1, high: 5, status: assumed, source: {reason: made up}}"))
    assert text == one_fault(
        "line 6, minimum_wage, 2021-01-01: an assumed number needs low ≤ value ≤ high. Give the range you hold possible."
    )


def test_a_range_of_what_is_not_assumed(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-01-01: {{value: 9, low: 1, {SEED}}}"))
    assert text == one_fault(
        "line 6, minimum_wage, 2021-01-01: 1 has no place here: low, high and alternatives go with assumed values, "
        "code and dates with places."
    )


def test_an_alternative_that_does_not_fit(spoiled: Spoiled) -> None:
    record = "{value: max, alternatives: [mean], status: assumed, source: {reason: made up}}"
    text = spoiled(f"  uplift:\n    combine: {{unit: choice, values: {{2021-01-01: {record}}}}}\n")
    assert text == one_fault(
        "line 4, uplift.combine, 2021-01-01: 'mean' cannot be used. Allowed: max or sum; unit: choice."
    )


def test_a_value_in_a_file_that_does_not_fit(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-01-01: {{value: much, {SEED}}}\n2021-07-01: {{value: null, {SEED}}}"))
    assert text == (
        "params/here.yaml cannot be used; 2 faults:\n"
        "- line 6, minimum_wage, 2021-01-01: 'much' cannot be used. Allowed: a number at least 0; unit: yuan/month.\n"
        "- line 7, minimum_wage, 2021-07-01: None cannot be used. Allowed: a number at least 0; unit: yuan/month."
    )


def test_a_value_without_a_source(spoiled: Spoiled) -> None:
    text = spoiled(leaf("2021-01-01: {value: 1500, status: seed}"))
    assert text == one_fault("line 6, minimum_wage, 2021-01-01: 'source' is missing.")
    text = spoiled(leaf("2021-01-01: {value: 1500, status: published, source: {notice: 通知}}"))
    assert text == one_fault("line 6, minimum_wage, 2021-01-01, source: 'address' is missing.")
    text = spoiled(leaf("2021-01-01: {value: 1500, status: guessed, source: {reason: made up}}"))
    assert text.splitlines()[1] == (
        "- line 6, minimum_wage, 2021-01-01, status: 'guessed' is not one of ['seed', 'published', 'assumed']."
    )


def test_one_row_of_a_table_in_a_file(spoiled: Spoiled) -> None:
    text = spoiled(
        f"  severe:\n    labour:\n      any: {{unit: grade, values: {{2021-01-01: {{value: 2, {SEED}}}}}}}\n"
    )
    assert text == one_fault("line 5, severe.labour.any: one row of the table severe.labour. Give the whole table.")


def test_a_place_named_otherwise_than_its_file(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-01-01: {{value: 1500, {SEED}}}"), PLACE.replace("id: here", "id: there"))
    assert text == one_fault("line 1, place.id: 'there' is not the name of the file. Write 'here', or rename the file.")


def test_all_faults_of_a_file_are_said_at_once(spoiled: Spoiled) -> None:
    parameters = (
        leaf(f"2021-13-01: {{value: 1500, {SEED}}}\n2021-07-01: {{value: -1, {SEED}}}")
        + leaf("2021-01-01: {value: 2.0, status: seed}", unit="factor", path="nonsense")
        + f"  edge:\n    multipel: {{unit: factor, values: {{2021-01-01: {{value: 2.0, {SEED}}}}}}}\n"
        + f"    inclusive: {{unit: factor, values: {{2021-01-01: {{value: true, {SEED}}}}}}}\n"
    )
    assert spoiled(parameters, PLACE.replace("2021-08-01", "2021-08-32")) == (
        "params/here.yaml cannot be used; 6 faults:\n"
        f"- line 1, place.campaign_date: 2021-08-32: not a date. {DATES}\n"
        f"- line 6, minimum_wage, 2021-13-01: not a date. {DATES}\n"
        "- line 7, minimum_wage, 2021-07-01: -1 cannot be used. Allowed: a number at least 0; unit: yuan/month.\n"
        "- line 11, nonsense, 2021-01-01: 'source' is missing.\n"
        "- line 13, edge.multipel: 'edge.multipel' is not a parameter. Did you mean 'edge.multiple'?\n"
        "- line 14, edge.inclusive.unit: 'factor' is not this parameter's unit. Allowed: yes/no."
    )


def test_an_alias(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-01-01: &first {{value: 1500, {SEED}}}\n2021-07-01: *first"))
    assert text == (
        "params/here.yaml is not readable YAML: aliases (*name) are not allowed in parameter files.\n"
        "Keys stand once, indented by two spaces, the file in UTF-8."
    )


@pytest.mark.parametrize(
    ("trap", "said"),
    [
        ("  x: " + "[" * 900_000, "line 3: more than 40 levels deep"),
        ("  x: !!python/object/apply:os.system [ls]\n", "line 3: tags (!name) are not allowed in parameter files"),
        ("  x: !!int ''\n", "line 3: tags (!name) are not allowed in parameter files"),
        (f"  x: 0x{'f' * 4000}\n", "line 3: a value of more than 3,000 characters"),
    ],
)
def test_a_file_that_is_a_trap(spoiled: Spoiled, trap: str, said: str) -> None:
    advice = "Keys stand once, indented by two spaces, the file in UTF-8."
    assert spoiled(trap) == f"params/here.yaml is not readable YAML: {said}.\n{advice}"


def test_a_number_that_no_float_holds(spoiled: Spoiled) -> None:
    assert spoiled(leaf(f"2021-01-01: {{value: 1{'0' * 400}, {SEED}}}")) == (
        "params/here.yaml is not readable YAML: line 6: a whole number of more than 300 digits.\n"
        "Keys stand once, indented by two spaces, the file in UTF-8."
    )


def test_a_value_nobody_has_looked_up(spoiled: Spoiled) -> None:
    record = "{value: LOOK-UP, status: published, source: {notice: LOOK-UP, address: LOOK-UP}}"
    found = "{value: 1500, status: published, source: {notice: LOOK-UP, address: http://mine.cn}}"
    assert spoiled(leaf(f"2021-01-01: {record}\n2022-01-01: {found}")) == (
        "params/here.yaml cannot be used; 2 faults:\n"
        "- line 6, minimum_wage, 2021-01-01: still LOOK-UP. Write 最低工资标准 Minimum wage: a number at least 0, "
        "yuan/month; and who says so.\n"
        "- line 7, minimum_wage, 2022-01-01, source, notice: still LOOK-UP. Write what your own notice says."
    )


@pytest.mark.parametrize("text", ["  ? [minimum_wage]\n  : {}\n", "  &a:\n    unit: yuan\n", "  ~: {}\n"])
def test_a_key_that_is_no_word(spoiled: Spoiled, text: str) -> None:
    assert spoiled(text) == (
        "params/here.yaml is not readable YAML: line 3: a key must be a word.\n"
        "Keys stand once, indented by two spaces, the file in UTF-8."
    )


def test_a_file_that_is_no_yaml(spoiled: Spoiled) -> None:
    assert spoiled("  minimum_wage: {unit: [\n") == (
        "params/here.yaml is not readable YAML: while parsing a flow node did not find expected node content in "
        '"<unicode string>", line 4, column 1.\n'
        "Keys stand once, indented by two spaces, the file in UTF-8."
    )


def test_a_file_in_another_encoding(params_folder: Path) -> None:
    path = params_folder / "here.yaml"
    path.write_bytes(PLACE.encode("gb18030"))
    assert refusal(ParameterFileError, read_parameter_file, path) == (
        "params/here.yaml is not readable YAML: 'utf-8' codec can't decode byte 0xb4 in position 32: invalid start "
        "byte.\nKeys stand once, indented by two spaces, the file in UTF-8."
    )


def test_a_file_that_is_too_large(params_folder: Path) -> None:
    path = params_folder / "here.yaml"
    path.write_text("#" * 2_000_001, encoding="utf-8")
    assert refusal(ParameterFileError, read_parameter_file, path) == (
        "params/here.yaml is larger than 2,000,000 bytes.\nIs it a parameter file?"
    )


def test_an_empty_file(params_folder: Path) -> None:
    path = params_folder / "here.yaml"
    path.touch()
    assert refusal(ParameterFileError, read_parameter_file, path) == one_fault(
        "line 1, the file: None is not a mapping."
    )


@pytest.mark.parametrize("name", ["national.yaml", "schema.json"])
def test_a_folder_that_lacks_a_file(params_folder: Path, name: str) -> None:
    (params_folder / name).unlink()
    assert refusal(ParameterFileError, aidkit.load_policy, "jinjiang") == (
        f"params/{name} is not there.\n"
        "A folder of parameters holds national.yaml, schema.json and a file for each place.\n"
        "Copy what is missing from aidkit's own."
    )
