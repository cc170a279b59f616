"""Try every mutant of one package against its tests: cosmic-ray's mutants, each in forked processes.

`cosmic-ray exec` starts a new Python for every mutant, which imports numpy, scipy and pytest for seconds before a
test runs. Here a process that has imported them forks instead, and the mutant is forgotten with its child. The
mutants, the filter of operators and the session database are cosmic-ray's own. Files are changed on disk while it
runs, so it works in a copy of the repository; README.md says how to make one.
"""

from __future__ import annotations

import ast
import difflib
import gc
import importlib
import os
import resource
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import exchange  # noqa: F401 - it makes itself known to cosmic-ray
import pytest
import quick
from cosmic_ray.commands import init
from cosmic_ray.config import load_config
from cosmic_ray.modules import find_modules
from cosmic_ray.mutating import use_mutation
from cosmic_ray.plugins import get_operator
from cosmic_ray.tools.filters.operators_filter import OperatorsFilter
from cosmic_ray.work_db import WorkDB, use_db
from cosmic_ray.work_item import MutationSpec, TestOutcome, WorkerOutcome, WorkItem, WorkResult
from hypothesis import Phase, settings

SECONDS = 60  # of a core; a mutant that needs more is caught
MOST_MEMORY = 6 * 2**30  # bytes, likewise
HERE = Path(__file__).resolve().parent

Place = tuple[int, int]


def main(package: str, copy: str, session: str, again: str = "") -> None:
    """Make the session where there is none, and try what is pending in it, or its survivors again."""
    file = str(HERE / f"{package}.toml")
    config = load_config(file)
    stages = config["forked"]["stages"]
    os.chdir(copy)
    sys.path.insert(0, str(Path.cwd()))
    sys.dont_write_bytecode = True  # a mutant of the same second and length would be taken for the next one
    with use_db(session) as work:
        if work.num_work_items == 0:
            init(find_modules([Path(config["module-path"])]), work, {})
            OperatorsFilter().filter(work, Namespace(config=file))
            leave_out_what_never_runs(work)
        prepare(config["forked"]["imports"])
        assert all(passes(tests(stage)) for stage in stages), "the tests must pass before anything is changed"
        for item in survivors(work) if again else work.pending_work_items:  # in random order
            work.set_result(item.job_id, tried(item.mutations[0], package, config["forked"]))
            print(time.strftime("%H:%M:%S"), f"{work.num_results:,} of {work.num_work_items:,}", flush=True)


def leave_out_what_never_runs(work: WorkDB) -> None:
    """Skip mutants of annotations and of the bare `*` of a signature, which cosmic-ray takes for a product."""
    for item in work.pending_work_items:
        (mutation,) = item.mutations
        source = mutation.module_path.read_text(encoding="utf-8")
        row, column = mutation.start_pos
        bare_star = source.splitlines()[row - 1][column : column + 2] == "*,"
        if bare_star or any(start <= mutation.start_pos < end for start, end in annotations(source)):
            work.set_result(item.job_id, WorkResult(WorkerOutcome.SKIPPED, "never runs"))


def survivors(work: WorkDB) -> list[WorkItem]:
    """Return the mutants that no test noticed so far."""
    return [item for item, result in work.completed_work_items if result.test_outcome == TestOutcome.SURVIVED]


def annotations(source: str) -> Iterator[tuple[Place, Place]]:
    """Yield where each annotation begins and ends, as (line, column)."""
    for node in ast.walk(ast.parse(source)):
        for found in (getattr(node, "annotation", None), getattr(node, "returns", None)):
            if found is not None:
                yield (found.lineno, found.col_offset), (found.end_lineno, found.end_col_offset)


def prepare(modules: list[str]) -> None:
    """Import what no mutant changes, and let hypothesis try the same examples for each, without shrinking them."""
    for name in modules:
        importlib.import_module(name)
    settings.register_profile("mutants", phases=[Phase.explicit, Phase.generate], derandomize=True, database=None)
    settings.load_profile("mutants")
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    pytest.main(["--version"])  # imports pytest's own plugins
    gc.freeze()  # or every child would collect the garbage of all these modules


def tried(mutation: MutationSpec, package: str, forked: dict[str, Any]) -> WorkResult:
    """Change the file, try its cases, its own tests and then all others, and put the file back."""
    stem = mutation.module_path.stem
    own = forked["first"].get(stem)
    checks = [lambda: getattr(quick, package)(stem), *map(tests, [*([own] if own else []), *forked["stages"]])]
    operator = get_operator(mutation.operator_name)(**mutation.operator_args)
    with use_mutation(mutation.module_path, operator, mutation.occurrence) as (original, mutant):
        outcome = TestOutcome.SURVIVED if all(map(passes, checks)) else TestOutcome.KILLED
    change = difflib.unified_diff(original.splitlines(), mutant.splitlines(), n=0, lineterm="")
    return WorkResult(WorkerOutcome.NORMAL, "", outcome, "\n".join(change))


def tests(arguments: list[str]) -> Callable[[], bool]:
    """Return a check that runs pytest and says whether all passed."""
    return lambda: pytest.main(["-x", "-q", "--tb=no", "-p", "no:cacheprovider", *arguments]) == 0


def passes(check: Callable[[], bool]) -> bool:
    """Run a check in a child; one that fails, raises, or needs too much time or memory has noticed the mutant."""
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            os._exit(0 if check() else 1)
        finally:
            os._exit(2)
    return os.waitpid(child, 0)[1] == 0


if __name__ == "__main__":
    main(*sys.argv[1:])
