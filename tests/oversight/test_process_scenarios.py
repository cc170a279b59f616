"""Scenarios of the process: draws belong to persons, so that two runs differ by what was changed alone."""

from __future__ import annotations

import pandas as pd
import pytest

from aidkit.oversight.process.compare import compare_processes
from aidkit.oversight.process.simulation import simulate_process


def test_the_same_seed_gives_the_same_run_and_another_seed_another():
    first, second = (simulate_process(persons=500, months=30, warm_up=6) for _ in range(2))
    pd.testing.assert_frame_equal(first.monthly, second.monthly)
    pd.testing.assert_frame_equal(first.persons, second.persons)
    assert not simulate_process(persons=500, months=30, warm_up=6, seed=2).monthly.equals(first.monthly)


def test_a_person_does_not_depend_on_how_many_others_there_are():
    few, many = (simulate_process(persons=size, months=30, warm_up=6).persons for size in (150, 300))
    pd.testing.assert_frame_equal(few, many.head(150))


def test_need_does_not_depend_on_the_scenario():
    plain, helped = (
        simulate_process(changes, persons=2_000, months=40, warm_up=6).persons["months_in_need"]
        for changes in ({}, {"visits_a_month": 4, "match_every": 1, "delegated": 1, "audit_rate": 1})
    )
    assert plain.equals(helped)


@pytest.mark.parametrize(
    "better", [{"visits_a_month": 52 / 12}, {"match_every": 1}, {"delegated": 1}, {"hotline": 0.2}], ids=str
)
def test_while_need_lasts_no_person_loses_by_a_better_channel(better):
    lasting = {"recovery_rate": 0, "shock_rate": 0.02, "death_rate": 0}
    found = compare_processes({"now": lasting, "then": {**lasting, **better}}, persons=2_000, months=60, warm_up=0)
    saved = found.runs["now"].uncovered - found.runs["then"].uncovered
    assert (saved >= 0).all()
    row = found.scenarios.iloc[1]
    assert row["months_saved"] == pytest.approx(saved.mean())
    assert row["months_saved"] > 2 * row["saved_standard_error"]
    assert row["months_uncovered"] + row["months_saved"] == pytest.approx(found.scenarios["months_uncovered"][0])


def test_a_comparison_names_the_settings_that_differ():
    found = compare_processes({"today": {}, "towns decide": {"delegated": 1}}, persons=300, months=30)
    assert found.settings.to_dict("list") == {"setting": ["delegated"], "today": [0.0], "towns decide": [1.0]}
    assert list(found.tables()) == ["scenarios", "settings"]
    assert "What each scenario saves 各情景效果" in str(found)
    assert "towns decide" in found._repr_html_()


def test_a_queue_lengthens_what_is_in_hand():
    busy = {"shock_rate": 0.02, "self_application": 0.3}
    free, tight = (
        simulate_process({**busy, "capacity": c}, persons=2_000, months=60, towns=1).offices for c in (0, 20)
    )
    assert tight["cases_mean"][0] > free["cases_mean"][0]
    assert tight["months_in_hand"][0] > free["months_in_hand"][0]
    assert "cases_a_month" in tight
