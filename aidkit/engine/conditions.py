"""Which condition of a rule failed first, and by how much: read from the rule's own source."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cache
from typing import Any

from aidkit.parameters import BY_ARGUMENT
from aidkit.rules.definition import EQUAL


def first_failure(function: Callable[..., Any], arguments: Mapping[str, Any]) -> str | None:
    """Say which condition of a yes/no rule failed first for these arguments.

    Args:
        function: A rule that returns bool.
        arguments: What it was called with, by name.

    Returns:
        A phrase such as ``dibao_test_income 1,012.00 is 12.00 above dibao_standard 1,000.00``, or None where the rule
        holds or its source cannot be read or followed.
    """
    try:
        reading = _Reading({**function.__globals__, **arguments})
        outcome = reading.follow(_body(function), None)
    except Exception:  # a rule of a user's own may do what cannot be followed here; its value stands all the same
        return None
    return outcome.reason if outcome is not None else None


@dataclass(frozen=True)
class _Outcome:
    """A return that was reached, and why it is False."""

    reason: str | None


@cache
def _body(function: Callable[..., Any]) -> tuple[ast.stmt, ...]:
    definition = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(definition, ast.FunctionDef)
    return tuple(definition.body)


@dataclass
class _Reading:
    """Goes through a rule as Python would, and describes what it meets.

    Attributes:
        scope: Values by name.
        conditions: By name of a local, the condition it stands for.
    """

    scope: dict[str, Any]
    conditions: dict[str, ast.expr] = field(default_factory=dict)

    def follow(self, statements: Sequence[ast.stmt], branch: ast.expr | None) -> _Outcome | None:
        """Follow statements; ``branch`` is the condition that failed on the way here. None where none returns."""
        for statement in statements:
            if isinstance(statement, ast.Return) and statement.value is not None:
                return _Outcome(self._failed(statement.value, branch))
            if isinstance(statement, ast.If):
                holds = bool(self._value(statement.test))
                led = _negated(statement.test) if holds else statement.test
                outcome = self.follow(statement.body if holds else statement.orelse, led)
                if outcome is not None:
                    return outcome
                branch = branch if holds else led
            elif isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign):
                self._assign(statement)
            elif not isinstance(statement, ast.Expr | ast.Pass):
                return _Outcome(None)
        return None

    def _assign(self, statement: ast.Assign | ast.AnnAssign | ast.AugAssign) -> None:
        exec(compile(ast.Module([statement], []), "<rule>", "exec"), self.scope)
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            name = statement.targets[0].id
            if isinstance(self.scope.get(name), bool):
                self.conditions[name] = statement.value

    def _failed(self, expression: ast.expr, branch: ast.expr | None) -> str | None:
        """Describe the first operand of a conjunction that does not hold; of a plain False, what led to it."""
        if isinstance(expression, ast.Constant) and expression.value is False and branch is not None:
            expression = branch
        return None if self._value(expression) else self._not_held(expression)

    def _not_held(self, expression: ast.expr) -> str:
        """Describe what should hold and does not."""
        expression = self._meant(expression)
        if isinstance(expression, ast.UnaryOp) and isinstance(expression.op, ast.Not):
            return self._held(expression.operand)
        if isinstance(expression, ast.BoolOp):
            if isinstance(expression.op, ast.And):
                return self._not_held(next(o for o in expression.values if not self._value(o)))
            return ", and ".join(self._not_held(o) for o in expression.values if not _is_switch(o))
        if isinstance(expression, ast.Name) and not isinstance(self.scope.get(expression.id), bool):
            return f"{expression.id} is {_shown(self._value(expression))}"
        return self._distance(expression) or f"{ast.unparse(expression)} does not hold"

    def _held(self, expression: ast.expr) -> str:
        """Describe what holds and should not."""
        expression = self._meant(expression)
        if isinstance(expression, ast.UnaryOp) and isinstance(expression.op, ast.Not):
            return self._not_held(expression.operand)
        if isinstance(expression, ast.BoolOp) and isinstance(expression.op, ast.Or):
            return self._held(next(o for o in expression.values if self._value(o)))
        return self._distance(expression) or f"{ast.unparse(expression)} holds"

    def _meant(self, expression: ast.expr) -> ast.expr:
        """Return the condition a local stands for, and of two alternatives the one that counts."""
        if isinstance(expression, ast.Name) and expression.id in self.conditions:
            return self._meant(self.conditions[expression.id])
        if isinstance(expression, ast.IfExp):
            return self._meant(expression.body if self._value(expression.test) else expression.orelse)
        return expression

    def _distance(self, expression: ast.expr) -> str | None:
        """Say how far an amount is from its line, for ``below``, ``at_most`` and plain comparisons of numbers."""
        if isinstance(expression, ast.Call) and isinstance(expression.func, ast.Name) and len(expression.args) == 2:
            left, right = expression.args
        elif isinstance(expression, ast.Compare) and len(expression.ops) == 1:
            left, right = expression.left, expression.comparators[0]
        else:
            return None
        amount, line = self._value(left), self._value(right)
        if isinstance(line, tuple | list | set | frozenset) or isinstance(amount, bool):
            return None
        if isinstance(right, ast.Constant) or isinstance(left, ast.Constant):
            return f"{_named(left)}{_named(right)} is {_shown(line if isinstance(left, ast.Constant) else amount)}"
        if isinstance(line, IntEnum):
            return f"{_named(left)} is {type(line)(amount).name.lower()}"
        return _beside(_named(left), amount, _named(right), line)

    def _value(self, expression: ast.expr) -> Any:
        return eval(compile(ast.Expression(expression), "<rule>", "eval"), self.scope)


def _beside(name: str, amount: Any, line_name: str, line: Any) -> str:
    if isinstance(amount, int) and float(line).is_integer():
        line = int(line)  # of counts and months, nothing stands behind the point
    gap = amount - line
    if abs(gap) < EQUAL:
        return f"{name} {_shown(amount)} is on {line_name} {_shown(line)}"
    side = "above" if gap > 0 else "below"
    return f"{name} {_shown(amount)} is {_shown(abs(gap))} {side} {line_name} {_shown(line)}"


def _negated(expression: ast.expr) -> ast.expr:
    return ast.copy_location(ast.UnaryOp(ast.Not(), expression), expression)


def _is_switch(expression: ast.expr) -> bool:
    """Whether an alternative is only the switch for no limit at all, of no interest to a reader."""
    return isinstance(expression, ast.Name) and expression.id == "unlimited"


def _named(expression: ast.expr) -> str:
    """Write an expression with parameters as dotted paths; a constant needs no name."""
    if isinstance(expression, ast.Constant):
        return ""
    if isinstance(expression, ast.Name) and expression.id in BY_ARGUMENT:
        return BY_ARGUMENT[expression.id].path
    if isinstance(expression, ast.BinOp) and isinstance(expression.op, ast.Mult):
        return f"{_named(expression.left)} × {_named(expression.right)}".removeprefix(" × ")
    return ast.unparse(expression)


def _shown(value: Any) -> str:
    return f"{value:,.2f}" if isinstance(value, float) else f"{value}"
