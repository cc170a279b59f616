"""A small invented city, run once, on which the sentences and tables of the questions are held to account."""

from __future__ import annotations

import pytest

import aidkit


@pytest.fixture(scope="session")
def policy():
    return aidkit.load_policy("jinjiang")


@pytest.fixture(scope="session")
def people():
    return aidkit.synthesize("jinjiang", 2500, 7)


@pytest.fixture(scope="session")
def result(people, policy):
    return aidkit.simulate(people, policy)
