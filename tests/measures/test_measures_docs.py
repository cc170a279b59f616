"""Every measure shows an example that holds, and measures import nothing but numpy and the errors."""

from __future__ import annotations

import ast
import doctest
import importlib
import inspect
import pkgutil
import sys
from pathlib import Path

import pytest

import aidkit.measures
from aidkit.measures import inequality, poverty, targeting

MODULES = [module.name for module in pkgutil.iter_modules(aidkit.measures.__path__)]
MEASURES = [
    getattr(module, name)
    for module in (poverty, inequality, targeting)
    for name in module.__all__
    if inspect.isfunction(getattr(module, name))
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    result = doctest.testmod(importlib.import_module(f"aidkit.measures.{name}"))
    assert result.failed == 0


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.__name__)
def test_a_measure_has_an_example_and_a_source(measure):
    text = inspect.getdoc(measure)
    assert ">>> " in text
    assert "\nSource: " in text
    assert "\nRaises:" in text


@pytest.mark.parametrize("name", MODULES)
def test_measures_import_only_numpy_and_errors(name):
    path = Path(aidkit.measures.__file__).parent / f"{name}.py"
    tree = ast.parse(path.read_text(encoding="utf-8"))
    heads = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    names = {alias.name for node in heads if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in heads if isinstance(node, ast.ImportFrom)}
    others = {n for n in names if n.split(".")[0] not in sys.stdlib_module_names}
    assert {n for n in others if not n.startswith(("numpy", "aidkit.errors", "aidkit.measures."))} == set()
