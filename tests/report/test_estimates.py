"""Estimates of the first page: totals and ratios by hand, intervals against a formula and replicates, few records hidden."""

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.measures.uncertainty import Design, replicate_weights, standard_error
from aidkit.report import answers
from aidkit.report.estimates import NORMAL_95, Estimate, basis, ratio, total
from aidkit.report.rates import rates
from aidkit.report.tables import PERSONS

WEIGHTS = [2.0, 4.0, 6.0, 8.0]
RELATIVE = 0.15  # of the error: 400 replicates scatter by a few hundredths


def homes(weights):
    ids = [f"h{number}" for number in range(len(weights))]
    households = pd.DataFrame({"household_id": ids, "area": "urban", "weight": weights})
    return aidkit.Population(households, pd.DataFrame({"household_id": ids, "person_id": ids, "age": 40}))


def test_a_weighted_total_and_its_interval_by_hand():
    found = total(homes(WEIGHTS), np.array([1.0, 0.0, 1.0, 0.0]))
    # weighted values 2, 0, 6, 0: total 8, mean 2, squared deviations 0 + 4 + 16 + 4 = 24, times 4/3
    assert found.value == 8.0
    assert found.high == pytest.approx(8.0 + NORMAL_95 * 32**0.5)
    assert (found.low, found.records) == (0.0, 2)


def test_the_error_is_the_one_replicates_of_households_drawn_one_by_one_give():
    rng = np.random.default_rng(1)
    weight, values = rng.uniform(1.5, 3.0, 300), rng.poisson(0.5, 300).astype(float)
    found = total(homes(weight), values)
    drawn = replicate_weights(weight, Design(np.zeros(300), np.arange(300)), 400, 1)
    error = standard_error(lambda w: float(w @ values), weight, drawn)
    assert (found.high - found.value) / NORMAL_95 == pytest.approx(error, rel=RELATIVE)


def test_a_ratio_over_itself_is_certain_and_over_nothing_is_none():
    values = np.array([1.0, 2.0, 0.0, 1.0])
    found = ratio(homes(WEIGHTS), values, values, 4)
    assert (found.value, found.low, found.high) == pytest.approx((1.0, 1.0, 1.0))
    assert np.isnan(ratio(homes(WEIGHTS), values, np.zeros(4), 4).value)


def test_where_every_family_stands_for_itself_there_is_no_interval():
    found = total(homes([1.0] * 6), np.ones(6))
    assert (found.interval(), found.with_interval(PERSONS).zh) == ("", "6 人")
    assert basis(found, PERSONS).en == "every family counted, no sampling error"


@pytest.mark.parametrize(
    ("sampled", "form", "mark"), [(True, ",.0f", "n<5"), (False, ",.0f", "<5"), (False, ",.1f", "n<5")]
)
def test_few_records_are_hidden_with_their_interval(sampled, form, mark):
    found = Estimate(30.0, 10.0, 50.0, records=3, sampled=sampled)
    assert (found.shown(form), found.interval(form), found.with_interval(PERSONS, form).en) == (
        mark,
        "",
        f"{mark} persons",
    )


def test_the_five_answers_by_hand(hand_made):
    told = {question.en: answer for question, answer in answers.answers(hand_made())}
    assert told["How many are missed?"].zh == "漏保 6 人，占应享受现金救助 6 人的 100.0%；漏救 <5 户。"
    assert told["Who are they?"].en == "Of the missed: Dibao 100%, living alone 100%."
    assert told["What would reaching them cost?"].zh == (
        "补齐漏保、漏救需 6.0 万元/年，不含医疗救助；应享受的全部落实共需 6.0 万元/年。"
    )
    assert told["How sure is this?"].en.startswith("every family counted, no sampling error; ")
    # 10 % on 775 a month for six families of one, and on two months' relief for three: 0.6 of 10,000 yuan
    assert told["What moves if the line moves?"].zh.startswith("低保标准提高 10%：漏保 +0 人，年支出 +0.6 万元/年；")


def test_rates_by_hand_and_those_of_few_are_hidden(hand_made):
    found = {rate.name: rate.payload()["value"] for rate in rates(hand_made())}
    reach = 6 * 775 * 12 + 3 * 2 * 775
    assert found == {
        "missed_rate": 100.0, "wrong_rate": 100.0, "relief_rate": None, "edge_rate": None,
        "reach_a_head": pytest.approx(reach / 20, abs=1e-4), "cost_a_head": pytest.approx(reach / 20, abs=1e-4),
    }  # fmt: skip
