"""What a synthetic population promises: the same families each time, the place's margins, believable people."""

from __future__ import annotations

import hashlib
from functools import cache

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.data.synthetic import TOPICS, _streams
from aidkit.population import Population
from aidkit.schema import COLUMNS

PLACES = ("jinjiang", "hanzhong", "huangshi", "daye", "yangxin", "qionghai", "town-template")
MET = 1e-6  # relative: raking stops far below it
NEVER_DRAWN = {"sex": {"unknown"}}  # named in the docstring of synthesize


@cache
def drawn(place: str = "jinjiang", households: int = 2_000, seed: int = 1) -> Population:
    return aidkit.synthesize(place, households=households, seed=seed)


def digest(population: Population) -> str:
    text = population.households.to_csv() + population.persons.to_csv()
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_same_arguments_give_the_same_families():
    assert digest(drawn(households=300)) == digest(aidkit.synthesize("jinjiang", households=300, seed=1))


def test_another_seed_gives_other_families():
    assert digest(drawn(households=300)) != digest(aidkit.synthesize("jinjiang", households=300, seed=2))


def test_a_new_topic_leaves_the_streams_of_the_others_alone(monkeypatch):
    before = {topic: stream.random(3) for topic, stream in _streams(5).items()}
    monkeypatch.setattr("aidkit.data.synthetic.TOPICS", (*TOPICS, "a new topic"))
    after = {topic: stream.random(3) for topic, stream in _streams(5).items()}
    assert all(np.array_equal(before[topic], after[topic]) for topic in TOPICS)


def test_it_is_marked_as_invented_and_says_how_it_was_made():
    population = drawn()
    assert population.synthetic
    assert population.source == (
        "invented: 2,000 families of Jinjiang (晋江市) on 2021-08-24, seed 1, raked to "
        f"{population.fit['used'].sum()} of {len(population.fit)} margins; " + population.source.split("margins; ")[1]
    )
    assert "effective sample size" in population.source
    assert "nobody in it exists" in population.describe()


@pytest.mark.parametrize("place", PLACES)
def test_every_column_is_drawn_so_nothing_is_assumed(place):
    population = drawn(place)
    assert population.assumed.empty
    assert population.unused == ()
    assert len(population.households) == 2_000


@pytest.mark.parametrize("place", PLACES)
def test_used_margins_are_met(place):
    fit = drawn(place).fit
    used = fit[fit["used"]]
    assert used["relative_error"].abs().max() < MET
    assert len(used) >= 30


@pytest.mark.parametrize("place", PLACES)
def test_weights_stay_near_each_other(place):
    weight = drawn(place).weight
    assert weight.sum() ** 2 / (weight**2).sum() > 0.85 * len(weight)
    assert weight.max() < 6 * weight.mean()


def test_margins_hold_when_counted_from_the_tables_themselves():
    population = drawn("hanzhong")
    people = population.persons.assign(weight=population.weight[population.household_of])
    assert people["weight"].sum() == pytest.approx(3_796_500)
    assert people.loc[people["age"] >= 65, "weight"].sum() == pytest.approx(0.1771 * 3_796_500)
    on = people["current_scheme"].isin(["dibao", "dibao_single"])
    rural = population.households["area"].eq("rural").to_numpy()[population.household_of]
    assert people.loc[on & rural, "weight"].sum() == pytest.approx(128_932)


def test_the_fit_names_the_source_of_every_margin():
    fit = drawn().fit
    assert fit["source"].str.len().min() > 5
    assert set(fit["status"]) == {"published", "assumed"}
    assert fit["margin"].is_unique
    assert set(fit["origin"]) <= {"jinjiang", "national"}
    borrowed = fit.set_index("margin").loc["cards: grades 1 and 2"]
    assert borrowed["origin"] == "national"
    assert borrowed["source"].startswith("China's figure stands in: ")


def test_the_fit_says_why_a_margin_is_not_used():
    fit = drawn(households=300).fit
    notes = set(fit.loc[~fit["used"], "note"])
    assert notes == {
        "compared only: follows from the persons left over",
        "compared only: published for some months, partly in times",
        "compared only: incomes are fitted as a whole",
        "fewer than 5 families carry it",
    }
    assert (fit.loc[fit["used"], "note"] == "").all()


def test_margins_that_contradict_each_other_are_given_up_least_important_first(monkeypatch):
    monkeypatch.setattr("aidkit.data.synthesis.raking.BOUNDS", (0.7, 1.4))
    fit = aidkit.synthesize("daye", households=2_000, seed=1).fit
    given_up = fit.loc[fit["note"] == "could not be met together with the others", "margin"]
    assert "families on dibao" in set(given_up)
    assert fit.set_index("margin").loc["registered persons", "used"]


@pytest.mark.parametrize("households", [1, 2, 7, 40])
def test_a_handful_of_families_is_drawn_too(households):
    population = aidkit.synthesize("qionghai", households=households, seed=3)
    assert len(population.households) == households
    assert population.weight.sum() > 0
    assert population.fit.set_index("margin").loc["registered persons", "relative_error"] == pytest.approx(0)


def test_ids_are_numbered_and_towns_are_invented():
    population = drawn()
    assert population.households.index[0] == "S000001"
    assert population.persons.index[0] == "S000001-1"
    assert population.households["town"].str.fullmatch("示例[一二三四五六](镇|街道)").all()
    rural = population.households["area"] == "rural"
    assert population.households.loc[rural, "village"].str.fullmatch("[甲乙丙丁戊己]村").all()


def test_another_date_stands_under_that_dates_standard():
    before = aidkit.synthesize("huangshi", households=300, seed=1, date="2017-06-30")
    assert "on 2017-06-30" in before.source


@pytest.mark.slow
@pytest.mark.parametrize("place", ["jinjiang", "hanzhong"])
def test_every_category_occurs_in_twenty_thousand_families(place):
    population = drawn(place, 20_000)
    for table in (population.households, population.persons):
        level = "household" if table is population.households else "person"
        for column in COLUMNS[level].values():
            if column.categories is not None:
                missing = set(column.allowed) - set(table[column.name].unique())
                assert missing == NEVER_DRAWN.get(column.name, set()), column.name


def families_of(population: Population, condition: pd.Series) -> pd.Index:
    return pd.Index(population.persons.loc[condition, "household_id"].unique())


@pytest.mark.parametrize("place", ["jinjiang", "hanzhong", "huangshi"])
def test_people_are_believable(place):
    people = drawn(place, 6_000).persons
    minor, away = people["age"] < 18, people["absence"] != "none"
    earned = people[["wage_income", "business_income"]].abs().sum(axis=1)
    assert not people.loc[minor, "employed"].any()
    assert (earned[minor] == 0).all()
    assert (people.loc[people["age"] < 60, "basic_pension"] == 0).all()
    assert not (people["employed"] & people["registered_unemployed"]).any()
    assert not people.loc[minor, "registered_unemployed"].any()
    assert (people.loc[away, ["wage_income", "transfer_income", "basic_pension"]] == 0).all(axis=None)
    assert ((people["disability_kind"] == "none") == (people["disability_grade"] == 0)).all()
    assert people.loc[~minor, ["father", "mother"]].eq("present").all(axis=None)
    assert not people.loc[~minor, "only_parent"].any()
    assert people["age"].between(0, 99).all()


@pytest.mark.parametrize("place", ["jinjiang", "hanzhong", "huangshi"])
def test_dates_follow_their_reasons(place):
    population = drawn(place, 6_000)
    people, today = population.persons, pd.Timestamp(aidkit.load_policy(place).date)
    assert (people["covered_since"].notna() == (people["current_scheme"] != "none")).all()
    assert (people["disability_since"].notna() == (people["disability_grade"] > 0)).all()
    dates = pd.concat([people["covered_since"], people["disability_since"]]).dropna()
    assert (dates < today).all()
    assert (dates > today - pd.Timedelta(days=26 * 365.25)).all()


@pytest.mark.parametrize("place", PLACES)
def test_benefits_are_paid_to_those_on_dibao_only(place):
    population = drawn(place)
    on = population.persons["current_scheme"].isin(["dibao", "dibao_single"])
    families = population.households.index.isin(families_of(population, on))
    assert (population.households.loc[families, "previous_benefit"] > 0).all()
    assert (population.households.loc[~families, "previous_benefit"] == 0).all()
    assert (population.households.loc[~families, "months_above_standard"] == 0).all()


@pytest.mark.parametrize("place", PLACES)
def test_the_register_is_mostly_right_and_errs_both_ways(place):
    population = drawn(place, 6_000)
    result = aidkit.simulate(population, aidkit.load_policy(place), outputs=["coverage", "entitled_scheme"])
    weight = population.weight[population.household_of]
    cash = population.persons["current_scheme"].isin(["none", "edge"]).to_numpy()
    coverage = result.persons["coverage"].to_numpy()
    covered, entitled = (
        weight[~cash].sum(),
        weight[~result.persons["entitled_scheme"].isin(["none", "edge"])].sum(),
    )
    assert 0.10 < weight[coverage == "missed"].sum() / entitled < 0.55
    assert 0.03 < weight[coverage == "wrong"].sum() / covered < 0.20
    assert weight[coverage == "mismatched"].sum() > 0
    assert 0.7 < entitled / covered < 2.0


@pytest.mark.parametrize(
    ("place", "area", "low", "high"), [("jinjiang", "rural", 0.01, 0.04), ("hanzhong", "rural", 0.04, 0.11)]
)
def test_entitlement_is_of_the_order_of_the_published_numbers(place, area, low, high):
    population = drawn(place, 6_000)
    households = aidkit.simulate(population, aidkit.load_policy(place), outputs=["is_dibao", "unit_size"]).households
    here = (population.households["area"] == area).to_numpy()
    people = population.weight * households["unit_size"].to_numpy()
    assert low < people[here & households["is_dibao"].to_numpy()].sum() / people[here].sum() < high
