"""Every example in the docstrings of monitoring, staffing and the process holds."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pandas as pd
import pytest

import aidkit
from aidkit.oversight.monitoring.alerts import monitor
from aidkit.oversight.monitoring.synthetic import synthesize_panel

HERE = Path(aidkit.oversight.__file__).parent
MODULES = [
    f"{folder}.{path.stem}"
    for folder in ("monitoring", "process", "staffing")
    for path in sorted((HERE / folder).glob("[a-z]*.py"))
]


@pytest.fixture(scope="module")
def names():
    policy = aidkit.load_policy("jinjiang")
    population = aidkit.synthesize("jinjiang", households=200)
    homes = population.households.assign(town="A")
    town = aidkit.Population(homes, population.persons)
    panel = synthesize_panel(population, months=12)
    return {
        "aidkit": aidkit,
        "pd": pd,
        "policy": policy,
        "population": town,
        "panel": panel,
        "found": monitor(panel, policy),
    }


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name, names):
    assert doctest.testmod(importlib.import_module(f"aidkit.oversight.{name}"), extraglobs=names).failed == 0
