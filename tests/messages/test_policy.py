"""What a user reads who misspells a place, a date, a path or a value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml

import aidkit
from aidkit.errors import PolicyError, RuleError
from aidkit.parameter_yaml import load_yaml
from aidkit.parameters import SPECS
from aidkit.policy import Policy
from tests.refusals import refusal


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
