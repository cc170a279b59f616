"""Every example in the docstrings of monitoring, staffing and the process holds."""

from __future__ import annotations

import doctest
import importlib

import pandas as pd
import pytest

import aidkit
from aidkit.oversight.monitor_synthetic import synthesize_panel
from aidkit.oversight.monitoring import monitor

MODULES = (
    "monitor_levels", "monitor_panel", "monitor_quality", "monitor_rules", "monitor_synthetic",
    "monitor_tuning", "monitoring", "process", "process_calendar", "process_compare", "process_result", "process_settings",
    "process_steps", "staffing", "staffing_delay", "staffing_rules",
)  # fmt: skip


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
