"""Running a pass over a population: blocks of households, threads, a parameter row a place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np

from aidkit.engine.compilable import cannot_run
from aidkit.engine.graph import Graph, Plan
from aidkit.engine.kernel import compile_plan, without_compiler
from aidkit.engine.not_a_number import NotANumberError, no_number
from aidkit.engine.pass_source import CHUNK, pass_source
from aidkit.engine.requests import check_counts, check_population, policies_by_place
from aidkit.engine.source import inputs, output_dtype, parameter_slots
from aidkit.errors import OutputError, PolicyError, RuleError, listed, message
from aidkit.layout import BLOCK, Layout
from aidkit.parameter_values import numbers
from aidkit.parameters import BY_PATH, SPECS
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.result import Result
from aidkit.rules import in_force

FEW_PERSONS = 100_000  # below this, starting a thread costs more than it saves


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
    """Run a compiled pass over every place's households.

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
    plan = next(iter(plans.values()))
    arrays = _empty_outputs(plan, layout)
    for number, place in enumerate(layout.places):
        key = place if place in policies else ""
        kernel, row = compile_plan(plans[key]), parameter_row(policies[key])
        arguments = _arguments(plans[key], layout, row, arrays, given or {})
        room = pass_source(plans[key]).room

        def work(first: int, last: int, kernel: Any = kernel, arguments: Any = arguments, room: Any = room) -> None:
            empty = [np.empty(CHUNK * (layout.widest if wide else 1), kind) for kind, wide in room.values()]
            try:
                astray = kernel(np.uint64(first), np.uint64(last), *arguments, *empty)
            except Exception as error:
                raise error if without_compiler() else cannot_run(error) from None
            if astray:
                raise no_number(plan, layout, arrays, first, last)

        runs = range(int(layout.bounds[number]), int(layout.bounds[number + 1]))
        in_blocks(work, _blocks_of_runs(layout, runs, block), len(layout.person_rows), threads=threads)
    return arrays


def _blocks_of_runs(layout: Layout, runs: range, block: int) -> list[tuple[int, int]]:
    """Group consecutive runs until a group holds so many households."""
    passed = np.cumsum(layout.runs.count[runs.start : runs.stop]).astype(np.int64)
    ends, group = [], -1
    for position, households in enumerate(((passed - 1) // block).tolist()):
        if households != group and position:
            ends.append(runs.start + position)
        group = households
    return list(pairwise([runs.start, *ends, runs.stop]))


T = TypeVar("T")


def in_blocks(
    work: Callable[[int, int], T], blocks: Sequence[tuple[int, int]], persons: int, *, threads: int | None = None
) -> list[T]:
    """Do work on blocks, on several threads where that pays.

    Args:
        work: Called with the first item of a block and the one after its last.
        blocks: The blocks.
        persons: Persons in the population; below 100,000 one thread is best.
        threads: Threads to use; None for one a core.

    Returns:
        What the work gave back, in the order of the blocks.
    """
    wanted = threads if threads is not None else (1 if persons < FEW_PERSONS else os.cpu_count() or 1)
    first = work(*blocks[0])  # compiles, if nothing is cached, before threads ask for the same
    if wanted <= 1 or len(blocks) == 1:
        return [first, *(work(*bounds) for bounds in blocks[1:])]
    with ThreadPoolExecutor(wanted) as pool:
        return [first, *pool.map(lambda bounds: work(*bounds), blocks[1:])]


def graph_of(policy: Policy) -> Graph:
    """Return the graph of the rules in force under a policy; policies of one date and rules share it and its plans."""
    return _graph(policy.date, policy.rules)


@cache
def _graph(day: date, rules: tuple[Callable[..., Any], ...]) -> Graph:
    return Graph(in_force(day, rules))


@cache
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
    sizes = {"household": len(layout.household_rows), "person": len(layout.person_rows)}
    return {n: np.empty(sizes[plan.nodes[n].level], output_dtype(plan.nodes[n].result)) for n in plan.outputs}


def _arguments(
    plan: Plan,
    layout: Layout,
    row: np.ndarray[Any, Any],
    outputs: Mapping[str, np.ndarray[Any, Any]],
    given: Mapping[str, np.ndarray[Any, Any]],
) -> tuple[Any, ...]:
    named: dict[str, Any] = {
        **{name: getattr(layout.runs, name) for name in ("home", "person", "size", "count")},
        "row": row,
        **{f"h_{name}": {**layout.columns["household"], **given}[name] for name in inputs(plan, "household")},
        **{f"p_{name}": {**layout.columns["person"], **given}[name] for name in inputs(plan, "person")},
        **{f"o_{name}": array for name, array in outputs.items()},
    }
    source = pass_source(plan)
    return tuple(named[argument] for argument in source.arguments[2:] if argument not in source.room)
