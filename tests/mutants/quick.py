"""The part of the tests that catches most mutants, without pytest's half second: examples and cases of one file."""

from __future__ import annotations

import doctest
import importlib
import math


def measures(stem: str) -> bool:
    """Say whether the examples of one file of measures hold, as test_examples_hold does."""
    return doctest.testmod(importlib.import_module(f"aidkit.measures.{stem}")).failed == 0


def rules(stem: str) -> bool:
    """Say whether every case of one file of rules holds, as test_rule_gives_what_the_case_says does."""
    from aidkit.schema import category_names
    from tests.rules import case_files

    declared = case_files.rules()
    for case in case_files.rule_cases():
        rule = declared[case.rule]
        if not rule.function.__module__.endswith(f".{stem}"):
            continue
        value = rule.function(*(case_files.argument(name, case.given[name]) for name in rule.arguments))
        if isinstance(case.expect, str):
            value = category_names(rule.categories)[value]
        if value != case.expect and not close(value, case.expect, case_files.TOLERANCE):
            return False
    return True


def close(value: object, expected: object, tolerance: float) -> bool:
    """Say whether two amounts are equal but for the order of their additions."""
    amounts = isinstance(value, (int, float)) and type(expected) in (int, float)
    return amounts and math.isclose(value, expected, rel_tol=tolerance, abs_tol=tolerance)
