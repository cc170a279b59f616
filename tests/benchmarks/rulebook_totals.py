"""The complete rulebook without columns: totals, 64 scenarios in one pass, and the exact curve, beside one pass.

Run it with ``make bench``. Processor time is shown beside the clock, because the machine may be shared.
"""

from __future__ import annotations

import argparse
import resource
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

import aidkit
import aidkit.scale
from aidkit.engine.run import graph_of, run_passes
from aidkit.whatif.curve import curve
from aidkit.whatif.figures import FIGURES
from tests.benchmarks.side_by_side import RESULTS, Contender, interleaved
from tests.oracle.population_generator import random_population

PATH, LOW, HIGH = "dibao.standard.urban", 500.0, 1_000.0
OTHERS = {  # what a scenario may change besides, from much of the rulebook to little
    "income.work_cost.rate": (0.05, 0.3),
    "assets.dibao.financial_multiple": (1.0, 30.0),
    "edge.multiple": (1.1, 2.5),
    "tekun.multiple": (1.1, 2.0),
}
SCENARIOS = 64


def works(population: aidkit.Population, threads: int | None) -> list[Contender]:
    """Return what is compared, after checking that scenarios and curve give equal figures."""
    policy = aidkit.load_policy("jinjiang")
    plans, policies = {"": graph_of(policy).plan()}, {"": policy}
    exact = curve(population, policy, PATH, LOW, HIGH)
    budget = exact.inverse("annual_cost")
    middle = exact.value("annual_cost", (LOW + HIGH) / 2)

    def in_one_pass(path: str, low: float, high: float) -> aidkit.scale.Totals:
        scenarios = {f"{point:.6f}": {path: float(point)} for point in np.linspace(low, high, SCENARIOS)}
        return aidkit.scale.totals(population, policy, FIGURES, scenarios=scenarios, threads=threads)

    one, other = in_one_pass(PATH, LOW, HIGH).figures, exact.at(np.linspace(LOW, HIGH, SCENARIOS))
    np.testing.assert_allclose(one[list(FIGURES)].to_numpy(), other[list(FIGURES)].to_numpy(), rtol=1e-6)
    named = {
        "all columns": lambda: run_passes(population.layout, plans, policies, threads=threads),
        "all columns, as tables in the user's order": lambda: _tables(population, policy, threads),
        "totals of all columns, figures, poverty, distributions": lambda: aidkit.scale.totals(
            population, policy, threads=threads
        ),
        "key figures only": lambda: aidkit.scale.totals(population, policy, FIGURES, threads=threads),
        **{
            f"{SCENARIOS} scenarios of {path}, key figures": partial(in_one_pass, path, *ends)
            for path, ends in {PATH: (LOW, HIGH), **OTHERS}.items()
        },
        f"exact curve of {PATH}": lambda: curve(population, policy, PATH, LOW, HIGH),
        "1,000 points read off the curve": lambda: exact.at(np.linspace(LOW, HIGH, 1_000)),
        "one more point": lambda: exact.value("annual_cost", 777.0),
        "a budget inverted": lambda: budget.furthest("<=", middle),
    }
    return [Contender(name, "", work) for name, work in named.items()]


def _tables(population: aidkit.Population, policy: aidkit.Policy, threads: int | None) -> int:
    result = aidkit.simulate(population, policy, threads=threads)
    return len(result.households) + len(result.persons)


def main() -> None:
    """Print the table; with --save, write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--save", action="store_true", help=f"write {Path('results') / 'rulebook.csv'}")
    settings = parser.parse_args()
    population = aidkit.Population(*random_population(settings.households, 1))
    every = works(population, settings.threads)
    seconds, processor = interleaved(every, settings.runs)
    persons = len(population.persons)
    rows = pd.DataFrame(
        {
            "persons": persons,
            "work": [one.name for one in every],
            "ms": np.round(seconds * 1e3, 4),
            "cpu_ms": np.round(processor * 1e3, 4),
            "M_persons_a_cpu_second": np.round(persons / processor / 1e6, 1),
            "cpu_passes": np.round(processor / processor[0], 4),
        }
    )
    print(rows.to_string(index=False))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    if settings.save:
        RESULTS.mkdir(exist_ok=True)
        rows.to_csv(RESULTS / "rulebook.csv", index=False)


if __name__ == "__main__":
    main()
