"""Run several reports side by side, each in a process of its own: one that fails does not stop the others."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context

from aidkit.errors import AidkitError, message
from aidkit.report.execution import chosen_engine
from aidkit.report.gallery import write_index
from aidkit.report.manifest import finished, note
from aidkit.report.study import Run, Study, execute_study, prepared


@dataclass(frozen=True)
class Outcome:
    """How one study ended: with a run, or with an error in words.

    Attributes:
        study: What was asked for.
        run: The finished run.
        error: Why there is none.
        kept: Whether the run was finished before and nothing that goes into it has changed, so that it was not run.
    """

    study: Study
    run: Run | None = None
    error: str = ""
    kept: bool = False


def run_reports(
    studies: Sequence[Study],
    *,
    jobs: int | None = None,
    force: bool = False,
    on_start: Callable[[int], None] = lambda total: None,
    on_done: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Check all studies, run side by side those that are not finished yet, and write the index of runs.

    Args:
        studies: What to run.
        jobs: How many at a time; the number of processors when left out.
        force: Run those too that are finished and would come out the same.
        on_start: Called with the number of studies once all are checked.
        on_done: Called with each outcome as it comes.

    Returns:
        The outcomes in the order of the studies.

    Raises:
        AidkitError: One of the studies names something that cannot be used; nothing was run.
    """
    checked = [prepared(study) for study in studies]
    on_start(len(checked))
    outcomes = {} if force else _kept(checked)
    for outcome in outcomes.values():
        on_done(outcome)
    missing = [number for number in range(len(checked)) if number not in outcomes]
    workers = max(1, min(jobs or os.cpu_count() or 1, len(missing)))
    with _processes(workers) as submit:
        waiting = {submit(checked[number]): number for number in missing}
        for future in as_completed(waiting):
            number = waiting[future]
            outcomes[number] = outcome = _result(future, checked[number])
            if outcome.run is not None:
                note(outcome.run)
            on_done(outcome)
    for out in sorted({study.out for study in checked}):
        write_index(out)
    return [outcomes[number] for number in range(len(checked))]


def _kept(studies: Sequence[Study]) -> dict[int, Outcome]:
    found = ((number, study, finished(study)) for number, study in enumerate(studies))
    return {number: Outcome(study, run, kept=True) for number, study, run in found if run is not None}


@contextmanager
def _processes(workers: int) -> Iterator[Callable[[Study], Future[Outcome]]]:
    """Yield a way to have a study run in a process of its own: a fork of the warm one, or one started afresh."""
    pool: Executor
    if chosen_engine() == "fork":
        from aidkit.report.forked.calls import call

        with ThreadPoolExecutor(workers) as pool:  # a thread a fork, which waits for its answer
            yield lambda study: pool.submit(call, _outcome, study)
    else:
        with ProcessPoolExecutor(workers, get_context("spawn"), _share_processors, (workers,)) as pool:
            yield lambda study: pool.submit(_outcome, study)


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
    os.environ.setdefault("NUMBA_NUM_THREADS", str(max(1, (os.cpu_count() or 1) // workers)))
