"""A population larger than memory: its parts one after the other, on all cores, and what they add up to."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

from aidkit.engine.requests import check_counts
from aidkit.errors import OutputError, PopulationError, message
from aidkit.population import Population
from aidkit.scale.answer import Totals
from aidkit.scale.columns import write_columns
from aidkit.scale.parts import Part, appearing_together, is_synthetic, parts_of
from aidkit.scale.reading import load, needed_by
from aidkit.scale.scenarios import Changes, Question, question

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Task:
    """What is done with every part, here or on another machine.

    Attributes:
        question: What is added up.
        columns: Result columns to write; None for all.
        out: Folder to write them to; None for totals only.
        synthetic: Whether the population is invented.
    """

    question: Question
    columns: tuple[str, ...] | None
    out: str | None
    synthetic: bool

    def __call__(self, part: Part, threads: int | None = 1) -> Totals:
        """Read a part, add it up, and write its columns where they are asked for; a refusal names the part."""
        try:
            return self._totals(part, threads)
        except PopulationError as fault:
            raise PopulationError(f"{part.file('household')}: {fault}") from None

    def _totals(self, part: Part, threads: int | None) -> Totals:
        if self.out is not None:
            policies = {place: several[0] for place, several in self.question.policies.items()}
            write_columns(part, policies, self.columns, Path(self.out))
        plan = self.question.plan(part.place or next(iter(self.question.policies)))
        loaded = load(part, needed_by(plan))
        about: dict[str, Any] = {"assumed": loaded.assumed, "synthetic": self.synthetic}
        return self.question.answer(loaded.layout, loaded.weight, threads=threads, **about)

    def within(self, place: str) -> Task:
        """Return the task with the policies of one place alone: those of thousands of counties are not for each part."""
        if not place:
            return self
        key = self.question.key(place)
        return replace(self, question=replace(self.question, policies={key: self.question.policies[key]}))


@dataclass(frozen=True)
class Piece:
    """A part and what is done with it, fit to be sent."""

    task: Task
    part: Part

    def __str__(self) -> str:
        return str(self.part.file("household"))


def _done(piece: Piece) -> Totals:
    return piece.task(piece.part)


def simulate(
    folder: str | Path,
    policy: Any,
    outputs: Iterable[str] | None = None,
    *,
    scenarios: Changes | None = None,
    out: str | Path | None = None,
    scheduler: str | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Totals:
    """Apply a policy's rules to a population stored in parts; the memory it takes does not grow with the population.

    Args:
        folder: A population in parts, as ``write`` or ``aidkit synthesize --persons`` leave it.
        policy: One policy for everybody, or several: each household follows the policy of its place.
        outputs: What to add up; None for every result column, the key figures, poverty and distributions.
        scenarios: By name, changed values by parameter path, laid over every place's policy; all in one pass.
        out: New folder to write result columns to, as Parquet, part by part; the columns of ``outputs``, or all. They
            stand there once all are written.
        scheduler: None for this process, ``"local"`` for Dask workers on this machine, or the address of a Dask
            scheduler such as ``"tcp://10.0.0.1:8786"``, whose workers see the same folders.
        threads: Parts worked on at a time in this process; None for one a core.
        progress: Called with the parts done and the parts there are.

    Returns:
        The totals: the same to the fen wherever and in whatever parts they were computed.

    Raises:
        PopulationError: The folder holds no population in parts, a part is no population, or ``out`` holds parts already.
        PolicyError: A place has no policy, or a parameter or scenario is not usable.
        OutputError: A name is no rule, a scenario changes nothing that was asked for, or columns are asked of several
            scenarios at once.
        AidkitError: A scheduler was named and Dask is not installed, or does not answer.

    Example:
        >>> totals = aidkit.scale.simulate("country", aidkit.load_policy("jinjiang"))
        >>> totals.figures["annual_cost"], totals.gini("income_after")
    """
    check_counts(threads=threads)
    names = outputs if outputs is None or isinstance(outputs, str) else tuple(outputs)
    asked = question(policy, names, scenarios)
    if out is not None and len(asked.scenarios) > 1:
        raise OutputError(
            message("Columns are written for one scenario, and several are given.", "Leave out or scenarios out.")
        )
    every = parts_of(folder)
    for place in dict.fromkeys(part.place for part in every if part.place):
        asked.key(place)
    columns = asked.outputs if names is not None else None
    with nullcontext() if out is None else appearing_together(Path(out)) as staged:
        task = Task(asked, columns, None if staged is None else str(staged), is_synthetic(folder))
        if scheduler is not None:
            from aidkit.scale.cluster import on_cluster

            found = on_cluster(_done, [Piece(task.within(part.place), part) for part in every], scheduler)
        else:
            found = _here(task, every, threads or os.cpu_count() or 1)
        return _in_order(reduce(add, _watched(found, len(every), progress)))


def totals(
    population: Population,
    policy: Any,
    outputs: Iterable[str] | None = None,
    *,
    scenarios: Changes | None = None,
    threads: int | None = None,
) -> Totals:
    """Add up a population in memory without making its columns, nor the tables that ``aidkit.simulate`` gives.

    Args:
        population: The population.
        policy: One policy for everybody, or several: each household follows the policy of its place.
        outputs: What to add up; None for every result column, the key figures, poverty and distributions.
        scenarios: By name, changed values by parameter path, laid over every place's policy; all in one pass.
        threads: Threads to use; None for one a core.

    Returns:
        The totals, the same to the fen as those of the same population stored in parts.

    Raises:
        PolicyError: A place has no policy, or a parameter or scenario is not usable.
        OutputError: A name is no rule, or a scenario changes nothing that was asked for.

    Example:
        >>> higher = {"600": {"dibao.standard.urban": 600}, "900": {"dibao.standard.urban": 900}}
        >>> aidkit.scale.totals(population, policy, scenarios=higher).figures["annual_cost"]
    """
    check_counts(threads=threads)
    names = outputs if outputs is None or isinstance(outputs, str) else tuple(outputs)
    layout = population.layout
    assumed = tuple(f"{row.table}.{row.column}" for row in population.assumed.itertuples())
    about: dict[str, Any] = {"assumed": assumed, "synthetic": population.synthetic}
    weight = population.weight[layout.household_rows]
    return question(policy, names, scenarios).answer(layout, weight, threads=threads, **about)


def _here(task: Task, every: Sequence[Part], threads: int) -> Iterator[Totals]:
    """Work on so many parts at a time, and hold no more than that."""
    yield task(every[0])  # compiles, if nothing is cached, before threads ask for the same
    waiting = iter(every[1:])
    with ThreadPoolExecutor(threads) as pool:
        running: set[Future[Totals]] = set()
        try:
            while True:
                for part in waiting:
                    running.add(pool.submit(task, part))
                    if len(running) > threads:
                        break
                if not running:
                    return
                done, running = wait(running, return_when=FIRST_COMPLETED)
                yield from (one.result() for one in done)
        finally:
            for one in running:
                one.cancel()


def _in_order(found: Totals) -> Totals:
    """Put places in order of their names, whichever part was done first."""
    keys = found.sums.keys
    order = sorted(range(len(keys)), key=keys.__getitem__)
    sums = replace(found.sums, keys=tuple(keys[k] for k in order), numbers=found.sums.numbers[order])
    return replace(found, sums=sums)


def _watched(found: Iterable[Totals], number: int, progress: Progress | None) -> Iterator[Totals]:
    for done, one in enumerate(found, 1):
        yield one
        if progress is not None:
            progress(done, number)
