"""dibao-lite through aidkit and its peers, in one run: equal results first, then medians and ratios.

The runs are interleaved, because the machine may be shared: only what stands side by side can be compared. Where
neighbours keep the cores busy, the clock says little and processor time (``cpu_…``, all threads) says more. Run it with
``make bench``, or ``python -m tests.benchmarks.side_by_side --persons 1e7`` in an environment that has the peers.
"""

from __future__ import annotations

import argparse
import importlib
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np
import pandas as pd

from tests.benchmarks.floor import bytes_moved, floor
from tests.benchmarks.lite_data import PARAMETERS, Data, Outcome, generate
from tests.benchmarks.lite_rules import Lite
from tests.benchmarks.peers import numpy_rules

PEERS = (
    "numpy_rules",
    "pandas_rules",
    "polars_rules",
    "duckdb_sql",
    "openfisca_rules",
    "policyengine_rules",
    "taxcalc_rules",
)
ENGINES = ("openfisca-core", "policyengine-core", "Tax-Calculator's decorator")
SAME = 1e-9  # relative: engines add up in different orders
HALF_FEN = 0.005  # yuan a family: aidkit's totals are those of a payment roster, each family rounded to the fen
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Contender:
    """Something that does the work."""

    name: str
    version: str
    work: Callable[[], object]


def contenders(data: Data, lite: Lite) -> list[Contender]:
    """Return the floor, aidkit, and every peer that is installed and gives equal results."""
    import aidkit

    found = [
        Contender("floor: read the inputs, write the output", "", floor(lite.read_arrays(), lite.share, lite.threads)),
        Contender("aidkit, a column and the totals", aidkit.__version__, lite),
        Contender("aidkit, totals only", aidkit.__version__, lite.totals_only),
    ]
    expected = numpy_rules.prepare(data, PARAMETERS)()
    check_equal("aidkit", lite.outcome(), expected, len(data.offsets) - 1)
    for name in PEERS:
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
    """Return the median seconds of each, on the clock and of processor time, after one warm-up, taking turns."""
    times: list[list[tuple[float, float]]] = [[] for _ in works]
    for run in range(runs + 1):
        for one, taken in zip(works, times, strict=True):
            clock, processor = time.perf_counter(), time.process_time()
            one.work()
            if run:
                taken.append((time.perf_counter() - clock, time.process_time() - processor))
    clock, processor = ([statistics.median(pair[part] for pair in taken) for taken in times] for part in (0, 1))
    return np.array(clock), np.array(processor)


def table(persons: int, runs: int, threads: int | None) -> pd.DataFrame:
    """Measure everything once and return one row a contender, fastest first below the floor."""
    data = generate(persons)
    lite = Lite(data, threads)
    works = contenders(data, lite)
    seconds, processor = interleaved(works, runs)
    moved = bytes_moved(lite.read_arrays(), lite.share)
    rows = pd.DataFrame(
        {
            "persons": persons,
            "contender": [one.name for one in works],
            "version": [one.version for one in works],
            "ms": np.round(seconds * 1e3, 2),
            "M_persons_a_second": np.round(persons / seconds / 1e6, 1),
            "times_the_floor": np.round(seconds / seconds[0], 2),
            "times_aidkit": np.round(seconds / seconds[1], 2),
            "cpu_ms": np.round(processor * 1e3, 2),
            "cpu_times_the_floor": np.round(processor / processor[0], 2),
            "cpu_times_aidkit": np.round(processor / processor[1], 2),
        }
    )
    print(f"floor: {moved / 1e6:,.0f} MB at {moved / seconds[0] / 1e9:.1f} GB/s")
    return rows.sort_values("ms", kind="stable")


def main() -> None:
    """Print the table; with --save, write it and its figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=float, nargs="+", default=[1e5, 1e6])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--save", action="store_true", help="write results/lite.csv and its figure")
    settings = parser.parse_args()
    tables = []
    for persons in settings.persons:
        found = table(int(persons), settings.runs, settings.threads)
        print(f"{int(persons):,} persons, {settings.threads or os.cpu_count()} threads, medians of {settings.runs}")
        print(found.drop(columns="persons").to_string(index=False), flush=True)
        tables.append(found)
    if settings.save:
        RESULTS.mkdir(exist_ok=True)
        every = pd.concat(tables)
        every.to_csv(RESULTS / "lite.csv", index=False)
        figure(every, RESULTS / "lite.png")


def figure(rows: pd.DataFrame, path: Path) -> None:
    """Draw persons a second of processor time by size of the population, one line a contender."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    canvas, axes = plt.subplots(figsize=(9.5, 4.8), layout="constrained")
    largest = rows[rows["persons"] == rows["persons"].max()].sort_values("cpu_ms")
    colours = iter(plt.get_cmap("tab10").colors)
    for name in largest["contender"]:
        own = rows[rows["contender"] == name].sort_values("persons")
        floor_line, bold = name.startswith("floor"), name.startswith(("aidkit", "floor"))
        axes.plot(
            own["persons"],
            own["persons"] / own["cpu_ms"] / 1e3,
            marker="o",
            linewidth=2.2 if bold else 1.2,
            linestyle="--" if floor_line else "-",
            color="black" if floor_line else next(colours),
            label=name,
        )
    axes.set(xscale="log", yscale="log", xlabel="persons", ylabel="million persons a second of processor time")
    nearest = largest[largest["contender"].isin(ENGINES)].iloc[0]
    axes.set_title(
        f"At {nearest['persons']:,} persons the nearest engine, {nearest['contender']}, "
        f"takes {nearest['cpu_times_aidkit']:.0f} times aidkit's time",
        fontsize=10,
    )
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    canvas.savefig(path, dpi=110)


if __name__ == "__main__":
    main()
