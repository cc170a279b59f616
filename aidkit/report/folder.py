"""A run's folder: its files appear together, each whole, and none of an older run is left among them."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aidkit.policy import BASELINE
from aidkit.report import outputs, provenance
from aidkit.report.export import report_html
from aidkit.report.text import Lang, Text
from aidkit.report.workbook import write_workbook

PARTIAL = "notebook.partial.ipynb"  # grows while the notebook runs; stays after a failure
PAGE, WORKBOOK, NOTEBOOK, RECORD = "report.html", "tables.xlsx", "notebook.ipynb", "run.json"
LONGEST = 80  # characters of a folder's name


def run_folder(out: Path, place: str, name: str) -> Path:
    """Return the folder of a run; its name keeps letters, digits, dots and hyphens."""
    return out / place / re.sub(r"[^\w.]+", "-", name)[:LONGEST].strip("-")


def write(
    folder: Path, executed: Any, record: dict[str, Any], *, lang: Lang, formats: Sequence[str], started: float
) -> None:
    """Write a run's files beside their places and move them there together, the record last.

    Args:
        folder: The run's folder, holding the partial notebook.
        executed: The executed notebook.
        record: What run.json says but for its stamp, which is added here.
        lang: Language of the page.
        formats: ``html`` and ``xlsx``, those wanted.
        started: When the run began, by ``time.perf_counter``.
    """
    import nbformat

    tables = outputs.tables(executed)
    staged: dict[str, Path] = {}
    if "xlsx" in formats and tables:
        staged[WORKBOOK] = folder / f".{WORKBOOK}"
        write_workbook(tables, staged[WORKBOOK])
    pages = [PAGE] if "html" in formats else []
    record["files"] = [*pages, *staged, NOTEBOOK]
    record["stamp"] = _stamp(started)
    texts = {NOTEBOOK: nbformat.writes(executed) + "\n", RECORD: provenance.record_json(record)}  # type: ignore[no-untyped-call]
    if pages:
        footer, stamp = provenance.footer_html(record, lang), provenance.stamp_text(record["stamp"], lang)
        page = report_html(executed, lang=lang, subtitle=_subtitle(record), footer=footer, stamp=stamp)
        texts = {PAGE: page, **texts}
    for name, text in texts.items():
        staged[name] = folder / f".{name}"
        staged[name].write_text(text, encoding="utf-8")
    for name in {PAGE, WORKBOOK} - set(staged):
        (folder / name).unlink(missing_ok=True)
    for name, path in staged.items():
        path.replace(folder / name)
    (folder / PARTIAL).unlink(missing_ok=True)


def _subtitle(record: dict[str, Any]) -> Text:
    """Return place, date and, where it is none of today's rules, the reform's name."""
    reform = "" if record["name"] == BASELINE else f" · {record['name']}"
    zh, en = (f"{name} · {record['date']}{reform}" for name in record["place_name"])
    return Text(zh, en)


def _stamp(started: float) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"at": now, "seconds": round(time.perf_counter() - started, 1)}
