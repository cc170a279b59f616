"""Dials come from the parameters: range, step and unit; nothing outside them can be set."""

from __future__ import annotations

import re

import pytest

import aidkit
from aidkit.errors import PolicyError
from aidkit.parameters import BY_PATH
from aidkit.widgets.dials import CARE, UPLIFTS, choices_of, dials_of

every_place = pytest.mark.parametrize("place", aidkit.places())


@every_place
def test_a_dial_reaches_the_value_in_force_and_no_further_than_allowed(place):
    policy = aidkit.load_policy(place)
    for dial in dials_of(policy):
        spec = BY_PATH[dial.paths[0]]
        assert dial.value == policy[dial.paths[0]]
        assert spec.low <= dial.low <= dial.value <= dial.high <= spec.high
        assert dial.low < dial.high
        steps = (dial.value - dial.low) / dial.step
        assert steps == pytest.approx(round(steps), abs=1e-6)
        for end in (dial.low, dial.high):  # the rules take both ends
            assert policy.reform(dict.fromkeys(dial.paths, dial.at(end)))[dial.paths[0]] == end


def test_town_and_country_are_moved_together_where_they_have_one_standard():
    one, two = (dials_of(aidkit.load_policy(place)) for place in ("jinjiang", "hanzhong"))
    assert (one[0].path, one[0].paths) == ("dibao.standard", ("dibao.standard.urban", "dibao.standard.rural"))
    assert [dial.path for dial in two[:2]] == ["dibao.standard.urban", "dibao.standard.rural"]


def test_every_lever_of_the_question_is_there():
    policy = aidkit.load_policy("jinjiang")
    asked = {"dibao.standard", "edge.multiple", "income.work_cost.rate", "dibao.single_entry.share", *UPLIFTS, *CARE}
    assert {dial.path for dial in dials_of(policy)} == asked
    assert [choice.path for choice in choices_of(policy)] == [
        "dibao.single_entry.enabled", "dibao.single_entry.mode", "dibao.single_entry.uplift"]  # fmt: skip


def test_ranges_by_hand():
    by_path = {dial.path: dial for dial in dials_of(aidkit.load_policy("jinjiang"))}
    shown = {path: (dial.low, dial.high, dial.step) for path, dial in by_path.items()}
    assert shown["dibao.standard"] == (390, 1550, 5)  # half of 775 is 387.5: the next 5 up from there
    assert shown["edge.multiple"] == (1, 4, 0.05)  # half and twice of 2
    assert shown["income.work_cost.rate"] == (0, 1, 0.01)  # a share: all of it
    assert by_path["edge.multiple"].at(1.50000000000001) == 1.5  # sliders reckon in binary fractions
    assert by_path["edge.multiple"].at(2.00000000001) == 2.0
    assert by_path["dibao.standard"].at(777.3) == 777.3  # typed


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("edge.multiple", 9, "edge.multiple: 9 is outside the panel's range.\nAllowed: 0.75 to 3 factor."),
        ("edge.multiple", "two", "edge.multiple: 'two' cannot be used.\nAllowed: a number at least 0, at most 20; unit: factor."),
        ("dibao.single_entry.mode", "half", "dibao.single_entry.mode: 'half' cannot be used.\nAllowed: full or gap; unit: choice."),
        ("edge.multiplier", 2, "'edge.multiplier' is not moved in this panel.\nDid you mean 'edge.multiple'?"),
    ],
)  # fmt: skip
def test_what_cannot_be_set_is_refused_in_words(model, path, value, said):
    with pytest.raises(PolicyError, match=f"^{re.escape(said)}$"):
        model.set(path, value)
    assert model.changes == {}
