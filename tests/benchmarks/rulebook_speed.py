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

import aidkit
from aidkit.engine.run import graph_of, run_passes
from aidkit.policy import Policy
from tests.oracle.numpy_rules import apply_rules, evaluate, read
from tests.oracle.population_generator import random_population

CATEGORIES = ("entitled_scheme", "coverage", "self_care_level")


@dataclass(frozen=True)
class Speed:
    """Median seconds of both, and how many persons they went through."""

    persons: int
    aidkit_seconds: float
    numpy_seconds: float

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
    return Speed(len(population.persons), *_interleaved([ours, theirs], runs))


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


def _interleaved(works: list[Callable[[], object]], runs: int) -> list[float]:
    times: list[list[float]] = [[] for _ in works]
    for run in range(runs + 1):
        for work, seconds in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            if run:  # the first is the warm-up
                seconds.append(time.perf_counter() - start)
    return [statistics.median(seconds) for seconds in times]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=365_000, help="households; some 2.75 persons each")
    arguments = parser.parse_args()
    print(f"{'threads':>7}  {'persons':>10}  {'aidkit ms':>10}  {'numpy ms':>10}  {'M persons/s':>11}  {'ratio':>6}")
    for threads in sorted({1, os.cpu_count() or 1}):
        speed = measure(arguments.households, threads=threads)
        print(
            f"{threads:>7}  {speed.persons:>10,}  {speed.aidkit_seconds * 1e3:>10.1f}  {speed.numpy_seconds * 1e3:>10.1f}  "
            f"{speed.persons_a_second / 1e6:>11.1f}  {speed.ratio:>6.1f}"
        )


if __name__ == "__main__":
    main()
