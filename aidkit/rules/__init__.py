"""The rules, one programme a file, and the register that says which variant is in force on a day.

The order of the modules below is the order in which a statute reads and an explanation prints; the order of
computation comes from the argument names alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import ModuleType
from typing import Any

from aidkit.errors import RuleError, message
from aidkit.rules import (
    assets,
    children,
    coverage,
    dibao,
    disability,
    edge,
    family,
    income,
    medical,
    price,
    relief,
    support,
    tekun,
    uplift,
)
from aidkit.rules.definition import Aggregate, Node, Rule, rule_of

MODULES: tuple[ModuleType, ...] = (
    family,
    income,
    assets,
    disability,
    tekun,
    children,
    dibao,
    uplift,
    edge,
    relief,
    medical,
    price,
    support,
    coverage,
)


def nodes_of(module: ModuleType) -> dict[str, list[Node]]:
    """Collect the rules and aggregates a module defines, by name, in the order of the file."""
    found: dict[str, list[Node]] = {}
    for name, value in vars(module).items():
        if isinstance(value, Aggregate):
            found.setdefault(name, []).append(value)
        elif isinstance(definition := getattr(value, "rule", None), Rule):
            found.setdefault(definition.name, []).append(definition)
    return found


def all_nodes() -> dict[str, tuple[Node, ...]]:
    """Return every rule and aggregate of the package with its dated variants, in statutory order."""
    found: dict[str, list[Node]] = {}
    for module in MODULES:
        for name, variants in nodes_of(module).items():
            found.setdefault(name, []).extend(variants)
    return {name: tuple(variants) for name, variants in found.items()}


def in_force(
    day: date,
    replacements: Iterable[Callable[..., Any]] = (),
    nodes: Mapping[str, tuple[Node, ...]] | None = None,
) -> dict[str, Node]:
    """Return the rules in force on a day, with a reform's own rules in place of those of the same name.

    Args:
        day: The policy date.
        replacements: Functions declared with ``rule``; a new name adds a rule.
        nodes: Another set of rules and variants than the package's.

    Returns:
        One rule or aggregate a name, in statutory order, additions last.

    Raises:
        RuleError: Two variants of one name are in force on the day, or a replacement is not.
    """
    chosen: dict[str, Node] = {}
    for name, variants in (all_nodes() if nodes is None else nodes).items():
        valid = [node for node in variants if _holds(node, day)]
        if len(valid) > 1:
            raise RuleError(
                message(
                    f"Rule {name!r}: {len(valid)} variants are in force on {day}.",
                    "Give each a `since` and `until` that do not overlap.",
                )
            )
        if valid:
            chosen[name] = valid[0]
    for function in replacements:
        definition = rule_of(function)
        if not _holds(definition, day):
            period = f"{definition.since or 'always'} to {definition.until or 'today'}"
            raise RuleError(
                message(
                    f"Rule {definition.name!r} of the reform holds from {period}, and the policy date is {day}.",
                    "Leave `since` and `until` out, or choose another date.",
                )
            )
        chosen[definition.name] = definition
    return chosen


def _holds(node: Node, day: date) -> bool:
    if isinstance(node, Aggregate):
        return True
    return (node.since is None or node.since <= day) and (node.until is None or day <= node.until)


__all__ = ["MODULES", "all_nodes", "in_force", "nodes_of"]
