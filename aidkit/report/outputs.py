"""Read from an executed notebook what its cells handed over as data: its tables and its record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from aidkit.report import table
from aidkit.report.document.blocks import Opening

OPENING_MIME = "application/vnd.aidkit.opening+json"
RECORD_MIME = "application/vnd.aidkit.record+json"


def tables(notebook: Any) -> list[table.Table]:
    """Return the tables the notebook shows, in order."""
    return [table.Table.from_payload(payload) for payload in _payloads(notebook, table.MIME)]


def record(notebook: Any) -> dict[str, Any]:
    """Return what the notebook says about its run, key figures among it; empty when it says nothing."""
    merged: dict[str, Any] = {}
    for payload in _payloads(notebook, RECORD_MIME):
        merged.update(payload)
    return merged


def opening(notebook: Any) -> Opening | None:
    """Return the first page the notebook shows, or None when it shows none."""
    return next((Opening.from_payload(payload) for payload in _payloads(notebook, OPENING_MIME)), None)


def _payloads(notebook: Any, mime: str) -> Iterator[Any]:
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            payload = output.get("data", {}).get(mime)
            if payload is not None:
                yield payload
