"""Every dependency is named with its reason in CONTRIBUTING, and nothing installed for aidkit forbids to pass it on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
FORBIDDEN = re.compile(r"\b(A?GPL|LGPL|Affero|General Public|SSPL|Commons Clause|Non.?Commercial)", re.IGNORECASE)
SEVERAL = re.compile(r"\bOR\b")  # whoever takes it chooses


def declared() -> set[str]:
    """Return what pyproject.toml asks for: itself, in extras, and to develop."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = [*told["project"]["dependencies"]]
    for group in (*told["project"]["optional-dependencies"].values(), *told["dependency-groups"].values()):
        asked += group
    return {canonicalize_name(Requirement(line).name) for line in asked} - {"aidkit"}


def test_every_dependency_has_its_reason_and_no_other_is_named() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Dependencies")[2]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| ")][1:]
    named = [canonicalize_name(name) for row in rows for name in re.findall(r"[\w-]+", re.sub(r"\(.*?\)", "", row))]
    assert sorted(named) == sorted(declared())


def below(name: str, seen: set[str]) -> Iterator[Distribution]:
    """Yield a package and everything installed that it needs, each once."""
    if (name := canonicalize_name(name)) in seen:
        return
    seen.add(name)
    try:
        found = distribution(name)
    except PackageNotFoundError:  # of another system, or an extra nobody asked for
        return
    yield found
    for line in found.requires or ():
        need = Requirement(line)
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            yield from below(need.name, seen)


def test_no_licence_forbids_to_pass_it_on() -> None:
    seen: set[str] = set()
    installed = [package for name in sorted(declared()) for package in below(name, seen)]
    assert len(installed) > 100
    for package in installed:
        about = package.metadata
        told = [about.get("License-Expression") or (about.get("License") or "").split("\n")[0]]
        told += [line for line in about.get_all("Classifier") or () if line.startswith("License ::")]
        assert any(told), f"{about['Name']}: no licence"
        assert not FORBIDDEN.search(" ".join(told)) or SEVERAL.search(told[0]), f"{about['Name']}: {told}"
