"""What early warning refuses, whole texts."""

from __future__ import annotations

import pandas as pd
import pytest

import aidkit
from aidkit.errors import PolicyError
from aidkit.oversight.errors import OversightError
from aidkit.oversight.monitoring.alerts import monitor
from aidkit.oversight.monitoring.panel import Panel
from aidkit.oversight.monitoring.synthetic import synthesize_panel
from aidkit.oversight.monitoring.tuning import tune_trigger
from tests.refusals import refusal


def people(household="a", **columns):
    return aidkit.Population(
        households=pd.DataFrame({"household_id": [household], "area": ["urban"]}),
        persons=pd.DataFrame({"person_id": [1], "household_id": [household], "age": [40], **columns}),
    )


@pytest.fixture(scope="module")
def panel():
    return Panel(("2021-01", "2021-02", "2021-03"), (people(), people(), people()))


@pytest.mark.parametrize(
    ("months", "populations", "text"),
    [
        (
            ("2021-01",),
            (people(),),
            "1 months and 1 populations make no panel.\nGive at least two months and one population for each.",
        ),
        (
            ("2021-01", "2021-02"),
            (people(),),
            "2 months and 1 populations make no panel.\nGive at least two months and one population for each.",
        ),
        (
            ("2021-01", "2021-03"),
            (people(), people()),
            "Months 2021-01, 2021-03: not one after the other.\nWrite each as YYYY-MM, in order and without a gap.",
        ),
        (
            ("January", "February"),
            (people(), people()),
            "Months January, February: not one after the other.\nWrite each as YYYY-MM, in order and without a gap.",
        ),
        (
            ("2021-01", "2021-02"),
            (people("a"), people("b")),
            "No household of 2021-02 stands in 2021-01.\nIds must stay: now b; before a.",
        ),
        (
            ("2021-01", "2021-02"),
            (people(), people(in_school=["yes"])),
            "2021-02: persons.in_school holds yes.\nIt holds True or False, nothing else and no gap.",
        ),
        (
            ("2021-01", "2021-02"),
            (people(), people(died=pd.array([None], "boolean"))),
            "2021-02: persons.died holds <NA>.\nIt holds True or False, nothing else and no gap.",
        ),
    ],
)
def test_what_makes_no_panel_is_refused(months, populations, text):
    assert refusal(OversightError, Panel, months, populations) == text


@pytest.mark.parametrize(
    ("kind", "settings", "text"),
    [
        (
            PolicyError,
            {"thresholds": {"medical_costs_yellow": 1}},
            "oversight/monitoring.yaml has no setting 'medical_costs_yellow'.\nDid you mean 'medical_cost_yellow'?",
        ),
        (
            OversightError,
            {"thresholds": {"medical_cost_yellow": 30_000}},
            "medical_cost: yellow, orange, red are 30000, 20000, 40000: not in order.\n"
            "Give medical_cost_yellow <= medical_cost_orange <= medical_cost_red.",
        ),
        (
            OversightError,
            {"thresholds": {"near_line_red": 1.8}},
            "near_line: yellow, orange, red are 2, 1.5, 1.8: not in order.\n"
            "Give near_line_red <= near_line_orange <= near_line_yellow.",
        ),
        (
            OversightError,
            {"thresholds": {"income_fall_red": 1.5}},
            "income_fall_red=1.5 cannot be used.\nFall of income a head since the look-back month, red "
            "(人均收入降幅红色预警线): 0 to 1, in share; 0.4 in the file.",
        ),
        (
            OversightError,
            {"horizon": 2},
            "horizon=2 is too long for a panel of 3 months: no alert could be judged.\nGive at most 1.",
        ),
        (
            OversightError,
            {"horizon": -1},
            "horizon=-1 cannot be used.\nMonths within which entitlement is to follow: a whole number from 0 on.",
        ),
    ],
)
def test_monitoring_that_cannot_be_is_refused(panel, base_policy, kind, settings, text):
    assert refusal(kind, monitor, panel, base_policy, **settings) == text


def test_sets_and_thresholds_that_there_are_not_are_refused(panel, base_policy):
    found = monitor(panel, base_policy, horizon=1)
    assert refusal(OversightError, found.worth_of, ["job_loss"]) == (
        "There is no trigger 'job_loss'.\nDid you mean 'job_lost'?"
    )
    assert refusal(OversightError, found.worth_of, ["death"], level="green") == (
        "There is no level 'green'.\nValid names: red, orange, yellow."
    )
    assert refusal(OversightError, tune_trigger, found, "death", [1], 1) == (
        "There is no threshold to tune for 'death'.\nValid names: medical_cost, income_fall, near_line."
    )
    assert refusal(OversightError, tune_trigger, found, "near_line", [], 1) == (
        "No value was given to try.\nGive values of the threshold and visits a town and month, 0 or more."
    )
    assert refusal(OversightError, tune_trigger, found, "near_line", [1], -1) == (
        "capacity=-1 is no number of visits.\nGive values of the threshold and visits a town and month, 0 or more."
    )


def test_what_is_not_invented_is_not_made_up(base_policy):
    assert refusal(OversightError, synthesize_panel, people()) == (
        "The population is not marked as invented, and what would be made up of it is no data.\n"
        "Give one from aidkit.synthesize, or Population(..., synthetic=True)."
    )


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"months": 1}, "months=1 cannot be used.\nSnapshots: a whole number from 2 on."),
        ({"start": "now"}, "start='now' is not a month.\nWrite start=\"2021-01\"."),
        (
            {"rates": {"panel_death": 2}},
            "panel_death=2 cannot be used.\nChance to die under 60; ten times that from 60 on (每月死亡概率（模拟）): "
            "0 to 1, in share a month; 0.0002 in the file.",
        ),
    ],
)
def test_a_panel_that_cannot_be_invented_is_refused(settings, text):
    population = aidkit.Population(people().households, people().persons, synthetic=True)
    assert refusal(OversightError, synthesize_panel, population, **settings) == text
