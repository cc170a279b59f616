"""Small cells are hidden, alone or where a total would give them away."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidkit.report.disclosure import SMALLEST, hide_counts, hide_small, marks, marks_two_way


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


def test_two_small_counts_that_a_total_tells_apart_take_a_third_with_them():
    assert marks([1, 1, 9], with_total=True) == ["<5", "<5", "*"]  # 11 - 9 = 2 = 1 + 1
    assert marks([4, 4, 9], with_total=True) == ["<5", "<5", "*"]  # 17 - 9 = 8 = 4 + 4
    assert marks([1, 2, 9], with_total=True) == ["<5", "<5", None]  # 3 = 1 + 2 or 2 + 1
    assert marks([1, 5, 9], with_total=True) == ["<5", "*", "*"]  # 6 = 1 + 5, since what has a star is 5 or more


def test_a_count_beside_the_total_of_its_row_takes_another_with_it():
    frame = pd.DataFrame(
        {"owner": ["民政局", "残联"], "listed": [20, 3], "missed": [3, 3], "right": [7, 0], "filed": [10, 0]}
    )
    shown = hide_counts(frame, ["missed", "right", "filed"], of="listed")
    assert shown.to_dict("list") == {
        "owner": ["民政局", "残联"],
        "listed": [20, "<5"],
        "missed": ["<5", "<5"],
        "right": ["*", 0],
        "filed": [10, 0],
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=3))
def test_no_small_count_follows_from_the_totals_of_its_row_or_column(table):
    """Whoever tries all counts that fit a line, its total and its marks finds more than one for every ``<5``.

    A line with nobody else to hide is left: there, what its total tells cannot be helped.
    """
    counts, found = np.array(table), marks_two_way(table, row_totals=True, column_totals=True)
    for line, marked in [*zip(counts, found, strict=True), *zip(counts.T, zip(*found, strict=True), strict=True)]:
        unknown = [place for place, mark in enumerate(marked) if mark is not None]
        others = [count for count, mark in zip(line, marked, strict=True) if mark is None and count > 0]
        left = sum(int(line[place]) for place in unknown)
        ranges = [range(1, SMALLEST) if marked[place] == "<5" else range(SMALLEST, left + 1) for place in unknown]
        fits = [fit for fit in product(*ranges) if sum(fit) == left]
        for number, place in enumerate(unknown):
            if marked[place] == "<5" and others:
                assert len({fit[number] for fit in fits}) > 1, (line, marked)
