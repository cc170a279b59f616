"""Two functions under one name, each for its time; and that no day of any place lacks a rule or a value."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import aidkit
from aidkit.engine.graph import Graph
from aidkit.engine.run import parameter_row
from aidkit.errors import RuleError
from aidkit.parameter_files import national_file, parameter_file
from aidkit.rules import all_nodes, in_force
from aidkit.rules.definition import Rule, rule_of
from tests.refusals import refusal

CHANGE = date(2021, 7, 1)


def before() -> Rule:
    @aidkit.rule("person", unit="yes/no", zh="未成年人", clauses=["HZ-1.1"], until="2021-06-30")
    def is_minor(age: int) -> bool:
        """Minor under the old law."""
        return age < 16

    return rule_of(is_minor)


def after() -> Rule:
    @aidkit.rule("person", unit="yes/no", zh="未成年人", clauses=["HZ-1.1"], since="2021-07-01")
    def is_minor(age: int) -> bool:
        """Minor under the new law."""
        return age < 18

    return rule_of(is_minor)


def test_the_variant_of_the_day_is_taken() -> None:
    old, new = before(), after()
    nodes = {"is_minor": (old, new)}
    assert in_force(CHANGE - timedelta(1), nodes=nodes) == {"is_minor": old}
    assert in_force(CHANGE, nodes=nodes) == {"is_minor": new}


def test_variants_that_overlap_are_refused() -> None:
    nodes = {"is_minor": (after(), after())}
    assert refusal(RuleError, in_force, CHANGE, nodes=nodes) == (
        "Rule 'is_minor': 2 variants are in force on 2021-07-01.\nGive each a `since` and `until` that do not overlap."
    )


def test_a_rule_that_needs_a_variant_of_another_time_is_refused() -> None:
    @aidkit.rule("person", unit="yes/no", zh="非未成年人", clauses=["HZ-1.1"])
    def is_adult(is_minor: bool) -> bool:
        """Adult."""
        return not is_minor

    nodes = {"is_minor": (after(),), "is_adult": (rule_of(is_adult),)}
    assert refusal(RuleError, Graph, in_force(CHANGE - timedelta(1), nodes=nodes)).startswith(
        "Rule 'is_adult' asks for 'is_minor', which is no rule, input column or parameter.\n"
    )


@pytest.mark.parametrize("place", aidkit.places())
def test_no_day_of_a_place_lacks_a_rule_or_a_value(place: str) -> None:
    own, nation = parameter_file(place), national_file()
    local = own.entries.keys() - nation.entries.keys()
    first = max(own.entries[path][0].since for path in local)
    values = {entry.since for file in (own, nation) for entries in file.entries.values() for entry in entries}
    nodes = [node for variants in all_nodes().values() for node in variants if isinstance(node, Rule)]
    rules = {node.since for node in nodes} | {node.until + timedelta(1) for node in nodes if node.until}
    days = {day for day in values | rules if day is not None and day >= first}
    columns = Graph(in_force(first)).columns
    for day in sorted({first, *days, *(day - timedelta(1) for day in days if day > first)}):
        assert Graph(in_force(day)).columns == columns
        parameter_row(aidkit.load_policy(place, date=day))
