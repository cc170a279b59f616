"""A small invented city whose panel is opened without a browser."""

from __future__ import annotations

import pytest

import aidkit
from aidkit.widgets.model import ExploreModel


@pytest.fixture(scope="session")
def city():
    return aidkit.load_policy("hanzhong"), aidkit.synthesize("hanzhong", 1500, 7)


@pytest.fixture
def model(city):
    policy, population = city
    return ExploreModel(policy, population, lang="en", parameters={"households": 1500, "seed": 7})
