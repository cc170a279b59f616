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


@pytest.fixture(scope="module")
def answered() -> aidkit.Population:
    """Persons of 30 spent 100 yuan and those of 80 spent 900; every fifth did not answer, and 0 stands there."""
    ids = [str(number) for number in range(200)]
    spent = np.where(np.arange(200) % 2 == 0, 100.0, 900.0)
    spent[::5] = 0.0
    persons = pd.DataFrame({"person_id": ids, "household_id": ids, "age": [30, 80] * 100, "medical_self_paid": spent})
    return aidkit.Population(pd.DataFrame({"household_id": ids, "area": "rural"}), persons, source="a survey")


def test_only_what_is_missing_is_drawn_and_from_those_who_answered(answered: aidkit.Population) -> None:
    missing = np.arange(200) % 5 == 0
    filled, shares = impute(answered, None, ["medical_self_paid"], missing=missing)
    # of those who answered, all 80 of 30 years say 100 and all 80 of 80 years say 900: two groups, one answer in each
    assert filled.persons["medical_self_paid"].tolist() == [100.0, 900.0] * 100
    assert shares.to_dict("records") == [
        {"column": "medical_self_paid", "imputed": 40, "of": 200, "share": 0.2, "donors": 160, "groups": 2,
         "method": "CART donor draw"}
    ]  # fmt: skip
    assert filled.source == (
        "a survey; imputed, where not answered (40 of 200 persons): medical_self_paid, drawn from those who answered"
    )
    assert answered.persons["medical_self_paid"].iloc[0] == 0  # what was given stays as it was


def test_an_answer_that_was_given_stays_also_with_other_donors(answered: aidkit.Population) -> None:
    donors = aidkit.Population(answered.households, answered.persons.assign(medical_self_paid=7.0), source="others")
    missing = np.arange(200) % 5 == 0
    filled, _ = impute(answered, donors, ["medical_self_paid"], missing=missing)
    assert (filled.persons["medical_self_paid"][missing] == 7).all()
    pd.testing.assert_series_equal(
        filled.persons["medical_self_paid"][~missing], answered.persons["medical_self_paid"][~missing]
    )


def test_nobody_missing_changes_nothing(answered: aidkit.Population) -> None:
    filled, shares = impute(answered, None, ["medical_self_paid"], missing=np.zeros(200, bool))
    pd.testing.assert_frame_equal(filled.persons, answered.persons)
    assert shares[["imputed", "share"]].to_dict("records") == [{"imputed": 0, "share": 0.0}]


def test_an_imputed_income_does_not_find_its_own_donors() -> None:
    """Wages follow age alone. Were the 0 that stands for no answer part of the income, it would be what is alike."""
    ids = [str(number) for number in range(200)]
    wage = np.where(np.arange(200) % 2 == 0, 10_000.0, 90_000.0)
    missing = np.arange(200) % 5 == 0
    persons = pd.DataFrame(
        {"person_id": ids, "household_id": ids, "age": [30, 40] * 100, "wage_income": np.where(missing, 0.0, wage)}
    )
    population = aidkit.Population(pd.DataFrame({"household_id": ids, "area": "rural"}), persons)
    filled, _ = impute(population, None, ["wage_income"], missing=missing)
    assert filled.persons["wage_income"].tolist() == wage.tolist()


def test_a_survey_says_who_did_not_answer(tmp_path: Path) -> None:
    survey = read_survey("chfs2019", write("chfs2019", tmp_path))
    assert survey.unanswered.columns.tolist() == []
    files = write("chfs2019", tmp_path / "again")
    persons = pd.read_stata(files / "chfs2019_ind_202112.dta")
    persons.assign(a2003=[1, np.nan, 2]).to_stata(files / "chfs2019_ind_202112.dta", write_index=False)
    survey = read_survey("chfs2019", files)
    assert survey.population is not None
    assert survey.unanswered.to_dict("list") == {"sex": [False, True, False]}
    assert survey.unanswered.index.equals(survey.population.persons.index)
    assert survey.population.persons["sex"].tolist() == ["male", "unknown", "female"]


def test_what_cannot_be_imputed(receivers: aidkit.Population, donors: aidkit.Population) -> None:
    assert refusal(SurveyError, impute, receivers, donors, ["age", "serious_illness", "weight"], by=["hat"]) == (
        "Nothing is imputed.\n"
        "weight: no column of persons that could be imputed.\n"
        "age: the population has it; an answer given is not replaced. Say with missing= whose is missing.\n"
        "serious_illness, weight: the donors do not have it either.\n"
        "by=['hat']: choose of age, sex, area, income."
    )
    few = aidkit.Population(donors.households.head(5), donors.persons.head(5))
    assert refusal(SurveyError, impute, receivers, few, ASKED) == (
        "5 donors: too few to draw from.\nAt least 20 keep anybody's answer from being copied by itself."
    )


def test_whose_answer_is_missing_must_be_said_for_everybody(answered: aidkit.Population) -> None:
    assert refusal(SurveyError, impute, answered, None, ["medical_self_paid"], missing=[True, False]) == (
        "missing is bool of shape (2,); the population has 200 persons.\n"
        "Give one true or false a person, in their order."
    )
    everybody = np.ones(200, bool)
    assert refusal(SurveyError, impute, answered, None, ["medical_self_paid"], missing=everybody) == (
        "0 donors: too few to draw from.\nAt least 20 keep anybody's answer from being copied by itself."
    )
    assert refusal(SurveyError, impute, answered, None, ["serious_illness"], missing=~everybody) == (
        "Nothing is imputed.\n"
        "serious_illness: the population does not have it; leave missing= out, so that everybody is filled."
    )
