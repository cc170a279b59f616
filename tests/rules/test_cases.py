"""Every case in ``tests/cases``: rule cases on the plain functions, family cases on three implementations."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import pytest

import aidkit
from aidkit.engine.plain import Family
from aidkit.engine.plain import evaluate as evaluate_plainly
from aidkit.engine.run import graph_of
from aidkit.policy import Policy
from aidkit.schema import category_names
from tests.oracle.numpy_rules import evaluate as evaluate_in_numpy
from tests.rules.case_files import (
    HOUSEHOLD_ID,
    TOLERANCE,
    FamilyCase,
    RuleCase,
    argument,
    base_parameters,
    family_cases,
    rule_cases,
    rules,
)

RULE_CASES = list(rule_cases())
FAMILY_CASES = list(family_cases())
every_family = pytest.mark.parametrize("case", FAMILY_CASES, ids=lambda case: f"{case.file}: {case.name}")

Row = Mapping[Any, Any]


@pytest.mark.parametrize("case", RULE_CASES, ids=lambda case: f"{case.rule}: {case.name}")
def test_rule_gives_what_the_case_says(case: RuleCase) -> None:
    rule = rules()[case.rule]
    assert set(case.given) == set(rule.arguments)
    value = rule.function(*(argument(name, case.given[name]) for name in rule.arguments))
    if rule.categories is not None:
        value = category_names(rule.categories)[value]
    assert same(value, case.expect), f"{value!r}, expected {case.expect!r}"


@every_family
def test_compiled_pass_gives_what_the_case_says(case: FamilyCase) -> None:
    result = aidkit.simulate(population(case), policy(case))
    (household,) = result.households.to_dict("records")
    persons = {row["person_id"]: row for row in result.persons.to_dict("records")}
    check(case, household, persons)


@every_family
def test_plain_functions_give_what_the_case_says(case: FamilyCase) -> None:
    graph = graph_of(policy(case))
    family = Family.of(population(case), HOUSEHOLD_ID)
    household: dict[str, Any] = {}
    persons: dict[str, dict[str, Any]] = {person: {} for person in family.ids}
    values = evaluate_plainly(graph, graph.columns, family, policy(case))
    for name in graph.columns:
        node = graph.nodes[name]
        names = None if node.categories is None else category_names(node.categories)
        if node.level == "household":
            household[name] = values[name]
        else:
            for person, value in zip(family.ids, values[name], strict=True):
                persons[person][name] = value if names is None else names[value]
    check(case, household, persons)


@every_family
def test_second_implementation_gives_what_the_case_says(case: FamilyCase) -> None:
    of_household, of_persons = evaluate_in_numpy(*case.tables(), base_parameters() | dict(case.parameters))
    household = {name: column[0] for name, column in of_household.items()}
    persons = {
        person: {name: column[row] for name, column in of_persons.items()} for row, person in enumerate(case.persons)
    }
    check(case, household, persons)


def population(case: FamilyCase) -> aidkit.Population:
    households, persons = case.tables()
    return aidkit.Population(households=households, persons=persons, source=case.name)


def policy(case: FamilyCase) -> Policy:
    return aidkit.load_policy("town-template").reform(base_parameters() | dict(case.parameters))


def check(case: FamilyCase, household: Row, persons: Mapping[str, Row]) -> None:
    wrong = [
        f"{who}.{name}: {row[name]!r}, expected {value!r}"
        for who, expected, row in [
            ("household", case.expect_household, household),
            *((person, expected, persons[person]) for person, expected in case.expect_persons.items()),
        ]
        for name, value in expected.items()
        if not same(row[name], value)
    ]
    assert not wrong, "\n".join(wrong)


def same(value: Any, expected: Any) -> bool:
    if isinstance(expected, (bool, str)):
        return bool(value == expected)
    return math.isclose(value, expected, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
