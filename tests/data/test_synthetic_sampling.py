"""Drawing so many out of a list: the number drawn is never left to chance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidkit.data.synthesis.sampling import inclusion, one_of, pick, systematic

weights = st.lists(st.floats(0, 100), min_size=1, max_size=60).map(np.array)


@given(weights, st.floats(0, 80), st.floats(0.1, 1.0))
def test_chances_stay_within_bounds_and_add_up(weight, wanted, most):
    chance = inclusion(weight, wanted, most)
    assert (chance >= 0).all()
    assert (chance <= most * (1 + 1e-9)).all()
    assert (chance[weight == 0] == 0).all()
    assert chance.sum() == pytest.approx(min(wanted, most * (weight > 0).sum()), rel=1e-6, abs=1e-9)


@given(weights, st.floats(0, 80))
def test_the_number_drawn_is_the_sum_of_chances_rounded(weight, wanted):
    chance = inclusion(weight, wanted)
    rows = systematic(np.random.default_rng(1), chance)
    assert len(rows) == len(set(rows))
    assert abs(len(rows) - chance.sum()) < 1 + 1e-6
    assert (chance[rows] > 0).all()


def test_amounts_are_brought_on_average():
    members = np.array([1.0, 2.0, 3.0, 4.0] * 500)
    rows = pick(np.random.default_rng(2), np.ones(2_000), 1_000.0, amount=members)
    assert members[rows].sum() == pytest.approx(1_000, rel=0.05)


def test_more_than_there_is_means_all_there_is():
    assert pick(np.random.default_rng(3), np.array([1, 0, 2]), 99).tolist() == [0, 2]


def test_nobody_is_drawn_from_nobody():
    assert pick(np.random.default_rng(4), np.zeros(0), 5.0).tolist() == []
    assert pick(np.random.default_rng(4), np.zeros(3), 5.0).tolist() == []


def test_positions_come_in_proportion_to_their_weights():
    drawn = one_of(np.random.default_rng(5), np.array([1.0, 0.0, 3.0]), 40_000)
    assert np.bincount(drawn).tolist()[1] == 0
    assert (drawn == 2).mean() == pytest.approx(0.75, abs=0.01)
