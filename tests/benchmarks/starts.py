"""What a start costs: import, first run with and without a cache, and peak memory, each engine in its own processes.

Small processes at 10⁴ persons time the start, one large one at 10⁷ the memory. Run it with ``make bench``.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from tests.benchmarks.alone import AIDKIT, NOTHING, RULEBOOK
from tests.benchmarks.lite_data import generate
from tests.benchmarks.peers import LIBRARIES
from tests.benchmarks.side_by_side import RESULTS

SMALL, LARGE = 10_000, 10_000_000
ENGINES = (NOTHING, AIDKIT, RULEBOOK, *LIBRARIES)
OWN = {NOTHING: "the data alone", AIDKIT: "aidkit", RULEBOOK: "aidkit, the complete rulebook"}


def run(engine: str, data: Path, cache: Path, runs: int = 1) -> dict[str, float]:
    """Start one process and return what it prints."""
    command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.alone", engine, str(data), "--runs", str(runs)]
    caches = {"AIDKIT_CACHE": str(cache / "passes"), "NUMBA_CACHE_DIR": str(cache / "numba")}
    done = subprocess.run(
        [*command, "--began", repr(time.time())],
        env={**os.environ, **caches},
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise SystemExit(f"{engine} failed:\n{done.stderr}")
    return json.loads(done.stdout.splitlines()[-1])


def measured(engine: str, small: Path, large: Path, folder: Path, runs: int) -> dict[str, object]:
    """Measure one engine: once with an empty cache, some times with what the first left, once on many persons."""
    cold = run(engine, small, folder / engine)
    warm = [run(engine, small, folder / engine) for _ in range(runs)]
    many = {} if engine == RULEBOOK else run(engine, large, folder / engine)

    def median(of: str) -> float:
        return round(statistics.median(one[of] for one in warm), 3)

    return {
        "engine": named(engine),
        "import_s": median("import_s"),
        "first_run_s": round(cold["first_s"], 3),
        "cached_first_run_s": median("first_s"),
        "later_run_s": median("again_s"),
        "start_to_result_s": median("until_result_s"),
        "take_in_1e7_s": round(many.get("prepare_s", float("nan")), 2),
        "peak_mib_1e7": round(many.get("peak_mib", float("nan")), 0),
    }


def named(engine: str) -> str:
    """Return what the tables call an engine."""
    return OWN.get(engine) or importlib.import_module(f"tests.benchmarks.peers.{engine}").NAME


def installed(engine: str) -> bool:
    """Whether an engine's libraries are there."""
    return all(find_spec(library.partition(".")[0]) for library in LIBRARIES.get(engine, ()))


def main() -> None:
    """Print the table; with --save, write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=float, default=LARGE, help="persons of the large process")
    parser.add_argument("--runs", type=int, default=3, help="small processes with a warm cache")
    parser.add_argument("--engines", nargs="+", default=ENGINES, choices=ENGINES)
    parser.add_argument("--save", action="store_true", help="write results/starts.csv")
    settings = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {persons: folder / f"{persons}.npz" for persons in (SMALL, int(settings.persons))}
        for persons, file in files.items():
            generate(persons).save(file)
        for engine in settings.engines:
            if not installed(engine):
                print(f"  left out: {engine}")
                continue
            rows.append(measured(engine, *files.values(), folder, settings.runs))
            print(rows[-1], flush=True)
    table = pd.DataFrame(rows)
    print(table.to_string(index=False))
    if settings.save:
        RESULTS.mkdir(exist_ok=True)
        table.to_csv(RESULTS / "starts.csv", index=False)


if __name__ == "__main__":
    main()
