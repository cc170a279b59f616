"""The complete rulebook over a population in parts: Dask with one and two workers beside this process alone.

Totals must be the same to the last digit, also where a worker is killed on the way. Run it with
``python -m tests.benchmarks.cluster_speed --save`` in an environment with aidkit[scale]; starting workers is not timed.
Processor time is that of all processes together, and says more than the clock where a machine is shared.
"""

from __future__ import annotations

import argparse
import os
import signal
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import distributed
import numpy as np
import pandas as pd

import aidkit
import aidkit.scale
from tests.benchmarks.linked_parts import linked
from tests.benchmarks.side_by_side import RESULTS

KILLED_AFTER = 0.3  # of the time a run takes


@dataclass(frozen=True)
class Contender:
    """A way to go through the parts, and what processor time its processes have used so far."""

    name: str
    work: Callable[[], aidkit.scale.answer.Totals]
    processor: Callable[[], float]


@contextmanager
def workers(number: int) -> Iterator[Any]:
    """Start worker processes of one thread each, and yield a client of theirs."""
    settings: dict[str, Any] = {"n_workers": number, "threads_per_worker": 1, "dashboard_address": ":0"}
    with distributed.LocalCluster(**settings) as cluster, distributed.Client(cluster) as client:
        yield client


def measured(contenders: list[Contender], runs: int) -> list[tuple[float, float]]:
    """Return median seconds of clock and processor of each, after a first run that warms up; they take turns."""
    times: list[list[tuple[float, float]]] = [[] for _ in contenders]
    expected = None
    for run in range(runs + 1):
        for one, taken in zip(contenders, times, strict=True):
            clock, processor = time.perf_counter(), one.processor()
            found = one.work()
            if run:
                taken.append((time.perf_counter() - clock, one.processor() - processor))
            expected = found if expected is None else expected
            assert_same(found, expected, one.name)
    return [(statistics.median(c for c, _ in taken), statistics.median(p for _, p in taken)) for taken in times]


def assert_same(found: aidkit.scale.answer.Totals, expected: aidkit.scale.answer.Totals, name: str) -> None:
    """Hold every whole number of two runs against each other."""
    for part in ("numbers", "people", "amounts"):
        assert np.array_equal(getattr(found.sums, part), getattr(expected.sums, part)), name


def kill_one(client: Any, after: float) -> None:
    """Kill one of the workers in a moment."""
    process = next(iter(client.run(os.getpid).values()))
    threading.Timer(after, os.kill, (process, signal.SIGKILL)).start()


def main() -> None:
    """Print the table; with --save, write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=float, default=2e7)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--save", action="store_true", help=f"write {Path('results') / 'cluster.csv'}")
    settings = parser.parse_args()
    policy = aidkit.load_policy("jinjiang")
    with tempfile.TemporaryDirectory(prefix="aidkit-") as place, workers(1) as one, workers(2) as two:
        folder, persons = linked(Path(place) / "country", settings.persons)

        def over(**how: Any) -> Callable[[], aidkit.scale.answer.Totals]:
            return lambda: aidkit.scale.simulate(folder, policy, **how)

        def used(client: Any) -> Callable[[], float]:
            return lambda: time.process_time() + sum(client.run(time.process_time).values())

        contenders = [
            Contender("this process, one thread", over(threads=1), time.process_time),
            Contender("this process, two threads", over(threads=2), time.process_time),
            Contender("Dask, one worker", over(scheduler=one.scheduler.address), used(one)),
            Contender("Dask, two workers", over(scheduler=two.scheduler.address), used(two)),
        ]
        times = measured(contenders, settings.runs)
        rows = pd.DataFrame(
            {
                "persons": persons,
                "contender": [one.name for one in contenders],
                "seconds": [round(clock, 2) for clock, _ in times],
                "cpu_seconds": [round(processor, 2) for _, processor in times],
                "M_persons_a_second": [round(persons / clock / 1e6, 2) for clock, _ in times],
                "times_one_worker": [round(times[2][0] / clock, 2) for clock, _ in times],
                "cpu_times_one_worker": [round(processor / times[2][1], 2) for _, processor in times],
            }
        )
        print(rows.to_string(index=False))
        kill_one(two, KILLED_AFTER * times[3][0])
        clock = time.perf_counter()
        assert_same(contenders[3].work(), contenders[0].work(), "with a worker killed")
        print(
            f"one of two workers killed on the way: the same totals, {time.perf_counter() - clock:.1f} s with a check"
        )
    if settings.save:
        RESULTS.mkdir(exist_ok=True)
        rows.to_csv(RESULTS / "cluster.csv", index=False)


if __name__ == "__main__":
    main()
