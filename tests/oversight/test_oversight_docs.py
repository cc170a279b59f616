"""Every example in a docstring of oversight holds, and importing the package loads nothing heavy."""

import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import aidkit.oversight

HERE = Path(aidkit.oversight.__file__).parent
WITH_DATA = ("monitoring", "process", "staffing")  # their examples need a population: test_process_docs.py
MODULES = [
    ".".join(path.relative_to(HERE).with_suffix("").parts)
    for path in sorted(HERE.rglob("*.py"))
    if path.name != "__init__.py" and path.relative_to(HERE).parts[0] not in WITH_DATA
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name):
    assert doctest.testmod(importlib.import_module(f"aidkit.oversight.{name}")).failed == 0


@pytest.mark.parametrize("name", aidkit.oversight.__all__)
def test_public_names_load(name):
    assert callable(getattr(aidkit.oversight, name))
    assert getattr(aidkit.oversight, name).__doc__


def test_no_name_is_also_a_module():
    modules = {path.stem for path in HERE.iterdir()}
    assert not modules & set(aidkit.oversight.__all__)  # a loaded module would stand in the place of the name


def test_importing_it_loads_no_pandas():
    code = "import sys, aidkit.oversight; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match=r"^No aidkit\.oversight attribute sampling$"):
        importlib.import_module("aidkit.oversight").sampling  # noqa: B018
