"""From a plan to one compiled pass over households.

The source of the pass is written from the rules' argument names and saved as a real file, named by a hash of itself
and of every rule's own source, so that a second start compiles nothing and a changed rule is never served stale
machine code. Parameters are an argument of the pass: no threshold change compiles anything.
"""

from __future__ import annotations

import hashlib
import importlib.util
import inspect
import os
import sys
from collections import namedtuple
from collections.abc import Callable, Iterator
from enum import EnumMeta, IntEnum
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from aidkit.engine.cache import cache_folder, write_once
from aidkit.engine.graph import Plan, Stage
from aidkit.parameters import SPECS, Spec
from aidkit.rules.definition import Aggregate, Rule
from aidkit.schema import Level

Block = Callable[..., None]

_START = {"sum": "0.0", "max": "0.0", "count": "0", "any": "False"}


def without_compiler() -> bool:
    """Whether the generated pass is to run as plain Python (``AIDKIT_NOJIT=1``), for debuggers."""
    return os.environ.get("AIDKIT_NOJIT", "") not in ("", "0")


def output_dtype(result: type) -> np.dtype[Any]:
    """How a result column is stored: categories and flags narrow, counts and amounts in 64 bits."""
    if issubclass(result, IntEnum):
        return np.dtype("int8")
    return np.dtype({bool: "bool", int: "int64", float: "float64"}[result])


def parameter_slots() -> dict[str, slice]:
    """Return where each parameter path lies in a place's parameter row."""
    slots, start = {}, 0
    for spec in SPECS:
        slots[spec.path] = slice(start, start + spec.width)
        start += spec.width
    return slots


# ------------------------------------------------------------------------------------------ source text


def source(plan: Plan) -> str:
    """Write the pass: one loop over households, the stages inside it, each input read once a stage."""
    lines = [
        '"""One pass over households, written from the rules\' argument names; do not edit."""',
        "import numpy as np",
        "",
        "",
        f"def block({', '.join(block_arguments(plan))}):",
        *_indented(_parameters(plan), 1),
        *_indented(_scratch(plan), 1),
        "    for h in range(low, high):",
        "        first = offsets[h]",
        "        last = offsets[h + np.uint64(1)]",
        *_indented((f"{name} = h_{name}[h]" for name in inputs(plan, "household")), 2),
    ]
    for stage in plan.stages:
        body = _member_stage(plan, stage) if stage.level == "person" else _family_stage(plan, stage)
        lines += _indented(body, 2)
    return "\n".join(lines) + "\n"


def block_arguments(plan: Plan) -> list[str]:
    """Name the arguments of the pass in order: bounds, layout, parameter row, inputs, outputs."""
    read = [f"h_{name}" for name in inputs(plan, "household")] + [f"p_{name}" for name in inputs(plan, "person")]
    return ["low", "high", "offsets", "widest", "row", *read, *(f"o_{name}" for name in plan.outputs)]


def inputs(plan: Plan, level: Level) -> tuple[str, ...]:
    """Name what the pass reads at a level: input columns, then rules whose values are given."""
    return (*(column.name for column in plan.columns[level]), *plan.given.get(level, ()))


def _indented(lines: Iterator[str], depth: int) -> list[str]:
    return [f"{'    ' * depth}{line}" for line in lines]


def _parameters(plan: Plan) -> Iterator[str]:
    slots = parameter_slots()
    for spec in plan.parameters:
        yield f"{spec.argument} = {_read_parameter(spec, slots[spec.path])}"


def _read_parameter(spec: Spec, slot: slice) -> str:
    if spec.width > 1:
        return f"row[{slot.start}:{slot.stop}]"
    value = f"row[{slot.start}]"
    return {"bool": f"{value} != 0.0", "category": f"np.int64({value})"}.get(spec.kind, value)


def _scratch(plan: Plan) -> Iterator[str]:
    for name in plan.nodes:
        if name in plan.kept:
            yield f"s_{name} = np.empty(widest, np.{_scalar(output_dtype(plan.nodes[name].result))})"


def _scalar(dtype: np.dtype[Any]) -> str:
    return "bool_" if dtype.kind == "b" else dtype.name


def _call(plan: Plan, name: str) -> str:
    return f"{name} = r_{name}({', '.join(plan.nodes[name].arguments)})"


def _family_stage(plan: Plan, stage: Stage) -> Iterator[str]:
    for name in stage.rules:
        yield _call(plan, name)
    yield from (f"o_{name}[h] = {name}" for name in stage.rules if name in plan.outputs)


def _member_stage(plan: Plan, stage: Stage) -> Iterator[str]:
    aggregates = {name: plan.nodes[name] for name in stage.aggregates}
    yield from (f"{name} = {_START[a.how]}" for name, a in aggregates.items() if isinstance(a, Aggregate))
    yield "for i in range(first, last):"
    yield from _indented(_member_body(plan, stage), 1)
    yield from (f"o_{name}[h] = {name}" for name in aggregates if name in plan.outputs)


def _member_body(plan: Plan, stage: Stage) -> Iterator[str]:
    read = {argument for name in (*stage.rules, *stage.aggregates) for argument in plan.nodes[name].arguments}
    yield from (f"{name} = p_{name}[i]" for name in inputs(plan, "person") if name in read)
    yield from (f"{n} = s_{n}[i - first]" for n in plan.nodes if n in plan.kept and n in read and n not in stage.rules)
    for name in stage.rules:
        yield _call(plan, name)
    yield from (f"s_{name}[i - first] = {name}" for name in stage.rules if name in plan.kept)
    yield from (f"o_{name}[i] = {name}" for name in stage.rules if name in plan.outputs)
    for name in stage.aggregates:
        node = plan.nodes[name]
        if isinstance(node, Aggregate):
            yield from _accumulate(name, node)


def _accumulate(name: str, aggregate: Aggregate) -> Iterator[str]:
    step = {
        "sum": f"{name} += {aggregate.of}",
        "max": f"{name} = max({name}, {aggregate.of})",
        "count": f"{name} += 1",
        "any": f"{name} = {name} or {aggregate.of}",
    }[aggregate.how]
    if aggregate.where is None:
        yield step
    else:
        yield f"if {aggregate.where}:"
        yield f"    {step}"


# ------------------------------------------------------------------------------------------ compilation


def compile_plan(plan: Plan) -> Block:
    """Return the pass for a plan, compiled or taken from the cache; plain Python under ``AIDKIT_NOJIT=1``."""
    return _compiled(plan, without_compiler())


@cache
def _compiled(plan: Plan, _plain: bool) -> Block:
    text = source(plan)
    rules = {name: node.function for name, node in plan.nodes.items() if isinstance(node, Rule)}
    name = f"aidkit_pass_{_fingerprint(text, rules)}"
    key = (name, without_compiler())
    if key not in _PASSES:
        _PASSES[key] = _build(name, text, rules)
    return _PASSES[key]


_PASSES: dict[tuple[str, bool], Block] = {}


def _build(name: str, text: str, rules: dict[str, Callable[..., Any]]) -> Block:
    path = write_once(cache_folder() / f"{name}.py", text)
    module = _import(name, path)
    if without_compiler():
        vars(module).update({f"r_{rule}": function for rule, function in rules.items()})
        return module.block  # type: ignore[no-any-return]
    import numba

    compiler = numba.njit(error_model="numpy")
    vars(module).update({f"r_{rule}": compiler(_compilable(function)) for rule, function in rules.items()})
    return numba.njit(nogil=True, cache=True, error_model="numpy")(module.block)


def _import(name: str, path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _compilable(function: Callable[..., Any]) -> FunctionType:
    """Return a twin of a rule whose globals the compiler can read: enums as constants, helpers compiled."""
    assert isinstance(function, FunctionType)
    names = _global_names(function)
    known = {name: _constant(value) for name, value in function.__globals__.items() if name in names}
    return FunctionType(function.__code__, {"__builtins__": __builtins__, **known}, function.__name__)


@cache
def _constant(value: Any) -> Any:
    if isinstance(value, EnumMeta):
        members = _members(value)
        return namedtuple(value.__name__, members)(**members)
    if isinstance(value, FunctionType):
        import numba

        return numba.njit(error_model="numpy")(_compilable(value))
    return value


def _members(enumeration: EnumMeta) -> dict[str, int]:
    members: dict[str, Any] = dict(enumeration.__members__)
    return {name: int(member) for name, member in members.items()}


def _global_names(function: FunctionType) -> set[str]:
    return set(function.__code__.co_names)


def _fingerprint(text: str, rules: dict[str, Callable[..., Any]]) -> str:
    import numba

    digest = hashlib.sha256(f"{numba.__version__} {np.__version__}\n{text}".encode())
    for name in sorted(rules):
        function = rules[name]
        assert isinstance(function, FunctionType)
        digest.update(_source_of(function).encode())
        for used in sorted(_global_names(function) & set(function.__globals__)):
            digest.update(f"{used} = {_meaning(function.__globals__[used])}\n".encode())
    return digest.hexdigest()[:24]


def _meaning(value: Any) -> str:
    if isinstance(value, EnumMeta):
        return str(_members(value))
    return _source_of(value) if isinstance(value, FunctionType) else repr(value)


def _source_of(function: FunctionType) -> str:
    try:
        return inspect.getsource(function)
    except (OSError, TypeError):
        code = function.__code__
        return f"{code.co_code.hex()} {code.co_consts!r} {code.co_names!r}"
