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
        f"persons.wage_income: 1 value above 1,000,000,000,000: person 1 (350582********1234).\n{MONEY}"
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
