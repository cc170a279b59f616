"""The clauses of the five documents as data: a file a document in ``params/clauses``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from aidkit.parameter_yaml import load_yaml
from aidkit.shipped import shipped

DOCUMENTS = ("jinjiang-2021", "hanzhong-2021", "huangshi-2018", "town-2020", "qionghai-2022")  # JJ, HZ, HS, XZ, QH


def clause_ids() -> tuple[str, ...]:
    """Return the ids of all clauses, document by document.

    Example:
        >>> clause_ids()[:3]
        ('JJ-1', 'JJ-G1', 'JJ-G2')
    """
    return tuple(read_clauses())


def read_clauses() -> dict[str, dict[str, Any]]:
    """Return every clause as its file has it, document by document."""
    return _read(shipped("params") / "clauses")


@cache
def _read(folder: Path) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for document in DOCUMENTS:
        content = load_yaml(folder / f"{document}.yaml", f"params/clauses/{document}.yaml", "file of clauses")
        found |= {key: {"document": document, **clause} for key, clause in content["clauses"].items()}
    return found
