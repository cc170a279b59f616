"""Small cells are hidden, alone or where a total would give them away."""

import pandas as pd
import pytest

from aidkit.report.disclosure import hide_counts, hide_small, marks


@pytest.mark.parametrize(
    ("records", "expected"),
    [([0, 1, 4, 5], [None, "<5", "<5", None]), ([5, 6], [None, None]), ([0], [None]), ([], [])],
)
def test_counts_of_one_to_four_are_hidden(records, expected):
    assert marks(records) == expected


def test_one_hidden_count_beside_its_total_takes_the_next_smallest_with_it():
    assert marks([3, 50, 9, 0], with_total=True) == ["<5", None, "*", None]
    assert marks([3, 2, 9], with_total=True) == ["<5", "<5", None]
    assert marks([3], with_total=True) == ["<5"]


def test_figures_that_rest_on_a_hidden_count_go_with_it():
    frame = pd.DataFrame(
        {"town": ["甲", "乙", "合计"], "persons": [3, 7, 10], "yuan": [1.5, 2.5, 4.0], "records": [3, 7, 10]}
    )
    shown = hide_small(frame, {"records": ["persons", "yuan"]}, with_total=True)
    assert shown.to_dict("list") == {"town": ["甲", "乙", "合计"], "persons": ["<5", "*", 10], "yuan": ["<5", "*", 4.0]}


def test_a_weighted_estimate_says_that_its_records_are_few():
    frame = pd.DataFrame({"persons": [800.0], "records": [4]})
    assert hide_small(frame, {"records": ["persons"]}, weighted=True)["persons"].to_list() == ["n<5"]


def test_columns_of_counts_are_hidden_each_for_itself():
    frame = pd.DataFrame({"town": ["甲", "乙", "合计"], "found": [3, 7, 10], "missed": [9, 6, 15]})
    shown = {"town": ["甲", "乙", "合计"], "found": ["<5", "*", 10], "missed": [9, 6, 15]}
    assert hide_counts(frame, ["found", "missed"], with_total=True).to_dict("list") == shown
    assert hide_counts(frame.head(2), ["found"])["found"].to_list() == ["<5", 7]
