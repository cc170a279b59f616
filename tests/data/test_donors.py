"""What was not asked is drawn from people alike: the tree finds them, answers stay together, and the source says so."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.data.survey import SurveyError, impute, read_survey
from tests.data.survey_fixtures import write
from tests.refusals import refusal

ASKED = ["disability_kind", "disability_grade"]


@pytest.fixture(scope="module")
def donors() -> aidkit.Population:
    """The old are disabled, half of them visually of grade 1 and half physically of grade 2; nobody else is."""
    age = np.arange(400) % 100
    old = age >= 60
    kind = np.where(~old, "none", np.where(np.arange(400) < 200, "visual", "physical"))
    grade = np.where(~old, 0, np.where(kind == "visual", 1, 2))
    ids = [str(number) for number in range(400)]
    persons = pd.DataFrame(
        {"person_id": ids, "household_id": ids, "age": age, "disability_kind": kind, "disability_grade": grade}
    )
    households = pd.DataFrame({"household_id": ids, "area": "rural"})
    return aidkit.Population(households, persons, synthetic=True, source="an invented donor survey")


@pytest.fixture(scope="module")
def receivers() -> aidkit.Population:
    ids = [str(number) for number in range(200)]
    persons = pd.DataFrame({"person_id": ids, "household_id": ids, "age": [30, 80] * 100})
    return aidkit.Population(pd.DataFrame({"household_id": ids, "area": "rural"}), persons, source="a survey")


def test_the_old_draw_from_the_old(receivers: aidkit.Population, donors: aidkit.Population) -> None:
    filled, shares = impute(receivers, donors, ASKED)
    persons = filled.persons
    assert set(persons.loc[persons["age"] == 30, "disability_kind"]) == {"none"}
    drawn = persons.loc[persons["age"] == 80]
    assert set(zip(drawn["disability_kind"], drawn["disability_grade"], strict=True)) == {
        ("visual", 1),
        ("physical", 2),
    }
    assert 30 < (drawn["disability_kind"] == "visual").sum() < 70  # half of 100, by chance
    assert shares[["column", "imputed", "of", "share", "donors"]].to_dict("records") == [
        {"column": name, "imputed": 200, "of": 200, "share": 1.0, "donors": 400} for name in ASKED
    ]


def test_the_source_says_what_is_imputed_and_from_whom(receivers: aidkit.Population, donors: aidkit.Population) -> None:
    filled, _ = impute(receivers, donors, ASKED)
    assert filled.source == (
        "a survey; imputed, not asked: disability_kind, disability_grade, drawn from an invented donor survey"
    )
    assert "disability_kind" not in filled.assumed["column"].tolist()


def test_the_same_seed_draws_the_same(receivers: aidkit.Population, donors: aidkit.Population) -> None:
    first, again, other = (impute(receivers, donors, ASKED, seed=seed)[0].persons for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first, again)
    assert not first.equals(other)


def test_a_donor_of_no_weight_is_not_drawn(receivers: aidkit.Population, donors: aidkit.Population) -> None:
    heavy = donors.households.assign(weight=np.where(np.arange(400) < 200, 1e9, 1e-9))
    filled, _ = impute(receivers, aidkit.Population(heavy, donors.persons), ASKED)
    assert set(filled.persons["disability_kind"]) == {"none", "visual"}


def test_a_survey_s_population_can_be_filled(tmp_path: Path, donors: aidkit.Population) -> None:
    survey = read_survey("chip2018", write("chip2018", tmp_path))
    assert survey.population is not None
    filled, _ = impute(survey.population, donors, ASKED)
    assert len(aidkit.simulate(filled, aidkit.load_policy("jinjiang")).persons) == 3


def test_what_cannot_be_imputed(receivers: aidkit.Population, donors: aidkit.Population) -> None:
    assert refusal(SurveyError, impute, receivers, donors, ["age", "serious_illness", "weight"], by=["hat"]) == (
        "Nothing is imputed.\n"
        "weight: no column of persons that could be imputed.\n"
        "age: the population has it; an answer given is not replaced.\n"
        "serious_illness, weight: the donors do not have it either.\n"
        "by=['hat']: choose of age, sex, area, income."
    )
    few = aidkit.Population(donors.households.head(5), donors.persons.head(5))
    assert refusal(SurveyError, impute, receivers, few, ASKED) == (
        "5 donors: too few to draw from.\nAt least 20 keep anybody's answer from being copied by itself."
    )
