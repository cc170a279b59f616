"""The summary adds up: every yuan of support in one row, every person in one class."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.result import Result
from aidkit.summary import cost_by_scheme
from tests.oracle.parameter_generator import random_values
from tests.oracle.population_generator import random_population

SAME = 1e-9  # relative: yuan are added by scheme in one order, by family in another


@pytest.fixture(scope="module", params=["jinjiang", "hanzhong", "random parameters"])
def result(request: pytest.FixtureRequest) -> Result:
    if request.param in aidkit.places():
        policy = aidkit.load_policy(request.param)
    else:
        policy = aidkit.load_policy("town-template").reform(random_values(3))
    return aidkit.simulate(Population(*random_population(5_000, 3), source="random"), policy)


def test_every_yuan_is_in_one_row(result: Result) -> None:
    weight = result.population.weight
    total = (result.values("annual_support") * weight).sum()
    assert sum(cost_by_scheme(result).values()) == pytest.approx(total, rel=SAME)
    summary = result.summary()
    assert summary.schemes["yuan_a_year"].sum() == pytest.approx(total, rel=SAME)
    assert summary.totals["annual_support"] == pytest.approx(total, rel=SAME)


def test_every_person_is_in_one_class(result: Result) -> None:
    summary, population = result.summary(), result.population
    persons = population.weight[population.household_of].sum()
    assert summary.coverage["persons"].sum() == pytest.approx(persons, rel=SAME)
    assert summary.totals["persons"] == pytest.approx(persons, rel=SAME)
    assert summary.totals["households"] == pytest.approx(population.weight.sum(), rel=SAME)
    entitled = result.persons["entitled_scheme"].ne("none").to_numpy()
    schemes = summary.schemes.loc["tekun":"edge", "persons"].sum()  # type: ignore[misc]
    assert schemes == pytest.approx(population.weight[population.household_of][entitled].sum(), rel=SAME)


def test_the_worked_examples(three_families: Population, base_policy: Policy) -> None:
    summary = aidkit.simulate(three_families, base_policy).summary()
    assert summary.schemes["yuan_a_year"].round(2).to_dict() == {
        "tekun": 17_250.0, "orphan": 0.0, "unsupported_child": 0.0, "dibao": 8_700.0, "gradual_exit": 0.0,
        "dibao_single": 9_300.0, "edge": 0.0, "temporary_relief": 0.0, "medical_relief": 6_300.0,
        "price_subsidy": 0.0,
    }  # fmt: skip
    assert summary.schemes.loc["dibao", ["persons", "households"]].tolist() == [3, 1]
    assert summary.coverage.loc[["missed", "unrecorded"], "persons"].tolist() == [5, 1]
    assert summary.totals[["households", "persons", "annual_support", "supported_households"]].tolist() == [
        3, 6, pytest.approx(41_550), 3,
    ]  # fmt: skip


def test_relief_of_families_counts_families_where_everybody_lives_alone(base_policy: Policy) -> None:
    ids = ["a", "b", "c"]
    population = Population(
        pd.DataFrame({"household_id": ids, "area": "urban", "shock": ["none", "fire", "none"], "weight": [1, 2, 4]}),
        pd.DataFrame({"person_id": [1, 2, 3], "household_id": ids[::-1], "age": 30}),
    )
    row = aidkit.simulate(population, base_policy).summary().schemes.loc["temporary_relief"]
    assert np.isnan(row["persons"])
    assert (row["households"], row["yuan_a_year"]) == (2, 2 * 3 * 775)


def test_what_a_reader_must_know_is_printed(three_families: Population) -> None:
    policy = aidkit.load_policy("jinjiang", date="2021-08-24")
    text = str(aidkit.simulate(three_families, policy).summary())
    assert text.startswith("Jinjiang 晋江市, 2021-08-24, baseline — worked examples\n")
    assert "Assumed, because absent from the population: place, town, " in text
    assert "Assumed parameters (" in text
    assert "Invented" not in text
    invented = Population(three_families.households, three_families.persons, synthetic=True, source="<none>")
    summary = aidkit.simulate(invented, policy).summary()
    assert "Invented population (合成数据): nobody in it exists." in str(summary)
    assert "&lt;none&gt;" in summary._repr_html_()
    assert "<none>" not in summary._repr_html_()
