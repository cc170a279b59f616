"""What a user reads who misspells a place, a date, a path or a value, or spoils a parameter file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

import aidkit
from aidkit.errors import ParameterFileError, PolicyError, RuleError
from aidkit.parameter_files import read_parameter_file
from aidkit.parameter_yaml import load_yaml
from aidkit.parameters import SPECS
from aidkit.policy import Policy
from tests.refusals import refusal

DATES = "Write the first day the value is in force as YYYY-MM-DD, oldest first."
PLACE = 'place: {id: here, en: Here, zh: 此地, code: "000000", campaign_date: 2021-08-01}\n'
SEED = "status: seed, source: {document: town-2020, clause: XZ-1}"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return aidkit.load_policy("jinjiang", date="2021-08-24")


# ------------------------------------------------------------------------------------------ places and dates


def test_unknown_place() -> None:
    assert refusal(PolicyError, aidkit.load_policy, "jinjang") == (
        "'jinjang' is not a place aidkit knows.\nDid you mean 'jinjiang'?"
    )
    assert refusal(PolicyError, aidkit.load_policy, "atlantis") == (
        "'atlantis' is not a place aidkit knows.\n"
        "Valid names: daye, hanzhong, huangshi, jinjiang, qionghai, town-template, yangxin."
    )


def test_the_nation_is_no_place() -> None:
    assert refusal(PolicyError, aidkit.load_policy, "national") == (
        "'national' holds defaults and is no place.\n"
        "Places: daye, hanzhong, huangshi, jinjiang, qionghai, town-template, yangxin."
    )


@pytest.mark.parametrize("day", ["2021-13-01", "24.8.2021", 20210824, pd.NaT])
def test_no_date(day: Any) -> None:
    assert refusal(PolicyError, aidkit.load_policy, "jinjiang", date=day) == (
        f'{day!r} is not a date.\nWrite it as YYYY-MM-DD, e.g. "2021-08-24".'
    )


def test_a_date_before_the_first_value() -> None:
    assert refusal(PolicyError, aidkit.load_policy, "huangshi", date="2017-02-28") == (
        f"huangshi on 2017-02-28: 6 of {len(SPECS)} parameters have no value yet: dibao.standard.urban, "
        "dibao.standard.rural, minimum_wage, income.local_disposable_annual, children.orphan_standard.institution and "
        "1 more.\n"
        "Choose a date from 2017-03-01 on, or add earlier values to params/huangshi.yaml."
    )


def test_a_parameter_without_any_value(params_folder: Path) -> None:
    path = params_folder / "jinjiang.yaml"
    content = load_yaml(path)
    del content["parameters"]["minimum_wage"]
    path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    assert refusal(PolicyError, aidkit.load_policy, "jinjiang") == (
        "jinjiang: no value at all for minimum_wage.\nWrite one in params/jinjiang.yaml."
    )


# ------------------------------------------------------------------------------------------- paths and values


def test_a_misspelt_path(policy: Policy) -> None:
    for call in (policy.__getitem__, policy.entry, lambda path: policy.reform({path: 1})):
        assert refusal(PolicyError, call, "edge.multipel") == (
            "'edge.multipel' is not a parameter.\nDid you mean 'edge.multiple'?"
        )


def test_a_path_like_no_other(policy: Policy) -> None:
    groups = (
        "assets, children, dibao, edge, income, medical, minimum_wage, price_index, price_link, relief, rigid, "
        "severe, tekun, uplift"
    )
    for path in ("xyzzy", 5):
        assert refusal(PolicyError, policy.__getitem__, path) == (
            f"'{path}' is not a parameter.\nPaths begin with: {groups}.\n`aidkit params PLACE` lists them all."
        )


def test_a_group_in_place_of_a_path(policy: Policy) -> None:
    assert refusal(PolicyError, policy.reform, {"dibao.standard": 900}) == (
        "'dibao.standard' is a group of parameters, not one.\nName one of: dibao.standard.urban, dibao.standard.rural."
    )


def test_an_unknown_group(policy: Policy) -> None:
    assert refusal(PolicyError, policy.reform, {"dibao.standards": {"urban": 900}}) == (
        "'dibao.standards' is not a parameter.\nDid you mean 'dibao.standard.urban'?"
    )
    assert refusal(PolicyError, policy.reform, {"dibao.standard": {"city": 900}}) == (
        "'dibao.standard.city' is not a parameter.\nDid you mean 'dibao.standard.urban'?"
    )


@pytest.mark.parametrize(
    ("path", "value", "allowed"),
    [
        ("edge.multiple", -1, "a number at least 0, at most 20; unit: factor"),
        ("edge.multiple", 21, "a number at least 0, at most 20; unit: factor"),
        ("edge.multiple", "2", "a number at least 0, at most 20; unit: factor"),
        ("edge.multiple", True, "a number at least 0, at most 20; unit: factor"),
        ("edge.multiple", float("nan"), "a number at least 0, at most 20; unit: factor"),
        ("edge.multiple", None, "a number at least 0, at most 20; unit: factor"),
        ("dibao.standard.urban", 0, "a number above 0; unit: yuan/month"),
        ("relief.annual_cap", float("inf"), "a number at least 0 (or null); unit: yuan/year"),
        ("price_index.cpi", 103.5, "a number at least -20, at most 50 (or null); unit: % on the year"),
        ("edge.inclusive", 1, "true or false; unit: yes/no"),
        ("uplift.combine", "mean", "max or sum; unit: choice"),
        ("uplift.combine", ["max"], "max or sum; unit: choice"),
        (
            "dibao.grades.urban",
            [{"up_to_ratio": 0.5, "amount": 300}],
            "a list of {up_to_ratio, amount}, ascending, the last up_to_ratio 1.0, or null; unit: yuan/month",
        ),
        (
            "severe.labour",
            {"visual": 5},
            "a grade 0 to 4 (or null) for each of any, visual, hearing, speech, physical, intellectual, psychiatric, "
            "multiple; unit: grade",
        ),
    ],
)
def test_a_value_that_does_not_fit(policy: Policy, path: str, value: Any, allowed: str) -> None:
    assert refusal(PolicyError, policy.reform, {path: value}) == (
        f"{path}: {value!r} cannot be used.\nAllowed: {allowed}."
    )


def test_a_reform_of_nothing(policy: Policy) -> None:
    nothing = 'The reform changes nothing.\nGive a path and a value, e.g. {"edge.multiple": 1.5}.'
    for empty in (None, {}, {"dibao.standard": {}}):
        assert refusal(PolicyError, policy.reform, empty) == nothing
    assert refusal(PolicyError, policy.scale, {}) == nothing


def test_a_reform_that_is_no_mapping(policy: Policy) -> None:
    assert refusal(PolicyError, policy.reform, "edge.multiple") == (
        "'edge.multiple' is not a reform.\nGive a mapping of paths, e.g. {\"edge.multiple\": 1.5}."
    )
    assert refusal(PolicyError, policy.scale, 1.1) == (
        '1.1 is not a scaling.\nGive a mapping of paths, e.g. {"dibao.standard": 1.5}.'
    )


def test_two_rules_of_one_name_in_a_reform(policy: Policy) -> None:
    @aidkit.rule("person", unit="yes/no", zh="计入", clauses=["HZ-1.1"])
    def counted(absence: int) -> bool:
        """Member counted in the family."""
        return absence == 0

    assert refusal(PolicyError, policy.reform, rules=[counted, counted]) == (
        "The reform gives more than one rule called counted.\nKeep one."
    )


def test_a_function_that_is_no_rule(policy: Policy) -> None:
    def counted(absence: int) -> bool:
        return absence == 0

    assert refusal(RuleError, policy.reform, rules=counted) == (
        '\'counted\' is not a rule.\nDeclare it with @aidkit.rule("household" or "person", unit=…, zh=…, clauses=[…]).'
    )


def test_scaling_what_is_no_number(policy: Policy) -> None:
    assert refusal(PolicyError, policy.scale, {"edge": 1.1}) == (
        "edge.deduct_rigid: holds no number, so it cannot be scaled.\nAllowed: true or false."
    )
    assert refusal(PolicyError, policy.scale, {"dibao.grades": 1.1}) == (
        "dibao.grades: null, so there is nothing to scale.\nSet a value with reform first."
    )
    assert refusal(PolicyError, policy.scale, {"dibao.standards": 1.1}) == (
        "'dibao.standards' is not a parameter.\nDid you mean 'dibao.standard.urban'?"
    )


@pytest.mark.parametrize("factor", [0, -1, float("nan"), float("inf"), "1.1", True, None])
def test_a_factor_that_cannot_be(policy: Policy, factor: Any) -> None:
    assert refusal(PolicyError, policy.scale, {"dibao.standard": factor}) == (
        f"dibao.standard: cannot be scaled by {factor!r}.\nA factor is a number above 0, e.g. 1.10."
    )


def test_scaling_out_of_range(policy: Policy) -> None:
    assert refusal(PolicyError, policy.reform({"edge.multiple": 15}).scale, {"edge.multiple": 2}) == (
        "edge.multiple: 30.0 cannot be used.\nAllowed: a number at least 0, at most 20; unit: factor."
    )


# ------------------------------------------------------------------------------------------- parameter files

Spoiled = Callable[[str], str]


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
    assert text == one_fault("'minimum_wages' is not a parameter. Did you mean 'minimum_wage'?")


def test_a_wrong_unit(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-01-01: {{value: 1500, {SEED}}}", unit="yuan/week"))
    assert text == one_fault(
        "minimum_wage: 'yuan/week' is not this parameter's unit. Allowed: yuan/month or yuan/year."
    )
    text = spoiled(leaf(f"2021-01-01: {{value: 0.2, {SEED}}}", unit="factor", path="uplift.rates"))
    assert "'uplift.rates' does not fit ^[a-z][a-z0-9_]*$." in text


@pytest.mark.parametrize("day", ["2021-13-01", "2021-02-29"])
def test_a_day_that_is_in_no_calendar(spoiled: Spoiled, day: str) -> None:
    text = spoiled(leaf(f"{day}: {{value: 1500, {SEED}}}"))
    assert text == one_fault(f"minimum_wage, {day}: not a date. {DATES}")


def test_a_day_written_otherwise(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-1-1: {{value: 1500, {SEED}}}"))
    assert text == one_fault(f"minimum_wage: '2021-1-1': not a date. {DATES}")


def test_days_out_of_order(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-07-01: {{value: 1600, {SEED}}}\n2021-01-01: {{value: 1500, {SEED}}}"))
    assert text == one_fault(f"minimum_wage, 2021-01-01: stands after 2021-07-01. {DATES}")


def test_an_assumption_without_a_range(spoiled: Spoiled) -> None:
    text = spoiled(leaf("2021-01-01: {value: 1500, status: assumed, source: {reason: made up}}"))
    assert text == (
        "params/here.yaml cannot be used; 2 faults:\n"
        "- minimum_wage, 2021-01-01: 'low' is missing.\n"
        "- minimum_wage, 2021-01-01: 'high' is missing."
    )


def test_an_assumption_outside_its_range(spoiled: Spoiled) -> None:
    text = spoiled(leaf("2021-01-01: {value: 9, low: 1, high: 5, status: assumed, source: {reason: made up}}"))
    assert text == one_fault(
        "minimum_wage, 2021-01-01: an assumed number needs low ≤ value ≤ high. Give the range you hold possible."
    )


def test_a_range_of_what_is_not_assumed(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-01-01: {{value: 9, low: 1, {SEED}}}"))
    assert text == one_fault(
        "minimum_wage, 2021-01-01: 1 has no place here: low, high and alternatives go with assumed values, "
        "code and dates with places."
    )


def test_an_alternative_that_does_not_fit(spoiled: Spoiled) -> None:
    record = "{value: max, alternatives: [mean], status: assumed, source: {reason: made up}}"
    text = spoiled(f"  uplift:\n    combine: {{unit: choice, values: {{2021-01-01: {record}}}}}\n")
    assert text == one_fault("uplift.combine, 2021-01-01: 'mean' cannot be used. Allowed: max or sum; unit: choice.")


def test_a_value_in_a_file_that_does_not_fit(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-01-01: {{value: much, {SEED}}}\n2021-07-01: {{value: null, {SEED}}}"))
    assert text == (
        "params/here.yaml cannot be used; 2 faults:\n"
        "- minimum_wage, 2021-01-01: 'much' cannot be used. Allowed: a number at least 0; unit: yuan/month.\n"
        "- minimum_wage, 2021-07-01: None cannot be used. Allowed: a number at least 0; unit: yuan/month."
    )


def test_a_value_without_a_source(spoiled: Spoiled) -> None:
    text = spoiled(leaf("2021-01-01: {value: 1500, status: seed}"))
    assert text == one_fault("minimum_wage, 2021-01-01: 'source' is missing.")
    text = spoiled(leaf("2021-01-01: {value: 1500, status: published, source: {notice: 通知}}"))
    assert text == one_fault("minimum_wage, 2021-01-01, source: 'address' is missing.")
    text = spoiled(leaf("2021-01-01: {value: 1500, status: guessed, source: {reason: made up}}"))
    assert text.splitlines()[1] == (
        "- minimum_wage, 2021-01-01, status: 'guessed' is not one of ['seed', 'published', 'assumed']."
    )


def test_one_row_of_a_table_in_a_file(spoiled: Spoiled) -> None:
    text = spoiled(
        f"  severe:\n    labour:\n      any: {{unit: grade, values: {{2021-01-01: {{value: 2, {SEED}}}}}}}\n"
    )
    assert text == one_fault("severe.labour.any: one row of the table severe.labour. Give the whole table.")


def test_a_place_named_otherwise_than_its_file(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-01-01: {{value: 1500, {SEED}}}"), PLACE.replace("id: here", "id: there"))
    assert text == one_fault("place.id: 'there' is not the name of the file. Write 'here', or rename the file.")


def test_all_faults_of_a_file_are_said_at_once(spoiled: Spoiled) -> None:
    parameters = (
        leaf(f"2021-13-01: {{value: 1500, {SEED}}}\n2021-07-01: {{value: -1, {SEED}}}")
        + leaf("2021-01-01: {value: 2.0, status: seed}", unit="factor", path="nonsense")
        + f"  edge:\n    multipel: {{unit: factor, values: {{2021-01-01: {{value: 2.0, {SEED}}}}}}}\n"
        + f"    inclusive: {{unit: factor, values: {{2021-01-01: {{value: true, {SEED}}}}}}}\n"
    )
    assert spoiled(parameters, PLACE.replace("2021-08-01", "2021-08-32")) == (
        "params/here.yaml cannot be used; 6 faults:\n"
        "- nonsense, 2021-01-01: 'source' is missing.\n"
        f"- place.campaign_date, 2021-08-32: not a date. {DATES}\n"
        f"- minimum_wage, 2021-13-01: not a date. {DATES}\n"
        "- minimum_wage, 2021-07-01: -1 cannot be used. Allowed: a number at least 0; unit: yuan/month.\n"
        "- 'edge.multipel' is not a parameter. Did you mean 'edge.multiple'?\n"
        "- edge.inclusive: 'factor' is not this parameter's unit. Allowed: yes/no."
    )


def test_an_alias(spoiled: Spoiled) -> None:
    text = spoiled(leaf(f"2021-01-01: &first {{value: 1500, {SEED}}}\n2021-07-01: *first"))
    assert text == (
        "params/here.yaml is not readable YAML: aliases (*name) are not allowed in parameter files.\n"
        "Keys stand once, indented by two spaces, the file in UTF-8."
    )


def test_a_key_that_is_no_word(spoiled: Spoiled) -> None:
    assert spoiled("  ? [minimum_wage]\n  : {}\n") == (
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
    assert refusal(ParameterFileError, read_parameter_file, path) == one_fault("the file: None is not a mapping.")


@pytest.mark.parametrize("name", ["national.yaml", "schema.json"])
def test_a_folder_that_lacks_a_file(params_folder: Path, name: str) -> None:
    (params_folder / name).unlink()
    assert refusal(ParameterFileError, aidkit.load_policy, "jinjiang") == (
        f"params/{name} is not there.\n"
        "A folder of parameters holds national.yaml, schema.json and a file for each place.\n"
        "Copy what is missing from aidkit's own."
    )
