"""Open a run that was kept: its record, its tables, and the study that made it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aidkit.errors import ReportError, message
from aidkit.report.folder import FILES, NOTEBOOK, RECORD
from aidkit.report.study import Study, study_of
from aidkit.report.table import Table

NEEDED = ("place", "date", "name", "notebook", "parameters", "asked", "versions", "hashes", "files")


@dataclass(frozen=True)
class Kept:
    """A finished run on disk.

    Attributes:
        folder: Where it lies.
        record: What its run.json says.
        tables: The tables of its notebook, by name.
    """

    folder: Path
    record: dict[str, Any]
    tables: dict[str, Table]


def open_run(folder: Path) -> Kept:
    """Open the folder of a run.

    Raises:
        ReportError: It holds no run, or one whose record or notebook cannot be read.
    """
    import nbformat

    from aidkit.report import outputs

    record = _record(Path(folder))
    notebook = Path(folder) / NOTEBOOK
    try:
        executed = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ReportError(
            message(f"{notebook}: the run's notebook cannot be read: {error}", "Run the report again.")
        ) from None
    return Kept(Path(folder), record, {table.name: table for table in outputs.tables(executed)})


def study_behind(kept: Kept, out: Path, notebook: str | None = None) -> Study:
    """Return the study that would make the run again, into another folder.

    Args:
        kept: The run.
        out: Folder of all runs to write to.
        notebook: Path of the notebook, where it is one's own; None for the shipped one the record names.

    Raises:
        ReportError: The record asks for what a report does not take.
    """
    record, given = kept.record, kept.record["parameters"]
    overrides = given.get("overrides") or {}
    return study_of(
        record["place"],
        date=record["date"],
        population=given.get("population", "synthetic"),
        overrides=overrides,
        name=record["name"] if overrides else None,
        lang=given.get("lang", "both"),
        formats=tuple(name for name, file in FILES.items() if file in record["files"]),
        out=out,
        notebook=notebook or record["notebook"],
        parameters=record["asked"],
    )


def _record(folder: Path) -> dict[str, Any]:
    path = folder / RECORD
    what = f"{folder}: not the folder of a run"
    hint = "A run's folder holds run.json and notebook.ipynb, e.g. reports/jinjiang/2021-08-24-baseline."
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise ReportError(message(f"{what}: there is no {RECORD}.", hint)) from None
    except ValueError:
        raise ReportError(message(f"{what}: its {RECORD} is no JSON.", "Run the report again.")) from None
    missing = [name for name in NEEDED if not isinstance(record, dict) or name not in record]
    if missing:
        raise ReportError(message(f"{what}: its {RECORD} lacks {', '.join(missing)}.", hint))
    return dict(record)
