"""The complete rulebook through aidkit and other engines, every column checked first, in one run.

Seventy rules are not written by hand for each engine: they are plain functions whose argument names say what they need,
so engines that take scalar functions get the very same ones, and the others get them translated (``rulebook``). Beside
them stands the second implementation in numpy, written by hand. Run it with ``make bench``.
"""

from __future__ import annotations

import argparse
import importlib
import os
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import numpy as np
import pandas as pd

import aidkit
from aidkit.engine.run import graph_of, run_passes
from aidkit.policy import Policy
from tests.benchmarks.figures import rulebook_figure
from tests.benchmarks.machine import keep_memory
from tests.benchmarks.rulebook.book import Book, numpy_columns
from tests.benchmarks.rulebook_speed import check_equal
from tests.benchmarks.side_by_side import RESULTS, Contender, interleaved
from tests.oracle.numpy_rules import apply_rules, evaluate, read
from tests.oracle.population_generator import random_population

PLACE = "hanzhong"  # of the shipped places the one whose parameters leave the fewest rules out
PEERS = ("pandas_frames", "polars_frames", "duckdb_query", "openfisca_classes", "policyengine_classes",
         "ttsim_functions", "compiled_loops")  # fmt: skip
SAME = 1e-9  # yuan, and relative: engines add up in different orders


def contenders(households: int, place: str, threads: int | None, peers: list[str]) -> tuple[int, list[Contender]]:
    """Return how many persons there are, and aidkit with every peer that is installed and gives equal columns."""
    tables = random_population(households, 1)
    population, policy = aidkit.Population(*tables), aidkit.load_policy(place)
    found = [
        Contender("aidkit, all columns", aidkit.__version__, ours(population, policy, threads)),
        Contender("numpy, rule by rule, by hand", np.__version__, by_hand(population, policy, tables)),
    ]
    result, book = aidkit.simulate(population, policy), Book.of(population, policy)
    expected = {name: result.values(name) for name in result.outputs}
    translated = numpy_columns(book)
    same(translated(), expected, "numpy, translated")
    found.append(Contender("numpy, rule by rule, translated", np.__version__, translated))
    for name in peers:
        try:
            peer = importlib.import_module(f"tests.benchmarks.rulebook.{name}")
            own = version(peer.PACKAGE)
        except (ImportError, PackageNotFoundError) as error:
            print(f"  left out: {name} ({error})")
            continue
        work = peer.prepare(book)
        same(work(), expected, peer.NAME)
        found.append(Contender(peer.NAME, own, work))
    return len(population.persons), found


def ours(population: aidkit.Population, policy: Policy, threads: int | None) -> Callable[[], object]:
    """Return aidkit's work: every column, in engine order."""
    plans = {"": graph_of(policy).plan()}
    return lambda: run_passes(population.layout, plans, {"": policy}, threads=threads)


def by_hand(population: aidkit.Population, policy: Policy, tables: tuple[Any, Any]) -> Callable[[], object]:
    """Return the work of the second implementation, after checking it."""
    values = {path: entry.value for path, entry in policy.entries.items()}
    check_equal(population, policy, evaluate(*tables, values))
    columns = read(*tables)
    return lambda: apply_rules(*columns, values)


def same(found: Mapping[str, Any], expected: Mapping[str, Any], engine: str) -> None:
    """Hold every column of an engine against aidkit's."""
    assert set(found) == set(expected), engine
    for name, values in expected.items():
        theirs = np.asarray(found[name]).astype(float)
        np.testing.assert_allclose(theirs, values.astype(float), SAME, SAME, err_msg=f"{engine}: {name}")


def main() -> None:
    """Print the table; with --save, write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--households", type=int, nargs="+", default=[3_650, 365_000], help="some 2.75 persons each")
    parser.add_argument("--place", default=PLACE, choices=aidkit.places())
    parser.add_argument("--peers", nargs="*", default=list(PEERS), choices=PEERS)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--save", action="store_true", help="write results/rulebook_peers.csv and rulebook_peers.png")
    settings = parser.parse_args()
    keep_memory()
    tables = []
    for households in settings.households:
        persons, works = contenders(households, settings.place, settings.threads, settings.peers)
        seconds, processor = interleaved(works, settings.runs)
        rows = pd.DataFrame(
            {
                "place": settings.place,
                "persons": persons,
                "contender": [one.name for one in works],
                "version": [one.version for one in works],
                "ms": np.round(seconds * 1e3, 2),
                "M_persons_a_second": np.round(persons / seconds / 1e6, 2),
                "times_aidkit": np.round(seconds / seconds[0], 2),
                "cpu_ms": np.round(processor * 1e3, 2),
                "cpu_times_aidkit": np.round(processor / processor[0], 2),
            }
        ).sort_values("ms", kind="stable")
        print(f"{persons:,} persons, {settings.threads or os.cpu_count()} threads, medians of {settings.runs}")
        print(rows.drop(columns="persons").to_string(index=False), flush=True)
        tables.append(rows)
    if settings.save:
        RESULTS.mkdir(exist_ok=True)
        every = pd.concat(tables)
        every.to_csv(RESULTS / "rulebook_peers.csv", index=False)
        rulebook_figure(every, RESULTS / "rulebook_peers.png")


if __name__ == "__main__":
    main()
