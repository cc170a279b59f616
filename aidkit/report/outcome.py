"""How one of several reports ended: with a run, or with an error in words; the others go on."""

from __future__ import annotations

from dataclasses import dataclass

from aidkit.errors import AidkitError, message
from aidkit.report.study import Run, Study, execute_study


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


def outcome_of(study: Study) -> Outcome:
    """Run a prepared study in this process; what a user can mend is told, not raised."""
    try:
        return Outcome(study, execute_study(study))
    except AidkitError as error:
        return Outcome(study, error=str(error))


def broken_off(study: Study, error: BaseException) -> Outcome:
    """Return the outcome of a study whose process broke: a failure of that study alone."""
    text = message(
        f"{study.place}: the report stopped: {type(error).__name__}: {error}",
        "This is a fault in aidkit, or the machine ran out of memory; try --jobs 1, then report it.",
    )
    return Outcome(study, error=text)
