"""A rule's twin that can be followed along a line: the same source, its comparisons noting where they turn."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import EnumMeta
from types import FunctionType
from typing import Any

from aidkit.engine import lines
from aidkit.engine.compilable import enumeration_constant
from aidkit.errors import RuleError, message

_COMPARISONS = {
    ast.Lt: ("less", False),
    ast.LtE: ("at_most", False),
    ast.Gt: ("less", True),
    ast.GtE: ("at_most", True),
}
_OPERATIONS = {ast.Mult: "_times", ast.Div: "_over"}
_TRACED = ("less", "at_most", "smaller", "larger", "rounded_down", "times", "over")


@dataclass(frozen=True)
class Cause:
    """A place in a rule where something turns: a condition, or one of a min or max taking over.

    Attributes:
        rule: Name of the rule.
        source: The expression, as written in the rule.
    """

    rule: str
    source: str


@dataclass
class Twins:
    """Twins of rules, with the places where they can turn, numbered from 0 in order of the rules.

    Attributes:
        causes: The places.
        texts: By function name, the twin's source, for the fingerprint of a compiled pass.
    """

    causes: list[Cause] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    _helpers: dict[FunctionType, Any] = field(default_factory=dict)

    def of_rule(self, function: Callable[..., Any]) -> FunctionType:
        """Return a rule's twin: one more argument, the trace."""
        assert isinstance(function, FunctionType)
        return self._twin(function, rule=function.__name__)

    def _twin(self, function: FunctionType, rule: str | None) -> FunctionType:
        tree = _tree(function)
        tree.decorator_list, tree.returns = [], None
        hidden = ["trace"] if rule else ["trace", "site"]
        for argument in tree.args.args:
            argument.annotation = None
        tree.args.args += [ast.arg(name) for name in hidden]
        helpers = {n for n, v in function.__globals__.items() if isinstance(v, FunctionType)}
        rewritten = ast.fix_missing_locations(_Rewriter(self, rule, helpers).visit(tree))
        text = ast.unparse(rewritten)
        self.texts[f"{function.__module__}.{function.__name__}"] = text
        scope = {**self._scope(function), **{f"_{name}": getattr(lines, name) for name in _TRACED}}
        exec(compile(text, f"<{function.__name__} followed along a line>", "exec"), scope)
        twin = scope[function.__name__]
        assert isinstance(twin, FunctionType)
        return twin

    def _scope(self, function: FunctionType) -> dict[str, Any]:
        names = function.__code__.co_names
        return {name: self._global(value) for name, value in function.__globals__.items() if name in names}

    def _global(self, value: Any) -> Any:
        if isinstance(value, EnumMeta):
            return enumeration_constant(value)
        if isinstance(value, FunctionType):
            if value not in self._helpers:
                import numba

                self._helpers[value] = numba.njit(error_model="numpy")(self._twin(value, rule=None))
            return self._helpers[value]
        return value


def _tree(function: FunctionType) -> ast.FunctionDef:
    try:
        definition = ast.parse(textwrap.dedent(inspect.getsource(function))).body[0]
    except (OSError, TypeError, SyntaxError):
        raise RuleError(
            message(
                f"Rule {function.__name__!r} cannot be followed along a line: its source cannot be read.",
                "Define it in a file or a notebook cell.",
            )
        ) from None
    assert isinstance(definition, ast.FunctionDef)
    return definition


class _Rewriter(ast.NodeTransformer):
    """Turns comparisons, min, max and calls of helpers into those that take the trace and the place's number."""

    def __init__(self, twins: Twins, rule: str | None, helpers: set[str]) -> None:
        self.twins, self.rule, self.helpers = twins, rule, helpers

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        site = self._site(node)
        self.generic_visit(node)
        if len(node.ops) != 1 or type(node.ops[0]) not in _COMPARISONS:
            return node
        name, swapped = _COMPARISONS[type(node.ops[0])]
        left, right = node.left, node.comparators[0]
        return _call(name, *((right, left) if swapped else (left, right)), site=site)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        if type(node.op) not in _OPERATIONS:
            return node
        return ast.Call(ast.Name(_OPERATIONS[type(node.op)], ast.Load()), [node.left, node.right], [])

    def visit_Call(self, node: ast.Call) -> ast.AST:
        site = self._site(node)
        self.generic_visit(node)
        called = ast.unparse(node.func)
        if called in ("min", "max"):
            result = node.args[0]
            for argument in node.args[1:]:
                result = _call("smaller" if called == "min" else "larger", result, argument, site=site)
            return result
        if called == "math.floor":
            return _call("rounded_down", *node.args, site=site)
        if called in self.helpers:
            node.args += [ast.Name("trace", ast.Load()), site]
        return node

    def _site(self, node: ast.expr) -> ast.expr:
        """The place's number in a rule; in a helper, the number its caller handed on."""
        if self.rule is None:
            return ast.Name("site", ast.Load())
        self.twins.causes.append(Cause(self.rule, ast.unparse(node)))
        return ast.Constant(len(self.twins.causes) - 1)


def _call(name: str, *arguments: ast.expr, site: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(f"_{name}", ast.Load()), [*arguments, ast.Name("trace", ast.Load()), site], [])
