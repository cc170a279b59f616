"""What a user reads whose tables make no population: columns, ids, the link between them, contradictions."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from aidkit.errors import PopulationError
from aidkit.population import Population
from tests.refusals import refusal


def households(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"household_id": ["a", "b"], "area": ["urban", "rural"], **columns})


def persons(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"person_id": [1, 2, 3], "household_id": ["a", "b", "a"], "age": [30, 72, 4], **columns})


def said_of_households(**columns: Any) -> str:
    return refusal(PopulationError, Population, households(**columns), persons())


def said_of_persons(**columns: Any) -> str:
    return refusal(PopulationError, Population, households(), persons(**columns))


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
