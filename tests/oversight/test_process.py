"""The process model: nobody is lost, closed forms are met, degenerate cases are exact."""

from __future__ import annotations

import numpy as np
import pytest

from aidkit.oversight.process.clock import Clock
from aidkit.oversight.process.simulation import simulate_process
from aidkit.oversight.process.steps import (
    DRAWS,
    Persons,
    change_need,
    check,
    decide,
    discover,
    end_payments,
    states,
)
from aidkit.oversight.values import chosen

STATES = [
    "not_in_need", "undiscovered", "in_town", "in_county", "awaiting_pay", "paid_in_need", "gradual_exit",
    "paid_wrongly", "paid_after_death", "dead",
]  # fmt: skip
NO_CHANNEL = {"self_application": 0, "hotline": 0, "visits_a_month": 0, "match_every": 0}
ALL_IN_NEED = {"shock_rate": 1, "recovery_rate": 0, "death_rate": 0}
AT_ONCE = {
    **ALL_IN_NEED,
    **NO_CHANNEL,
    "match_every": 1,
    "match_reach": 1,
    "match_detection": 1,
}  # found on the first of the month
SIGMAS = 4.0  # a mean of so many draws lies within four standard errors; the seeds are fixed


# Nobody is lost


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"delegated": 1, "match_every": 1, "capacity": 2},
        {"shock_rate": 0.3, "recovery_rate": 0.4, "death_rate": 0.1},
        {
            "shock_rate": 0.3,
            "recovery_rate": 0.4,
            "death_rate": 0.1,
            "gradual_exit_months": 0,
            "recheck_months": 1,
        },
    ],
)
def test_every_person_is_in_one_state_every_month(changes):
    values, random, clock = chosen("process", changes), np.random.default_rng(7), Clock.of("2021-01", 40)
    p = Persons.at_start(random.random((300, 5)), values, 3)
    for month in range(40):
        u = dict(zip(DRAWS, random.random((len(DRAWS), 300)), strict=True))
        end_payments(p, month)
        change_need(p, month, u, values)
        discover(p, month, u, values, clock)
        decide(p, month, values, clock)
        found = states(p, month, values, clock)
        assert list(found) == STATES
        assert (np.sum(list(found.values()), axis=0) == 1).all()
        assert not (p.in_need & ~p.alive).any()
        check(p, month, u, values)


def test_the_months_of_a_run_add_up():
    run = simulate_process({"death_rate": 0.01}, persons=2_000, months=60, warm_up=12)
    assert (run.monthly[STATES].sum(axis=1) == 2_000).all()
    assert (run.monthly["persons"] == 2_000).all()
    gone = run.monthly["paid_after_death"] + run.monthly["dead"]
    assert (gone.diff().dropna() >= -run.monthly["awaiting_pay"].shift().dropna()).all()
    assert (run.persons["months_uncovered"] <= run.persons["months_in_need"]).all()
    after = run.monthly.iloc[12:]
    assert run.persons["months_in_need"].sum() >= after[["undiscovered", "paid_in_need"]].sum().sum()
    assert run.persons["months_wrong"].sum() == after[["paid_wrongly", "paid_after_death"]].sum().sum()


# Closed forms


@pytest.mark.parametrize("chance", [0.05, 0.2, 0.6])
def test_a_single_channel_has_a_geometric_delay(chance):
    settings = {**ALL_IN_NEED, **NO_CHANNEL, "self_application": chance}
    run = simulate_process(settings, persons=20_000, months=400, warm_up=0)
    row = run.channels.set_index("channel").loc["self_application"]
    assert row["persons_found"] == 20_000
    error = np.sqrt(1 - chance) / chance / np.sqrt(20_000)  # the day within the month adds next to nothing
    assert abs(row["mean_wait_months"] - (1 / chance - 0.5)) < SIGMAS * np.hypot(error, 0.29 / np.sqrt(20_000))
    left = run.monthly["undiscovered"].to_numpy()[:3] / 20_000
    expected = (1 - chance) ** np.arange(1, 4)
    assert (abs(left - expected) < SIGMAS * np.sqrt(expected * (1 - expected) / 20_000)).all()


def test_channels_compete_as_independent_chances():
    settings = {**ALL_IN_NEED, **NO_CHANNEL, "self_application": 0.1, "hotline": 0.2, "visits_a_month": 2}
    run = simulate_process({**settings, "visit_reach": 1, "visit_detection": 0.3}, persons=20_000, months=2, warm_up=0)
    expected = 1 - 0.9 * 0.8 * 0.7**2
    found = run.monthly["filed"][0] / 20_000
    assert abs(found - expected) < SIGMAS * np.sqrt(expected * (1 - expected) / 20_000)


def test_visits_find_only_those_on_the_round():
    settings = {**ALL_IN_NEED, **NO_CHANNEL, "visits_a_month": 1, "visit_detection": 1, "visit_reach": 0.3}
    run = simulate_process(settings, persons=5_000, months=6, warm_up=0)
    found = run.monthly["filed"].tolist()
    assert found[1:] == [0] * 5
    assert abs(found[0] / 5_000 - 0.3) < SIGMAS * np.sqrt(0.21 / 5_000)


def test_matching_never_finds_whom_no_list_shows():
    settings = {**ALL_IN_NEED, **NO_CHANNEL, "match_every": 1, "match_detection": 1, "match_reach": 0.4}
    run = simulate_process(settings, persons=5_000, months=6, warm_up=0)
    found = run.monthly["filed"].tolist()
    assert found[1:] == [0] * 5
    assert abs(found[0] / 5_000 - 0.4) < SIGMAS * np.sqrt(0.24 / 5_000)


@pytest.mark.parametrize("changes", [{}, {"delegated": 1}, {"capacity": 40}], ids=["county", "town", "queue"])
def test_littles_law_holds_for_every_office(changes):
    steady = {
        "shock_rate": 0.02,
        "recovery_rate": 0.05,
        "death_rate": 0,
        **NO_CHANNEL,
        "self_application": 0.2,
    }
    run = simulate_process({**steady, **changes}, persons=8_000, months=240, warm_up=60, towns=4)
    offices = run.offices[run.offices["cases_a_month"] * run.offices["months_in_hand"] > 0]
    expected = offices["cases_a_month"] * offices["months_in_hand"]
    assert len(offices) == (4 if changes.get("delegated") else 5)
    assert offices["cases_mean"].to_numpy() == pytest.approx(expected.to_numpy(), rel=0.08)
    assert offices["cases_mean"].sum() == pytest.approx(expected.sum(), rel=0.03)


def test_littles_law_holds_for_those_not_yet_found():
    steady = {
        "shock_rate": 0.02,
        "recovery_rate": 0.05,
        "death_rate": 0,
        **NO_CHANNEL,
        "self_application": 0.2,
    }
    run = simulate_process(steady, persons=10_000, months=260, warm_up=60)
    after = run.monthly.iloc[60:]
    rounds = run.channels["mean_wait_months"][0] + 0.5  # in which they were looked for, the last one with success
    assert rounds == pytest.approx(1 / (1 - 0.8 * 0.95), rel=0.03)  # or need ends first
    assert after["undiscovered"].mean() == pytest.approx(0.8 * after["filed"].mean() / 0.2, rel=0.03)


def test_the_share_in_need_is_that_of_the_chain():
    steady = {"shock_rate": 0.02, "recovery_rate": 0.06, "death_rate": 0}
    run = simulate_process(steady, persons=10_000, months=120, warm_up=0)
    share = run.persons["months_in_need"].sum() / (10_000 * 120)
    assert share == pytest.approx(0.25, abs=0.005)


def test_a_price_subsidy_is_missed_as_often_as_it_falls_into_a_month_uncovered():
    run = simulate_process({"price_subsidy": 0.25}, persons=3_000, months=80, warm_up=20)
    months = run.monthly.iloc[20:]
    waiting = months[["undiscovered", "in_town", "in_county", "awaiting_pay"]].sum(axis=1)  # some need ends on the way
    missed = run.persons["subsidies_missed"].sum()
    assert missed <= waiting[months["price_subsidy"]].sum()
    assert missed == pytest.approx(run.persons["months_uncovered"].sum() * months["price_subsidy"].mean(), rel=0.15)
    always = simulate_process({"price_subsidy": 1}, persons=500, months=30, warm_up=6).persons
    assert always["subsidies_missed"].equals(always["months_uncovered"])
    assert (
        simulate_process({"price_subsidy": 0}, persons=500, months=30, warm_up=6).persons["subsidies_missed"].sum() == 0
    )


# Degenerate cases


def test_nobody_in_need_means_nothing_to_do():
    run = simulate_process({"shock_rate": 0, "death_rate": 0}, persons=500, months=12, warm_up=2)
    assert (run.monthly["not_in_need"] == 500).all()
    assert run.summary["value"].isna().tolist() == [False, True, True, True, True, True, False, False]
    assert run.summary["value"].sum() == 0
    assert run.offices["cases_mean"].eq(0).all()
    assert "—" in str(run)


def test_without_a_channel_everybody_in_need_stays_uncovered():
    run = simulate_process({**ALL_IN_NEED, **NO_CHANNEL}, persons=200, months=12, warm_up=2)
    assert (run.persons["months_uncovered"] == 10).all()
    assert run.summary.set_index("measure")["value"]["share_uncovered"] == 1.0


@pytest.mark.parametrize(
    ("changes", "months"),
    [
        ({}, 2),  # 15 working days: 22 Jan; notice: 29 Jan; county 10 working days: 12 Feb; paid from March
        ({"cut_off_day": 11}, 3),  # 12 Feb is too late for March
        ({"delegated": 1}, 2),  # decided 29 Jan, after the 15th: paid from March
        ({"delegated": 1, "cut_off_day": 31}, 1),  # paid from February
        (
            {"delegated": 1, "total_days_town": 12},
            2,
        ),  # 7 working days: 12 Jan; notice: 19 Jan, after the 15th
        (
            {"delegated": 1, "total_days_town": 9},
            1,
        ),  # 4 working days: 7 Jan; notice: 14 Jan; paid from February
        ({"pace_low": 0, "pace_high": 0, "notice_days": 0}, 1),  # decided on 1 January, a Friday
    ],
)
def test_a_case_found_on_the_first_of_january_is_paid_in_the_month_the_clock_says(changes, months):
    full = {"pace_low": 1, "pace_high": 1, **AT_ONCE, **changes}
    run = simulate_process(full, persons=50, months=12, warm_up=0)
    assert (run.persons["months_uncovered"] == months).all()
    assert (run.persons["months_wrong"] == 0).all()


def test_holidays_move_the_decision():
    settings = {**AT_ONCE, "pace_low": 1, "pace_high": 1, "cut_off_day": 12}
    plain = simulate_process(settings, persons=10, months=8, warm_up=0)
    festival = simulate_process(settings, persons=10, months=8, warm_up=0, holidays=["2021-02-11", "2021-02-12"])
    assert plain.persons["months_uncovered"].unique().tolist() == [2]
    assert festival.persons["months_uncovered"].unique().tolist() == [3]


SURE = {
    "match_every": 1,
    "match_reach": 1,
    "match_detection": 1,
    "match_exit_detection": 1,
    "audit_rate": 0,
    "recheck_months": 0,
}
TURNOVER = {"shock_rate": 0.1, "recovery_rate": 0.1}


def test_whoever_is_matched_every_month_leaves_with_gradual_exit_and_nothing_wrong():
    run = simulate_process({**TURNOVER, **SURE, "death_rate": 0}, persons=1_000, months=60, warm_up=0)
    assert run.persons["months_gradual_exit"].sum() > 0
    assert run.persons["months_wrong"].sum() == 0


def test_without_gradual_exit_each_end_found_at_once_costs_one_month():
    settings = {**TURNOVER, **SURE, "death_rate": 0, "gradual_exit_months": 0}
    run = simulate_process(settings, persons=1_000, months=60, warm_up=0)
    last = run.monthly.iloc[-1]
    ended = run.monthly["granted"].sum() - last["paid_in_need"] - last["awaiting_pay"]
    assert run.persons["months_gradual_exit"].sum() == 0
    assert run.persons["months_wrong"].sum() == ended > 0


def test_a_death_is_paid_for_at_most_as_many_months_as_the_deadline():
    blind = {**SURE, "match_every": 0, "self_application": 1, "death_check_months": 3}
    settings = {**ALL_IN_NEED, **blind, "death_rate": 0.05}
    run = simulate_process(settings, persons=2_000, months=60, warm_up=0)
    wrong = run.persons["months_wrong"]
    assert wrong.max() == 3
    at_once = simulate_process({**settings, "match_every": 1}, persons=2_000, months=60, warm_up=0)
    assert at_once.persons["months_wrong"].max() == 1
