"""Doubt on one scale: intervals equal those of the measures, other draws stand beside them."""

from __future__ import annotations

import numpy as np
import pytest

import aidkit
from aidkit.measures.uncertainty import Design, interval, replicate_weights
from aidkit.report import questions
from aidkit.whatif.sampling import sampling_of

FIGURES = ["annual_cost", "exclusion_error"]


@pytest.fixture(scope="module")
def small():
    return aidkit.synthesize("jinjiang", 300, 3)


@pytest.fixture(scope="module")
def single(small, policy):
    return aidkit.sensitivity(small, policy, figures=FIGURES)


@pytest.fixture(scope="module")
def joint(small, policy):
    return aidkit.sensitivity(small, policy, figures=FIGURES, method="jointly", samples=6)


@pytest.fixture(scope="module")
def samples(single, small):
    return questions.doubt.sampled(single, sampling_of(small, None, 40, 9))


def test_a_sampling_interval_is_that_of_the_measures(samples, small, policy):
    support = aidkit.simulate(small, policy).values("annual_support")
    order = np.empty(len(small.households), np.intp)
    order[small.layout.household_rows] = np.arange(len(order))
    design = Design(np.zeros(len(order)), order)
    drawn = replicate_weights(small.weight, design, 40, 9)
    for level, ends in ((0.95, ("low", "high")), (0.9, ("low_90", "high_90"))):
        other = interval(lambda weight: float(weight @ support), small.weight, drawn, design, level)
        assert samples.loc[0, list(ends)].tolist() == pytest.approx([other.low, other.high])
    assert samples["today"].tolist()[0] == pytest.approx(float(small.weight @ support))


def test_other_draws_are_runs_of_other_populations(single, policy):
    others = questions.doubt.redrawn(single, [5])
    other = aidkit.synthesize("jinjiang", 300, 5)
    assert others.columns.tolist() == ["figure", "5"]
    assert others["5"][0] == pytest.approx(
        float(other.weight @ aidkit.simulate(other, policy).values("annual_support"))
    )


def test_doubts_stand_as_shares_of_today(single, joint, samples):
    others = questions.doubt.redrawn(single, [5, 6])
    table = questions.doubt.side_by_side(single, joint, samples, others)
    assert table["value"].iloc[0] == 1.0
    assert len(table) == 4
    assert table["low"].iloc[3] == pytest.approx(joint.intervals["low"][0] / joint.intervals["today"][0])
    assert "From the narrowest to the widest: " in str(questions.doubt.side_reading(table, "en"))
    assert "of them within the 95 % interval" in str(questions.doubt.samples_reading(samples, others, single, "en"))
    shown = questions.doubt.samples_table(samples, others, single.population, single, "en").frame
    assert shown["label"].tolist()[0] == "Yearly cost"
    assert shown["today"].tolist()[1].endswith("%")


def test_a_register_has_assumptions_only(single, joint, small):
    census = sampling_of(small, None, 5, 1)
    census = type(census)(census.weight, None, 0, "")
    samples = questions.doubt.sampled(single, census)
    assert samples[["low", "high"]].isna().all(axis=None)
    assert str(questions.sure.answer(single, joint, samples, "en")).endswith("all doubt comes from assumptions.")
    none = questions.doubt.redrawn(single, [])
    table = questions.doubt.side_by_side(single, joint, samples, none)
    assert questions.doubt.side_finding(table).en == "No sampling error: all doubt comes from assumptions"


def test_what_to_look_up_first_is_what_swings_most(single):
    table = questions.sure.to_look_up(single, single.population, "en")
    top = single.table[single.table["figure"] == "annual_cost"].iloc[0]
    assert table.frame["path"].iloc[0] == top["path"]
    assert table.frame["swing"].iloc[0] == pytest.approx(top["swing"] / single.intervals["today"][0])
    assert top["en"] in str(questions.sure.look_up_reading(table))


def test_sentences_tell_where_today_lies(single, joint, samples):
    assert str(questions.sure.answer(single, joint, samples, "en")).startswith("Yearly cost today: ")
    reading = str(questions.sure.spread_reading(joint, "annual_cost", "en"))
    below = (joint.draws["annual_cost"] < joint.intervals["today"][0]).mean()
    assert f"Of 6 draws {below:.0%} lie below today's value" in reading
    assert "make" in str(questions.sure.tornado_reading(single, "annual_cost", "en"))
