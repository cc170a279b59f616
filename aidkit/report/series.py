"""Run several reports side by side, each in a process of its own: one that fails does not stop the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context

from aidkit.errors import AidkitError, message
from aidkit.report.gallery import write_index
from aidkit.report.study import Run, Study, execute_study, prepared


@dataclass(frozen=True)
class Outcome:
    """How one study ended: with a run, or with an error in words."""

    study: Study
    run: Run | None = None
    error: str = ""


def run_reports(
    studies: Sequence[Study],
    *,
    jobs: int | None = None,
    on_start: Callable[[int], None] = lambda total: None,
    on_done: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Check all studies, then run them side by side and write the index of runs.

    Args:
        studies: What to run.
        jobs: How many at a time; the number of processors when left out.
        on_start: Called with the number of studies once all are checked.
        on_done: Called with each outcome as it comes.

    Returns:
        The outcomes in the order of the studies.

    Raises:
        AidkitError: One of the studies names something that cannot be used; nothing was run.
    """
    checked = [prepared(study) for study in studies]
    on_start(len(checked))
    workers = max(1, min(jobs or os.cpu_count() or 1, len(checked)))
    outcomes: dict[int, Outcome] = {}
    with ProcessPoolExecutor(workers, get_context("spawn"), _share_processors, (workers,)) as pool:
        waiting = {pool.submit(_outcome, study): number for number, study in enumerate(checked)}
        for future in as_completed(waiting):
            number = waiting[future]
            outcomes[number] = _result(future, checked[number])
            on_done(outcomes[number])
    for out in sorted({study.out for study in checked}):
        write_index(out)
    return [outcomes[number] for number in range(len(checked))]


def _outcome(study: Study) -> Outcome:
    try:
        return Outcome(study, execute_study(study))
    except AidkitError as error:
        return Outcome(study, error=str(error))


def _result(future: Future[Outcome], study: Study) -> Outcome:
    """Return a worker's outcome; a worker that broke counts as a failure of its study."""
    error = future.exception()
    if error is None:
        return future.result()
    text = message(
        f"{study.place}: the report stopped: {type(error).__name__}: {error}",
        "This is a fault in aidkit, or the machine ran out of memory; try --jobs 1, then report it.",
    )
    return Outcome(study, error=text)


def _share_processors(workers: int) -> None:
    """Keep the kernels of several workers from asking for every processor each."""
    threads = max(1, (os.cpu_count() or 1) // workers)
    os.environ["OMP_NUM_THREADS"] = "1"
    os.environ.setdefault("NUMBA_NUM_THREADS", str(threads))
