"""Running a pass over a population: blocks of households, threads, a parameter row a place."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

import numpy as np

from aidkit.engine.blocks import in_blocks, shares
from aidkit.engine.compilable import cannot_run
from aidkit.engine.graph import Graph, Plan
from aidkit.engine.kernel import compile_plan, without_compiler
from aidkit.engine.not_a_number import NotANumberError, no_number
from aidkit.engine.pass_source import pass_source, rooms
from aidkit.engine.requests import check_counts, check_population, policies_by_place
from aidkit.engine.room import columns
from aidkit.engine.source import inputs, output_dtype, parameter_slots
from aidkit.errors import OutputError, PolicyError, RuleError, listed, message
from aidkit.layout import BLOCK, Layout
from aidkit.parameter_values import numbers
from aidkit.parameters import BY_PATH, SPECS
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.result import Result
from aidkit.rules import in_force, nodes_of
from aidkit.schema import Level


def simulate(
    population: Population,
    policy: Policy | Sequence[Policy] | Mapping[str, Policy],
    outputs: Iterable[str] | None = None,
    *,
    threads: int | None = None,
    block: int = BLOCK,
) -> Result:
    """Apply a policy's rules to every household and person.

    Args:
        population: The population.
        policy: One policy for everybody, or several: each household then follows the policy of its ``place``.
        outputs: Result columns to compute; None for all.
        threads: Threads to use; None for one a core, a single one for small populations.
        block: Households a thread takes at a time; the result does not depend on it.

    Returns:
        The result, its tables in the order of the input.

    Raises:
        OutputError: A name is no result column, or a reform changes nothing that the outputs depend on.
        PolicyError: A household's place has no policy, or a parameter is not usable as it stands.
        RuleError: A rule of the reform cannot be compiled, or gives no number.

    Example:
        >>> result = simulate(population, load_policy("jinjiang"), outputs=["is_dibao", "dibao_benefit"])
        >>> result.households["dibao_benefit"].sum()
        725.0
    """
    check_population(population)
    check_counts(threads=threads, block=block)
    policies = policies_by_place(policy, population)
    asked = outputs if outputs is None or isinstance(outputs, str) else tuple(outputs)
    plans = {place: graph_of(p).plan(asked) for place, p in policies.items()}
    for place, one in policies.items():
        check_reform_is_used(one, plans[place])
    plan = next(iter(plans.values()))
    if any(other.outputs != plan.outputs for other in plans.values()):
        raise OutputError(
            message("The policies given have different result columns.", "Name the outputs you want of all.")
        )
    try:
        arrays = run_passes(population.layout, plans, policies, threads=threads, block=block)
    except NotANumberError as fault:
        raise RuleError(_named(fault, population)) from None
    return Result(population, policies, plan, arrays)


def run_passes(
    layout: Layout,
    plans: Mapping[str, Plan],
    policies: Mapping[str, Policy],
    *,
    given: Mapping[str, np.ndarray[Any, Any]] | None = None,
    threads: int | None = None,
    block: int = BLOCK,
) -> dict[str, np.ndarray[Any, Any]]:
    """Run compiled passes over the population: places with the same rules share one, each with its own parameters.

    Args:
        layout: The population as the engine reads it.
        plans: By place, the plan; under ``""`` where one holds for everybody. All have the same outputs.
        policies: By place, the policy whose parameters hold.
        given: By rule, values in engine order that the plans take as given.
        threads: Threads to use; None for one a core, a single one for small populations.
        block: Households a thread takes at a time.

    Returns:
        By output, its values in engine order.

    Raises:
        RuleError: A rule cannot be compiled, or gives no number.
    """
    arrays = _empty_outputs(next(iter(plans.values())), layout)
    for plan, share in shares(layout, plans).items():
        rows = np.stack([parameter_row(policies[key]) for key in share.keys])
        work = _work(plan, layout, (rows, share.row_of), arrays, given or {})
        in_blocks(work, share.blocks(layout, block), len(layout.person_rows), threads=threads)
    return arrays


def _work(
    plan: Plan,
    layout: Layout,
    rows: tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]],
    arrays: Mapping[str, np.ndarray[Any, Any]],
    given: Mapping[str, np.ndarray[Any, Any]],
) -> Callable[[int, int], None]:
    """Return what takes a plan through the runs of a block."""
    kernel, own = compile_plan(plan), rooms(pass_source(plan), layout.widest)
    written = [arrays[name] for name in plan.outputs]
    arguments = [*run_arrays(layout), *rows, *input_arrays(plan, layout, given), *written]

    def work(first: int, last: int) -> None:
        try:
            with own.lent() as empty:
                astray = kernel(np.uint64(first), np.uint64(last), *arguments, *empty)
        except Exception as error:
            raise error if without_compiler() else cannot_run(error) from None
        if astray:
            raise no_number(plan, layout, arrays, first, last)

    return work


def graph_of(policy: Policy, *modules: str) -> Graph:
    """Return the graph of the rules in force under a policy; policies of one date and rules share it and its plans.

    Args:
        policy: The policy.
        modules: Names of imported modules whose rules are laid beside the policy's.
    """
    return _graph(policy.date, policy.rules, modules)


@cache
def _graph(day: date, rules: tuple[Callable[..., Any], ...], modules: tuple[str, ...]) -> Graph:
    more = {name: variants[0] for module in modules for name, variants in nodes_of(sys.modules[module]).items()}
    return Graph({**in_force(day, rules), **more})


@lru_cache(maxsize=4_096)  # of scenarios there may be any number
def parameter_row(policy: Policy) -> np.ndarray[Any, Any]:
    """Return a policy's parameters as the engine reads them: one row of numbers.

    Raises:
        PolicyError: A graded mode without grades.
    """
    for area in ("urban", "rural"):
        if policy[f"dibao.mode.{area}"] == "graded" and policy[f"dibao.grades.{area}"] is None:
            raise PolicyError(
                message(
                    f"{policy.place.id}: dibao.mode.{area} is graded, but dibao.grades.{area} is null.",
                    f"Give dibao.grades.{area}: {BY_PATH[f'dibao.grades.{area}'].allowed}.",
                )
            )
    slots = parameter_slots()
    row = np.empty(max(slot.stop for slot in slots.values()))
    for spec in SPECS:
        row[slots[spec.path]] = numbers(spec, policy.entries[spec.path].value)
    row.flags.writeable = False
    return row


def check_reform_is_used(policy: Policy, plan: Plan) -> None:
    """Refuse a reform of values or rules that nothing asked for depends on.

    Raises:
        OutputError: The message names the paths or rules, and what does depend on them.
    """
    used = {spec.path for spec in plan.parameters}
    idle = list(dict.fromkeys(path for path, _, _ in policy.changes if path not in used))
    asked = f"Asked for: {listed(plan.outputs, shown=8)}."
    if idle:
        touched = graph_of(policy).touched_by(BY_PATH[idle[0]].argument)
        raise OutputError(
            message(
                f"The reform {policy.name!r} changes {listed(idle)}, and nothing that was asked for depends on it.",
                asked,
                f"What does depend on {idle[0]}: {listed(touched, shown=8)}." if touched else "",
            )
        )
    unread = [rule.__name__ for rule in policy.rules if rule.__name__ not in plan.nodes]
    if unread:
        raise OutputError(
            message(f"The reform {policy.name!r} gives rules that nothing asked for uses: {listed(unread)}.", asked)
        )


def _named(fault: NotANumberError, population: Population) -> str:
    """Say which households or persons a rule gives no number for, by their ids."""
    rows = {"household": population.layout.household_rows, "person": population.layout.person_rows}[fault.level]
    ids = (population.households if fault.level == "household" else population.persons).index
    return fault.said_of(listed(ids[row] for row in np.sort(rows[fault.positions])))


def _empty_outputs(plan: Plan, layout: Layout) -> dict[str, np.ndarray[Any, Any]]:
    rows = {"household": len(layout.household_rows), "person": len(layout.person_rows)}
    nodes = {name: plan.nodes[name] for name in plan.outputs}
    return columns(
        {name: rows[node.level] for name, node in nodes.items()},
        {name: output_dtype(node.result) for name, node in nodes.items()},
    )


def run_arrays(layout: Layout) -> list[np.ndarray[Any, Any]]:
    """Return what a pass is told of the runs, in the order of its arguments."""
    return [getattr(layout.runs, name) for name in ("home", "person", "size", "count")]


def input_arrays(plan: Plan, layout: Layout, given: Mapping[str, np.ndarray[Any, Any]]) -> list[np.ndarray[Any, Any]]:
    """Return the columns and given values a pass reads, in the order of its arguments."""
    levels: tuple[Level, Level] = ("household", "person")
    return [{**layout.columns[level], **given}[name] for level in levels for name in inputs(plan, level)]
