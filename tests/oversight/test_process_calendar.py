"""Working days, the notice, the cut-off and the queue of an office, against hand counts and a plain loop."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidkit.oversight.process.clock import Clock, taken_up
from aidkit.oversight.values import chosen

CLOCK = Clock.of("2021-01", 24)


def days(*texts):
    return np.array(texts, "datetime64[D]")


@pytest.mark.parametrize(
    ("decided", "paid"),
    [("2021-01-01", 1), ("2021-01-15", 1), ("2021-01-16", 2), ("2021-12-15", 12), ("2021-12-31", 13)],
)
def test_a_decision_by_the_fifteenth_is_paid_from_next_month(decided, paid):
    assert CLOCK.paid_from(days(decided), 15).tolist() == [paid]


def test_a_late_decision_waits_a_month_more_only_where_there_is_a_cut_off():
    assert CLOCK.paid_from(days("2021-01-31"), 31).tolist() == [1]


def test_working_days_skip_weekends_and_holidays():
    assert CLOCK.ahead(days("2021-02-06"), 0).tolist() == days("2021-02-08").tolist()  # a Saturday
    assert CLOCK.ahead(days("2021-02-08"), 5).tolist() == days("2021-02-15").tolist()
    festival = Clock.of("2021-01", 24, ["2021-02-11", "2021-02-12", "2021-02-15", "2021-02-16", "2021-02-17"])
    assert festival.ahead(days("2021-02-08"), 5).tolist() == days("2021-02-22").tolist()


@pytest.mark.parametrize(("delegated", "limit"), [(0, 30), (1, 20)])
def test_the_slowest_case_keeps_the_limit_and_no_more(delegated, limit):
    values = chosen("process", {"delegated": delegated})
    accepted = days("2021-03-01")  # a Monday
    decided = CLOCK.decided(CLOCK.noticed(accepted, np.ones(1), values), np.ones(1), values)
    assert np.busday_count(accepted, decided).tolist() == [limit]


def test_days_of_a_month_run_from_its_first_to_its_last():
    within = np.array([0.0, 0.5, 0.999])
    assert CLOCK.day(1, within).tolist() == days("2021-02-01", "2021-02-15", "2021-02-28").tolist()


@given(
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 2)), max_size=40),
    st.sampled_from([0.0, 0.5, 3.0]),
    st.lists(st.floats(0, 30), min_size=3, max_size=3),
)
def test_a_queue_is_the_recursion_case_by_case(cases, spacing, free):
    ready = np.array([day for day, _ in cases], int)
    office = np.array([place for _, place in cases], int)
    moved, expected = np.array(free), np.zeros(len(cases))
    next_free = list(free)
    for case in sorted(range(len(cases)), key=lambda i: cases[i][0]):
        begun = max(float(ready[case]), next_free[office[case]])
        expected[case], next_free[office[case]] = begun, begun + spacing
    assert taken_up(ready, office, moved, spacing) == pytest.approx(expected)
    assert moved == pytest.approx(np.array(next_free))
