"""The source of a pass that writes no column: it adds up, in whole numbers, what a column would have held.

What differs between scenarios is computed again for each of them while a chunk of families is still in the nearest
cache; everything else once. Outputs become whole numbers where they are made and are added up within the family, in
arrays ``t_…``; then families are, each with its weight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, ClassVar, NamedTuple

from aidkit.engine.graph import Plan, Stage
from aidkit.engine.loops import apart
from aidkit.engine.pass_source import RUNS, PassSource
from aidkit.engine.source import indented, input_arguments, parameter_read, stored_as
from aidkit.engine.whole_numbers import add_bins, add_up, add_up_weighted, units_of, whole
from aidkit.rules.definition import Rule
from aidkit.schema import COLUMNS

ADDING = (whole, add_up, add_up_weighted, add_bins)
HEADS = "family_size"  # persons a family's income per head stands for


@cache
def totals_source(
    plan: Plan, moving: frozenset[str], binned: tuple[str, ...], weighted: bool, written: tuple[str, ...]
) -> TotalsSource:
    """Return the writer of a pass that adds up; one for the same request, however often it is made."""
    return TotalsSource(plan, moving, binned, weighted, written)


class Slot(NamedTuple):
    """One total: an output, and the code counted where the output is a category."""

    output: str
    code: int | None
    units: float

    @property
    def family(self) -> str:
        """Name of the array that holds it family by family."""
        return f"t_{self.output}" if self.code is None else f"t_{self.output}_{self.code}"


@dataclass(frozen=True)
class TotalsSource(PassSource):
    """Writes the pass that adds up a plan's outputs.

    Attributes:
        plan: The plan.
        moving: Parameter arguments that differ between scenarios.
        binned: Household amounts per head whose distribution over persons is kept, in bins one yuan wide.
        weighted: Whether a household stands for other than one.
        written: Outputs that are written as columns in the same pass, and not added up.
    """

    arithmetic: ClassVar[Mapping[str, Callable[..., Any]]] = {add.__name__: add for add in ADDING}
    moving: frozenset[str] = frozenset()
    binned: tuple[str, ...] = ()
    weighted: bool = True
    written: tuple[str, ...] = ()

    @cached_property
    def moved(self) -> frozenset[str]:
        """Rules and aggregates that differ between scenarios."""
        found: set[str] = set()
        for name, node in self.plan.nodes.items():
            if any(argument in self.moving or argument in found for argument in node.arguments):
                found.add(name)
        return frozenset(found)

    @cached_property
    def stages(self) -> tuple[Stage, ...]:
        """First what all scenarios share, then what each has of its own."""
        return (*self._part(moved=False), *self._part(moved=True))

    @cached_property
    def slots(self) -> tuple[Slot, ...]:
        """The totals, in the order of the outputs; a category has one for each code."""
        found = []
        for name in self.added:
            result = self.plan.nodes[name].result
            codes = self.plan.nodes[name].categories
            units = units_of(self._unit(name)) if result is float else 1.0
            found += [Slot(name, int(code), units) for code in codes] if codes else [Slot(name, None, units)]
        return tuple(found)

    @property
    def added(self) -> tuple[str, ...]:
        """Outputs that are added up."""
        return tuple(name for name in self.plan.outputs if name not in self.written)

    @cached_property
    def arguments(self) -> list[str]:
        """Name the arguments: runs, parameter rows, weights, inputs, columns, totals, room for what stages hand on."""
        columns = [f"o_{name}" for name in self.written]
        return [*RUNS, "weights", *input_arguments(self.plan), *columns, "sums", "people", "amounts", *self.room]

    def text(self) -> str:
        """Write the source; the pass returns whether an amount was infinite, no number, or too large to count."""
        still = [spec for spec in self.plan.parameters if spec.argument not in self.moving]
        lines = [
            '"""Totals over families of one size, written from the rules\' argument names; do not edit."""',
            "import numpy as np",
            "",
            "",
            f"def block({', '.join(self.arguments)}):",
            "    astray = False",
            "    for run in range(low, high):",
            "        at = row_of[run]",
            "        row = rows[at, 0]",
            *indented((f"{spec.argument} = {parameter_read(spec)}" for spec in still), 2),
            f"        for begin in range(np.uint64(0), count[run], np.uint64({self.chunk})):",
            f"            families = min(np.uint64({self.chunk}), count[run] - begin)",
            "            first_home = home[run] + begin",
            *indented(self._added_up(moved=False), 3),
        ]
        if self.moved:
            lines += ["            for scenario in range(np.uint64(rows.shape[1])):"]
            lines += ["                row = rows[at, scenario]"]
            changed = [spec for spec in self.plan.parameters if spec.argument in self.moving]
            lines += indented((f"{spec.argument} = {parameter_read(spec)}" for spec in changed), 4)
            lines += indented(self._added_up(moved=True), 4)
        return "\n".join([*lines, "    return astray"]) + "\n"

    @cached_property
    def room(self) -> dict[str, tuple[str, bool]]:
        """By argument, how the values handed on are stored; and what is added up within the family."""
        within = {slot.family: (self._counted_as(slot), False) for slot in self.slots}
        return super().room | within

    @cached_property
    def _read_later(self) -> frozenset[str]:
        coded = [slot.output for slot in self.slots if slot.code is not None]
        return frozenset([*super()._read_later, *coded, *([HEADS, *self.binned] if self.binned else [])])

    def _part(self, *, moved: bool) -> tuple[Stage, ...]:
        def chosen(names: Iterable[str]) -> tuple[str, ...]:
            return tuple(name for name in names if (name in self.moved) == moved)

        parts = [Stage(stage.level, chosen(stage.rules), chosen(stage.aggregates)) for stage in apart(self.plan)]
        return tuple(part for part in parts if part.rules or part.aggregates)

    def _added_up(self, *, moved: bool) -> Iterator[str]:
        """Write the stages of one part, then the totals of what they made."""
        scenario = "scenario" if moved else "0"
        for stage in self._part(moved=moved):
            yield from self._stage(stage)
        add, weights = ("add_up_weighted", "weights, first_home, ") if self.weighted else ("add_up", "")
        for number, slot in enumerate(self.slots):
            if (slot.output in self.moved) == moved:
                yield f"astray |= {add}({slot.family}, families, {weights}sums[at, {scenario}, {number}])"
        for number, name in enumerate(self.binned):
            if (name in self.moved or HEADS in self.moved) == moved:
                into = f"people[{scenario}, {number}], amounts[{scenario}, {number}]"
                yield f"astray |= add_bins(b_{name}, b_{HEADS}, families, weights, first_home, {into})"

    def _stage(self, stage: Stage) -> Iterator[str]:
        slots = [slot for slot in self._slots_of(stage.rules) if stage.level == "person"]
        for slot in slots:
            yield "for j in range(families):"
            yield f"    {slot.family}[j] = 0"
        yield from super()._stage(stage)
        coded = [slot for slot in slots if slot.code is not None]
        if coded:  # apart, because numbers this narrow are compared and added many at a time
            yield "for member in range(size[run]):"
            yield f"    first_kept = member * np.uint64({self.chunk})"
            yield "    for j in range(families):"
        for slot in coded:
            yield f"        {slot.family}[j] = {slot.family}[j] + (s_{slot.output}[first_kept + j] == {slot.code})"

    def _written(self, names: Iterable[str], index: str) -> Iterator[str]:
        """Write the columns that are asked for; everything else is added up within the family."""
        names = list(names)
        yield from super()._written([name for name in names if name in self.written], index)
        for slot in self._slots_of(names):
            if self.plan.nodes[slot.output].level == "household":
                yield f"{slot.family}[j] = {self._counted(slot)}"
            elif slot.code is None:
                yield f"{slot.family}[j] = {slot.family}[j] + {self._counted(slot)}"

    def _slots_of(self, names: Iterable[str]) -> Iterator[Slot]:
        yield from (slot for name in names for slot in self.slots if slot.output == name)

    def _counted(self, slot: Slot) -> str:
        """Write what an output counts: an amount in whole units, a number as it is, yes as one."""
        if slot.code is not None:
            return f"({slot.output} == {slot.code})"
        return f"whole({slot.output}, {slot.units})" if self.plan.nodes[slot.output].result is float else slot.output

    def _counted_as(self, slot: Slot) -> str:
        """Name the type of what is added up within a family: numbers of persons are narrow."""
        result = self.plan.nodes[slot.output].result
        return "int32" if slot.code is not None or result is bool else stored_as(result)

    def _unit(self, name: str) -> str:
        """Return the unit of an amount; a sum over members has that of what it sums."""
        node = self.plan.nodes.get(name)
        if node is None:
            columns = {**COLUMNS["household"], **COLUMNS["person"]}
            return columns[name].unit
        if node.unit or isinstance(node, Rule):
            return node.unit
        return self._unit(str(node.of))
