"""A run's folder: its files appear together, each whole, and none of an older run is left among them."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aidkit.folders import put_together
from aidkit.policy import BASELINE
from aidkit.report import provenance
from aidkit.report.document.blocks import Document
from aidkit.report.document.reading import document_of
from aidkit.report.export import report_html
from aidkit.report.text import Lang, Text
from aidkit.report.workbook import workbook_bytes

PARTIAL = "notebook.partial.ipynb"  # grows while the notebook runs; stays after a failure
PAGE, PDF, WORD, WORKBOOK = "report.html", "report.pdf", "report.docx", "tables.xlsx"
NOTEBOOK, RECORD = "notebook.ipynb", "run.json"
FILES = {"html": PAGE, "pdf": PDF, "docx": WORD, "xlsx": WORKBOOK}  # by format, in the order they are listed
WHOLE = Text("未脱敏，仅限内部使用，理由", "NOT MASKED, for internal use only, because of")
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
        lang: Language of every file.
        formats: Those wanted of ``html``, ``pdf``, ``docx`` and ``xlsx``.
        started: When the run began, by ``time.perf_counter``.
    """
    import nbformat

    document = document_of(executed, lang=lang, subtitle=_subtitle(record), foot=provenance.foot_lines(record, lang))
    has_tables = any(True for _ in document.tables)
    wanted = [name for name in FILES if name in formats and (name != "xlsx" or has_tables)]
    record["files"] = [*(FILES[name] for name in wanted), NOTEBOOK]
    made = {FILES[name]: _printed(name, document) for name in wanted if name != "html"}
    record["stamp"] = _stamp(started)
    if "html" in wanted:
        made[PAGE] = _page(executed, record, lang)
    made[NOTEBOOK] = (nbformat.writes(executed) + "\n").encode()  # type: ignore[no-untyped-call]
    made[RECORD] = provenance.record_json(record).encode()
    put_together(folder, made, last=RECORD, without=tuple(set(FILES.values()) - set(made)))
    (folder / PARTIAL).unlink(missing_ok=True)


def _printed(name: str, document: Document) -> bytes:
    """Return a document in one of the forms that are made from it."""
    if name == "pdf":
        from aidkit.report.pdf.writer import report_pdf

        return report_pdf(document)
    if name == "docx":
        from aidkit.report.word.writer import report_docx

        return report_docx(document)
    return workbook_bytes(document.tables, document.subtitle)


def _page(executed: Any, record: dict[str, Any], lang: Lang) -> bytes:
    footer, stamp = provenance.footer_html(record, lang), provenance.stamp_text(record["stamp"], lang)
    return report_html(executed, lang=lang, subtitle=_subtitle(record), footer=footer, stamp=stamp).encode()


def _subtitle(record: dict[str, Any]) -> Text:
    """Return place, date, the reform's name where it is none of today's rules, and why nothing is masked where it is so."""
    reform = "" if record["name"] == BASELINE else f" · {record['name']}"
    zh, en = record["place_name"]
    after, raw = f" · {record['date']}{reform}", Text("", "")
    if record["raw"]:
        raw = Text(
            f" · {WHOLE.zh}：{record['raw']}",
            f" · {WHOLE.en}: {record['raw']}",
            f" · {WHOLE.show('both')}: {record['raw']}",
        )
    return Text(zh + after + raw.zh, en + after + raw.en, f"{zh} {en}{after}{raw.show('both')}")


def _stamp(started: float) -> dict[str, Any]:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return {"at": now, "seconds": round(time.perf_counter() - started, 1)}
