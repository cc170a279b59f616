"""Take-up: shares as the rates say, draws that belong to persons, money that adds up, and what is refused."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.errors import MeasureError, OutputError
from aidkit.result import Result
from aidkit.schema import Scheme
from aidkit.whatif.takeup import SCHEMES, TakeUp, take_up
from aidkit.whatif.takeup_draws import draws, person_words
from tests.refusals import refusal

RATES = {"self_application": 0.5, "visit": 0.2, "data_match": 0.1}
EVERYBODY = {"visit": 1.0}
SEVERAL_STANDARD_ERRORS = 5.0  # a share drawn right is farther off once in two million draws


@pytest.fixture(scope="module")
def result(mixed_results: tuple[Result, Result]) -> Result:
    return mixed_results[0]


@pytest.fixture(scope="module")
def found(result: Result) -> TakeUp:
    return take_up(result, RATES, registered=False)


def many_elders(number: int) -> Result:
    """Elders alone without income or supporters: every one of them is tekun."""
    ids = [f"p{row:06d}" for row in range(number)]
    households = pd.DataFrame({"household_id": ids, "area": "urban"})
    persons = pd.DataFrame({"person_id": ids, "household_id": ids, "age": 72, "supporter": "none"})
    return aidkit.simulate(aidkit.Population(households, persons), aidkit.load_policy("jinjiang"))


# The share drawn


def test_the_share_covered_is_that_of_the_rates() -> None:
    number, expected = 20_000, 1 - 0.5 * 0.8 * 0.9
    row = take_up(many_elders(number), RATES).schemes.set_index("scheme").loc["tekun"]
    assert row["entitled_persons"] == number
    assert row["expected_share_of_others"] == pytest.approx(expected)
    off = SEVERAL_STANDARD_ERRORS * np.sqrt(expected * (1 - expected) / number)
    assert row["covered_share"] == pytest.approx(expected, abs=off)


def test_a_channel_is_credited_with_those_no_channel_before_it_found() -> None:
    number = 20_000
    table = take_up(many_elders(number), RATES).channels.query("scheme == 'tekun'").set_index("channel")["persons"]
    for channel, share in {"self_application": 0.5, "visit": 0.1, "hotline": 0.0, "data_match": 0.04}.items():
        off = SEVERAL_STANDARD_ERRORS * np.sqrt(share * (1 - share) / number)
        assert table[channel] / number == pytest.approx(share, abs=off), channel


def test_draws_are_even_and_independent_of_one_another() -> None:
    words = person_words(range(50_000))
    pairs = [("dibao", "visit"), ("dibao", "hotline"), ("tekun", "visit")]
    columns = np.array([draws(words, seed, *pair) for pair in pairs for seed in (1, 2)])
    assert ((columns >= 0) & (columns < 1)).all()
    counts = np.array([np.histogram(column, bins=20, range=(0, 1))[0] for column in columns])
    chi_square = ((counts - 2_500) ** 2 / 2_500).sum(axis=1)
    assert (chi_square < 50.8).all()  # 19 degrees of freedom, passed once in ten thousand columns
    apart = np.corrcoef(columns) - np.eye(len(columns))
    assert np.abs(apart).max() < SEVERAL_STANDARD_ERRORS / np.sqrt(50_000)


def test_draws_stay_what_they_were() -> None:
    """Pinned: a study published with a seed must give the same persons in every version and on every machine."""
    assert draws(person_words(["p1", 7]), 1, "dibao", "visit").tolist() == [0.8268707748078374, 0.082399120121731]


def test_an_id_read_as_text_or_as_number_draws_alike() -> None:
    assert person_words([17]) == person_words(["17"]) == person_words(np.array([17]))


# Common random numbers


def test_a_higher_rate_loses_nobody(result: Result) -> None:
    covered = [
        take_up(result, {"visit": rate, "hotline": 0.3}).persons["covered"].to_numpy() for rate in (0, 0.2, 0.5, 0.9, 1)
    ]
    for lower, higher in pairwise(covered):
        assert not (lower & ~higher).any()
        assert (higher & ~lower).any()
    assert covered[-1].sum() == (result.values("entitled_scheme") != Scheme.NONE).sum()


def test_whoever_is_on_the_same_scheme_before_and_after_draws_alike(mixed_results: tuple[Result, Result]) -> None:
    before, after = (take_up(one, RATES, registered=False).persons for one in mixed_results)
    same = before["entitled_scheme"] == after["entitled_scheme"]
    assert 0 < (~same).sum() < same.sum()
    pd.testing.assert_frame_equal(before[same], after[same])


def test_rows_in_another_order_change_nobody(random_tables: Any, result: Result, found: TakeUp) -> None:
    shuffled = [table.sample(frac=1, random_state=5) for table in random_tables]
    again = take_up(aidkit.simulate(aidkit.Population(*shuffled), result.policy), RATES, registered=False)
    pd.testing.assert_frame_equal(again.persons.loc[found.persons.index], found.persons)
    pd.testing.assert_frame_equal(again.cost, found.cost, rtol=1e-12)


def test_another_seed_draws_others(result: Result, found: TakeUp) -> None:
    other = take_up(result, RATES, registered=False, seed=2).persons["channel"]
    assert (other != found.persons["channel"]).any()


def test_a_family_on_dibao_comes_forward_as_one(found: TakeUp) -> None:
    for scheme in ("dibao", "edge"):
        families = found.persons[found.persons["entitled_scheme"] == scheme].groupby("household_id")["channel"]
        assert families.size().max() > 1
        assert families.nunique().max() == 1


# The register


def test_who_is_on_the_register_needs_no_draw(result: Result) -> None:
    nobody_found = take_up(result, {"visit": 0.0})
    persons, current = nobody_found.persons, result.population.persons["current_scheme"]
    alone = persons["entitled_scheme"].isin(["tekun", "orphan", "unsupported_child", "dibao_single"])
    on_it = persons["entitled_scheme"].astype(str) == current
    assert (persons["covered"][alone] == on_it[alone]).all()
    assert set(persons["channel"]) == {"none", "register"}
    leaving = persons["entitled_scheme"] == "gradual_exit"
    assert persons["covered"][leaving].all()
    drawn = take_up(result, {"visit": 0.0}, registered=False).persons
    assert (drawn["covered"] == leaving).all()


# Money and errors


def test_with_everybody_covered_the_cost_is_the_rules_own(result: Result) -> None:
    whole = take_up(result, EVERYBODY, registered=False)
    cost = whole.cost.set_index("scheme")
    assert cost["paid_yuan_a_year"].to_dict() == cost["due_yuan_a_year"].to_dict()
    from_summary = result.summary().schemes["yuan_a_year"]
    for scheme in cost.index.drop(["medical_relief", "total"]):
        assert cost.loc[scheme, "due_yuan_a_year"] == pytest.approx(from_summary[scheme]), scheme
    errors = whole.errors.set_index("measure")["value"]
    assert errors["implementation_exclusion"] == 0.0
    assert errors["fgt1_after"] == pytest.approx(result.summary().poverty.loc["fgt1", "after"])


def test_with_nobody_covered_only_those_leaving_are_paid(result: Result) -> None:
    cost = take_up(result, {"visit": 0.0}, registered=False).cost.set_index("scheme")
    rest = cost.drop(["gradual_exit", "medical_relief", "total"])
    assert not rest["paid_yuan_a_year"].any()
    assert cost.loc["gradual_exit", "paid_yuan_a_year"] == cost.loc["gradual_exit", "due_yuan_a_year"] > 0


def test_the_exclusion_error_is_design_and_implementation(result: Result, found: TakeUp) -> None:
    errors = found.errors.set_index("measure")["value"]
    assert errors["exclusion_error"] == pytest.approx(errors["design_exclusion"] + errors["implementation_exclusion"])
    assert errors["implementation_exclusion"] > 0
    more = take_up(result, RATES | {"self_application": 0.99}, registered=False).errors.set_index("measure")["value"]
    assert more["design_exclusion"] == pytest.approx(errors["design_exclusion"])
    assert 0 <= more["implementation_exclusion"] <= errors["implementation_exclusion"]


def test_the_worked_examples_by_hand(three_families: Any, base_policy: Any) -> None:
    result = aidkit.simulate(three_families, base_policy)
    rates = {scheme: {"visit": 0.0} for scheme in SCHEMES} | {"tekun": {"visit": 1.0}, "dibao": {"hotline": 1.0}}
    found = take_up(result, rates)
    assert found.persons["channel"].tolist() == ["hotline", "hotline", "hotline", "none", "none", "visit"]
    cost = found.cost.set_index("scheme")["paid_yuan_a_year"]
    assert cost["dibao"] == pytest.approx(725 * 12)
    assert cost["tekun"] == pytest.approx((1_007.5 + 430) * 12)
    assert cost["dibao_single"] == 0.0


def test_a_line_given_is_the_line_of_the_errors(result: Result) -> None:
    assert (
        take_up(result, RATES, line=10_000.0).errors.set_index("measure").loc["fgt0_after", "value"]
        > take_up(result, RATES).errors.set_index("measure").loc["fgt0_after", "value"]
    )


# What comes out and what is refused


def test_it_prints_without_the_list_of_persons(found: TakeUp) -> None:
    text = str(found)
    assert "Found first by channel" in text
    assert found.persons.index[0] not in text
    assert set(found.tables()) == {"schemes", "channels", "cost", "errors", "persons"}


FORM = (
    'Give {"self_application": 0.5, "visit": 0.2} for all schemes, or such a mapping for each: '
    '{"dibao": {…}, "tekun": {…}}.'
)


def test_every_fault_of_the_rates_is_listed(result: Result) -> None:
    rates = {
        "dibao": {"visit": 2, "vist": 0.2, "hotline": float("nan")},
        "tekn": {"visit": 0.1},
        "edge": 0.3,
        "orphan": {"visit": True},
    }
    assert refusal(MeasureError, take_up, result, rates) == (
        "The rates of take-up cannot be used; 6 faults:\n"
        "- dibao.visit: 2 is not a share. Allowed: a number from 0 to 1.\n"
        "- dibao.vist: not a channel. Did you mean 'visit'?\n"
        "- dibao.hotline: nan is not a share. Allowed: a number from 0 to 1.\n"
        "- 'tekn' is not a scheme one takes up. Did you mean 'tekun'?\n"
        "- edge: 0.3 is not a mapping of channels to rates.\n"
        "- orphan.visit: True is not a share. Allowed: a number from 0 to 1.\n" + FORM
    )
    assert refusal(MeasureError, take_up, result, 0.5) == f"rates: 0.5 cannot be used.\n{FORM}"
    assert refusal(MeasureError, take_up, result, {"phone": 0.5}) == (
        "The rates of take-up cannot be used; 1 fault:\n"
        f"- phone: not a channel. Valid names: self_application, visit, hotline, data_match.\n{FORM}"
    )


def test_a_scheme_somebody_is_entitled_to_needs_a_rate() -> None:
    assert refusal(MeasureError, take_up, many_elders(3), {"dibao": {"visit": 0.5}}) == (
        f"The rates of take-up cannot be used; 1 fault:\n- tekun: 3 entitled and no rate given.\n{FORM}"
    )


def test_a_seed_that_is_no_number_and_a_result_without_columns_are_refused(result: Result) -> None:
    assert (
        refusal(MeasureError, take_up, result, RATES, seed="one") == "seed: 'one' cannot be used.\nGive a whole number."
    )
    short = aidkit.simulate(result.population, result.policy, outputs=["entitled_scheme"])
    assert refusal(OutputError, take_up, short, RATES) == (
        "result: the result lacks 12 of the 13 columns take-up needs: dibao_benefit, gradual_exit_benefit, tekun_basic, "
        "tekun_care, child_allowance and 7 more.\n"
        "Simulate without naming outputs, so that all columns are there."
    )
