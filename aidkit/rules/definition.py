"""What a rule is: a typed scalar function whose argument names say what it needs.

An argument is an input column, another rule, an aggregate over a family's members, or a parameter path with its
dots written as underscores. Nobody lists an order by hand: the names are the graph.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property
from typing import Any, Literal, TypeVar

from aidkit.errors import RuleError, message
from aidkit.schema import Level

EQUAL = 1e-6  # yuan: amounts closer than this are equal, whatever the order of the arithmetic
INF = float("inf")

F = TypeVar("F", bound=Callable[..., Any])


def below(amount: float, line: float) -> bool:
    """Whether an amount is under a line by more than the tolerance (低于)."""
    return amount < line - EQUAL


def at_most(amount: float, line: float) -> bool:
    """Whether an amount is on or under a line (不超过、以内)."""
    return amount <= line + EQUAL


@dataclass(frozen=True)
class Rule:
    """One rule of the rulebook: a function and what a table or a report must know of it.

    Attributes:
        name: The rule's name and the name of its result column.
        function: The scalar function itself.
        level: Whether it holds for a household or for a person.
        unit: Unit of its value, e.g. ``yuan/month``; ``yes/no`` for conditions.
        zh: One-line title in Chinese; the English title is the docstring's first line.
        clauses: Ids of the clauses it comes from, e.g. ``("HZ-1.7",)``.
        result: Python type of its value: bool, int, float or an IntEnum.
        since: First day this variant is in force; None for always.
        until: Last day this variant is in force; None for always.
        step: Whether it is only a step towards other rules, not a column of its own by default.
    """

    name: str
    function: Callable[..., Any]
    level: Level
    unit: str
    zh: str
    clauses: tuple[str, ...]
    result: type
    since: date | None = None
    until: date | None = None
    step: bool = False

    @property
    def en(self) -> str:
        """The one-line title in English."""
        return (self.function.__doc__ or "").strip().splitlines()[0].rstrip(".")

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """Names of what the rule needs."""
        return tuple(inspect.signature(self.function).parameters)

    @property
    def categories(self) -> type[IntEnum] | None:
        """The enumeration its value belongs to, when it is a category."""
        return self.result if issubclass(self.result, IntEnum) else None


@dataclass(frozen=True)
class Aggregate:
    """A household's value made from its members: a sum, count, any or max over the members a condition names."""

    how: Literal["sum", "count", "any", "max"]
    of: str | None
    where: str | None
    unit: str = ""
    en: str = ""
    zh: str = ""
    clauses: tuple[str, ...] = ()

    level: typing.ClassVar[Level] = "household"

    @property
    def step(self) -> bool:
        """Whether it is only a step towards rules: those without a title are."""
        return not self.zh

    @property
    def result(self) -> type:
        """Python type of its value."""
        return {"sum": float, "max": float, "count": int, "any": bool}[self.how]

    @property
    def categories(self) -> None:
        """Aggregates are never categories."""
        return None

    @property
    def arguments(self) -> tuple[str, ...]:
        """Person columns or rules it reads."""
        return tuple(name for name in (self.of, self.where) if name is not None)


Node = Rule | Aggregate


def rule(
    level: Level,
    *,
    unit: str,
    zh: str,
    clauses: list[str],
    since: str | None = None,
    until: str | None = None,
    step: bool = False,
) -> Callable[[F], F]:
    """Declare a function to be a rule; the function itself stays as it was and can be called.

    Args:
        level: ``"household"`` or ``"person"``.
        unit: Unit of the value.
        zh: Chinese title.
        clauses: Ids of the clauses it comes from.
        since: First day in force of a dated variant, ``"2021-07-01"``.
        until: Last day in force of a dated variant.
        step: Whether it is only a step towards other rules.

    Returns:
        A decorator.

    Raises:
        RuleError: The level, a clause or a day is none, the function has no docstring or no return type a column can
            have, or an argument of another kind than plain names.
    """

    def declare(function: F) -> F:
        name = function.__name__
        _check_function(function)
        _check_declaration(name, level, clauses)
        definition = Rule(
            name=name,
            function=function,
            level=level,
            unit=unit,
            zh=zh,
            clauses=tuple(clauses),
            result=_result(function),
            since=_day(name, since),
            until=_day(name, until),
            step=step,
        )
        function.rule = definition  # type: ignore[attr-defined]
        return function

    return declare


def rule_of(function: Callable[..., Any]) -> Rule:
    """Return the definition behind a function declared with ``rule``.

    Raises:
        RuleError: The function was never declared a rule.
    """
    definition = getattr(function, "rule", None)
    if not isinstance(definition, Rule):
        raise RuleError(
            message(
                f"{getattr(function, '__name__', function)!r} is not a rule.",
                'Declare it with @aidkit.rule("household" or "person", unit=…, zh=…, clauses=[…]).',
            )
        )
    return definition


def _check_function(function: Callable[..., Any]) -> None:
    name = function.__name__
    if not function.__doc__:
        raise RuleError(message(f"Rule {name!r} has no docstring.", "Its first line is the rule's English title."))
    if function.__code__.co_freevars:
        outer = ", ".join(function.__code__.co_freevars)
        raise RuleError(
            message(
                f"Rule {name!r} reads {outer} from the function around it.",
                "A rule sees only its arguments: make it a parameter or a constant of the module.",
            )
        )
    for argument in inspect.signature(function).parameters.values():
        if argument.kind is not argument.POSITIONAL_OR_KEYWORD or argument.default is not argument.empty:
            raise RuleError(
                message(
                    f"Rule {name!r}, argument {argument.name!r}: defaults, * and ** are not allowed.",
                    "An argument is the name of an input column, a rule or a parameter path.",
                )
            )


def _check_declaration(name: str, level: str, clauses: Any) -> None:
    if level not in typing.get_args(Level):
        raise RuleError(message(f"Rule {name!r}: {level!r} is no level.", "Allowed: household or person."))
    if isinstance(clauses, str):
        raise RuleError(message(f"Rule {name!r}: clauses are a list.", f"Write clauses=[{clauses!r}]."))


def _result(function: Callable[..., Any]) -> type:
    """Return the type of a rule's value; refuse what no result column can hold."""
    try:
        result = typing.get_type_hints(function).get("return")
    except NameError as error:
        raise RuleError(
            message(f"Rule {function.__name__!r}: {error} in its annotations.", "Import it, or leave it out.")
        ) from None
    if result in (bool, int, float) or (isinstance(result, type) and issubclass(result, IntEnum)):
        return result
    stated = "no return type" if result is None else f"the return type {getattr(result, '__name__', result)}"
    raise RuleError(message(f"Rule {function.__name__!r} has {stated}.", "Allowed: -> bool, int, float or an IntEnum."))


def _day(name: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RuleError(message(f"Rule {name!r}: {text!r} is not a date.", "Write it as YYYY-MM-DD.")) from None


def Sum(of: str, *, where: str | None = None) -> Aggregate:  # noqa: N802 - reads like a type in a rule file
    """Sum a person amount over the members a condition names."""
    return Aggregate("sum", of, where)


def Count(*, where: str, unit: str = "", en: str = "", zh: str = "", clauses: tuple[str, ...] = ()) -> Aggregate:  # noqa: N802
    """Count the members a condition names."""
    return Aggregate("count", None, where, unit, en, zh, clauses)


def Any_(of: str) -> Aggregate:  # noqa: N802
    """Whether a condition holds for any member."""
    return Aggregate("any", of, None)


def Max(of: str, *, where: str | None = None) -> Aggregate:  # noqa: N802
    """Return the largest person amount over the members a condition names; 0 where there is none."""
    return Aggregate("max", of, where)
