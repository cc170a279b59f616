"""What a person costs, from ten thousand to a hundred million: in memory, streamed from parts, and written as columns.

Each row is measured in a process of its own, so that its peak memory is its own: ``python -m tests.benchmarks.scale_cost
--save``. Streamed parts are links to two files (``linked_parts.py``) that the operating system keeps in memory: *streamed*
decodes them each time, *streamed, decoding apart* finds their arrays at hand, and no row waits for a disk.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

import aidkit
import aidkit.scale
from aidkit.engine.run import graph_of, run_passes
from aidkit.layout import Layout, laid_out
from aidkit.scale import stream
from aidkit.scale.parts import Part, parts_of
from aidkit.scale.reading import Loaded, load
from aidkit.scale.scenarios import question
from tests.benchmarks.linked_parts import linked

RESULTS = Path(__file__).parent / "results"
PERSONS_A_FAMILY = 2.75  # of random families
A_PART = 65_536  # families
DECODED = "streamed, decoding apart"
WORKS = {  # by name, the sizes it is measured at
    "in memory, all columns": (1e4, 1e5, 1e6, 1e7),
    "in memory, totals": (1e4, 1e5, 1e6, 1e7),
    DECODED: (1e6, 1e7, 1e8),
    "streamed": (1e6, 1e7, 1e8),
    "streamed, columns written": (1e6, 1e7),
}
MEASURED = 2e6  # persons a row is about, together, in repeated runs: small populations run more often
MOST_RUNS = 5
_KEPT: dict[int, Loaded] = {}


def work(name: str, folder: Path, persons: float, out: Path) -> Callable[[], object]:
    """Return what is measured, ready to run."""
    policy = aidkit.load_policy("jinjiang")
    if name == DECODED:
        stream.load = _at_hand  # type: ignore[attr-defined]
    if name == "streamed, columns written":
        return lambda: aidkit.scale.simulate(folder, policy, out=out / f"{time.perf_counter_ns()}")
    if name.startswith("streamed"):
        return lambda: aidkit.scale.simulate(folder, policy)
    plans = {"": graph_of(policy).plan()}
    asked = question(policy, None, None)
    layout, weight = in_memory(folder, persons)
    if name == "in memory, totals":
        return lambda: asked.answer(layout, weight)
    return lambda: run_passes(layout, plans, {"": policy})


def in_memory(folder: Path, persons: float) -> tuple[Layout, Any]:
    """Return so many persons as the engine reads them: one part's families, again and again."""
    part = _read(parts_of(folder)[0])
    times = max(1, round(persons / len(part.layout.person_rows)))
    columns = {
        level: {name: np.tile(values, times) for name, values in own.items()}
        for level, own in part.layout.columns.items()
    }
    size = np.tile(part.layout.size.astype(np.int64), times)
    return laid_out(size, "", columns), np.tile(part.weight, times)


def _read(part: Part) -> Loaded:
    plan = question(aidkit.load_policy("jinjiang"), None, None).plan("")
    return load(part, {level: [column.name for column in plan.columns[level]] for level in ("household", "person")})


def _at_hand(part: Part, _: object) -> Loaded:
    """Read a file once, under whatever names it stands there."""
    file = part.file("person").stat().st_ino
    if file not in _KEPT:
        _KEPT[file] = _read(part)
    return _KEPT[file]


def measure(name: str, folder: Path, persons: float) -> dict[str, float]:
    """Measure one row in this process: medians of clock and processor, and the most memory it ever took."""
    with tempfile.TemporaryDirectory(prefix="aidkit-") as out:
        ready = work(name, folder, persons, Path(out))
        if persons < 1e8 or name == DECODED:  # else too long, and a start is little of it
            ready()  # what is compiled is cached by now, and what is read once is at hand
        taken = []
        for _ in range(int(np.clip(MEASURED / persons, 1, MOST_RUNS))):
            clock, processor = time.perf_counter(), time.process_time()
            ready()
            taken.append((time.perf_counter() - clock, time.process_time() - processor))
    seconds, cpu = (statistics.median(pair[k] for pair in taken) for k in (0, 1))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return {"runs": len(taken), "seconds": seconds, "cpu_seconds": cpu, "peak_GB": peak}


def population(place: Path, persons: float) -> tuple[Path, int]:
    """Write a population of about so many persons: one part, or links to two."""
    families = min(A_PART, int(persons / PERSONS_A_FAMILY))
    if families == A_PART:
        return linked(place / f"{persons:.0e}", persons)
    from tests.oracle.population_generator import random_population

    drawn = aidkit.Population(*random_population(families, 7))
    return aidkit.scale.write(drawn, place / f"{persons:.0e}"), len(drawn.persons)


def table() -> pd.DataFrame:
    """Measure every row in a process of its own."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="aidkit-") as place:
        stored = {
            size: population(Path(place), size) for size in sorted({s for sizes in WORKS.values() for s in sizes})
        }
        for name, sizes in WORKS.items():
            for size in sizes:
                folder, persons = stored[size]
                command = [
                    sys.executable,
                    "-m",
                    "tests.benchmarks.scale_cost",
                    "--one",
                    name,
                    str(folder),
                    str(persons),
                ]
                found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
                rows.append({"work": name, "size": size, "persons": persons, **found})
                print(f"{name}, {persons:,} persons: {found['seconds']:.3f} s", flush=True)
    every = pd.DataFrame(rows)
    for clock, each in (("seconds", "ns_a_person"), ("cpu_seconds", "cpu_ns_a_person")):
        every[each] = (every[clock] / every["persons"] * 1e9).round(1)
    base = every[(every["work"] == "in memory, totals") & (every["size"] == 1e7)].iloc[0]
    every["cpu_times_in_memory"] = (every["cpu_ns_a_person"] / base["cpu_ns_a_person"]).round(2)
    return every.drop(columns="size").round({"seconds": 4, "cpu_seconds": 4, "peak_GB": 2})


def figure(rows: pd.DataFrame, path: Path) -> None:
    """Draw processor time a person and peak memory by size of the population, one line a work."""
    import matplotlib as mpl

    mpl.use("Agg")
    import matplotlib.pyplot as plt

    canvas, (cost, memory) = plt.subplots(1, 2, figsize=(10.5, 4.4), layout="constrained")
    for (name, own), mark in zip(rows.groupby("work", sort=False), "os^Dv", strict=True):
        cost.plot(own["persons"], own["cpu_ns_a_person"], marker=mark, label=name)
        memory.plot(own["persons"], own["peak_GB"], marker=mark)
    largest = rows.sort_values("persons").groupby("work").last()
    decoding = largest.loc["streamed", "cpu_ns_a_person"] / largest.loc["streamed, decoding apart", "cpu_ns_a_person"]
    streamed = rows[rows["work"] == "streamed"]["peak_GB"]
    cost.set(title=f"Decoding the parts takes {decoding - 1:.0f} times the rules", yscale="log")
    cost.set(ylabel="nanoseconds of processor time a person")
    memory.set(title=f"Streaming takes {streamed.min():.1f} to {streamed.max():.1f} GB at any size", ylabel="GB, peak")
    memory.set_ylim(bottom=0)
    for axes in (cost, memory):
        axes.set(xscale="log", xlabel="persons")
        axes.grid(alpha=0.3)
    canvas.legend(*cost.get_legend_handles_labels(), loc="outside lower center", ncols=3, fontsize=8)
    canvas.savefig(path, dpi=110)


def main() -> None:
    """Print the table; with --save, write it and its figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--save", action="store_true", help="write results/scale.csv and its figure")
    parser.add_argument("--one", nargs=3, metavar=("WORK", "FOLDER", "PERSONS"), help="measure one row and print it")
    settings = parser.parse_args()
    if settings.one:
        name, folder, persons = settings.one
        print(json.dumps(measure(name, Path(folder), float(persons))))
        return
    rows = table()
    print(rows.to_string(index=False))
    if settings.save:
        RESULTS.mkdir(exist_ok=True)
        rows.to_csv(RESULTS / "scale.csv", index=False)
        figure(rows, RESULTS / "scale.png")


if __name__ == "__main__":
    main()
