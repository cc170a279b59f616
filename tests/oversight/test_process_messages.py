"""What the process model refuses, whole texts."""

from __future__ import annotations

import pytest

from aidkit.errors import PolicyError
from aidkit.oversight.errors import OversightError
from aidkit.oversight.process.compare import compare_processes
from aidkit.oversight.process.simulation import simulate_process
from aidkit.oversight.values import chosen
from tests.refusals import refusal


def test_an_unknown_setting_is_refused_with_the_nearest():
    assert refusal(PolicyError, simulate_process, {"visit_a_month": 4}) == (
        "oversight/process.yaml has no setting 'visit_a_month'.\nDid you mean 'visits_a_month'?"
    )


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        (
            {"hotline": 1.2},
            "hotline=1.2 cannot be used.\nChance to be reported by a neighbour, a petition or the 12345 or 12349 line "
            "(热线、信访、他人反映发现概率): 0 to 1, in share a month; 0.015 in the file.",
        ),
        (
            {"recheck_months": -1},
            "recheck_months=-1 cannot be used.\n"
            "Months between re-checks (定期核查间隔月数): 0 or more, in months; 12 in the file.",
        ),
        (
            {"delegated": 0.5},
            "delegated=0.5 cannot be used.\nWhether towns decide (1) or the county does (0) "
            "(审核确认权限是否下放): 0 or 1, in 0 or 1; 0 in the file.",
        ),
        (
            {"capacity": float("nan")},
            "capacity=nan cannot be used.\nCases a town office can take up in a month; 0 for no limit "
            "(乡镇每月可受理件数): 0 or more, in cases a month; 0 in the file.",
        ),
        (
            {"hotline": "often"},
            "hotline='often' cannot be used.\nChance to be reported by a neighbour, a petition or the 12345 or 12349 "
            "line (热线、信访、他人反映发现概率): 0 to 1, in share a month; 0.015 in the file.",
        ),
    ],
)
def test_a_value_out_of_range_is_refused(changes, text):
    assert refusal(OversightError, chosen, "process", changes) == text


@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({"persons": 0}, "persons=0 cannot be used.\nPersons to follow: a whole number from 1 on."),
        (
            {"months": 24},
            "months=24 cannot be used.\nMonths in all, more than the warm-up: a whole number from 25 on.",
        ),
        (
            {"warm_up": -1},
            "warm_up=-1 cannot be used.\nMonths left out at the start: a whole number from 0 on.",
        ),
        ({"towns": 2.5}, "towns=2.5 cannot be used.\nTown offices: a whole number from 1 on."),
        ({"seed": True}, "seed=True cannot be used.\nSeed of all draws: a whole number from 0 on."),
        ({"start": "2021-13"}, "start='2021-13' is not a month.\nWrite start=\"2021-01\"."),
        (
            {"holidays": ["Spring Festival"]},
            'holidays: Spring Festival are not all dates.\nWrite holidays=["2021-02-11", "2021-02-12"].',
        ),
    ],
)
def test_a_run_that_cannot_be_is_refused(settings, text):
    assert refusal(OversightError, simulate_process, **settings) == text


def test_scenarios_must_share_need():
    assert refusal(OversightError, compare_processes, {"now": {}, "crisis": {"shock_rate": 0.01}}) == (
        "The scenario 'crisis' changes shock_rate, so its persons are not those of the first scenario.\n"
        "Change need in all scenarios alike, or run simulate_process for each need."
    )


def test_a_comparison_of_nothing_is_refused():
    assert refusal(OversightError, compare_processes, {}) == (
        'No scenario was given.\nGive at least one, e.g. {"today": {}}.'
    )
