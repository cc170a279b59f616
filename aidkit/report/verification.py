"""Run a kept report again and say whether its numbers hold: what moved of what went in, and which figures with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aidkit.report.differences import Difference, inputs_moved, numbers_moved
from aidkit.report.folder import PAGE
from aidkit.report.kept import Kept, open_run, study_behind
from aidkit.report.study import execute_study, prepared
from aidkit.temporary import Passing


@dataclass(frozen=True)
class Verification:
    """What came of running a kept report again.

    Attributes:
        folder: The run that was verified.
        inputs: What moved of what goes in: packages, rules, parameter values, population, notebook.
        numbers: Which figures moved.
        files: Printed files whose bytes are not the same, the page apart, which bears its stamp.
    """

    folder: Path
    inputs: tuple[Difference, ...]
    numbers: tuple[Difference, ...]
    files: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether everything is the same."""
        return not (self.inputs or self.numbers or self.files)


def verify(folder: Path, notebook: str | None = None) -> Verification:
    """Run a report again in a temporary folder, as its record says, and compare.

    Args:
        folder: A run's folder; nothing in it is changed.
        notebook: Path of the notebook, where the run was made with one's own.

    Raises:
        ReportError: The folder holds no run.
        AidkitError: What the run was made from is not there any more, or cannot be used.
        CellError: A cell of the notebook fails today.
    """
    kept = open_run(folder)
    with Passing("verify") as out:
        run = execute_study(prepared(study_behind(kept, out, notebook)))
        again = open_run(run.folder)
        return Verification(
            kept.folder,
            tuple(inputs_moved(kept, again)),
            tuple(numbers_moved(kept, again)),
            tuple(_other_bytes(kept, again)),
        )


def _other_bytes(kept: Kept, again: Kept) -> list[str]:
    names = [name for name in kept.record["files"] if name != PAGE]
    return [name for name in names if _bytes(kept.folder / name) != _bytes(again.folder / name)]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
