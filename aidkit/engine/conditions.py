"""Which condition of a rule failed first, and by how much: read from the rule's own source."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
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
        holds or its source cannot be read.
    """
    try:
        body = _body(function)
    except (OSError, TypeError, SyntaxError):
        return None
    scope = {**function.__globals__, **arguments}
    return _follow(body, scope)


@cache
def _body(function: Callable[..., Any]) -> tuple[ast.stmt, ...]:
    definition = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(definition, ast.FunctionDef)
    return tuple(definition.body)


def _follow(statements: tuple[ast.stmt, ...] | list[ast.stmt], scope: dict[str, Any]) -> str | None:
    for statement in statements:
        if isinstance(statement, ast.Assign):
            exec(compile(ast.Module([statement], []), "<rule>", "exec"), scope)
        elif isinstance(statement, ast.If):
            branch = statement.body if _value(statement.test, scope) else statement.orelse
            if any(isinstance(inner, ast.Return) for inner in branch):
                return _follow(branch, scope)
            _follow(branch, scope)
        elif isinstance(statement, ast.Return) and statement.value is not None:
            return _failed(statement.value, scope)
    return None


def _failed(expression: ast.expr, scope: dict[str, Any]) -> str | None:
    """Describe the first operand of a conjunction that does not hold."""
    operands = (
        expression.values if isinstance(expression, ast.BoolOp) and isinstance(expression.op, ast.And) else [expression]
    )
    for operand in operands:
        if not _value(operand, scope):
            return _described(operand, scope)
    return None


def _described(expression: ast.expr, scope: dict[str, Any]) -> str:
    if isinstance(expression, ast.BoolOp) and isinstance(expression.op, ast.Or):
        return ", and ".join(_described(operand, scope) for operand in expression.values if not _is_flag(operand))
    if isinstance(expression, ast.UnaryOp) and isinstance(expression.op, ast.Not):
        inner = expression.operand
        return _distance(inner, scope) or f"{ast.unparse(inner)} holds"
    distance = _distance(expression, scope)
    if distance:
        return distance
    if isinstance(expression, ast.Name) and expression.id in scope and not isinstance(scope[expression.id], bool):
        return f"{expression.id} is {_shown(scope[expression.id])}"
    return f"{ast.unparse(expression)} does not hold"


def _is_flag(expression: ast.expr) -> bool:
    """Whether an alternative is only a local switch such as ``unlimited``, of no interest to a reader."""
    return isinstance(expression, ast.Name) and expression.id == "unlimited"


def _distance(expression: ast.expr, scope: dict[str, Any]) -> str | None:
    """Say how far an amount is from its line, for ``below``, ``at_most`` and plain comparisons of numbers."""
    if isinstance(expression, ast.Call) and isinstance(expression.func, ast.Name) and len(expression.args) == 2:
        left, right = expression.args
    elif (
        isinstance(expression, ast.Compare)
        and len(expression.ops) == 1
        and not isinstance(expression.ops[0], ast.In | ast.NotIn)
    ):
        left, right = expression.left, expression.comparators[0]
    else:
        return None
    amount, line = _value(left, scope), _value(right, scope)
    if isinstance(right, ast.Constant) or isinstance(left, ast.Constant):
        return f"{_named(left)}{_named(right)} is {_shown(line if isinstance(left, ast.Constant) else amount)}"
    if isinstance(line, IntEnum):
        return f"{_named(left)} is {type(line)(amount).name.lower()}"
    gap = amount - line
    if abs(gap) < EQUAL:
        return f"{_named(left)} {_shown(amount)} is on {_named(right)} {_shown(line)}"
    side = "above" if gap > 0 else "below"
    return f"{_named(left)} {_shown(amount)} is {_shown(abs(gap))} {side} {_named(right)} {_shown(line)}"


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


def _value(expression: ast.expr, scope: dict[str, Any]) -> Any:
    return eval(compile(ast.Expression(expression), "<rule>", "eval"), scope)
