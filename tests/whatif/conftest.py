"""What tests of comparisons share: random households under a mixed reform, and the worked examples under another."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.result import Result
from aidkit.whatif.compare import Comparison, compare
from tests.oracle.population_generator import random_population


@pytest.fixture(scope="module")
def random_tables() -> tuple[pd.DataFrame, pd.DataFrame]:
    households, persons = random_population(600, 11)
    return households.assign(town=np.where(np.arange(600) % 3 == 0, "", "Northtown")), persons


@pytest.fixture(scope="module")
def mixed_results(random_tables) -> tuple[Result, Result]:
    population = aidkit.Population(*random_tables, source="random households")
    policy = aidkit.load_policy("hanzhong")
    reform = policy.reform(
        {"dibao.standard.rural": 610.0, "tekun.multiple": 1.0, "edge.multiple": 2.0}, name="mixed reform"
    )
    return aidkit.simulate(population, policy), aidkit.simulate(population, reform)


@pytest.fixture(scope="module")
def without_single_entry(three_families, base_policy) -> Comparison:
    """The worked examples without single entry: the mother loses 775 yuan a month and becomes edge."""
    reform = base_policy.reform({"dibao.single_entry.enabled": False}, name="no single entry")
    return compare(aidkit.simulate(three_families, base_policy), aidkit.simulate(three_families, reform))
