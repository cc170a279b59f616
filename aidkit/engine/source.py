"""What the sources of generated passes share: where parameters lie, what is read, how values are stored."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import cache
from typing import Any

import numpy as np

from aidkit.engine.graph import Plan
from aidkit.parameters import SPECS, Spec
from aidkit.schema import Level

START = {"sum": "0.0", "max": "0.0", "count": "0", "any": "False"}  # what an aggregate is before the first member


def output_dtype(result: type) -> np.dtype[Any]:
    """How a result column is stored: categories and flags narrow, counts and amounts in 64 bits."""
    if issubclass(result, IntEnum):
        return np.dtype("int8")
    return np.dtype({bool: "bool", int: "int64", float: "float64"}[result])


@cache
def parameter_slots() -> dict[str, slice]:
    """Return where each parameter path lies in a place's parameter row."""
    slots, start = {}, 0
    for spec in SPECS:
        slots[spec.path] = slice(start, start + spec.width)
        start += spec.width
    return slots


def inputs(plan: Plan, level: Level) -> tuple[str, ...]:
    """Name what the pass reads at a level: input columns, then rules whose values are given."""
    return (*(column.name for column in plan.columns[level]), *plan.given.get(level, ()))


def input_arguments(plan: Plan) -> list[str]:
    """Name the arguments of a pass that hold its inputs, household columns first."""
    return [f"h_{name}" for name in inputs(plan, "household")] + [f"p_{name}" for name in inputs(plan, "person")]


def indented(lines: Iterable[str], depth: int) -> list[str]:
    """Indent lines of source text."""
    return [f"{'    ' * depth}{line}" for line in lines]


def parameter_read(spec: Spec, *, moving: bool = False) -> str:
    """Write how a parameter is read from a place's row; one that moves along a line with its slope."""
    slot = parameter_slots()[spec.path]
    if moving:
        return f"row[{slot.start}] + slope[{slot.start}] * here + slope[{slot.start}] * SLOPE"
    if spec.width > 1:
        return f"row[{slot.start}:{slot.stop}]"
    value = f"row[{slot.start}]"
    return {"bool": f"{value} != 0.0", "category": f"np.int64({value})"}.get(spec.kind, value)


def stored_as(result: type) -> str:
    """Name the numpy type in which a rule's value is kept between stages."""
    name = output_dtype(result).name
    return "bool_" if name == "bool" else name
