"""Totals of a population without its columns: several policies a place, all places, in one pass over the data.

Everything is counted in whole numbers, so parts of a population, blocks and threads may be added up in any order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from aidkit.engine.blocks import Own, Share, in_blocks, shares
from aidkit.engine.compilable import cannot_run
from aidkit.engine.graph import Plan
from aidkit.engine.kernel import compile_source, without_compiler
from aidkit.engine.pass_source import rooms
from aidkit.engine.run import input_arrays, parameter_row, run_arrays, run_passes
from aidkit.engine.source import parameter_slots
from aidkit.engine.totals_source import Slot, TotalsSource, totals_source
from aidkit.engine.whole_numbers import BINS, FEN, LARGEST
from aidkit.errors import RuleError, message
from aidkit.layout import Layout
from aidkit.policy import Policy

Array = np.ndarray[Any, Any]
AT_ONCE = 65_536  # households a thread takes at a time: nothing is written, so a block need not fit a cache


@dataclass(frozen=True, eq=False)
class Sums:
    """Whole-number totals by place and scenario, and distributions by scenario; parts of a population add up.

    Attributes:
        keys: Places; ``""`` where one policy holds for everybody.
        slots: What is added up.
        binned: Amounts per head whose distribution is kept.
        numbers: (places, scenarios, slots, 3) low 32 bits, what is above them, and parts of 2^-32 of a unit.
        people: (scenarios, binned, bins) persons in parts of 2^-20.
        amounts: (scenarios, binned, bins) fen of these persons together.
    """

    keys: tuple[str, ...]
    slots: tuple[Slot, ...]
    binned: tuple[str, ...]
    numbers: Array
    people: Array
    amounts: Array

    def __add__(self, other: Sums) -> Sums:
        """Add up two parts, place by place."""
        keys = tuple(dict.fromkeys([*self.keys, *other.keys]))
        numbers = np.zeros((len(keys), *self.numbers.shape[1:]), np.int64)
        row = {key: position for position, key in enumerate(keys)}
        for part in (self, other):
            numbers[[row[key] for key in part.keys]] += part.numbers
        people, amounts = self.people + other.people, self.amounts + other.amounts
        return Sums(keys, self.slots, self.binned, numbers, people, amounts)

    def total(self, output: str, scenario: int = 0, *, place: str | None = None, code: int | None = None) -> float:
        """Return a total: yuan, to the fen, or a number; of one code where the output is a category."""
        number = next(i for i, slot in enumerate(self.slots) if (slot.output, slot.code) == (output, code))
        rows = range(len(self.keys)) if place is None else [self.keys.index(place)]
        if self.slots[number].units == FEN:
            return sum(self.units(row, scenario, number) for row in rows) / FEN
        return sum(self._parts(row, scenario, number) for row in rows) / 2**32 / self.slots[number].units

    def units(self, row: int, scenario: int, number: int) -> int:
        """Return a total in its units (fen for money), what weights leave of one rounded half away from zero."""
        exact = self._parts(row, scenario, number)
        rounded = (abs(exact) + (1 << 31)) >> 32
        return rounded if exact >= 0 else -rounded

    def _parts(self, row: int, scenario: int, number: int) -> int:
        low, high, parts = (int(part) for part in self.numbers[row, scenario, number])
        return ((high << 32) + low << 32) + parts


def total_passes(
    layout: Layout,
    weight: Array,
    plans: Mapping[str, Plan],
    policies: Mapping[str, Sequence[Policy]],
    *,
    binned: tuple[str, ...] = (),
    columns: Mapping[str, Array] | None = None,
    threads: int | None = None,
    block: int = AT_ONCE,
) -> Sums:
    """Add up the outputs of plans over a population, under several policies a place.

    Args:
        layout: The population as the engine reads it.
        weight: (households,) families each stands for, in engine order.
        plans: By place, the plan; under ``""`` where one holds for everybody. All have the same outputs.
        policies: By place, the policies (scenarios) whose parameters hold; as many for each place.
        binned: Household amounts per head whose distribution over persons is kept.
        columns: By output, an array in engine order that its values are written to, in the same pass; such outputs are
            not added up, and must be the same in every scenario.
        threads: Threads to use; None for one a core.
        block: Households a thread takes at a time; no total depends on it.

    Returns:
        The sums.

    Raises:
        RuleError: A rule cannot be compiled, gives no number, or an amount too large to be counted in single fen.
    """
    weighted = bool((weight != 1.0).any())
    found = None
    for plan, share in shares(layout, plans).items():
        rows = np.stack([np.stack([parameter_row(policy) for policy in policies[key]]) for key in share.keys])
        written = {name: columns[name] for name in plan.outputs if name in columns} if columns else {}
        source = totals_source(plan, frozenset(_moving(plan, rows)), binned, weighted, tuple(written))
        assert not source.moved & set(written), "a column cannot hold several scenarios"
        arguments = [
            *run_arrays(layout),
            rows,
            share.row_of,
            weight,
            *input_arrays(plan, layout, {}),
            *written.values(),
        ]
        kept, work = _work(source, share, arguments, layout.widest, rows.shape[1])
        try:
            in_blocks(work, share.blocks(layout, block), len(layout.person_rows), threads=threads)
        except _AstrayError:
            raise _reason(layout, plans, policies) from None
        part = _still_repeated(source, kept())
        found = part if found is None else found + part
    assert found is not None
    return found


class _AstrayError(Exception):
    """A pass met an amount that cannot be added up."""


def _moving(plan: Plan, rows: Array) -> list[str]:
    """Return the parameters of a plan that differ between the scenarios of any place."""
    if rows.shape[1] == 1:
        return []
    differs = (rows != rows[:, :1]).any(axis=(0, 1))
    return [spec.argument for spec in plan.parameters if differs[parameter_slots()[spec.path]].any()]


def _work(
    source: TotalsSource, share: Share, arguments: Sequence[Any], widest: int, scenarios: int
) -> tuple[Callable[[], Sums], Callable[[int, int], None]]:
    """Return what adds up blocks, each thread into sums of its own, and what adds these up in the end."""
    kernel = compile_source(source)
    threads, own = Own(lambda: _nothing(source, share.keys, scenarios)), rooms(source, widest)

    def work(first: int, last: int) -> None:
        try:
            with threads.lent() as sums, own.lent() as empty:
                into = (sums.numbers, sums.people, sums.amounts)
                astray = kernel(np.uint64(first), np.uint64(last), *arguments, *into, *empty)
        except Exception as error:
            raise error if without_compiler() else cannot_run(error) from None
        if astray:
            raise _AstrayError

    def kept() -> Sums:
        total, *others = threads.every
        for sums in others:
            total += sums
        return total

    return kept, work


def _nothing(source: TotalsSource, keys: tuple[str, ...], scenarios: int) -> Sums:
    bins = (scenarios, len(source.binned), BINS)
    numbers = np.zeros((len(keys), scenarios, len(source.slots), 3), np.int64)
    return Sums(keys, source.slots, source.binned, numbers, np.zeros(bins, np.int64), np.zeros(bins, np.int64))


def _still_repeated(source: TotalsSource, sums: Sums) -> Sums:
    """Give every scenario what all share, which was added up once."""
    if sums.numbers.shape[1] == 1:
        return sums
    for number, slot in enumerate(source.slots):
        if slot.output not in source.moved:
            sums.numbers[:, 1:, number] = sums.numbers[:, :1, number]
    for number, name in enumerate(source.binned):
        if name not in source.moved:
            sums.people[1:, number], sums.amounts[1:, number] = sums.people[0, number], sums.amounts[0, number]
    return sums


def _reason(layout: Layout, plans: Mapping[str, Plan], policies: Mapping[str, Sequence[Policy]]) -> RuleError:
    """Find out what went astray by writing the columns; the totals alone do not say whose amount it was."""
    for scenario in range(len(next(iter(policies.values())))):
        arrays = run_passes(layout, plans, {place: several[scenario] for place, several in policies.items()})
        for name, values in arrays.items():
            largest = float(np.abs(values.astype(np.float64)).max(initial=0.0))
            if largest > LARGEST / 1e6:
                return RuleError(
                    message(
                        f"Rule {name!r} gives amounts up to {largest:,.0f}, too large to be added up in single fen.",
                        "Ask for columns (simulate) instead, or test the rule for what it should give.",
                    )
                )
    return RuleError(message("An amount times its weight is too large to be added up in single fen."))
