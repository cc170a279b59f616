"""Early warning: alerts of a panel worked by hand, and what they are worth."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.oversight.monitoring.alerts import ALL, monitor
from aidkit.oversight.monitoring.panel import Panel
from aidkit.oversight.monitoring.quality import onsets

MONTHS = ("2021-01", "2021-02", "2021-03", "2021-04")


def snapshot(wage=36_000.0, *, jobless=False, months=0, paid=0.0, died=False, shock="none", school=True, grade=0):
    """A couple with a child, town A, and a family nothing happens to, town B; standard 775, work cost 20 % up to 400."""
    households = pd.DataFrame(
        {"household_id": ["a", "b"], "area": "urban", "town": ["A", "B"], "shock": [shock, "none"]}
    )
    persons = pd.DataFrame(
        {
            "person_id": ["a1", "a2", "a3", "b1"],
            "household_id": ["a", "a", "a", "b"],
            "age": [45, 43, 10, 40],
            "wage_income": [wage, 0.0, 0.0, 60_000.0],
            "employed": [not jobless, False, False, True],
            "registered_unemployed": [jobless, False, False, False],
            "months_without_income": [months, 0, 0, 0],
            "medical_self_paid": [0.0, paid, 0.0, 0.0],
            "disability_kind": ["none", "physical" if grade else "none", "none", "none"],
            "disability_grade": [0, grade, 0, 0],
            "in_school": [False, False, school, False],
            "died": [False, died, False, False],
        }
    )
    return aidkit.Population(households=households, persons=persons)


@pytest.fixture(scope="module")
def story(base_policy):
    """A job is lost in February, payments follow, income of 12 months falls under the line in April."""
    return Panel(
        MONTHS,
        (
            snapshot(),
            snapshot(33_000, jobless=True, months=1, paid=12_000),
            snapshot(30_000, jobless=True, months=2, paid=12_000, grade=1, school=False),
            snapshot(27_000, jobless=True, months=3, paid=45_000, died=True, shock="fire", grade=1, school=False),
        ),
    )


LINES = {"near_line_yellow": 1.1, "near_line_orange": 0.9, "near_line_red": 0.7}


@pytest.fixture(scope="module")
def found(story, base_policy):
    return monitor(story, base_policy, LINES, horizon=1)


def test_alerts_are_raised_when_a_level_rises(found):
    alerts = found.alerts
    assert set(alerts["household_id"]) == {"a"}
    assert {(row.month, row.trigger): (row.level_before, row.level) for row in alerts.itertuples()} == {
        ("2021-02", "medical_cost"): ("none", "yellow"),  # 12,000
        ("2021-02", "near_line"): (
            "none",
            "orange",
        ),  # (31,200 -> 33,000 - 12,000) / 36: 866.67 to 583.33 of 775
        ("2021-02", "job_lost"): ("none", "yellow"),
        ("2021-03", "near_line"): ("orange", "red"),  # 500
        ("2021-03", "disability"): ("none", "red"),
        ("2021-03", "out_of_school"): ("none", "orange"),
        ("2021-04", "medical_cost"): ("yellow", "red"),  # 45,000
        ("2021-04", "income_fall"): ("none", "yellow"),  # 750 after 866.67 in January
        ("2021-04", "job_lost"): ("yellow", "orange"),
        ("2021-04", "disaster"): ("none", "red"),
        ("2021-04", "death"): ("none", "orange"),
    }


def test_entitlement_begins_where_the_rules_say(found):
    assert found.seen.due.tolist() == [
        [False, False],
        [False, False],
        [True, False],
        [True, False],
    ]  # single entry
    assert np.argwhere(onsets(found.seen)).tolist() == [[2, 0]]


def test_worth_counts_alerts_before_entitlement_and_the_months_between(found):
    worth = found.worth.set_index("trigger")
    assert worth.loc["job_lost", ["alerts", "precision", "recall", "early", "lead_months"]].tolist() == [
        1,
        1,
        1,
        1,
        1,
    ]
    assert worth.loc["disability", ["alerts", "precision", "recall", "early", "lead_months"]].tolist() == [
        1,
        1,
        1,
        0,
        0,
    ]
    assert worth.loc["near_line", ["alerts", "recall", "lead_months"]].tolist() == [
        2,
        1,
        1,
    ]  # the earlier of two
    assert worth.loc["disaster", "alerts"] == 0  # in April the family is entitled already
    assert worth.loc[ALL, "onsets"] == 1


def test_a_set_of_triggers_from_a_level_on(found):
    assert found.worth_of(["medical_cost", "job_lost"], level="orange")["alerts"] == 0
    assert found.worth_of(["near_line"], level="red")["lead_months"] == 0


def test_towns_count_a_household_once_at_its_highest(found):
    table = found.towns.set_index(["month", "town"])
    assert table.loc[("2021-02", "A")].tolist() == [0, 1, 0, 1]
    assert table.loc[("2021-04", "A")].tolist() == [1, 0, 0, 1]
    assert table.loc[("2021-04", "B")].tolist() == [0, 0, 0, 0]


def test_a_household_that_is_new_or_gone_is_not_alerted(base_policy):
    both, gone = snapshot(), snapshot(0, jobless=True, months=9)
    alone = aidkit.Population(households=both.households.loc[["b"]], persons=both.persons.loc[["b1"]])
    found = monitor(Panel(MONTHS[:3], (alone, gone, alone)), base_policy, horizon=0)
    assert found.alerts.empty
    assert found.seen.present.tolist() == [[True, False], [True, True], [True, False]]
    assert found.worth["alerts"].eq(0).all()


def test_it_prints_what_matters_and_says_what_it_cannot_see(base_policy):
    populations = [
        aidkit.Population(households=p.households, persons=p.persons.drop(columns=["in_school", "died"]))
        for p in (snapshot(), snapshot(30_000))
    ]
    found = monitor(Panel(MONTHS[:2], tuple(populations)), base_policy, horizon=0)
    text = str(found)
    assert "What alerts are worth 预警效果" in text
    assert "persons.in_school is not in the panel: out_of_school never warns." in text
    assert "persons.died is not in the panel: death never warns." in text
    assert "Invented" not in text
    assert "预警" in found._repr_html_()
