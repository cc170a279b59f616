"""What synthesize says when it is asked for what it cannot do: whole texts."""

from __future__ import annotations

import pytest

import aidkit
from aidkit.data.synthesis.assumptions import checked_assumptions
from aidkit.data.synthesis.margins import Anchors, _read, read_anchors
from aidkit.errors import PolicyError, PopulationError

HOUSEHOLDS = "How many families to draw is a whole number above 0, e.g. 5_000."
SEED = "The seed is a whole number from 0 on; the same seed gives the same families."


def text(error: pytest.ExceptionInfo[Exception]) -> str:
    return str(error.value)


@pytest.mark.parametrize("value", [0, -5, 2.5, "100", True, None])
def test_households_must_be_a_whole_number_above_zero(value):
    with pytest.raises(PopulationError) as error:
        aidkit.synthesize("jinjiang", households=value)
    assert text(error) == f"households={value!r} cannot be used.\n{HOUSEHOLDS}"


@pytest.mark.parametrize("value", [-1, 1.5, "one", False])
def test_the_seed_must_be_a_whole_number_from_zero(value):
    with pytest.raises(PopulationError) as error:
        aidkit.synthesize("jinjiang", households=10, seed=value)
    assert text(error) == f"seed={value!r} cannot be used.\n{SEED}"


def test_an_unknown_place_is_answered_as_everywhere_in_the_kit():
    with pytest.raises(PolicyError) as ours:
        aidkit.synthesize("jinjang", households=10)
    with pytest.raises(PolicyError) as theirs:
        aidkit.load_policy("jinjang")
    assert text(ours) == text(theirs)


def test_a_date_that_is_none():
    with pytest.raises(PolicyError) as error:
        aidkit.synthesize("jinjiang", households=10, date="August")
    assert text(error) == "'August' is not a date.\nWrite it as YYYY-MM-DD, e.g. \"2021-08-24\"."


def test_a_place_without_margins():
    with pytest.raises(PolicyError) as error:
        read_anchors("hanzong")
    assert text(error) == "No margins for 'hanzong' in data/margins.\nDid you mean 'hanzhong'?"


@pytest.mark.parametrize("name", ["national", "assumed_behaviour"])
def test_files_that_are_no_places(name):
    with pytest.raises(PolicyError) as error:
        read_anchors(name)
    assert text(error) == (
        f"No margins for {name!r} in data/margins.\n"
        "Valid names: daye, hanzhong, huangshi, jinjiang, qionghai, town-template, yangxin."
    )


def test_a_figure_nobody_gives():
    anchors = Anchors("jinjiang", "晋江市", {}, read_anchors("jinjiang").national)
    with pytest.raises(PolicyError) as error:
        anchors["share.womn"]
    assert text(error).startswith("data/margins: neither jinjiang.yaml nor national.yaml gives 'share.womn'.\n")


def test_a_margin_that_lacks_its_fields():
    with pytest.raises(PolicyError) as error:
        _read({"anchors": {"share.male": {"value": 0.5}}}, "newtown")
    assert text(error) == (
        "data/margins/newtown.yaml: value, unit, year, status or source missing in share.male.\n"
        "See the top of national.yaml for what an entry holds."
    )


def test_an_assumption_without_a_reason():
    with pytest.raises(PolicyError) as error:
        checked_assumptions({"a.b": {"value": 1, "unit": "share", "low": 0, "high": 1}})
    assert text(error) == (
        "data/margins/assumed_behaviour.yaml: a.b must hold exactly value, unit, low, high and reason.\n"
        "Complete them; see the top of the file."
    )


def test_an_assumption_outside_its_own_range():
    entry = {"value": {"x": 0.5, "y": {"z": 2}}, "unit": "share", "low": 0, "high": 1, "reason": "none"}
    with pytest.raises(PolicyError) as error:
        checked_assumptions({"a.b": entry})
    assert text(error) == (
        "data/margins/assumed_behaviour.yaml: a value of a.b lies outside its low to high.\n"
        "Widen the range or mend the value."
    )
