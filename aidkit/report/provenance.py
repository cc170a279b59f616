"""run.json: everything a colleague needs to get the same report again, and one stamp of when this one was made."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from html import escape
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.report import outputs
from aidkit.report.execution import INJECTED
from aidkit.report.inputs import notebook_path, open_policy
from aidkit.report.parameters_cell import read_parameters
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.report.study import Study

PACKAGES = ("aidkit", "numpy", "pandas", "numba", "papermill", "nbconvert", "typst", "python-docx", "openpyxl")
SHOWN = 12  # hexadecimal digits of a hash, as many as a reader compares by eye


def record_of(study: Study, executed: Any) -> dict[str, Any]:
    """Return what run.json says of a run, but for its stamp and its files.

    Args:
        study: The prepared study.
        executed: Its executed notebook; what its cells handed over as a record is taken in as it is.
    """
    notebook = notebook_path(study.notebook)
    policy = open_policy(study.place, study.date, study.overrides, study.name)
    handed = outputs.record(executed)
    taken = read_parameters(notebook)
    defaults = {name: parameter.default for name, parameter in taken.items()}
    return {
        "place": study.place,
        "place_name": [policy.place.zh, policy.place.en],
        "date": study.date,
        "name": study.name,
        "notebook": notebook.stem,
        "parameters": {**defaults, **study.values(taken)},
        "asked": dict(study.parameters),
        "raw": study.reason,
        **handed,
        "values": {path: entry.value for path, entry in sorted(policy.entries.items())},
        "versions": versions(),
        "rules": rule_digests(),
        "hashes": {
            "rules": digest(_rule_files()),
            "parameters": policy_digest(policy),
            "population": handed.get("population", {}).get("fingerprint", ""),
            "notebook": notebook_digest(executed),
        },
    }


def versions() -> dict[str, str]:
    """Return the versions the figures depend on."""
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:  # run from a folder that was never installed
            found[package] = "not installed"
    return found


def rule_digests() -> dict[str, str]:
    """Return the first digits of a hash of each programme's rules, so that a change can be traced to it."""
    return {file.stem: digest([file])[:SHOWN] for file in _rule_files()}


def _rule_files() -> list[Path]:
    return sorted(Path(__file__).parents[1].joinpath("rules").glob("*.py"))


def digest(files: Iterable[Path]) -> str:
    """Return one hash over files, their names and bytes, wherever they lie and in whatever order."""
    total = hashlib.sha256()
    for file in sorted(files, key=lambda path: path.name):
        total.update(file.name.encode() + hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def policy_digest(policy: Policy) -> str:
    """Return a hash of every parameter in force: value, unit, first day, status and source."""
    entries = [str(policy.entries[path]) for path in sorted(policy.entries)]
    return hashlib.sha256("\n".join(entries).encode()).hexdigest()


def notebook_digest(notebook: Any) -> str:
    """Return a hash of what a notebook says and does, whatever its outputs and the parameters it was given."""
    cells = [[cell.cell_type, cell.source] for cell in notebook.cells if INJECTED not in cell.metadata.get("tags", ())]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()


def record_json(record: dict[str, Any]) -> str:
    """Return a record as JSON text, the same for the same record."""
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def foot_lines(record: dict[str, Any], lang: Lang) -> tuple[str, ...]:
    """Return versions and hashes as the lines at the end of a report."""
    packages = " · ".join(f"{name} {value}" for name, value in record["versions"].items())
    hashes = " · ".join(f"{name} {value[:SHOWN]}" for name, value in record["hashes"].items() if value)
    made = Text("运行环境", "Made with").show(lang)
    label = Text(f"校验值（sha256 前 {SHOWN} 位）", f"hashes (sha256, first {SHOWN} digits)").show(lang)
    return f"{made}: {packages}", f"{label}: {hashes}"


def footer_html(record: dict[str, Any], lang: Lang) -> str:
    """Return versions and hashes as lines under a page."""
    return "\n".join(f"<p>{escape(line)}</p>" for line in foot_lines(record, lang))


def stamp_text(stamp: dict[str, Any], lang: Lang) -> str:
    """Return when a report was made, and how long that took, as a sentence."""
    at, seconds = stamp["at"], stamp["seconds"]
    return Text(f"生成于 {at}，用时 {seconds} 秒。", f"Made at {at} in {seconds} s.").show(lang)
