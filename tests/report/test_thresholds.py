"""A line moved through a range: the policy's own setting is among the steps and marked, the finding is arithmetic."""

import pytest

from aidkit.report import thresholds


def test_the_standard_against_hand_arithmetic(hand_made):
    made = hand_made(weight=10.0)
    sweep = thresholds.standard(made.population, made.policy, [1.1])
    before, after = 60 * 775 * 12 + 30 * 2 * 775, 60 * 852.5 * 12 + 30 * 2 * 852.5
    assert sweep.table.frame["x"].to_list() == [1.0, 1.1]
    assert sweep.table.frame["change"].to_list() == pytest.approx([0, (after - before) / 10_000])
    assert sweep.finding.en == "A dibao standard 10% higher: +0 persons, +0.06 million yuan a year"
    assert sweep.marked == 1.0


def test_the_multiple_in_force_is_added_and_compared_with_the_next(hand_made):
    made = hand_made(weight=10.0)
    sweep = thresholds.multiple(made.population, made.policy, [1.5])
    assert sweep.points.to_dict("list") == {"x": [1.5, 2.0], "y": [0.0, 60.0]}
    assert sweep.finding.en.startswith("Edge multiple from 2 to 1.5: -60 low-income persons")
    assert sweep.marked == 2.0
