"""Shares of the missed, their intervals, and rules told from delivery, against counts made another way."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.errors import PopulationError
from aidkit.measures.uncertainty import Design, interval, replicate_weights
from aidkit.report import questions
from aidkit.whatif.sampling import sampling_of

RATES = {"self_application": 0.3, "visit": 0.4}
CASH = ("tekun", "orphan", "unsupported_child", "dibao", "gradual_exit", "dibao_single")


@pytest.fixture(scope="module")
def shares(result, people):
    return questions.shares.missed_shares(result, sampling_of(people, None, 50, 3), ["area", "elderly"])


def persons(result):
    people = result.population
    weight = people.weight[people.household_of]
    table = result.persons.assign(weight=weight, area=people.households["area"].to_numpy()[people.household_of])
    return table[table["entitled_scheme"].isin(CASH)]


def test_shares_are_weighted_persons_missed_of_persons_due(shares, result):
    due = persons(result)
    missed = due["coverage"] == "missed"
    assert shares["value"].iloc[0] == pytest.approx(due.loc[missed, "weight"].sum() / due["weight"].sum())
    rural = due[due["area"] == "rural"]
    found = shares.set_index("en").loc["rural"]
    assert found["value"] == pytest.approx(rural.loc[missed, "weight"].sum() / rural["weight"].sum())
    assert found["expected"] == pytest.approx(found["value"])


def test_an_interval_is_that_of_the_measures(shares, result, people):
    due = np.isin(result.persons["entitled_scheme"].to_numpy(str), CASH)
    missed = result.persons["coverage"].to_numpy(str) == "missed"
    size = len(people.households)
    above, below = (np.bincount(people.household_of, weights=flag, minlength=size) for flag in (missed, due))
    order = np.empty(size, np.intp)
    order[people.layout.household_rows] = np.arange(size)
    design = Design(np.zeros(size), order)
    drawn = replicate_weights(people.weight, design, 50, 3)
    other = interval(lambda weight: float(weight @ above / (weight @ below)), people.weight, drawn, design)
    assert shares["low"].iloc[0] == pytest.approx(other.low)
    assert shares["high"].iloc[0] == pytest.approx(other.high)


def test_a_register_has_no_interval_and_says_so(result, people):
    sampling = sampling_of(people, None, 5, 1)
    census = type(sampling)(sampling.weight, None, 0, "")
    table = questions.shares.missed_shares(result, census, ["area"])
    assert table["low"].isna().all()
    assert str(questions.shares.reading(table, "en")).startswith("Every family stands for itself")
    assert "interval" not in str(questions.shares.answer(result, table, "en"))


def test_groups_apart_are_those_whose_interval_leaves_the_level_out():
    table = pd.DataFrame(
        {"zh": ["全部", "甲", "乙"], "en": ["all", "a", "b"], "value": [0.5, 0.8, 0.5], "low": [0.45, 0.7, 0.4],
         "high": [0.55, 0.9, 0.6], "expected": [0.5, 0.75, 0.9]}
    )  # fmt: skip
    assert "2 组中有 1 组" in str(questions.shares.reading(table, "zh"))
    finding = questions.shares.towns_texts(table)["finding"]
    assert finding.en == "Towns that differ from all: 1 of 2; from what town and country explain: 1"
    reading = str(questions.shares.towns_reading(table, "en"))
    assert reading.startswith(
        "a misses most, 80%, where its mix of town and country explains 75%. Still different from"
    )
    assert "explains: b." in reading
    assert questions.shares.texts(table, "en")["finding"].en == "Most missed: a, 80%, against 50% of all"


def test_the_profile_counts_everybody_due_once(result):
    table = questions.missed.profile(result, "en").frame
    counts = [float(value.replace(",", "")) for value in table.loc[0, ["missed", "covered"]]]
    assert sum(counts) == pytest.approx(persons(result)["weight"].sum(), abs=1.5)
    assert str(questions.missed.differing(questions.missed.profile(result, "en"))).startswith("They differ most in")


def test_reasons_cover_every_poor_family_without_cash(result):
    homes = result.households
    out = (
        (homes["income_before"] < homes["dibao_standard"] - 1e-6)
        & (homes["monthly_cash"] <= 0)
        & (homes["family_size"] > 0)
    )
    frame = questions.missed.reasons(result).frame
    assert frame["records"].iloc[-1] == out.sum()
    assert frame["records"].iloc[:-1].sum() >= out.sum()  # none is left without a reason


def test_the_explained_family_is_missed_usual_and_masked(result):
    lines = str(questions.missed.explained(result)).splitlines()
    assert lines[0].startswith("***")
    assert lines[1].startswith("  #1 ")
    assert any("coverage" in line and "missed" in line for line in lines)
    assert not any("S00" in line for line in lines)


def test_ids_that_are_numbers_hide_no_figure(policy):
    homes = pd.DataFrame({"household_id": [1], "area": ["urban"]})
    poor = pd.DataFrame({"person_id": [5], "household_id": [1], "age": [41], "transfer_income": [5100.0]})
    lines = str(questions.missed.explained(aidkit.simulate(aidkit.Population(homes, poor), policy))).splitlines()
    assert lines[0].startswith("***1 · Jinjiang")
    assert lines[1] == "  #1 41 years, transfer income 5,100.00"


def test_nobody_missed_is_said(policy):
    homes = pd.DataFrame({"household_id": ["a"], "area": ["urban"]})
    rich = pd.DataFrame({"person_id": [1], "household_id": ["a"], "age": [40], "wage_income": [90_000.0]})
    with pytest.raises(PopulationError) as error:
        questions.missed.explained(aidkit.simulate(aidkit.Population(homes, rich), policy))
    assert str(error.value) == "Nobody in this population is missed.\nTake another place, date or population."


def test_causes_of_exclusion_make_the_whole(result):
    today, campaign = (aidkit.take_up(result, rates) for rates in (questions.takeup.NOBODY_LOOKS, RATES))
    parts = questions.takeup.exclusion(today, campaign)
    for row, found in zip(parts.to_dict("records"), (today, campaign), strict=True):
        whole = found.errors.set_index("measure")["value"]["exclusion_error"]
        assert row["design_exclusion"] + row["implementation_exclusion"] == pytest.approx(whole)
    assert parts["design_exclusion"].nunique() == 1
    assert parts["implementation_exclusion"].is_monotonic_decreasing


def test_channels_share_out_everybody_entitled(result):
    found = aidkit.take_up(result, RATES)
    table = questions.takeup.channels(found)
    names = questions.takeup.channel_names(table, found)
    assert list(names)[-1] == "none"
    assert table[list(names)].sum(axis=1).tolist() == pytest.approx([1.0] * len(table))
    covered = found.schemes[found.schemes["scheme"].isin(CASH)]
    left = float((covered["entitled_persons"] - covered["covered_persons"]).sum())
    assert float((table["none"] * table["persons"]).sum()) == pytest.approx(left)


def test_more_visits_never_lose_a_person(result):
    frame = questions.takeup.by_visits(result, RATES, [0.6, 0.0, 0.3]).frame
    assert frame["rate"].tolist() == [0.0, 0.3, 0.6]
    assert frame["left"].is_monotonic_decreasing
    assert frame["found"].is_monotonic_increasing
