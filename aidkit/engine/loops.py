"""Rules with a loop of their own: they stand apart, so that the compiler can take the others several families at once.

The grades of dibao are such a rule: it goes down a schedule until one fits. In one loop with it, every rule of the
stage would wait for it, family by family; so the stage is written as three loops, and the middle one is its own.
"""

from __future__ import annotations

import dis
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from aidkit.engine.graph import Plan, Stage
from aidkit.rules.definition import Rule


def apart(plan: Plan) -> tuple[Stage, ...]:
    """Return the stages of a plan in order, each rule with a loop of its own in a stage of its own."""
    return tuple(part for stage in plan.stages for part in _parts(stage, plan))


def has_loop(function: Callable[..., Any]) -> bool:
    """Whether a function goes round in a loop, by its own code; what it calls is not looked at."""
    return any("BACKWARD" in step.opname for step in dis.get_instructions(function))


def _parts(stage: Stage, plan: Plan) -> Iterator[Stage]:
    def turns(name: str) -> str:
        node = plan.nodes[name]
        return name if isinstance(node, Rule) and has_loop(node.function) else ""

    groups = [tuple(names) for _, names in groupby(stage.rules, turns)] or [()]
    for group in groups[:-1]:
        yield Stage(stage.level, group, ())
    yield Stage(stage.level, groups[-1], stage.aggregates)
