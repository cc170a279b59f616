"""Imports flow one way, and importing aidkit loads nothing heavy."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter

import pytest

from tests.structure.sources import ROOT, Source, sources

ORDER = """
errors
schema shipped folders fonts masking sheets temporary environment remembering
parameters
parameter_values parameter_yaml
parameter_faults
rules
parameter_files reform_values
policy
column_checks layout table_checks
population
result
engine
measures
summary
whatif
data
campaign oversight studies
scale
report
charts
widgets
cli
"""  # a line may import from those above it and from its own

UPWARD = {  # imports against the order, inside a function: a door that opens when somebody goes through it
    ("aidkit.population", "engine"): "Population.assumed lists the results an absent column touches, from the graph",
    ("aidkit.result", "summary"): "Result.summary() is where a user looks for it",
    ("aidkit.whatif.compare", "charts"): "a comparison draws its winners and losers with .plot()",
    ("aidkit.whatif.cliffs", "charts"): "a found cliff draws itself with .figure()",
    ("aidkit.whatif.sensitivity", "charts"): "a sensitivity table draws itself with .figure()",
}
HEAVY = ("numba", "pandas", "matplotlib", "papermill", "scipy", "nbformat", "jsonschema", "yaml", "numpy")

RANK = {area: rank for rank, line in enumerate(ORDER.split("\n")) for area in line.split()}

every_source = pytest.mark.parametrize("source", sources(), ids=lambda source: source.path)


def area(module: str) -> str:
    """The part of the package a module belongs to: its first name below aidkit."""
    return module.split(".")[1]


def imported(node: ast.AST, *, late: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield the modules of aidkit that are imported, and whether inside a function; imports for types do not count."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.ImportFrom) and (child.module or "").split(".")[0] == "aidkit":
            names = {source.module for source in sources()}
            for name in child.names:
                below = f"{child.module}.{name.name}"
                yield (below if below in names else str(child.module)), late
        elif isinstance(child, ast.Import):
            yield from ((name.name, late) for name in child.names if name.name.split(".")[0] == "aidkit")
        yield from imported(child, late=late or isinstance(child, ast.FunctionDef))


@every_source
def test_imports_flow_one_way(source: Source) -> None:
    if source.module == "aidkit":
        return
    own = RANK.get(area(source.module))
    assert own is not None, f"{source.path}: say in ORDER where {area(source.module)!r} stands"
    for module, late in imported(source.tree):
        assert module != "aidkit", f"{source.path} imports aidkit itself; name the module"
        allowed = RANK[area(module)] <= own or (late and (source.module, area(module)) in UPWARD)
        assert allowed, f"{source.path} imports {module}, which stands above it"


def test_no_module_imports_itself_round_about() -> None:
    graph = {s.module: {m for m, late in imported(s.tree) if not late and m != s.module} for s in sources()}
    TopologicalSorter(graph).prepare()


def test_measures_know_nothing_of_rules() -> None:
    for source in sources("aidkit/measures"):
        areas = {area(module) for module, _ in imported(source.tree)}
        assert areas <= {"errors", "measures"}, source.path


def test_every_door_upward_is_still_used() -> None:
    used = {
        (source.module, area(module))
        for source in sources() if source.module != "aidkit"
        for module, late in imported(source.tree) if late and RANK[area(module)] > RANK[area(source.module)]
    }  # fmt: skip
    assert used == set(UPWARD)


def test_importing_aidkit_loads_nothing_heavy() -> None:
    script = "import sys, aidkit; print(*sorted({name.split('.')[0] for name in sys.modules}))"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert not set(run.stdout.split()) & set(HEAVY)
