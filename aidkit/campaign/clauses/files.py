"""The clauses of the five documents as data: a file a document in ``params/clauses``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from aidkit.campaign.faults import Faults
from aidkit.parameter_yaml import load_yaml
from aidkit.shipped import shipped

DOCUMENTS = ("jinjiang-2021", "hanzhong-2021", "huangshi-2018", "town-2020", "qionghai-2022")  # JJ, HZ, HS, XZ, QH
LETTERS = tuple("EBPMCATFROQ")  # kinds of clauses; the head of each file says what they mean


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
    return clauses_in(folder)


def clauses_in(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the clauses of the five documents from a folder of one's own.

    Raises:
        CampaignError: A file is not of its form; every fault is named with its line.
        ParameterFileError: A file is not there, or no YAML.
    """
    found: dict[str, dict[str, Any]] = {}
    for document in DOCUMENTS:
        clauses = _clauses(folder / f"{document}.yaml")
        found |= {key: {"document": document, **clause} for key, clause in clauses.items()}
    return found


def _clauses(path: Path) -> dict[str, dict[str, Any]]:
    shown = f"params/clauses/{path.name}"
    content = load_yaml(path, shown, "file of clauses")
    faults = Faults(path, shown)
    if faults.mapping((), content, required=("clauses",)) and faults.mapping(("clauses",), content["clauses"]):
        for key, clause in content["clauses"].items():
            _check(("clauses", str(key)), clause, faults)
    faults.refuse()
    return dict(content["clauses"])


def _check(at: tuple[str, ...], clause: Any, faults: Faults) -> None:
    if not faults.mapping(at, clause, required=("en", "zh", "kinds"), optional=("by", "notebooks", "left", "why")):
        return
    for name in ("en", "zh"):
        faults.text((*at, name), clause[name])
    for name in ("by", "notebooks"):
        faults.texts((*at, name), clause.get(name, []))
    for kind in clause["kinds"] if faults.listed((*at, "kinds"), clause["kinds"]) else ():
        faults.one_of((*at, "kinds"), kind, LETTERS, "kind of clause")
    for name in ("left", "why"):
        if name in clause and faults.mapping((*at, name), clause[name], required=("en", "zh")):
            for lang in ("en", "zh"):
                faults.text((*at, name, lang), clause[name][lang])
