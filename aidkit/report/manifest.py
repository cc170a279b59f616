"""What is already done: by run, a hash of everything that went in and of every file that came out.

A series that was stopped, or is asked for again, runs only what is missing or would come out differently.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

from aidkit.errors import ReportError
from aidkit.parameter_files import NATIONAL
from aidkit.report.folder import RECORD
from aidkit.report.inputs import SYNTHETIC, notebook_path, open_policy
from aidkit.report.provenance import policy_digest, versions
from aidkit.report.record import read_record
from aidkit.report.study import Run, Study
from aidkit.shipped import shipped

MANIFEST = "manifest.json"
PACKAGE = Path(__file__).parents[1]
COMPILED = ("__pycache__", ".ipynb_checkpoints")


def finished(study: Study) -> Run | None:
    """Return the finished run of a prepared study, or None where it must be run.

    A run counts as finished where nothing that goes into it has changed since: the study, the notebook, the values in
    force, the population's files, aidkit itself and the packages under it; and where its files are still as written.
    """
    folder = study.folder
    entry = _read(study.out).get(folder.relative_to(study.out).as_posix())
    if entry is None or entry["inputs"] != inputs_hash(study) or entry["files"] != _files(folder):
        return None
    return Run(study, folder, read_record(folder, ("files",)))


def note(run: Run) -> None:
    """Write down that a run is finished; to be called by one process at a time."""
    out = run.study.out
    known = {
        **_read(out),
        run.folder.relative_to(out).as_posix(): {"inputs": inputs_hash(run.study), "files": _files(run.folder)},
    }
    staged = out / f".{MANIFEST}"
    staged.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    staged.replace(out / MANIFEST)


def inputs_hash(study: Study) -> str:
    """Return one hash over everything a prepared study's run depends on, but for where it is written."""
    return _digest(ingredients(study))


def ingredients(study: Study) -> dict[str, str]:
    """Return a hash of each thing a prepared study's run depends on, by what to call it."""
    policy = open_policy(study.place, study.date, study.overrides, study.name)
    notebook = notebook_path(study.notebook)
    given = [] if study.population == SYNTHETIC else [study.population]
    given += [value for value in study.parameters.values() if isinstance(value, str) and Path(value).exists()]
    parts = {
        "study": asdict(replace(study, out=Path(), notebook=notebook.stem)),
        "notebook": _sha(notebook),
        "parameters in force": policy_digest(policy),
        "parameter files and margins": _shipped(study.place),
        "population": [_hashes(Path(path)) for path in given],
        "aidkit": _package(),
        "packages": versions(),
    }
    return {name: _digest(part) for name, part in parts.items()}


def differing(here: Mapping[str, str], study: Study) -> list[str]:
    """Name what goes into a study in this process and is not what it was where ``here`` was made.

    Raises:
        AidkitError: This process has not the place or the notebook.
    """
    there = ingredients(study)
    return [name for name, digest in here.items() if there[name] != digest]


def _digest(part: Any) -> str:
    return hashlib.sha256(json.dumps(part, sort_keys=True, default=str).encode()).hexdigest()


@cache
def _package() -> list[tuple[str, str]]:
    return _hashes(PACKAGE)


def _shipped(place: str) -> list[list[tuple[str, str]]]:
    """Return the files a place's report reads beside the population: its parameters, all plans and forms, margins."""
    params, data = shipped("params"), shipped("data")
    own = [params / f"{name}.yaml" for name in (place, NATIONAL)]
    shared = [*sorted(folder for folder in params.iterdir() if folder.is_dir()), data / "margins", data / "campaigns"]
    return [_hashes(path) for path in (*own, *shared)]


def _hashes(path: Path) -> list[tuple[str, str]]:
    """Return every file below a path, or the file itself, with its hash."""
    return [(file.relative_to(path).as_posix(), _sha(file)) for file in _below(path)]


def _below(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    found = (file for file in sorted(path.rglob("*")) if file.is_file())
    yield from (file for file in found if not set(COMPILED) & set(file.parts))


def _files(folder: Path) -> dict[str, str]:
    """Return the hashes of the files a run's record names and of itself; nothing where one is gone or is no record."""
    try:
        names = [*read_record(folder, ("files",))["files"], RECORD]
    except ReportError:
        return {}
    if not all((folder / name).is_file() for name in names):
        return {}
    return {name: _sha(folder / name) for name in names}


def _read(out: Path) -> dict[str, Any]:
    """Return what is written down; nothing where there is no list yet, or one cut short."""
    try:
        found = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _sha(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()
