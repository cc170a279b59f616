"""Run several reports side by side, each in a process of its own, here or on Dask workers.

One that fails does not stop the others.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import get_context

from aidkit.errors import ReportError, message
from aidkit.report.execution import chosen_engine
from aidkit.report.gallery import write_index
from aidkit.report.manifest import finished, note
from aidkit.report.outcome import Outcome, broken_off, outcome_of
from aidkit.report.study import Study, prepared
from aidkit.scale.processes import end_with_the_parent


def run_reports(
    studies: Sequence[Study],
    *,
    jobs: int | None = None,
    scheduler: str | None = None,
    force: bool = False,
    on_start: Callable[[int], None] = lambda total: None,
    on_done: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Check all studies, run side by side those that are not finished yet, and write the index of runs.

    Args:
        studies: What to run.
        jobs: How many at a time in this process; the number of processors when left out.
        scheduler: Dask workers that run them, ``"local"`` or an address such as ``"tcp://10.0.0.1:8786"``; what they
            write is brought here. None: processes of this machine.
        force: Run those too that are finished and would come out the same.
        on_start: Called with the number of studies once all are checked.
        on_done: Called with each outcome as it comes.

    Returns:
        The outcomes in the order of the studies.

    Raises:
        AidkitError: One of the studies names something that cannot be used, or no scheduler answers; nothing was run.
    """
    if scheduler is not None and jobs is not None:
        raise ReportError(message("jobs and scheduler exclude each other.", "The scheduler's workers say how many."))
    checked = [prepared(study) for study in studies]
    on_start(len(checked))
    outcomes = {} if force else _kept(checked)
    for outcome in outcomes.values():
        on_done(outcome)
    missing = [number for number in range(len(checked)) if number not in outcomes]
    waiting = [checked[number] for number in missing]
    for position, outcome in _run(waiting, jobs, scheduler):
        outcomes[missing[position]] = outcome
        if outcome.run is not None:
            note(outcome.run)
        on_done(outcome)
    for out in sorted({study.out for study in checked}):
        write_index(out)
    return [outcomes[number] for number in range(len(checked))]


def _kept(studies: Sequence[Study]) -> dict[int, Outcome]:
    found = ((number, study, finished(study)) for number, study in enumerate(studies))
    return {number: Outcome(study, run, kept=True) for number, study, run in found if run is not None}


def _run(studies: Sequence[Study], jobs: int | None, scheduler: str | None) -> Iterator[tuple[int, Outcome]]:
    """Yield the position and the outcome of each study as it comes."""
    if scheduler is not None and studies:
        from aidkit.report.workers import run_on_workers

        yield from run_on_workers(studies, scheduler)
        return
    with _processes(max(1, min(jobs or os.cpu_count() or 1, len(studies)))) as submit:
        waiting = {submit(study): number for number, study in enumerate(studies)}
        for future in as_completed(waiting):
            number = waiting[future]
            error = future.exception()
            yield number, future.result() if error is None else broken_off(studies[number], error)


@contextmanager
def _processes(workers: int) -> Iterator[Callable[[Study], Future[Outcome]]]:
    """Yield a way to have a study run in a process of its own: a fork of the warm one, or one started afresh."""
    pool: Executor
    if chosen_engine() == "fork":
        from aidkit.report.forked.calls import call

        with ThreadPoolExecutor(workers) as pool:  # a thread a fork, which waits for its answer
            yield lambda study: pool.submit(call, outcome_of, study)
    else:
        with ProcessPoolExecutor(workers, get_context("spawn"), _share_processors, (workers,)) as pool:
            yield lambda study: pool.submit(outcome_of, study)


def _share_processors(workers: int) -> None:
    """Keep the kernels of several workers from asking for every processor each, and let none outlive this process."""
    end_with_the_parent()
    os.environ.setdefault("NUMBA_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // workers)))
