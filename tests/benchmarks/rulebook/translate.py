"""Scalar rules written anew for engines that know only whole columns: ``if`` becomes ``where``, ``and`` becomes ``&``.

A rule is read as a syntax tree and run on symbols. What depends on parameters alone is computed here and now, as a
person writing for such an engine would with ``if parameter``; what depends on a column becomes text in a dialect:
numpy's (which JAX and pandas share), polars' or SQL's.
"""

from __future__ import annotations

import ast
import inspect
import operator
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aidkit.rules.definition import at_most, below
from tests.benchmarks.rulebook.dialects import Dialect, Symbol

BINARY = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}
COMPARED = {ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
            ast.Gt: operator.gt, ast.GtE: operator.ge}  # fmt: skip
Env = dict[str, Any]


def translate(function: Callable[..., Any], given: Mapping[str, Any], dialect: Dialect) -> tuple[list[str], Any]:
    """Write a rule in a dialect.

    Args:
        function: The rule.
        given: By argument, a ``Symbol`` for a column, or a number, or a tuple of numbers.
        dialect: How the engine writes things.

    Returns:
        Lines that give intermediate results their names, and the result: a symbol, or a number where no column matters.
    """
    tree = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    assert isinstance(tree, ast.FunctionDef)
    names = {**inspect.getclosurevars(function).globals, **inspect.getclosurevars(function).builtins}
    writer = _Writer(names, dialect, [])
    return writer.lines, writer.run(tree.body, dict(given))


@dataclass(frozen=True)
class _Writer:
    names: Mapping[str, Any]
    dialect: Dialect
    lines: list[str]

    def run(self, body: Sequence[ast.stmt], env: Env) -> Any:
        """Go through statements; return what the rule returns, None where they only assign."""
        for k, one in enumerate(body):
            rest = list(body[k + 1 :])
            match one:
                case ast.Return(value=ast.expr() as value):
                    return self.value(value, env)
                case ast.Assign(targets=[target], value=value):
                    self.assign(target, value, env)
                case ast.AugAssign(target=ast.Name(id=name), op=op, value=value):
                    env[name] = BINARY[type(op)](env[name], self.value(value, env))
                case ast.For(target=ast.Name() as step, iter=ast.Call(args=[end]), body=inner):
                    turns: list[ast.stmt] = []
                    for turn in range(self.value(end, env)):
                        turns += [ast.Assign(targets=[step], value=ast.Constant(turn)), *inner]
                    return self.run([*turns, *rest], env)
                case ast.If(test=test, body=inner, orelse=other):
                    chosen = self.value(test, env)
                    if not isinstance(chosen, Symbol):
                        return self.run([*(inner if chosen else other), *rest], env)
                    if isinstance(inner[-1], ast.Return):
                        then, otherwise = self.run(inner, dict(env)), self.run([*other, *rest], dict(env))
                        return self.dialect.choose(chosen, then, otherwise)
                    self.merge(chosen, inner, other, env)
                case ast.Expr(value=ast.Constant()):  # the docstring
                    pass
                case _:
                    raise NotImplementedError(ast.unparse(one))
        return None

    def assign(self, target: ast.expr, value: ast.expr, env: Env) -> None:
        """Bind a name, or several at once."""
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
            found = [self.value(one, env) for one in value.elts]
            env.update(
                {name.id: one for name, one in zip(target.elts, found, strict=True) if isinstance(name, ast.Name)}
            )
        else:
            assert isinstance(target, ast.Name)
            env[target.id] = self.dialect.named(target.id, self.value(value, env), self.lines)

    def merge(self, test: Symbol, inner: list[ast.stmt], other: list[ast.stmt], env: Env) -> None:
        """Run both branches of an ``if`` that only assigns, and choose between what they assigned."""
        one, two = dict(env), dict(env)
        self.run(inner, one)
        self.run(other, two)
        for name, value in one.items():
            if value is not two.get(name):
                env[name] = self.dialect.choose(test, value, two[name])

    def value(self, node: ast.expr, env: Env) -> Any:
        """Evaluate an expression on symbols and numbers."""
        match node:
            case ast.Constant(value=value):
                return value
            case ast.Name(id=name):
                return env[name] if name in env else self.names[name]
            case ast.Attribute(value=of, attr=name):
                return getattr(self.value(of, env), name)
            case ast.BinOp(left=left, op=op, right=right):
                return BINARY[type(op)](self.value(left, env), self.value(right, env))
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return self.compare(op, self.value(left, env), right, env)
            case ast.BoolOp(op=op, values=values):
                return self.joined(isinstance(op, ast.And), values, env)
            case ast.UnaryOp(op=ast.Not(), operand=one):
                return self.dialect.negate(self.value(one, env))
            case ast.IfExp(test=test, body=then, orelse=otherwise):
                chosen = self.value(test, env)
                if isinstance(chosen, Symbol):
                    return self.dialect.choose(chosen, self.value(then, env), self.value(otherwise, env))
                return self.value(then if chosen else otherwise, env)
            case ast.Subscript(value=of, slice=index):
                return self.dialect.take(self.value(of, env), self.value(index, env))
            case ast.Call(func=function, args=arguments):
                return self.call(self.value(function, env), [self.value(one, env) for one in arguments])
        raise NotImplementedError(ast.unparse(node))

    def compare(self, op: ast.cmpop, left: Any, right: ast.expr, env: Env) -> Any:
        """Compare with a value, or with each of a tuple."""
        if isinstance(right, ast.Tuple):
            each = [left == self.value(one, env) for one in right.elts]
            found = self.dialect.joined(False, each)
            return found if isinstance(op, ast.In) else self.dialect.negate(found)
        return COMPARED[type(op)](left, self.value(right, env))

    def joined(self, every: bool, values: list[ast.expr], env: Env) -> Any:
        """Join conditions; the first number among them that decides ends it, as in Python."""
        found = []
        for one in values:
            value = self.value(one, env)
            if isinstance(value, Symbol):
                found.append(value)
            elif bool(value) is not every:
                return value
        return self.dialect.joined(every, found) if found else every

    def call(self, function: Any, arguments: list[Any]) -> Any:
        """Call what a rule may call: a comparison with tolerance, the least or most of values, rounding down."""
        if function in (below, at_most):
            return translate(
                function, dict(zip(inspect.signature(function).parameters, arguments, strict=True)), self.dialect
            )[1]
        if not any(isinstance(one, Symbol) for one in arguments):
            return function(*arguments)
        return self.dialect.called(function.__name__, arguments)
