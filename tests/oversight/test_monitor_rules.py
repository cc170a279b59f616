"""Each trigger on both sides of each of its lines, worked by hand."""

from __future__ import annotations

import pytest

from aidkit.oversight.monitoring import rules
from aidkit.oversight.monitoring.rules import TRIGGERS, AlertLevel
from aidkit.oversight.settings import load_settings
from aidkit.rules import nodes_of
from aidkit.rules.definition import Rule
from aidkit.schema import Shock
from tests.structure.test_rules_have_cases import CLAUSES

NONE, YELLOW, ORANGE, RED = AlertLevel


@pytest.mark.parametrize(
    ("paid", "level"),
    [(0, NONE), (10_000, NONE), (10_000.01, YELLOW), (20_000.01, ORANGE), (40_000, ORANGE), (40_000.01, RED)],
)
def test_medical_cost_warns_over_its_lines_not_on_them(paid, level):
    assert rules.medical_cost(paid, 10_000, 20_000, 40_000) == level


@pytest.mark.parametrize(
    ("now", "earlier", "level"),
    [
        (1_000, 1_000, NONE),
        (900, 1_000, NONE),  # a fall of exactly a tenth
        (899, 1_000, YELLOW),
        (799, 1_000, ORANGE),
        (599, 1_000, RED),
        (0, 1_000, RED),
        (1_200, 1_000, NONE),
        (0, 0, NONE),  # from nothing income cannot fall
    ],
)
def test_income_fall_is_a_share_of_what_it_was(now, earlier, level):
    assert rules.income_fall(now, earlier, 0.1, 0.2, 0.4) == level


@pytest.mark.parametrize(
    ("income", "level"),
    [(1_550, NONE), (1_549, YELLOW), (1_162.5, YELLOW), (1_162, ORANGE), (930, ORANGE), (929, RED)],
)
def test_near_line_is_a_multiple_of_the_standard(income, level):
    assert rules.near_line(3, income, 775, 2.0, 1.5, 1.2) == level


def test_near_line_needs_a_unit():
    assert rules.near_line(0, 0.0, 775, 2.0, 1.5, 1.2) == NONE


@pytest.mark.parametrize(
    ("grade", "severe", "level"), [(0, False, NONE), (4, False, YELLOW), (3, True, RED), (1, True, RED)]
)
def test_disability_is_red_where_it_is_severe(grade, severe, level):
    assert rules.disability(grade, severe) == level


@pytest.mark.parametrize(
    ("unemployed", "insured", "months", "level"),
    [
        (False, False, 9, NONE),
        (True, False, 0, YELLOW),
        (True, False, 2, YELLOW),
        (True, False, 3, ORANGE),
        (True, False, 5, ORANGE),
        (True, False, 6, RED),
        (True, True, 9, YELLOW),
    ],
)
def test_job_lost_grows_with_months_without_income(unemployed, insured, months, level):
    assert rules.job_lost(unemployed, insured, months, 3, 6) == level


@pytest.mark.parametrize(
    ("shock", "level"),
    [
        (Shock.NONE, NONE),
        (Shock.FIRE, RED),
        (Shock.ACCIDENT, RED),
        (Shock.DISASTER, RED),
        (Shock.ILLNESS, ORANGE),
    ],
)
def test_disaster_is_red_where_it_is_sudden(shock, level):
    assert rules.disaster(shock) == level


@pytest.mark.parametrize(
    ("age", "in_school", "level"),
    [(5, False, NONE), (6, False, ORANGE), (14, False, ORANGE), (15, False, NONE), (10, True, NONE)],
)
def test_out_of_school_holds_from_six_to_fourteen(age, in_school, level):
    assert rules.out_of_school(age, in_school, 6, 9) == level


@pytest.mark.parametrize(
    ("age", "died", "level"),
    [(40, False, NONE), (17, True, YELLOW), (18, True, ORANGE), (59, True, ORANGE), (60, True, YELLOW)],
)
def test_death_is_orange_at_the_age_of_an_earner(age, died, level):
    assert rules.death(age, died, 18, 59) == level


def test_every_trigger_has_titles_clauses_and_thresholds_in_the_file():
    nodes = {name: variants[0] for name, variants in nodes_of(rules).items()}
    known = set(load_settings("monitoring"))
    for name, (column, zh) in TRIGGERS.items():
        node = nodes[name]
        assert column in nodes
        assert isinstance(node, Rule)
        assert node.zh == zh
        assert node.en
        assert set(node.clauses) <= CLAUSES
        assert "HZ-3" in node.clauses
    assert set(rules.THRESHOLDS) <= known
