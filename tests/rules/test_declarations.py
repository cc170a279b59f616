"""What a rule or an aggregate says of itself: steps, titles, types, and what makes a declaration no rule."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

import aidkit
from aidkit.errors import RuleError
from aidkit.rules import all_nodes, in_force
from aidkit.rules.coverage import Coverage
from aidkit.rules.definition import Any_, Count, Max, Rule, Sum, at_most, below, rule_of
from tests.refusals import refusal

STEPS = {
    "dibao_grade_amount",
    "on_dibao_today",
    "on_single_entry_today",
    "medical_above_floor",
    "medical_class",
    "price_link_started",
    "price_subsidy_rate",
    "personal_cash",
    "all_income",
}


@aidkit.rule("person", unit="yuan/month", zh="试", clauses=["HZ-1.1"], since="2021-07-01", until="2022-06-30")
def trial(age: int, counted: bool) -> float:
    """Say something in one line.

    And more.
    """
    return 1.0 * age if counted else 0.0


def test_these_rules_are_steps_and_all_others_columns() -> None:
    rules = [node for (node, *_) in all_nodes().values() if isinstance(node, Rule)]
    assert {rule.name for rule in rules if rule.step} == STEPS


def test_a_declaration_says_what_it_was_told() -> None:
    said = rule_of(trial)
    assert (said.name, said.function, said.level, said.unit, said.zh) == ("trial", trial, "person", "yuan/month", "试")
    assert (said.clauses, said.since, said.until) == (("HZ-1.1",), date(2021, 7, 1), date(2022, 6, 30))
    assert (said.en, said.arguments) == ("Say something in one line", ("age", "counted"))
    assert (said.result, said.categories, said.step) == (float, None, False)
    assert trial(3, True) == 3.0


def test_unless_told_a_rule_holds_always_and_is_a_column() -> None:
    said = Rule("plain", len, "person", "yuan", "试", (), float)
    assert (said.since, said.until, said.step) == (None, None, False)


def test_a_rule_of_categories_names_them() -> None:
    said = rule_of(aidkit.rules.coverage.coverage)
    assert (said.result, said.categories) == (Coverage, Coverage)


def test_aggregates_say_what_they_read_and_give() -> None:
    total, largest = Sum("uplift", where="in_unit"), Max("age")
    number, anybody = Count(where="counted", zh="人数"), Any_("is_tekun")
    assert [node.arguments for node in (total, largest, number, anybody)] == [
        ("uplift", "in_unit"),
        ("age",),
        ("counted",),
        ("is_tekun",),
    ]
    assert [node.result for node in (total, largest, number, anybody)] == [float, float, int, bool]
    assert [node.step for node in (total, largest, number, anybody)] == [True, True, False, True]
    assert {node.level for node in (total, largest, number, anybody)} == {"household"}
    assert {node.categories for node in (total, largest, number, anybody)} == {None}


@pytest.mark.parametrize("node", [rule_of(trial), Sum("uplift")], ids=["rule", "aggregate"])
def test_a_definition_cannot_be_changed(node) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        node.unit = "yuan/year"


def test_amounts_closer_than_a_millionth_are_equal() -> None:
    assert not below(775 - 0.9e-6, 775)
    assert below(775 - 1.1e-6, 775)
    assert at_most(775 + 0.9e-6, 775)
    assert not at_most(775 + 1.1e-6, 775)


@pytest.mark.parametrize(
    ("day", "holds"), [("2021-06-30", False), ("2021-07-01", True), ("2022-06-30", True), ("2022-07-01", False)]
)
def test_a_variant_holds_from_its_first_day_to_its_last(day: str, holds: bool) -> None:
    assert ("trial" in in_force(date.fromisoformat(day), nodes={"trial": (rule_of(trial),)})) is holds


def test_a_reforms_rule_stands_in_for_one_of_its_name_on_the_days_it_holds() -> None:
    @aidkit.rule("person", unit="yuan/month", zh="试", clauses=["HZ-1.1"])
    def other(age: int) -> float:
        """Give another amount."""
        return 2.0

    always = dataclasses.replace(rule_of(trial), since=None, until=None)
    chosen = in_force(date(2021, 7, 1), replacements=[trial, other], nodes={"trial": (always,)})
    assert chosen == {"trial": rule_of(trial), "other": rule_of(other)}
    assert refusal(RuleError, in_force, date(2023, 1, 1), replacements=[trial], nodes={}) == (
        "Rule 'trial' of the reform holds from 2021-07-01 to 2022-06-30, and the policy date is 2023-01-01.\n"
        "Leave `since` and `until` out, or choose another date."
    )


def test_aggregates_hold_on_every_day() -> None:
    assert list(in_force(date(1999, 1, 1), nodes={"members": (Count(where="counted"),)})) == ["members"]


def test_a_type_that_was_not_imported() -> None:
    def typed(age: int) -> Grade:  # noqa: F821
        """Give what nobody knows."""

    declare = aidkit.rule("person", unit="class", zh="试", clauses=["HZ-1.1"])
    assert refusal(RuleError, declare, typed) == (
        "Rule 'typed': name 'Grade' is not defined in its annotations.\nImport it, or leave it out."
    )


def test_what_was_never_declared_is_no_rule() -> None:
    how = 'Declare it with @aidkit.rule("household" or "person", unit=…, zh=…, clauses=[…]).'
    assert refusal(RuleError, rule_of, len) == f"'len' is not a rule.\n{how}"
    assert refusal(RuleError, rule_of, 3) == f"3 is not a rule.\n{how}"
