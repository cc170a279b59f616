"""dibao-lite through aidkit and its peers, in one run: equal results first, then medians and ratios.

The runs are interleaved, because the machine may be shared: only what stands side by side can be compared. Where
neighbours keep the cores busy, the clock says little and processor time (``cpu_…``, all threads) says more. Run it with
``make bench``, or ``python -m tests.benchmarks.side_by_side --persons 1e7`` in an environment that has the peers.
"""

from __future__ import annotations

import argparse
import importlib
import os
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import pandas as pd

import aidkit
from tests.benchmarks.figures import lite_figure
from tests.benchmarks.floor import bandwidth, bytes_moved, floor
from tests.benchmarks.lite_data import PARAMETERS, Data, Outcome, generate
from tests.benchmarks.lite_rules import Lite
from tests.benchmarks.machine import keep_memory, machine
from tests.benchmarks.peers import LIBRARIES, numpy_rules

FLOOR = "floor: read the inputs, write the output"
AIDKIT = "aidkit, a column and the totals"
ENGINES = ("openfisca-core", "policyengine-core", "ttsim on JAX, its compiled function", "Tax-Calculator's decorator")
PATIENCE, FEW = 4.0, 2  # what takes more seconds than that runs only so often
PART = 10_000_000  # persons of whom more are copies, and above whom aidkit and the floor go on alone
SAME = 1e-9  # relative: engines add up in different orders
HALF_FEN = 0.005  # yuan a family: aidkit's totals are those of a payment roster, each family rounded to the fen
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Contender:
    """Something that does the work."""

    name: str
    version: str
    work: Callable[[], object]


def own_works(lite: Lite) -> list[Contender]:
    """Return the floor and aidkit."""
    return [
        Contender(FLOOR, "", floor(lite.read_arrays(), lite.share, lite.threads)),
        Contender(AIDKIT, aidkit.__version__, lite),
        Contender("aidkit, totals only", aidkit.__version__, lite.totals_only),
    ]


def contenders(data: Data, lite: Lite) -> list[Contender]:
    """Return the floor, aidkit, and every peer that is installed and gives equal results."""
    found = own_works(lite)
    expected = numpy_rules.prepare(data, PARAMETERS)()
    check_equal("aidkit", lite.outcome(), expected, len(data.offsets) - 1)
    for name in LIBRARIES:
        try:
            peer = importlib.import_module(f"tests.benchmarks.peers.{name}")
            own = version(peer.PACKAGE)
        except (ImportError, PackageNotFoundError) as error:
            print(f"  left out: {name} ({error})")
            continue
        work = peer.prepare(data, PARAMETERS)
        check_equal(peer.NAME, work(), expected, 0)
        found.append(Contender(peer.NAME, own, work))
    return found


def check_equal(name: str, found: Outcome, expected: Outcome, families: int) -> None:
    """Hold totals and every person's benefit against the reference before anything is timed."""
    assert abs(found.cost - expected.cost) <= SAME * expected.cost + HALF_FEN * families, name
    assert found.eligible == expected.eligible, name
    np.testing.assert_allclose(found.fgt1, expected.fgt1, rtol=1e-6 if families else SAME, err_msg=name)
    np.testing.assert_allclose(found.share, expected.share, rtol=SAME, atol=1e-6, err_msg=name)


def interleaved(works: list[Contender], runs: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the median seconds of each, on the clock and of processor time, after one warm-up.

    They take turns in an order drawn anew each round: who comes after an engine that has given its memory back to the
    operating system pays for getting it again.
    """
    times: list[list[tuple[float, float]]] = [[] for _ in works]
    slow = [False] * len(works)
    for run in range(runs + 1):
        for k in random.Random(run).sample(range(len(works)), len(works)):
            if slow[k] and len(times[k]) == FEW:
                continue
            clock, processor = time.perf_counter(), time.process_time()
            works[k].work()
            taken = time.perf_counter() - clock, time.process_time() - processor
            if run:  # the first is the warm-up, which may compile
                slow[k] = slow[k] or taken[0] > PATIENCE
                times[k].append(taken)
    clock, processor = ([statistics.median(pair[part] for pair in taken) for taken in times] for part in (0, 1))
    return np.array(clock), np.array(processor)


def table(persons: int, runs: int, threads: int | None) -> pd.DataFrame:
    """Measure everything once and return one row a contender, fastest first."""
    data = generate(min(persons, PART))
    lite = Lite(data, threads)
    works = own_works(lite.repeated(persons // PART)) if persons > PART else contenders(data, lite)
    seconds, processor = interleaved(works, runs)
    rows = pd.DataFrame(
        {
            "persons": persons,
            "contender": [one.name for one in works],
            "version": [one.version for one in works],
            "ms": np.round(seconds * 1e3, 3),
            "ns_a_person": np.round(seconds / persons * 1e9, 3),
            "M_persons_a_second": np.round(persons / seconds / 1e6, 1),
            "times_the_floor": np.round(seconds / seconds[0], 2),
            "times_aidkit": np.round(seconds / seconds[1], 2),
            "cpu_ms": np.round(processor * 1e3, 3),
            "cpu_times_the_floor": np.round(processor / processor[0], 2),
            "cpu_times_aidkit": np.round(processor / processor[1], 2),
        }
    )
    return rows.sort_values("ms", kind="stable")


def memory(persons: int, floor_ms: float, threads: int | None) -> pd.DataFrame:
    """Measure what the memory gives, and hold the floor this implies beside the one that was measured."""
    lite = Lite(generate(persons), threads)
    read, speed = lite.read_arrays(), bandwidth(threads)
    row = {
        "persons": persons,
        "read_GB_s": round(speed.read, 1),
        "copy_GB_s": round(speed.copy, 1),
        "fill_GB_s": round(speed.fill, 1),
        "MB_read": round(sum(column.nbytes for column in read) / 1e6),
        "MB_written": round(lite.share.nbytes / 1e6),
        "implied_floor_ms": round(speed.implied_ms(read, lite.share), 2),
        "measured_floor_ms": floor_ms,
        "measured_GB_s": round(bytes_moved(read, lite.share) / floor_ms / 1e6, 1),
    }
    return pd.DataFrame([row])


def main() -> None:
    """Print the tables; with --save, write them and their figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=float, nargs="+", default=[1e4, 1e5, 1e6, 1e7, 1e8])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--save", action="store_true", help="write results/lite.csv, memory.csv and lite.png")
    settings = parser.parse_args()
    keep_memory()
    where, tables = machine(), []
    for persons in sorted(settings.persons, reverse=True):  # the largest while memory is untouched
        found = table(int(persons), settings.runs, settings.threads)
        print(f"{int(persons):,} persons, {settings.threads or os.cpu_count()} threads, medians of {settings.runs}")
        print(found.drop(columns="persons").to_string(index=False), flush=True)
        tables.append(found)
    every = pd.concat(tables[::-1])
    largest = every[(every["contender"] == FLOOR) & (every["persons"] <= PART)].iloc[-1]
    speeds = memory(int(largest["persons"]), float(largest["ms"]), settings.threads)
    print(speeds.to_string(index=False))
    if settings.save:
        RESULTS.mkdir(exist_ok=True)
        where.to_csv(RESULTS / "machine.csv", index=False)
        every.to_csv(RESULTS / "lite.csv", index=False)
        speeds.to_csv(RESULTS / "memory.csv", index=False)
        lite_figure(every, RESULTS / "lite.png")


if __name__ == "__main__":
    main()
