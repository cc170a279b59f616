"""Random households through the compiled pass: what the comparisons and properties of the rules run on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

import aidkit
from aidkit.policy import Policy
from aidkit.result import Result

Frames = tuple[pd.DataFrame, pd.DataFrame]


def population(frames: Frames) -> aidkit.Population:
    """Make a population of two tables."""
    return aidkit.Population(households=frames[0], persons=frames[1], source="random households")


def policy_of(values: Mapping[str, Any]) -> Policy:
    """Make a policy whose every parameter is one of ``values``."""
    return aidkit.load_policy("town-template").reform(values, name="random")


def simulated(frames: Frames, values: Mapping[str, Any], **settings: Any) -> Result:
    """Simulate two tables under parameter values; settings as in ``aidkit.simulate``."""
    return aidkit.simulate(population(frames), policy_of(values), **settings)


def tables_of(result: Result) -> Frames:
    """Return both tables of a result without the id columns, which stay in the index."""
    persons = result.persons.drop(columns=["person_id", "household_id"])
    return result.households.drop(columns="household_id"), persons


def assert_same_to_the_last_bit(first: Frames, second: Frames) -> None:
    """Compare two results row by row through their ids; the message names the columns that differ."""
    for one, other in zip(first, second, strict=True):
        assert set(one.index) == set(other.index)
        in_order = other.loc[one.index]
        wrong = [str(name) for name in one if not np.array_equal(one[name].to_numpy(), in_order[name].to_numpy())]
        assert not wrong, f"differ: {', '.join(wrong)}"
