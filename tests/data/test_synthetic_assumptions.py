"""The table of assumptions: everything in it is used, everything used is in it, and every number has a reason."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

import aidkit.data.synthesis as synthesis
from aidkit.data.synthesis.assumptions import read_assumptions
from aidkit.data.synthesis.margins import read_anchors

SOURCES = "".join(path.read_text(encoding="utf-8") for path in Path(synthesis.__file__).parent.glob("*.py"))
TOPICS = "families|kin|health|work|assets|expenses|hardship|register"


def test_every_assumption_is_read_by_name():
    assert [key for key in read_assumptions().entries if f'"{key}"' not in SOURCES] == []


def test_every_name_read_is_an_assumption():
    named = set(re.findall(rf'"((?:{TOPICS})\.[a-z_0-9]+)"', SOURCES))
    assert named - set(read_assumptions().entries) == set()


def test_every_assumption_says_why():
    assert all(len(entry.reason) > 5 for entry in read_assumptions().entries.values())


@pytest.mark.parametrize(
    "key",
    [
        "kin.other_parent",
        "kin.migrant_parent",
        "kin.lone_minor_parent",
        "work.kinds_urban",
        "work.kinds_rural",
    ],
)
def test_shares_that_divide_a_whole_add_up(key):
    assert read_assumptions().row(key).sum() == pytest.approx(1)


def test_ages_of_risk_stand_in_the_order_the_code_reads():
    table = read_assumptions().rows("health.disability_by_age")
    assert all(list(row) == ["child", "adult", "elder", "aged"] for row in table.values())
    assert list(read_assumptions().named("health.severe_by_kind")) == list(table)


def test_a_place_is_preferred_to_the_country_and_hukou_to_residents():
    anchors = read_anchors("jinjiang")
    assert anchors["share.urban"].key == "share.urban_hukou"
    assert anchors["share.urban"].origin == "jinjiang"
    assert anchors["income.quintile_means"].origin == "national"
    assert anchors["income.quintile_means"].status == "assumed"


def test_a_borrowed_count_shrinks_with_the_population_and_a_borrowed_mean_does_not():
    anchors = read_anchors("town-template")
    size = anchors["household.mean_size"]
    assert size.value == anchors.national["household.mean_size"].value
    lacking = type(anchors)("x", "甲", {"population.hukou": anchors.own["population.hukou"]}, anchors.national)
    ratio = 30_000 / anchors.national["population.hukou"].value
    assert lacking.number("beneficiaries.tekun_persons") == pytest.approx(4_600_000 * ratio)
    assert np.isclose(lacking.number("share.urban"), 0.6389)
