"""Reforms lie over a policy and never touch it; scaling multiplies numbers and leaves null alone."""

from __future__ import annotations

import pytest

import aidkit
from aidkit.policy import Policy


@aidkit.rule("household", unit="yes/no", zh="低保边缘（低收入）家庭", clauses=["JJ-2.3.2"])
def is_edge(is_dibao: bool, edge_test_income: float, dibao_standard: float) -> bool:
    """Edge family without any test of assets."""
    return not is_dibao and edge_test_income < 2 * dibao_standard


@pytest.fixture(scope="module")
def policy() -> Policy:
    return aidkit.load_policy("jinjiang", date="2021-08-24")


def test_a_reform_changes_what_it_names_and_nothing_else(policy: Policy) -> None:
    reform = policy.reform({"edge.multiple": 1.5})
    assert (policy["edge.multiple"], reform["edge.multiple"]) == (2.0, 1.5)
    others = [path for path in policy.entries if path != "edge.multiple"]
    assert all(reform.entry(path) == policy.entry(path) for path in others)


def test_a_reform_says_what_it_did(policy: Policy) -> None:
    reform = policy.reform({"edge.multiple": 1.5}, name="narrow")
    entry = reform.entry("edge.multiple")
    assert (reform.name, reform.changes) == ("narrow", (("edge.multiple", 2.0, 1.5),))
    assert (entry.status, entry.since, entry.origin) == ("reform", policy.date, "narrow")
    assert entry.source == f"in place of 2.0 ({policy.entry('edge.multiple').source})"
    row = reform.provenance().set_index("path").loc["edge.multiple"]
    assert (row["value"], row["status"], row["origin"]) == (1.5, "reform", "narrow")


def test_a_reform_without_a_name_is_named_by_its_changes(policy: Policy) -> None:
    assert policy.reform({"edge.multiple": 1.5}).name == "edge.multiple = 1.5"
    assert policy.reform(rules=[is_edge]).name == "rule is_edge"
    assert (
        policy.reform({"edge.multiple": 1.5}).scale({"minimum_wage": 2}).name == "edge.multiple = 1.5; minimum_wage × 2"
    )


def test_later_reforms_win_and_earlier_ones_stay(policy: Policy) -> None:
    first = policy.reform({"edge.multiple": 1.5, "minimum_wage": 1_000}, name="first")
    second = first.reform({"edge.multiple": 1.8}, name="second")
    assert (second["edge.multiple"], second["minimum_wage"]) == (1.8, 1_000.0)
    assert (second.entry("edge.multiple").origin, first["edge.multiple"]) == ("second", 1.5)
    assert [path for path, _, _ in second.changes] == ["edge.multiple", "minimum_wage", "edge.multiple"]
    assert second.changes[-1] == ("edge.multiple", 1.5, 1.8)


def test_policies_of_equal_content_are_equal(policy: Policy) -> None:
    one, other = policy.reform({"edge.multiple": 1.5}, name="a"), policy.reform({"edge.multiple": 1.5}, name="b")
    assert one == other
    assert hash(one) == hash(other)
    assert one != policy
    assert one.reform({"edge.multiple": 2.0}) == policy
    assert policy != aidkit.load_policy("jinjiang", date="2021-08-25")
    assert len({policy, one, other, aidkit.load_policy("jinjiang", date="2021-08-24")}) == 2
    assert policy.reform(rules=[is_edge]) != policy


def test_a_policy_cannot_be_assigned_to(policy: Policy) -> None:
    with pytest.raises(AttributeError):
        policy.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        policy.entries["edge.multiple"] = policy.entry("minimum_wage")  # type: ignore[index]


def test_a_group_is_set_by_a_mapping(policy: Policy) -> None:
    reform = policy.reform({"dibao.standard": {"urban": 900, "rural": 800}})
    nested = policy.reform({"dibao": {"standard": {"urban": 900, "rural": 800}}})
    assert (reform["dibao.standard.urban"], reform["dibao.standard.rural"]) == (900.0, 800.0)
    assert nested == reform


def test_one_row_of_a_grade_table_is_set(policy: Policy) -> None:
    reform = policy.reform({"severe.single_entry.physical": 3})
    assert reform["severe.single_entry"] == {**policy["severe.single_entry"], "physical": 3}
    removed = reform.reform({"severe.single_entry.physical": None})
    assert removed == policy
    whole = policy.reform({"severe.single_entry": {"any": 1}})
    assert whole["severe.single_entry"] == {"any": 1}


def test_null_where_it_means_no_limit(policy: Policy) -> None:
    assert policy.reform({"relief.annual_cap": None})["relief.annual_cap"] is None


def test_grades_are_set_as_a_list(policy: Policy) -> None:
    steps = [{"up_to_ratio": 0.5, "amount": 600}, {"up_to_ratio": 1, "amount": 300}]
    reform = policy.reform({"dibao.mode.urban": "graded", "dibao.grades.urban": steps})
    assert reform["dibao.grades.urban"] == [
        {"up_to_ratio": 0.5, "amount": 600.0},
        {"up_to_ratio": 1.0, "amount": 300.0},
    ]
    steps[0]["amount"] = 1.0
    reform["dibao.grades.urban"][0]["amount"] = 2.0
    assert reform["dibao.grades.urban"][0]["amount"] == 600.0


def test_rules_are_laid_over_as_values_are(policy: Policy) -> None:
    reform = policy.reform(rules=is_edge)
    assert reform.rules == (is_edge,)
    assert reform.reform({"edge.multiple": 1.5}).rules == (is_edge,)
    assert reform.reform(rules=[is_edge]).rules == (is_edge,)
    assert policy.rules == ()


def test_scaling_multiplies_every_number_below_a_path(policy: Policy) -> None:
    scaled = policy.scale({"dibao.standard": 2, "minimum_wage": 0.5})
    assert scaled["dibao.standard.urban"] == 2 * policy["dibao.standard.urban"]
    assert scaled["dibao.standard.rural"] == 2 * policy["dibao.standard.rural"]
    assert scaled["minimum_wage"] == policy["minimum_wage"] / 2
    assert scaled.name == "dibao.standard × 2; minimum_wage × 0.5"


def test_scaling_leaves_null_and_scales_amounts_of_grades(policy: Policy) -> None:
    unlimited = policy.reform({"assets.edge": {"financial_multiple": None, "business_capital": 100_000}})
    scaled = unlimited.scale({"assets.edge": 2})
    assert scaled["assets.edge.financial_multiple"] is None
    assert scaled["assets.edge.business_capital"] == 200_000.0
    graded = policy.reform({"dibao.grades.urban": [{"up_to_ratio": 1, "amount": 300}]})
    assert graded.scale({"dibao.grades": 1.5})["dibao.grades.urban"] == [{"up_to_ratio": 1.0, "amount": 450.0}]


def test_scaling_a_reform_starts_from_the_reform(policy: Policy) -> None:
    assert policy.reform({"edge.multiple": 3}).scale({"edge.multiple": 2})["edge.multiple"] == 6.0
