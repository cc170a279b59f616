"""Early warning: alerts of a panel worked by hand, their worth against a plain second count, thresholds, invented panels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.oversight.monitoring.alerts import ALL, monitor
from aidkit.oversight.monitoring.levels import Observed, observe, trigger_levels
from aidkit.oversight.monitoring.panel import Panel
from aidkit.oversight.monitoring.quality import onsets, quality, raised
from aidkit.oversight.monitoring.rules import TRIGGERS
from aidkit.oversight.monitoring.synthetic import synthesize_panel
from aidkit.oversight.monitoring.tuning import tune_trigger
from aidkit.oversight.values import chosen

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


# The count of worth against a plain one


def plain_worth(due, present, weight, alerts, horizon):
    months, households = due.shape
    begins = [
        (t, h)
        for t in range(1, months)
        for h in range(households)
        if due[t, h] and not due[t - 1, h] and present[t - 1, h]
    ]
    free = {(t, h) for t in range(1, months) for h in range(households) if alerts[t, h] and not due[t - 1, h]}
    judged = [(t, h) for t, h in sorted(free) if t + horizon < months]
    right = [(t, h) for t, h in judged if any((s, h) in begins for s in range(t, t + horizon + 1))]
    whole = [(t, h) for t, h in begins if t - horizon >= 1]
    leads = [
        (weight[t, h], max((t - s for s in range(t - horizon, t + 1) if (s, h) in free), default=None))
        for t, h in whole
    ]
    warned = [(w, lead) for w, lead in leads if lead is not None]
    total, onset = sum(weight[c] for c in judged), sum(w for w, _ in leads)
    hit = sum(w for w, _ in warned)
    return [
        total,
        len(judged),
        sum(weight[c] for c in right) / total if total else np.nan,
        onset,
        len(whole),
        hit / onset if onset else np.nan,
        sum(w for w, lead in warned if lead >= 1) / onset if onset else np.nan,
        sum(w * lead for w, lead in warned) / hit if hit else np.nan,
    ]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("horizon", [0, 1, 3, 6])
def test_worth_equals_a_plain_count(seed, horizon):
    random = np.random.default_rng([seed, horizon])
    shape = (8, 15)
    present = random.random(shape) < 0.9
    due = (random.random(shape) < 0.3) & present
    weight = np.where(present, random.integers(1, 9, shape), 0.0)
    alerts = (random.random(shape) < 0.2) & present
    alerts[0] = False
    seen = Observed(None, None, pd.Index(range(15)), np.array([""] * 15), (), (), present, weight, due, weight)
    found = list(vars(quality(seen, alerts, horizon)).values())
    assert found == pytest.approx(plain_worth(due, present, weight, alerts, horizon), nan_ok=True)


# Thresholds


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
