"""Open a run that was kept: its record, its tables, and the study that made it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aidkit.errors import ReportError, message
from aidkit.report.folder import FILES, NOTEBOOK
from aidkit.report.record import AGAIN, read_record
from aidkit.report.study import Study, study_of
from aidkit.report.table import Table

LONGEST = 200  # characters shown of what a library says of a notebook it cannot read
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

    record = read_record(Path(folder), NEEDED)
    notebook = Path(folder) / NOTEBOOK
    try:
        executed = nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]
        tables = {table.name: table for table in outputs.tables(executed)}
        for table in tables.values():
            str(table)  # a table of rows that do not fit its heads would only fail where it is compared
    except Exception as error:  # nbformat raises what jsonschema, json or itself met first; so does a spoilt table
        said = " ".join(str(error).split())[:LONGEST]
        raise ReportError(
            message(f"{notebook}: the run's notebook cannot be read: {type(error).__name__}: {said}", AGAIN)
        ) from None
    return Kept(Path(folder), record, tables)


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
        raw=bool(record.get("raw")),
        reason=record.get("raw", ""),
    )
