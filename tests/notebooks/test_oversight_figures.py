"""What the notebooks of oversight compute around their models: samples, sets of triggers, staff, waits, scenarios."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.errors import ReportError
from aidkit.report import oversight

RUN = {"persons": 1200, "months": 30, "warm_up": 6, "towns": 3, "seed": 2}
DAY = "2022-03-15"


@pytest.fixture(scope="module")
def people():
    return aidkit.synthesize("qionghai", households=3000, seed=3)


@pytest.fixture(scope="module")
def cases(people):
    result = aidkit.simulate(people, aidkit.load_policy("qionghai", date=DAY))
    return oversight.cases.cases(result, ["wrong", "mismatched"], relatives=0.1, seed=1)


@pytest.fixture(scope="module")
def sample(cases):
    return aidkit.oversight.draw_audit_sample(cases, 0.3, seed=7)


@pytest.fixture(scope="module")
def found():
    people = aidkit.synthesize("hanzhong", households=900, seed=4)
    panel = aidkit.oversight.synthesize_panel(people, months=16, seed=1)
    return aidkit.oversight.monitor(panel, aidkit.load_policy("hanzhong"), horizon=3)


@pytest.fixture(scope="module")
def compared():
    return aidkit.oversight.compare_processes(oversight.process.scenarios(1, 1, "en"), **RUN)


# ---- audits ------------------------------------------------------------------------------------------------------


def test_cases_are_families_with_somebody_on_cash(people, cases):
    schemes = ("dibao", "dibao_single", "tekun", "orphan", "unsupported_child")
    paid = people.persons.loc[people.persons["current_scheme"].isin(schemes), "household_id"]
    assert sorted(cases["household_id"]) == sorted(paid.unique())
    tekun = people.persons.loc[people.persons["current_scheme"] == "tekun", "household_id"]
    assert set(cases.loc[cases["kind"] == "tekun", "household_id"]) == set(tekun)
    assert 0 < cases["relative"].mean() < 0.25


def test_unknown_errors_are_named(people):
    result = aidkit.simulate(people, aidkit.load_policy("qionghai", date=DAY))
    with pytest.raises(ReportError) as error:
        oversight.cases.cases(result, ["late"], relatives=0.0, seed=1)
    assert str(error.value) == "late: no kind of error.\nKinds: wrong, mismatched."


@pytest.mark.parametrize("counts", [True, False])
@pytest.mark.parametrize("share", [0.0, 0.05, 0.2, 0.77, 1.0])
def test_the_lot_is_as_large_as_it_would_be_drawn(cases, share, counts):
    sample = aidkit.oversight.draw_audit_sample(cases, 0.3, seed=7, count_always=counts)
    drawn = aidkit.oversight.draw_audit_sample(cases, share, seed=9, count_always=counts)
    assert oversight.power.by_lot(sample, share) == (drawn.cases["why"] == "lot").sum()


def test_more_visits_find_more(sample):
    curve = oversight.power.curve(sample, [0.5, 0.9], 0.02)
    assert curve["x"].tolist() == [30.0, 50.0, 90.0]
    assert curve["y"].is_monotonic_increasing


def test_checking_all_gives_the_truth(cases):
    everything = aidkit.oversight.draw_audit_sample(cases, 1.0, seed=7)
    table = oversight.estimates.by_kind(everything, level=0.95)
    for column in ("value", "low", "high"):
        assert table[column].tolist() == pytest.approx(table["expected"].tolist())
    assert table["cases"].iloc[0] == table["cases"].iloc[1:].sum() == len(cases)


def test_a_sample_without_a_lot_says_nothing_of_the_others(cases):
    full = aidkit.oversight.draw_audit_sample(cases, 0.0, seed=7)
    table = oversight.estimates.by_kind(full, level=0.95)
    assert str(oversight.estimates.reading(table, "en")).endswith(
        "in error, {:.1%}. Nothing was drawn by lot, so that the rate of all is not known.".format(
            table["errors"].iloc[0] / table["checked"].iloc[0]
        )
    )


def test_other_seeds_scatter_around_the_truth(cases, sample):
    table = oversight.estimates.repeated(sample, [0.8], 12, level=0.95).frame.set_index("share")
    assert table.loc[0.8, "width"] < table.loc[0.3, "width"]
    assert table.loc[0.8, "mean"] == pytest.approx(cases["error"].mean(), abs=0.05)
    assert table["held"].min() >= 0.8


def test_visits_are_spread_without_loss(sample):
    table = oversight.estimates.by_kind(sample, level=0.95)
    made = oversight.allocation.allocated(table, sample)
    assert made.table["visits"].sum() == made.table["proportional"].sum() == len(sample.drawn)
    assert made.standard_error <= made.standard_error_proportional + 1e-12


# ---- early warning -----------------------------------------------------------------------------------------------


def test_no_set_of_triggers_beats_one_that_is_called_best(found):
    table = oversight.triggers.sets(found)
    best = table[~table["dominated"]]
    for x, y in zip(best["x"], best["y"], strict=True):
        assert not ((table["x"] < x) & (table["y"] <= y)).any()
    assert best["number"].tolist() == list(range(1, len(best) + 1))
    assert table["in_force"].sum() == 1


def test_the_best_within_the_visits_fits_them(found):
    table = oversight.triggers.sets(found)
    assert oversight.triggers.best_within(table, -1.0) is None
    chosen = oversight.triggers.best_within(table, math.inf)
    assert chosen["y"] == table["y"].min()


def test_visits_for_each_found_are_one_over_the_share_that_came_true(found):
    frame = oversight.warning.triggers(found).frame
    right = frame["precision"] > 0
    assert (frame["each"] * frame["precision"])[right].tolist() == pytest.approx([1.0] * int(right.sum()))
    months, towns = 16 - 1 - 3, len(set(found.seen.town))
    assert frame["alerts"].iloc[-1] * months * towns == pytest.approx(found.worth["alerts"].iloc[-1])


def test_a_queue_affords_a_lower_line_than_the_busiest_month(found):
    tuned = aidkit.oversight.tune_trigger(found, "near_line", [1.1, 1.5, 2.0], capacity=1e9)
    assert "keep up in the busiest town and month" in str(oversight.tuned.reading(tuned, "en"))
    none = aidkit.oversight.tune_trigger(found, "near_line", [1.1, 1.5], capacity=0.0)
    assert (
        str(oversight.tuned.reading(none, "en"))
        == "No value keeps up in the busiest town and month; on average none does either."
    )


# ---- visits and staff ----------------------------------------------------------------------------------------------


def test_staff_nobody_gave_is_that_of_huangshis_windows(people):
    assert oversight.visits.staff_of("", people)["staff"].unique().tolist() == [94 / 45]


def test_a_staff_table_that_is_not_there_is_named(people):
    with pytest.raises(ReportError) as error:
        oversight.visits.staff_of("staff.csv", people)
    assert str(error.value) == "staff.csv: no such file.\nLeave it empty to take Huangshi's staff at a window."


def test_grounds_add_up_to_the_round(people):
    found = aidkit.oversight.staff_towns(people, aidkit.load_policy("qionghai", date=DAY))
    grounds = oversight.visits.grounds(found)[list(oversight.visits.GROUNDS)]
    assert grounds.to_numpy().sum() == pytest.approx(found.towns["households_visited"].sum())


def test_other_channels_together_are_a_rate():
    rate = oversight.delay.channels()["other_rate"]
    assert math.exp(-rate) == pytest.approx((1 - 0.06) * (1 - 0.015))
    assert oversight.delay.channels({"visit_reach": 1.0})["reach"] == 1.0


def test_a_round_that_reaches_all_is_compared_with_going_more_often():
    table = oversight.delay.doubts(1.0, 4.0, "en")
    frame = table.frame
    assert (frame["before"] - frame["after"]).tolist() == pytest.approx(frame["saved"].tolist())
    wider = frame["before"].iloc[0] - frame["before"].iloc[-1]
    assert f"saves {wider:.1f} months without going to any more often" in str(oversight.delay.doubts_reading(table))


# ---- coverage over time ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        ("zh", ["现状", "每周走访", "权限下放", "每 3 个月比对", "三项一起"]),
        ("both", ["现状 · today", "每周走访 · weekly visits", "权限下放 · delegation",
                  "每 3 个月比对 · matching every 3 months", "三项一起 · all three"]),
    ],
)  # fmt: skip
def test_scenarios_are_named_in_the_language_asked_for(lang, names):
    scenarios = oversight.process.scenarios(1, 3, lang)
    assert list(scenarios) == names
    assert scenarios[names[-1]] == {"visits_a_month": 52 / 12, "delegated": 1, "match_every": 3}
    assert oversight.process.called(names[1]).zh == "每周走访"


def test_stages_add_up_to_the_months_uncovered(compared):
    stages = oversight.stages.stages(compared)[list(oversight.process.STAGES)].sum(axis=1)
    assert stages.tolist() == pytest.approx(compared.scenarios["months_uncovered"].tolist(), rel=0.03)


def test_delegation_takes_the_county_out_of_the_way(compared):
    stages = oversight.stages.stages(compared).set_index("zh")
    assert stages.loc["delegation", "in_county"] == 0.0
    assert "Delegation makes offices" in str(oversight.stages.stages_reading(compared, "en"))


def test_each_saving_stands_with_its_interval(compared):
    frame = oversight.process.saved(compared, "en").frame
    assert frame[["months_saved", "low", "high"]].iloc[0].isna().all()
    assert ((frame["low"] + frame["high"]) / 2).iloc[1:].tolist() == pytest.approx(
        frame["months_saved"].iloc[1:].tolist()
    )


def test_looking_more_often_without_news_has_the_same_chance_in_six_months():
    scenarios = oversight.process.scenarios(1, 1, "en")
    table = oversight.chances.by_match(scenarios, [0.25], **RUN)
    often = {"match_every": 1, "match_detection": 1 - (1 - 0.25) ** (1 / 6)}
    again = aidkit.oversight.compare_processes({"today": {}, "often": often}, **RUN).scenarios
    assert table["value"].iloc[-1] == pytest.approx(again["months_saved"].iloc[1])
    assert table["en"].iloc[-1] == oversight.chances.NO_NEWS.en


def test_the_measure_that_saves_most_is_counted():
    table = oversight.chances.doubts(oversight.process.scenarios(1, 1, "en"), "en", **RUN)
    best = table.frame[["weekly visits", "delegation", "monthly matching"]].idxmax(axis=1)
    number = int((best == best.iloc[0]).sum())
    assert str(oversight.chances.doubts_reading(table)).startswith(
        f"In {number} of {len(best)} settings “{best.iloc[0]}” saves most."
    )


def test_an_order_that_chance_decides_is_said_to_be_unsettled(compared):
    scenarios = oversight.process.scenarios(1, 1, "en")
    said = str(oversight.chances.luck(compared, scenarios, 2, "en", **RUN))
    assert said.endswith((oversight.chances.SETTLED.en, oversight.chances.UNSETTLED.en))
    assert "With 2 other seeds" in said


def test_shares_below_a_step_are_left_out():
    assert oversight.triggers._steps([90.0, 88.0, 84.0, 80.0, 79.9]) == [0, 2]


def test_nobody_entitled_is_said_so():
    table = pd.DataFrame({"zh": ["甲"], "en": ["a"], "value": [np.nan], "low": [np.nan], "high": [np.nan]})
    assert oversight.warning.recall_texts(table.iloc[:0], "en")["finding"].en == "Nobody became entitled"
