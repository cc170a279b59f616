"""Reports run by Dask workers: each is sent as a question and comes back as files, so no folder need be shared.

A worker that dies loses the report it was at, and another runs it. What comes back is put in place here, in one step.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from aidkit.campaign.database.alone import private
from aidkit.errors import AidkitError, ReportError, listed, message
from aidkit.folders import alone, put_together
from aidkit.report import folder
from aidkit.report.execution import chosen_engine
from aidkit.report.manifest import differing, ingredients
from aidkit.report.outcome import Outcome, broken_off, outcome_of
from aidkit.report.study import Run, Study
from aidkit.scale.cluster import LOCAL, outcomes_on_cluster
from aidkit.temporary import Passing

_kernels = threading.Lock()  # kernels take on the environment of their process: one at a time in each


@dataclass(frozen=True)
class Errand:
    """A report that a worker is to run.

    Attributes:
        study: What it is about, prepared.
        ingredients: A hash of each thing that goes into it, as it is here; the worker must have the same.
    """

    study: Study
    ingredients: dict[str, str]

    def __str__(self) -> str:
        return f"the report of {self.study.place}"

    def __call__(self) -> Parcel:
        """Run the report in a folder that is gone afterwards, and return its files."""
        other = differing(self.ingredients, self.study)
        if other:
            return Parcel({}, None, _unlike(self.study.place, other))
        with Passing("errand") as out:
            there = replace(self.study, out=out)
            outcome = _in_a_process_of_its_own(there)
            written = {file.name: file.read_bytes() for file in out.glob("*/*/*") if file.is_file()}
            record = None if outcome.run is None else outcome.run.record
            return Parcel(written, record, outcome.error.replace(str(out), str(self.study.out)))


@dataclass(frozen=True)
class Parcel:
    """What came of a report on a worker.

    Attributes:
        files: Its files by name; after a failure the notebook as far as it ran.
        record: What run.json says; None after a failure.
        error: Why there is no report.
    """

    files: dict[str, bytes]
    record: dict[str, object] | None
    error: str


def run_on_workers(studies: Sequence[Study], scheduler: str) -> Iterator[tuple[int, Outcome]]:
    """Run prepared studies on Dask workers and put their files in place here.

    Args:
        studies: The studies. A population that is not invented, and a notebook of one's own, must lie where every
            worker finds them under the same path.
        scheduler: ``"local"``, or the address of a Dask scheduler.

    Yields:
        Each study's position and outcome, in the order in which they come.

    Raises:
        AidkitError: Dask is not installed, or the scheduler does not answer, has no workers or was lost; or a raw report
            would travel unencrypted.
    """
    if any(study.raw for study in studies) and scheduler != LOCAL and not scheduler.startswith("tls://"):
        what = f"scheduler={scheduler!r}: identities in full do not travel over a line that others can read."
        raise ReportError(message(what, "Give local, a scheduler at tls://…, or leave raw out."))
    errands = [Errand(study, ingredients(study)) for study in studies]
    for number, found in outcomes_on_cluster(_run, errands, scheduler):
        yield number, _received(studies[number], found)


def _run(errand: Errand) -> Parcel:
    return errand()


def _received(study: Study, found: Parcel | BaseException) -> Outcome:
    if isinstance(found, AidkitError):
        return Outcome(study, error=f"{study.place}: {found}")
    if isinstance(found, BaseException):
        return broken_off(study, found)
    if not found.files:
        return Outcome(study, error=found.error)
    target = study.folder
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with private() if study.raw else nullcontext(), alone(target, study.out):
            return _put(study, target, found)
    except AidkitError as error:
        return Outcome(study, error=str(error))


def _put(study: Study, target: Path, parcel: Parcel) -> Outcome:
    """Put a parcel's files where a run here would have put them."""
    partial = target / folder.PARTIAL
    if parcel.record is None:
        partial.write_bytes(parcel.files[folder.PARTIAL])
        return Outcome(study, error=parcel.error)
    put_together(target, parcel.files, last=folder.RECORD, without=tuple({*folder.FILES.values()} - {*parcel.files}))
    partial.unlink(missing_ok=True)
    return Outcome(study, Run(study, target, dict(parcel.record)))


def _in_a_process_of_its_own(study: Study) -> Outcome:
    if chosen_engine() == "fork":
        from aidkit.report.forked.calls import call

        return call(outcome_of, study)
    with _kernels:
        return outcome_of(study)


def _unlike(place: str, other: Sequence[str]) -> str:
    from distributed import get_worker

    return message(
        f"{place}: the worker at {get_worker().address} has not the same {listed(other)} as this machine.",
        "Its report would be another one. Give every worker the same aidkit and packages, start it in a folder with the",
        "same parameters, and put population and notebook where all see them under the same path.",
    )
