"""One engine in a process of its own: what its import, its first run and its memory cost; prints one line of JSON.

Started by ``starts.py``. Nothing of numpy or aidkit is imported before the engine's own libraries are timed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.peers import LIBRARIES

AIDKIT, RULEBOOK, NOTHING = "aidkit", "rulebook", "nothing"

HOUSEHOLDS = 3_650


def main() -> None:
    """Import, prepare, run; print what each took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine", choices=[AIDKIT, RULEBOOK, NOTHING, *LIBRARIES])
    parser.add_argument("data", type=Path, help="a file written by Data.save")
    parser.add_argument("--began", type=float, default=time.time(), help="when the process was started, by time.time()")
    parser.add_argument("--runs", type=int, default=1, help="runs after the first")
    settings = parser.parse_args()
    took: dict[str, float] = {}

    def timed(name: str, work: Callable[[], object]) -> object:
        start = time.perf_counter()
        result = work()
        took[name] = time.perf_counter() - start
        return result

    def libraries() -> None:
        for library in LIBRARIES.get(settings.engine, () if settings.engine == NOTHING else ("aidkit",)):
            importlib.import_module(library)

    timed("import_s", libraries)
    from tests.benchmarks.lite_data import Data

    data = Data.load(settings.data)
    work = timed("prepare_s", lambda: prepared(settings.engine, data))
    assert callable(work)
    timed("first_s", work)
    took["until_result_s"] = time.time() - settings.began
    again: list[float] = []
    for _ in range(settings.runs):
        timed("again_s", work)
        again.append(took["again_s"])
    took["again_s"] = statistics.median(again) if again else float("nan")
    took["peak_mib"] = peak_mib()
    print(json.dumps(took))


def peak_mib() -> float:
    """Return the most memory this process held; ``ru_maxrss`` would count what its parent held when it forked."""
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


def prepared(engine: str, data: object) -> Callable[[], object]:
    """Return an engine's work on the data, in the form the engine keeps them."""
    from tests.benchmarks.lite_data import PARAMETERS

    if engine == NOTHING:
        return lambda: None
    if engine == AIDKIT:
        from tests.benchmarks.lite_rules import Lite

        return Lite(data)
    if engine == RULEBOOK:
        return rulebook()
    return importlib.import_module(f"tests.benchmarks.peers.{engine}").prepare(data, PARAMETERS)


def rulebook() -> Callable[[], object]:
    """Return the complete rulebook over some ten thousand persons of its own."""
    import aidkit
    from tests.oracle.population_generator import random_population

    population, policy = aidkit.Population(*random_population(HOUSEHOLDS, 1)), aidkit.load_policy("hanzhong")
    return lambda: aidkit.simulate(population, policy)


if __name__ == "__main__":
    main()
