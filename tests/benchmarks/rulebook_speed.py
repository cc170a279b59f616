"""The complete rulebook, all columns: aidkit beside the same rules written one by one in numpy, in one run.

Both start from columns in memory and end with columns in memory, one thread count, interleaved; the medians are
compared, because the machine is shared and only ratios mean something. Run it with ``make bench``.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

import aidkit
from aidkit.engine.run import graph_of, run_passes
from aidkit.policy import Policy
from tests.benchmarks.machine import keep_memory
from tests.benchmarks.side_by_side import RESULTS
from tests.oracle.numpy_rules import apply_rules, evaluate, read
from tests.oracle.population_generator import random_population

CATEGORIES = ("entitled_scheme", "coverage", "self_care_level")


@dataclass(frozen=True)
class Speed:
    """Median seconds of both, how many persons they went through, and the ratio of processor time of all threads."""

    persons: int
    aidkit_seconds: float
    numpy_seconds: float
    cpu_ratio: float

    @property
    def ratio(self) -> float:
        """How many times as fast aidkit is."""
        return self.numpy_seconds / self.aidkit_seconds

    @property
    def persons_a_second(self) -> float:
        """Persons aidkit goes through in a second."""
        return self.persons / self.aidkit_seconds


def measure(households: int, runs: int = 5, threads: int | None = None) -> Speed:
    """Measure both on the same random households, after checking that every column is equal."""
    tables = random_population(households, 1)
    population, policy = aidkit.Population(*tables), aidkit.load_policy("jinjiang")
    values = {path: policy.entries[path].value for path in policy.entries}
    columns = read(*tables)
    plans, policies = {"": graph_of(policy).plan()}, {"": policy}

    def ours() -> object:
        return run_passes(population.layout, plans, policies, threads=threads)

    def theirs() -> object:
        return apply_rules(*columns, values)

    check_equal(population, policy, evaluate(*tables, values))
    clock, processor = _interleaved([ours, theirs], runs)
    return Speed(len(population.persons), *clock, processor[1] / processor[0])


def check_equal(population: aidkit.Population, policy: Policy, theirs: tuple[dict[str, np.ndarray], ...]) -> None:
    """Hold every column of the one against the other before anything is timed."""
    result = aidkit.simulate(population, policy)
    for table, columns in zip((result.households, result.persons), theirs, strict=True):
        for name, expected in columns.items():
            if name in CATEGORIES:
                assert (table[name].astype(str).to_numpy() == expected).all(), name
            else:
                ours = table[name].to_numpy(float)
                np.testing.assert_allclose(ours, expected.astype(float), 1e-9, 1e-9, err_msg=name)


def _interleaved(works: list[Callable[[], object]], runs: int) -> tuple[list[float], list[float]]:
    """Return the medians on the clock and of processor time; the first run of each is the warm-up."""
    times: list[list[tuple[float, float]]] = [[] for _ in works]
    for run in range(runs + 1):
        for work, taken in zip(works, times, strict=True):
            clock, processor = time.perf_counter(), time.process_time()
            work()
            if run:
                taken.append((time.perf_counter() - clock, time.process_time() - processor))
    clock_medians, processor_medians = (
        [statistics.median(t[part] for t in taken) for taken in times] for part in (0, 1)
    )
    return clock_medians, processor_medians


def main() -> None:
    """Print the table; with --save, write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--households", type=int, nargs="+", default=[365_000], help="households; some 2.75 persons each"
    )
    parser.add_argument("--save", action="store_true", help="write results/rulebook_speed.csv")
    arguments = parser.parse_args()
    keep_memory()
    rows = pd.DataFrame(
        [
            _row(measure(households, threads=threads), threads)
            for households in arguments.households
            for threads in sorted({1, os.cpu_count() or 1})
        ]
    )
    print(rows.to_string(index=False))
    if arguments.save:
        rows.to_csv(RESULTS / "rulebook_speed.csv", index=False)


def _row(speed: Speed, threads: int) -> dict[str, float]:
    return {
        "persons": speed.persons,
        "threads of aidkit": threads,
        "aidkit, ms": round(speed.aidkit_seconds * 1e3, 1),
        "numpy, ms": round(speed.numpy_seconds * 1e3, 1),
        "million persons/s": round(speed.persons_a_second / 1e6, 1),
        "× numpy": round(speed.ratio, 1),
        "× numpy, CPU": round(speed.cpu_ratio, 1),
    }


if __name__ == "__main__":
    main()
