"""What a user reads whose tables cannot be used: where, how many, the first five, what is allowed, what to do."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from aidkit.errors import PopulationError
from aidkit.population import Population
from tests.refusals import refusal

MONEY = "Allowed: numbers of yuan/year from 0 to 1,000,000,000,000."
FILL = "Fill them, or leave the whole column out to take the default, which is then listed as assumed."


def households(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"household_id": ["a", "b"], "area": ["urban", "rural"], **columns})


def persons(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"person_id": [1, 2, 3], "household_id": ["a", "b", "a"], "age": [30, 72, 4], **columns})


def said_of_households(**columns: Any) -> str:
    return refusal(PopulationError, Population, households(**columns), persons())


def said_of_persons(**columns: Any) -> str:
    return refusal(PopulationError, Population, households(), persons(**columns))


# ------------------------------------------------------------------------------------------------- values


def test_missing_values() -> None:
    assert said_of_persons(wage_income=[1.0, np.nan, np.nan]) == (
        f"persons.wage_income: 2 values missing: person 2, 3.\n{MONEY}\n{FILL}"
    )
    assert said_of_persons(age=[30, None, 4]) == (
        "persons.age: 1 value missing: person 2.\nAllowed: whole numbers of years from 0 to 130."
    )
    assert said_of_persons(sex=["male", None, "male"]) == (
        f"persons.sex: 1 value missing: person 2.\nAllowed: male, female, unknown.\n{FILL}"
    )
    assert said_of_persons(employed=pd.array([True, None, True], dtype="boolean")) == (
        f"persons.employed: 1 value missing: person 2.\nAllowed: True or False.\n{FILL}"
    )


def test_a_long_list_shows_the_first_five() -> None:
    table = pd.DataFrame({"person_id": range(1_200), "household_id": "a", "age": 30, "wage_income": -1.0})
    text = refusal(PopulationError, Population, households().iloc[:1], table)
    assert text == (
        "persons.wage_income: 1,200 values below 0: person 0 (-1.0), 1 (-1.0), 2 (-1.0), 3 (-1.0), 4 (-1.0) "
        f"and 1,195 more.\n{MONEY}"
    )


def test_negative_assets() -> None:
    assert said_of_households(financial_assets=[0, -0.01]) == (
        "households.financial_assets: 1 value below 0: household b (-0.01).\n"
        "Allowed: numbers of yuan from 0 to 1,000,000,000,000."
    )


@pytest.mark.parametrize(("age", "fault"), [(-5, "below 0"), (200, "above 130")])
def test_an_age_nobody_has(age: int, fault: str) -> None:
    assert said_of_persons(age=[30, age, 4]) == (
        f"persons.age: 1 value {fault}: person 2 ({age}).\nAllowed: whole numbers of years from 0 to 130."
    )


def test_half_a_year() -> None:
    assert said_of_persons(age=[30.5, 72, 4]) == (
        "persons.age: 1 value not whole: person 1 (30.5).\nAllowed: whole numbers of years from 0 to 130."
    )


def test_an_amount_like_an_identity_number() -> None:
    assert said_of_persons(wage_income=[350582199001011234, 0, 0]) == (
        f"persons.wage_income: 1 value above 1,000,000,000,000: person 1 (350582199001011234).\n{MONEY}"
    )
    assert said_of_persons(business_income=[-2e12, 0, 0]) == (
        "persons.business_income: 1 value below -1,000,000,000,000: person 1 (-2000000000000.0).\n"
        "Allowed: numbers of yuan/year from -1,000,000,000,000 to 1,000,000,000,000."
    )


def test_an_infinite_amount() -> None:
    assert said_of_persons(wage_income=[np.inf, 0, 0]) == (
        f"persons.wage_income: 1 value not finite: person 1 (inf).\n{MONEY}"
    )


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        (["12", "about 500", "0"], "2 (about 500)"),
        (["12", "1,000", "0"], "2 (1,000)"),
        ([12, True, 0], "2 (True)"),
        ([12, pd.Timestamp("2021-01-01"), 0], "2 (2021-01-01 00:00:00)"),
        ([12, [1], 0], "2 ([1])"),
        ([True, False, True], "1 (True), 2 (False), 3 (True)"),
        (pd.to_datetime(["2021-01-01"] * 3).date, "1 (2021-01-01), 2 (2021-01-01), 3 (2021-01-01)"),
        (
            pd.to_timedelta([1, 2, 3], unit="D"),
            "1 (1 days 00:00:00), 2 (2 days 00:00:00), 3 (3 days 00:00:00)",
        ),
    ],
    ids=["words", "comma", "yes", "time", "list", "flags", "dates", "durations"],
)
def test_what_is_no_number_in_a_number_column(values: Any, shown: str) -> None:
    count = shown.count("(")
    assert said_of_persons(wage_income=values) == (
        f"persons.wage_income: {count} value{'s' * (count > 1)} not a number: person {shown}.\n{MONEY}"
    )


def test_an_unknown_category() -> None:
    assert said_of_households(area=["urban", "city"]) == (
        "households.area: 1 value unknown: household b (city).\nAllowed: urban, rural."
    )
    assert said_of_persons(sex=[0, ["male"], "Male"]) == (
        "persons.sex: 3 values unknown: person 1 (0), 2 (['male']), 3 (Male).\nAllowed: male, female, unknown."
    )


def test_a_scheme_that_only_rules_give() -> None:
    assert said_of_persons(current_scheme=["none", "gradual_exit", "none"]) == (
        "persons.current_scheme: 1 value unknown: person 2 (gradual_exit).\n"
        "Allowed: none, edge, dibao, dibao_single, tekun, orphan, unsupported_child."
    )


def test_neither_yes_nor_no() -> None:
    assert said_of_persons(employed=["yes", 2, [1]]) == (
        "persons.employed: 3 values neither True nor False: person 1 (yes), 2 (2), 3 ([1]).\nAllowed: True or False."
    )


def test_what_is_no_date() -> None:
    wrong = {
        "2020-13-01": "2020-13-01", "2020/01/01": "2020/01/01", "2020-01": "2020-01", 43831: "43831",
        "2020-01-01T00:00:00+08:00": "2020-01-01T00:00:00+08:00",
    }  # fmt: skip
    for value, shown in wrong.items():
        assert said_of_persons(disability_since=["2020-01-01", value, None]) == (
            f"persons.disability_since: 1 value not a date: person 2 ({shown}).\n"
            "Allowed: dates as YYYY-MM-DD, or empty."
        )


def test_a_village_code_that_became_a_decimal_number() -> None:
    assert said_of_households(village=[350582001001.0, 350582001002.0]) == (
        "households.village: 2 values not text: household a (350582001001.0), b (350582001002.0).\nAllowed: text."
    )


@pytest.mark.parametrize("weight", [0, -1])
def test_a_weight_that_counts_for_nothing(weight: int) -> None:
    assert said_of_households(weight=[1, weight]) == (
        f"households.weight: 1 value not above 0: household b ({weight}).\n"
        "Allowed: numbers of households above 0, at most 1,000,000,000,000."
    )


# ------------------------------------------------------------------------------------------------ columns


def test_missing_required_columns() -> None:
    assert refusal(PopulationError, Population, households().drop(columns="area"), persons().drop(columns="age")) == (
        "Required columns are missing: households.area, persons.age.\nEvery population needs them; there is no default."
    )


def test_a_misspelt_column() -> None:
    assert said_of_persons(wage_incomes=1.0, basic_pensions=1.0) == (
        "persons: no such column: 'wage_incomes' (did you mean 'wage_income'?), "
        "'basic_pensions' (did you mean 'basic_pension'?).\n"
        "Rename what is meant; give anything else a name of its own."
    )


def test_a_column_that_stands_twice() -> None:
    double = pd.concat([persons(), persons()[["age"]]], axis=1)
    assert refusal(PopulationError, Population, households(), double) == (
        "persons: columns that stand twice: age.\nRename or remove one of each."
    )


def test_strict_names_what_is_absent() -> None:
    full = households(
        place="", town="", village="", other_income=0, financial_assets=0, dwellings=0, vehicles=0,
        business_capital=0, education_expense=0, rehabilitation_expense=0, local=True, months_above_standard=0,
        previous_benefit=0, shock="none", relief_received=0,
    )  # fmt: skip
    text = refusal(PopulationError, Population, full, persons(), strict=True)
    assert text.startswith("strict=True, and 29 optional columns are absent: households.weight, persons.sex, ")
    assert text.endswith(
        ", persons.current_scheme.\n"
        "Give them, or leave strict out to accept the defaults, which are then listed as assumed."
    )


# --------------------------------------------------------------------------------------------- tables, ids


def test_what_is_no_table() -> None:
    assert refusal(PopulationError, Population, None, persons()) == (
        "households: a NoneType was given.\nGive a pandas DataFrame."
    )


def test_a_table_without_rows() -> None:
    assert refusal(PopulationError, Population, households().iloc[:0], persons()) == (
        "households: the table has no rows.\nA population needs at least one household."
    )


def test_a_table_without_ids() -> None:
    for table in (persons().drop(columns="person_id"), persons().drop(columns="person_id").iloc[[0, 2]]):
        assert refusal(PopulationError, Population, households(), table) == (
            "persons: the column 'person_id' is missing.\n"
            "Give it as a column, or as the index of that name.\n"
            "Columns given: household_id, age."
        )


def test_blank_ids() -> None:
    assert said_of_persons(person_id=["x", "", None]) == (
        "persons.person_id: 2 rows without an id: rows 2, 3.\nGive every row one."
    )
    assert said_of_persons(household_id=["a", None, "a"]) == (
        "persons.household_id: 1 row without an id: row 2.\nGive every row one."
    )


@pytest.mark.parametrize(
    ("ids", "shown"),
    [([1.0, 2.0, 3.0], "1.0"), ([1, "x", 2.0], "2.0"), ([1, "x", True], "True"), ([1, "x", (2,)], "(2,)")],
)
def test_ids_that_are_no_ids(ids: list[Any], shown: str) -> None:
    assert said_of_persons(person_id=ids) == (
        f"persons.person_id: ids are neither text nor whole numbers, e.g. {shown}.\n"
        "Read id columns as text (dtype=str); a spreadsheet may have cut long numbers to 15 digits."
    )


def test_double_ids() -> None:
    assert said_of_persons(person_id=[1, 1, 3]) == (
        "persons.person_id: 1 id used more than once: 1.\nEach id stands in one row."
    )
    assert refusal(PopulationError, Population, households(household_id="a"), persons()) == (
        "households.household_id: 1 id used more than once: a.\nEach id stands in one row."
    )


def test_a_person_without_a_household() -> None:
    advice = "Every person's household_id must be one of households.household_id, of the same type (text or number)."
    assert said_of_persons(household_id=["a", "b", "z"]) == (
        "persons.household_id: 1 person of a household that is not in the households table: 3 → z.\n" + advice
    )
    assert refusal(PopulationError, Population, households(household_id=[1, 2]), persons(household_id=list("121"))) == (
        "persons.household_id: 3 persons of a household that is not in the households table: 1 → 1, 2 → 2, 3 → 1.\n"
        + advice
    )


def test_a_household_without_persons() -> None:
    assert said_of_persons(household_id="a") == (
        "households: 1 household without any person: b.\nRemove them, or add their members to the persons table."
    )


# ------------------------------------------------------------------------------------ contradictions, several


def test_a_grade_without_a_kind_and_a_kind_without_a_grade() -> None:
    assert said_of_persons(disability_grade=[0, 2, 0]) == (
        "persons: 1 person with a disability grade without a kind: 2.\nGive the kind, or grade 0."
    )
    assert said_of_persons(disability_kind=["visual", "none", "none"]) == (
        "persons: 1 person with a disability kind without a grade: 1.\nGive a grade 1 to 4, or kind none."
    )


def test_employed_and_unemployed() -> None:
    assert said_of_persons(employed=True, registered_unemployed=[True, False, True]) == (
        "persons: 2 persons with employed and registered unemployed at once: 1, 3.\nA person is one or the other."
    )


def test_all_faults_are_said_at_once() -> None:
    text = refusal(
        PopulationError,
        Population,
        households(area=["urban", "city"], dwellings=[0, -1]),
        persons(age=[30, 200, 4], household_id=["a", "b", "z"]),
    )
    assert text == (
        "4 faults:\n"
        "- households.area: 1 value unknown: household b (city). Allowed: urban, rural.\n"
        "- households.dwellings: 1 value below 0: household b (-1). "
        "Allowed: whole numbers of dwellings from 0 to 1,000,000.\n"
        "- persons.age: 1 value above 130: person 2 (200). Allowed: whole numbers of years from 0 to 130.\n"
        "- persons.household_id: 1 person of a household that is not in the households table: 3 → z. "
        "Every person's household_id must be one of households.household_id, of the same type (text or number)."
    )


def test_contradictions_are_said_together() -> None:
    assert said_of_persons(disability_kind=["visual", "none", "none"], disability_grade=[0, 1, 0]) == (
        "2 faults:\n"
        "- persons: 1 person with a disability grade without a kind: 2. Give the kind, or grade 0.\n"
        "- persons: 1 person with a disability kind without a grade: 1. Give a grade 1 to 4, or kind none."
    )
