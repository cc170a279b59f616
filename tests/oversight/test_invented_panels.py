"""Invented panels hang together, and thresholds tuned on them keep within the visits a town can make."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.oversight.monitoring.alerts import monitor
from aidkit.oversight.monitoring.levels import observe, trigger_levels
from aidkit.oversight.monitoring.quality import raised
from aidkit.oversight.monitoring.rules import TRIGGERS
from aidkit.oversight.monitoring.synthetic import synthesize_panel
from aidkit.oversight.monitoring.tuning import tune_trigger
from aidkit.oversight.values import chosen


@pytest.fixture(scope="module")
def invented():
    return synthesize_panel(aidkit.synthesize("jinjiang", households=400, seed=3), months=12, seed=5)


@pytest.fixture(scope="module")
def watched(invented):
    return monitor(invented, aidkit.load_policy("jinjiang"), horizon=3)


@pytest.mark.parametrize(
    ("trigger", "values"),
    [("income_fall", [0.02, 0.1, 0.3]), ("medical_cost", [5_000, 30_000]), ("near_line", [1.0, 2.0, 3.0])],
)
def test_a_tuned_threshold_gives_what_monitoring_with_it_gives(watched, trigger, values):
    tuned = tune_trigger(watched, trigger, values, capacity=1e9)
    assert tuned.table["threshold"].tolist() == values
    assert tuned.table["within_capacity"].all()
    step = tuned.table.iloc[-1]
    levels = ("yellow", "orange", "red")
    base = chosen("monitoring")
    push = min if trigger == "near_line" else max
    lines = {f"{trigger}_{level}": push(values[-1], base[f"{trigger}_{level}"]) for level in levels}
    lines[f"{trigger}_yellow"] = values[-1]
    again = monitor(watched.seen.panel, watched.seen.policy, lines, horizon=3)
    row = again.worth.set_index("trigger").loc[trigger]
    for name in ("precision", "recall", "early", "lead_months"):
        assert step[name] == pytest.approx(row[name], nan_ok=True)
    alerts = raised(again.seen, again.levels[list(TRIGGERS).index(trigger)])
    assert step["alerts_mean"] * 11 * len(set(again.seen.town)) == pytest.approx(again.seen.weight[alerts].sum())


def test_the_choice_keeps_within_the_capacity_and_misses_least(watched):
    tried = tune_trigger(watched, "income_fall", [0.02, 0.05, 0.1, 0.2, 0.3], capacity=1e9).table
    middle = float(np.sort(tried["alerts_most"].unique())[1])
    tuned = tune_trigger(watched, "income_fall", [0.3, 0.2, 0.1, 0.05, 0.02], capacity=middle)
    fitting = tuned.table[tuned.table["within_capacity"]]
    assert tuned.table["within_capacity"].tolist() == (tuned.table["alerts_most"] <= middle).tolist()
    assert tuned.chosen in fitting["threshold"].tolist()
    assert (
        fitting.set_index("threshold")["recall"][tuned.chosen] == fitting["recall"].max()
        or fitting["recall"].isna().all()
    )
    assert f"{tuned.chosen:g} keeps within it and misses least" in str(tuned)


def test_where_nothing_keeps_within_the_capacity_nothing_is_chosen(watched):
    tuned = tune_trigger(watched, "income_fall", [0.02], capacity=0)
    assert tuned.chosen is None
    assert "no value keeps within it" in tuned.title


# Invented panels


def test_an_invented_panel_is_the_same_for_the_same_seed(invented):
    again = synthesize_panel(aidkit.synthesize("jinjiang", households=400, seed=3), months=12, seed=5)
    other = synthesize_panel(aidkit.synthesize("jinjiang", households=400, seed=3), months=12, seed=6)
    for first, second in zip(invented.populations, again.populations, strict=True):
        pd.testing.assert_frame_equal(first.persons, second.persons)
        pd.testing.assert_frame_equal(first.households, second.households)
    assert not invented.populations[-1].persons.equals(other.populations[-1].persons)


def test_an_invented_panel_begins_with_its_population_and_says_it_is_invented(invented):
    first = aidkit.synthesize("jinjiang", households=400, seed=3)
    shared = [name for name in first.persons if name != "medical_self_paid"]
    pd.testing.assert_frame_equal(invented.populations[0].persons[shared], first.persons[shared], check_dtype=False)
    assert invented.synthetic
    assert "what happened later invented with seed 5" in invented.populations[0].source


def test_what_happens_in_an_invented_panel_hangs_together(invented):
    dead: set[str] = set()
    for number, population in enumerate(invented.populations):
        persons = population.persons
        assert not dead & set(persons.index)
        assert not (persons["employed"] & persons["registered_unemployed"]).any()
        assert ((persons["months_without_income"] > 0) <= persons["registered_unemployed"]).all() or number == 0
        assert not persons.loc[~persons["age"].between(6, 14), "in_school"].any()
        dead |= set(persons.index[persons["died"]])
    last, first = invented.populations[-1], invented.populations[0]
    lost = last.persons[last.persons["months_without_income"] >= 6].index
    newly = [person for person in lost if first.persons["employed"].get(person, False)]
    assert newly
    months = last.persons.loc[newly, "months_without_income"]
    before, after = (p.persons.loc[newly, "wage_income"] for p in (first, last))
    assert (after <= before * (1 - months / 12) + 1e-6).all()


def test_without_rates_nothing_happens():
    happenings = ("job_loss", "new_job", "illness", "disability", "disaster", "dropout", "death")
    first = aidkit.synthesize("jinjiang", households=200, seed=3)
    panel = synthesize_panel(first, months=4, rates={f"panel_{name}": 0 for name in happenings})
    persons = panel.populations[-1].persons
    unlike = [name for name in first.persons if not persons[name].equals(panel.populations[0].persons[name])]
    assert set(unlike) <= {"months_without_income", "wage_income", "medical_self_paid"}  # sums of twelfths round
    assert np.allclose(persons["wage_income"], first.persons["wage_income"])
    assert set(monitor(panel, aidkit.load_policy("jinjiang"), horizon=1).alerts["trigger"]) <= {"job_lost"}


def test_a_second_pass_gives_the_same_levels(watched):
    seen = observe(watched.seen.panel, watched.seen.policy)
    assert np.array_equal(trigger_levels(seen, watched.values), watched.levels)
