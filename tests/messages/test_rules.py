"""What a user reads whose rule is not one, does not fit the others, or cannot be run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import aidkit
from aidkit.engine.graph import Graph
from aidkit.errors import RuleError
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.rules.definition import Count, Sum, rule_of
from tests.refusals import refusal

LIMITS = [600.0]
COMPILED = (
    "A rule works on numbers, yes/no and enumerations, with if, comparisons, min, max and functions of its own file.\n"
    "AIDKIT_NOJIT=1 runs it as plain Python, for a debugger."
)


def declared(function: Callable[..., Any], level: Any = "household", **settings: Any) -> Any:
    return aidkit.rule(level, **{"unit": "yuan/month", "zh": "试", "clauses": ["HZ-1.1"], **settings})(function)


def extra(unit_size: int) -> float:
    """An amount a head."""
    return 10.0 * unit_size


# --------------------------------------------------------------------------------------------- declaration


def test_a_rule_without_a_docstring() -> None:
    def bare(unit_size: int) -> float:
        return 1.0

    assert refusal(RuleError, declared, bare) == (
        "Rule 'bare' has no docstring.\nIts first line is the rule's English title."
    )


def test_a_rule_without_a_type_or_with_one_no_column_has() -> None:
    def untyped(unit_size: int):  # type: ignore[no-untyped-def]
        """Say nothing."""

    def wordy(unit_size: int) -> str:
        """Say something."""
        return ""

    assert refusal(RuleError, declared, untyped) == (
        "Rule 'untyped' has no return type.\nAllowed: -> bool, int, float or an IntEnum."
    )
    assert refusal(RuleError, declared, wordy) == (
        "Rule 'wordy' has the return type str.\nAllowed: -> bool, int, float or an IntEnum."
    )


def test_an_argument_with_a_default() -> None:
    def lenient(unit_size: int = 1) -> float:
        """Take a default."""
        return 1.0

    assert refusal(RuleError, declared, lenient) == (
        "Rule 'lenient', argument 'unit_size': defaults, * and ** are not allowed.\n"
        "An argument is the name of an input column, a rule or a parameter path."
    )


def test_a_rule_that_reads_the_function_around_it() -> None:
    limit = 5.0

    def nested(unit_size: int) -> float:
        """Read what is not an argument."""
        return limit

    assert refusal(RuleError, declared, nested) == (
        "Rule 'nested' reads limit from the function around it.\n"
        "A rule sees only its arguments: make it a parameter or a constant of the module."
    )


def test_a_level_clauses_and_days_that_are_none() -> None:
    assert refusal(RuleError, declared, extra, level="family") == (
        "Rule 'extra': 'family' is no level.\nAllowed: household or person."
    )
    assert refusal(RuleError, declared, extra, clauses="HZ-1.1") == (
        "Rule 'extra': clauses are a list.\nWrite clauses=['HZ-1.1']."
    )
    assert refusal(RuleError, declared, extra, since="2021-13-01") == (
        "Rule 'extra': '2021-13-01' is not a date.\nWrite it as YYYY-MM-DD."
    )


# -------------------------------------------------------------------------------------------------- graph


def graph(*functions: Callable[..., Any], **aggregates: Any) -> Graph:
    return Graph({**aggregates, **{rule_of(f).name: rule_of(f) for f in functions}})


def test_an_unknown_argument() -> None:
    def gap(dibao_standard_urbn: float) -> float:
        """Misspell an argument."""
        return dibao_standard_urbn

    assert refusal(RuleError, graph, declared(gap)) == (
        "Rule 'gap' asks for 'dibao_standard_urbn', which is no rule, input column or parameter.\n"
        "Did you mean 'dibao_standard_urban'?"
    )


def test_a_circle() -> None:
    def one(two: float) -> float:
        """Need the other."""
        return two

    def two(one: float) -> float:
        """Need the one."""
        return one

    assert refusal(RuleError, graph, declared(one), declared(two)) in {
        f"Rules need each other in a circle: {circle}.\nBreak it where the law does."
        for circle in ("one → two → one", "two → one → two")
    }


def test_a_household_rule_that_asks_for_what_each_person_has() -> None:
    def old(age: int) -> bool:
        """Ask for an age."""
        return age > 60

    assert refusal(RuleError, graph, declared(old)) == (
        "Household rule 'old' asks for 'age', which each person has one of.\n"
        'Declare an aggregate beside it, e.g. total = Sum("age", where="counted"), and ask for that.'
    )


def test_an_aggregate_of_what_the_household_has() -> None:
    assert refusal(RuleError, graph, total=Sum("other_income")) == (
        "Aggregate 'total' reads 'other_income', which is no person column or person rule."
    )
    assert refusal(RuleError, graph, members=Count(where="local")) == (
        "Aggregate 'members' reads 'local', which is no person column or person rule."
    )


def named(name: str) -> Callable[..., Any]:
    def function(unit_size: int) -> float:
        """Bear a name."""
        return 1.0

    function.__name__ = name
    return declared(function)  # type: ignore[no-any-return]


def test_a_name_that_is_taken(base_policy: Policy, three_families: Population) -> None:
    def refused(name: str) -> str:
        return refusal(RuleError, aidkit.simulate, three_families, base_policy.reform(rules=named(name)))

    assert refused("age") == "Rule 'age' is named like an input column.\nGive it a name of its own."
    assert refused("edge_multiple") == (
        "Rule 'edge_multiple' is named like the parameter edge.multiple.\n"
        "Give it a name of its own, or reform({'edge.multiple': …})."
    )
    for name in ("row", "h", "p_value"):
        assert refused(name) == (
            f"Rule {name!r} is named like a variable of the compiled pass.\nGive it a longer name."
        )


def test_a_rule_of_another_time(base_policy: Policy, three_families: Population) -> None:
    later = base_policy.reform(rules=declared(extra, since="2030-01-01"))
    assert refusal(RuleError, aidkit.simulate, three_families, later) == (
        "Rule 'extra' of the reform holds from 2030-01-01 to today, and the policy date is 2020-10-31.\n"
        "Leave `since` and `until` out, or choose another date."
    )


# ------------------------------------------------------------------------------------- compiling, running


def with_extra(policy: Policy, function: Callable[..., Any], level: str = "household") -> Policy:
    return policy.reform(rules=declared(function, level))


def test_a_rule_that_the_compiler_cannot_read(base_policy: Policy, three_families: Population) -> None:
    def extra(unit_size: int) -> float:
        """Read a list."""
        return LIMITS[0]

    assert refusal(RuleError, aidkit.simulate, three_families, with_extra(base_policy, extra), "extra") == (
        "'extra' reads 'LIMITS', a list, which the compiler cannot read.\n"
        "A rule may read numbers, text, tuples of them, enumerations and functions; anything else is a parameter or "
        "an input."
    )


def test_a_rule_that_cannot_be_compiled(base_policy: Policy, three_families: Population) -> None:
    def extra(unit_size: int) -> float:
        """Add text to a number."""
        return "a" + unit_size  # type: ignore[operator, no-any-return]

    assert refusal(RuleError, aidkit.simulate, three_families, with_extra(base_policy, extra), "extra") == (
        "Rule 'extra' cannot be compiled: no implementation of add(Literal[str](a), int64).\n" + COMPILED
    )


def test_a_rule_that_reads_a_name_nobody_knows(base_policy: Policy, three_families: Population) -> None:
    def extra(unit_size: int) -> float:
        """Read what is nowhere."""
        return nowhere * unit_size  # type: ignore[name-defined, no-any-return] # noqa: F821

    assert refusal(RuleError, aidkit.simulate, three_families, with_extra(base_policy, extra), "extra") == (
        "Rule 'extra' cannot be compiled: NameError: name 'nowhere' is not defined.\n" + COMPILED
    )


def test_a_rule_that_divides_by_zero(base_policy: Policy, three_families: Population) -> None:
    def extra(unit_size: int) -> float:
        """Divide by the unit, which may be empty."""
        return 100.0 / unit_size

    def share(countable_income: float) -> float:
        """Divide by what most members have none of."""
        return 0.0 / countable_income

    advice = "Test for 0 before you divide, and give amounts that cannot be infinite."
    assert refusal(RuleError, aidkit.simulate, three_families, with_extra(base_policy, extra), "extra") == (
        f"Rule 'extra' gives no finite number for at least 1 household: alone.\n{advice}"
    )
    policy = with_extra(base_policy, share, "person")
    assert refusal(RuleError, aidkit.simulate, three_families, policy, "share") == (
        f"Rule 'share' gives no finite number for at least 3 persons: wife, child, mother.\n{advice}"
    )


def test_without_the_compiler_python_says_it(
    base_policy: Policy, three_families: Population, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extra(unit_size: int) -> float:
        """Read what is nowhere."""
        return nowhere * unit_size  # type: ignore[name-defined, no-any-return] # noqa: F821

    monkeypatch.setenv("AIDKIT_NOJIT", "1")
    with pytest.raises(NameError, match="nowhere"):
        aidkit.simulate(three_families, with_extra(base_policy, extra), "extra")
