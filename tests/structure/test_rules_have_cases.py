"""Every rule says what it is, names clauses that exist, and has cases; every result column has a family case."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from aidkit.rules import all_nodes
from aidkit.rules.definition import Rule
from tests.oracle.numpy_rules import HOUSEHOLD_RESULTS, PERSON_RESULTS
from tests.rules.case_files import family_cases, rule_cases, rules

NUMBERS = {  # of the clauses of the five documents
    "JJ": "1 G1 G2 G3 G4 G5 G6 G7 G8 G9 2.1 2.2.1 2.2.2 2.2.3 2.2.4–6 2.3.1 2.3.2 2.3.3 2.3.4 2.3.5 2.3.6 3 4",
    "HZ": "1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 2.1 2.2 2.3 3 4 5 6 7 8 9 T F",
    "HS": "1 2.1 2.2 2.3 2.4 3.1 3.2 3.3 4 5",
    "XZ": "1 2 3 4 5 6 7 T",
    "QH": "1 2 3 4.1 4.2 5.1 5.2 5.3 5.4 6.1 6.2 6.3 6.4 7",
}
CLAUSES = {f"{document}-{number}" for document, numbers in NUMBERS.items() for number in numbers.split()}
UNITS = {"yes/no", "yuan/month", "yuan/year", "share", "persons", "class", "level", "scheme"}
MONEY_UNITS = {"yuan/month", "yuan/year", "share"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CLAUSE = re.compile(r"\b[A-Z]{2}-[0-9A-Z][0-9.–]*[0-9A-Z]|\b[A-Z]{2}-[0-9A-Z]")

every_rule = pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.name)


@every_rule
def test_rule_has_two_cases_at_least(rule: Rule) -> None:
    assert Counter(case.rule for case in rule_cases())[rule.name] >= 2


@every_rule
def test_rule_has_unit_titles_and_clauses(rule: Rule) -> None:
    assert rule.unit in UNITS
    assert (rule.unit == "yes/no") == (rule.result is bool)
    assert (rule.unit in MONEY_UNITS) == (rule.result is float)
    assert CHINESE.search(rule.zh)
    assert rule.en
    assert not CHINESE.search(rule.en)
    assert set(rule.clauses) <= CLAUSES
    assert rule.clauses


def test_result_columns_are_those_of_the_second_implementation() -> None:
    columns = {name: nodes[0].level for name, nodes in all_nodes().items() if not nodes[0].step}
    expected = dict.fromkeys(HOUSEHOLD_RESULTS, "household") | dict.fromkeys(PERSON_RESULTS, "person")
    assert columns == expected


def test_every_result_column_stands_in_a_family_case() -> None:
    seen = {name for case in family_cases() for name in case.expect_household}
    seen |= {name for case in family_cases() for row in case.expect_persons.values() for name in row}
    assert seen == {*HOUSEHOLD_RESULTS, *PERSON_RESULTS}


def test_cases_name_clauses_that_exist() -> None:
    sources = {case.source for case in rule_cases()} | {case.source for case in family_cases()}
    for source in sources:
        named = CLAUSE.findall(source)
        assert named, f"no clause in {source!r}"
        assert set(named) <= CLAUSES, source


def test_a_case_is_named_once() -> None:
    rule_names = Counter((case.rule, case.name) for case in rule_cases())
    family_names = Counter((case.file, case.name) for case in family_cases())
    assert max(rule_names.values()) == max(family_names.values()) == 1
