"""What a report rests on: every value with its source, every assumption and fault, nobody's identity."""

import re

import pandas as pd
import pytest

import aidkit
from aidkit.parameters import SPECS
from aidkit.report import basis


@pytest.fixture(scope="module")
def policy():
    return aidkit.load_policy("jinjiang", "2021-08-24")


def test_every_parameter_stands_with_unit_date_status_and_source(policy):
    frame = basis.values_in_force(policy).frame
    assert frame["path"].to_list() == [spec.path for spec in SPECS]
    assert (frame[["label", "unit", "status", "source"]].map(len) > 0).all().all()
    row = frame[frame["path"] == "edge.multiple"].iloc[0]
    assert row[["label", "value", "unit", "status"]].to_list() == [
        "低保边缘倍数 Edge line as a multiple of the standard", 2.0, "倍 factor", "原文 document",
    ]  # fmt: skip


def test_a_reform_shows_as_changed(policy):
    frame = basis.values_in_force(policy.reform({"edge.multiple": 1.5}), "en").frame
    assert frame[frame["path"] == "edge.multiple"]["status"].to_list() == ["changed here"]


def test_assumed_parameters_stand_with_their_range_and_reason(policy):
    frame = basis.assumed_values(policy).frame
    assert frame["path"].to_list() == [path for path, entry in policy.entries.items() if entry.status == "assumed"]
    assert (frame["source"].map(len) > 0).all()


def test_absent_columns_stand_with_what_they_touch(hand_made):
    frame = basis.assumed_inputs(hand_made().population).frame.set_index("column")
    assert frame.loc["persons.basic_pension", "default"] == "0.0"
    assert "countable_income" in frame.loc["persons.basic_pension", "touches"]


@pytest.mark.parametrize("level", ["household", "person"])
def test_every_default_that_is_no_number_has_its_words(level):
    bare = pd.DataFrame({"household_id": ["a"], "area": ["urban"]}), pd.DataFrame({"household_id": ["a"], "age": [40]})
    assumed = aidkit.Population(bare[0], bare[1].assign(person_id=["p"])).assumed
    words = {
        text for text in assumed.loc[assumed["table"] == f"{level}s", "default"] if not re.fullmatch(r"[\d.]+", text)
    }
    assert words
    assert {text for text in words if basis.default_text(text, "zh") == text} == set()
    assert {basis.default_text(text, "en") for text in words} <= words - {"True", "False"} | {"yes", "no"}


def test_faults_name_nobody(hand_made):
    population = hand_made().population
    population.faults = pd.DataFrame(
        [
            {
                "file": "成员.csv",
                "row": 3,
                "column": "身份证号",
                "value": "张三",
                "fault": "spaces",
                "done": "read as 99999919900101123X",
            }
        ]
    )
    frame = basis.faults(population).frame
    assert frame.to_dict("records") == [
        {"file": "成员.csv", "row": 3, "column": "身份证号", "fault": "空格 spaces", "done": "读作“***” read as ***"}
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, "—"), (True, "是 yes"), (0.2, "0.2"), (1234567, "1,234,567"), ("gap", "补差 gap"), ({"any": 2}, "任何一类 any 2"),
     ([{"up_to_ratio": 1.0, "amount": 300.0}], "≤ 1: 300")],
)  # fmt: skip
def test_values_in_words(value, text):
    assert basis.value_text(value) == text
