"""What the compiler needs of a rule: a twin whose globals it can read, and a fingerprint of everything it reads."""

from __future__ import annotations

import dis
import hashlib
import re
import sys
from collections import namedtuple
from collections.abc import Callable, Mapping
from enum import EnumMeta, IntEnum
from functools import cache, lru_cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

import numpy as np

from aidkit.errors import RuleError, message

_BUILDS = ("BUILD_LIST", "BUILD_SET", "BUILD_MAP")  # steps of Python that make something to hold values
_PLAIN = (bool, int, float, str, np.generic, ModuleType)  # what a compiled function may read as it is


def compilable(function: Callable[..., Any]) -> FunctionType:
    """Return a twin of a rule whose globals the compiler can read: enumerations as constants, helpers compiled.

    Args:
        function: The rule, or a function it calls.

    Returns:
        A function of the same code.

    Raises:
        RuleError: It reads a global the compiler cannot read.
    """
    assert isinstance(function, FunctionType)
    known = {name: _constant(function, name, value) for name, value in _read_globals(function).items()}
    return FunctionType(
        function.__code__,
        {"__builtins__": __builtins__, **known},
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )


def fingerprint(text: str, functions: Mapping[str, Callable[..., Any]]) -> str:
    """Return a hash of a generated pass and all its rules mean, so that stale machine code is never served.

    Args:
        text: The pass.
        functions: The rules it calls, by name.

    Returns:
        24 hexadecimal digits: others as soon as a rule, a helper, a constant either reads, or a version changes.
    """
    import numba

    digest = hashlib.sha256(f"5 {sys.version} {numba.__version__} {np.__version__}\n{text}".encode())
    for name in sorted(functions):
        digest.update(f"{name}: {_meaning(functions[name])}\n".encode())
    return digest.hexdigest()[:24]


def makes_arrays(function: Callable[..., Any]) -> bool:
    """Whether a rule may make a list or an array: it builds one, or asks numpy, by itself or through a helper."""
    waiting: list[Any] = [function]
    for one in waiting:  # grows by the helpers met
        read = list(_read_globals(one).values())
        builds = any(step.opname.startswith(_BUILDS) for step in dis.get_instructions(one))
        if builds or any(value is np for value in read):
            return True
        waiting += [value for value in read if isinstance(value, FunctionType) and value not in waiting]
    return False


def own_meaning(nodes: Mapping[str, Any]) -> str:
    """Return a hash of all that rules of the user's own mean now; empty where there are none.

    A notebook may set anew what a rule of its own reads; the rules of the package stay as they are.

    Args:
        nodes: Rules and sums by name.
    """
    own = {name: node.function for name, node in nodes.items() if hasattr(node, "function")}
    own = {name: function for name, function in own.items() if not function.__module__.startswith("aidkit.")}
    return fingerprint("", own) if own else ""


def cannot_run(error: Exception) -> RuleError:
    """Say in a user's words what the compiler says of a rule.

    Args:
        error: What calling a compiled pass ended with, the first time or later.

    Returns:
        The error to raise; it names the rule where the compiler does.
    """
    said = [line.strip() for line in str(error).splitlines() if line.strip()]
    called = re.findall(r"\b(\w+) = r_\1\(", str(error))
    signature = next((line.removeprefix(">>> ") for line in said if line.startswith(">>> ")), None)
    reason = next((line for line in said if not line.startswith("Failed in nopython")), type(error).__name__)
    return RuleError(
        message(
            f"{f'Rule {called[-1]!r}' if called else 'A rule'} cannot be compiled: "
            f"{f'no implementation of {signature}' if signature else reason.rstrip('.')}.",
            "A rule works on numbers, yes/no and enumerations, with if, comparisons, min, max and functions of its own file.",
            "AIDKIT_NOJIT=1 runs it as plain Python, for a debugger.",
        )
    )


@cache
def enumeration_constant(enumeration: EnumMeta) -> Any:
    """Return an enumeration as the compiler can read it: a named tuple of whole numbers."""
    members = _members(enumeration)
    return namedtuple(enumeration.__name__, members)(**members)


def _members(enumeration: EnumMeta) -> dict[str, int]:
    members: dict[str, Any] = dict(enumeration.__members__)
    return {name: int(member) for name, member in members.items()}


def _constant(function: FunctionType, name: str, value: Any) -> Any:
    if isinstance(value, EnumMeta):
        return enumeration_constant(value)
    if isinstance(value, FunctionType):
        return _compiled_helper(value, _meaning(value))
    if isinstance(value, IntEnum):
        return int(value)
    plain_tuple = isinstance(value, tuple) and all(isinstance(item, _PLAIN) for item in value)
    if isinstance(value, _PLAIN) or plain_tuple or callable(value):
        return value
    raise RuleError(
        message(
            f"{function.__name__!r} reads {name!r}, a {type(value).__name__}, which the compiler cannot read.",
            "A rule may read numbers, text, tuples of them, enumerations and functions; anything else is a parameter or an input.",
        )
    )


@cache
def _compiled_helper(function: FunctionType, _now: str) -> Any:
    import numba

    return numba.njit(error_model="numpy")(compilable(function))


def _read_globals(function: FunctionType) -> dict[str, Any]:
    names = sorted(_global_names(function.__code__) & set(function.__globals__))
    return {name: function.__globals__[name] for name in names}


@lru_cache(4_096)
def _global_names(code: CodeType) -> frozenset[str]:
    names = frozenset(step.argval for step in dis.get_instructions(code) if step.opname == "LOAD_GLOBAL")
    return names.union(*(_global_names(inner) for inner in code.co_consts if isinstance(inner, CodeType)))


def _meaning(value: Any, above: tuple[Any, ...] = ()) -> str:
    """Write down what a value means to compiled code; a function together with all it reads."""
    function = getattr(value, "py_func", value)  # a helper the user compiled himself
    if isinstance(function, FunctionType):
        if function in above:
            return function.__name__
        read = dict(_read_globals(function))
        read |= {f"cell {i}": cell.cell_contents for i, cell in enumerate(function.__closure__ or ())}
        parts = [f"{name} = {_meaning(item, (*above, function))}" for name, item in read.items()]
        return "\n".join([_code(function.__code__), repr(function.__defaults__), *parts])
    if isinstance(value, EnumMeta):
        return str(_members(value))
    return value.__name__ if isinstance(value, ModuleType) else f"{type(value).__name__} {value!r}"


def _code(code: CodeType) -> str:
    """Write down what a function does, the same in every process: no address, no order of a set."""
    constants = [
        _code(item)
        if isinstance(item, CodeType)
        else sorted(map(repr, item))
        if isinstance(item, frozenset)
        else repr(item)
        for item in code.co_consts
    ]
    return f"{code.co_code.hex()} {constants} {code.co_names} {code.co_varnames}"
