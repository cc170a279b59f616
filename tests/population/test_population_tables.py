"""Two tables become a population: ids, order, defaults, and what the engine reads of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import aidkit
from aidkit.population import Population
from aidkit.schema import COLUMNS, Level


def households(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"household_id": ["a", "b"], "area": ["urban", "rural"], **columns})


def persons(**columns: Any) -> pd.DataFrame:
    return pd.DataFrame({"person_id": [1, 2, 3], "household_id": ["a", "b", "a"], "age": [30, 72, 4], **columns})


# ----------------------------------------------------------------------------------------------------- ids


def test_ids_may_stand_in_a_column_or_in_the_index() -> None:
    plain = Population(households(), persons())
    indexed = Population(households().set_index("household_id"), persons().set_index("person_id"))
    both = Population(households().set_index("household_id", drop=False), persons().set_index("person_id", drop=False))
    levels = Population(households(), persons().set_index(["household_id", "person_id"]))
    for other in (indexed, both, levels):
        assert list(other.households.index) == list(plain.households.index) == ["a", "b"]
        assert list(other.persons.index) == list(plain.persons.index) == [1, 2, 3]
        assert list(other.persons["household_id"]) == ["a", "b", "a"]
        assert other.persons["person_id"].tolist() == [1, 2, 3]
        assert other.persons.index.name is None


def test_an_index_without_a_name_holds_ids_only_where_it_is_no_row_number() -> None:
    unnamed = persons().drop(columns="person_id").set_axis(["x", "y", "z"], axis=0)
    assert list(Population(households(), unnamed).persons["person_id"]) == ["x", "y", "z"]


def test_ids_may_be_text_or_numbers_or_both() -> None:
    mixed = Population(households(household_id=[7, "b"]), persons(household_id=[7, "b", 7], person_id=["x", 2, 30]))
    assert mixed.household_of.tolist() == [0, 1, 0]
    assert mixed.layout.size.tolist() == [1, 2]
    categories = Population(
        households(household_id=pd.Categorical(["a", "b"])), persons(household_id=pd.Categorical(["a", "b", "a"]))
    )
    assert categories.household_of.tolist() == [0, 1, 0]
    assert categories.households.index.inferred_type == "string"


def test_a_long_number_is_not_cut() -> None:
    long = [350582199001011234, 350582199001011235, 350582199001011236]
    assert Population(households(), persons(person_id=long)).persons.index.tolist() == long


def test_tables_given_stay_as_they_were() -> None:
    given = households(), persons()
    before = given[0].copy(), given[1].copy()
    population = Population(*given)
    given[0].loc[0, "area"] = "rural"
    given[1].loc[0, "age"] = 99
    assert population.column("person", "age").tolist() == [30, 72, 4]
    pd.testing.assert_frame_equal(population.households.reset_index(drop=True), before[0])
    pd.testing.assert_frame_equal(population.persons.reset_index(drop=True), before[1])


# --------------------------------------------------------------------------------------------------- order


def test_rows_in_any_order_give_the_same_layout() -> None:
    one = Population(households(), persons(wage_income=[1.0, 2.0, 3.0]))
    other = Population(households().iloc[::-1], persons(wage_income=[1.0, 2.0, 3.0]).sample(frac=1, random_state=3))
    assert one.layout.size.tolist() == other.layout.size.tolist() == [1, 2]
    for level in COLUMNS:
        for name, column in one.layout.columns[level].items():
            np.testing.assert_array_equal(column, other.layout.columns[level][name], err_msg=name)


@pytest.mark.parametrize("ids", [[3, 20, 100], ["x3", "x20", "x100"], ["3", 20, "100"], [-1, 0, 1]])
def test_the_engine_s_order_does_not_hang_on_that_of_the_rows(ids: list[Any]) -> None:
    table = persons(person_id=ids, household_id=["a", "a", "a"])
    one_family = households().iloc[:1]
    orders = [
        [str(table.iloc[list(order)]["person_id"].iloc[row]) for row in _layout(one_family, table, order)]
        for order in ([0, 1, 2], [2, 0, 1], [1, 2, 0], [2, 1, 0])
    ]
    assert all(order == orders[0] for order in orders)


def _layout(family: pd.DataFrame, table: pd.DataFrame, order: list[int]) -> list[int]:
    rows: list[int] = Population(family, table.iloc[order]).layout.person_rows.tolist()
    return rows


def test_households_lie_together_by_place() -> None:
    table = pd.DataFrame({"household_id": list("abcd"), "area": "urban", "place": ["y", "x", "y", "x"]})
    members = pd.DataFrame({"person_id": range(4), "household_id": list("abcd"), "age": 30})
    layout = Population(table, members).layout
    assert layout.places == ("x", "y")
    assert layout.bounds.tolist() == [0, 1, 2]  # a run of two families each
    assert layout.household_rows.tolist() == [1, 3, 0, 2]


# ------------------------------------------------------------------------------------------------ defaults


def test_absent_columns_take_their_default_and_are_listed() -> None:
    population = Population(households(weight=[2.0, 3.0]), persons(wage_income=[0.0, 1.0, 2.0]))
    assumed = population.assumed
    optional = [(level, c.name) for level in COLUMNS for c in COLUMNS[level].values() if not c.required]
    expected = [(f"{level}s", name) for level, name in optional if name not in ("weight", "wage_income")]
    assert list(zip(assumed["table"], assumed["column"], strict=True)) == expected
    assert list(assumed.columns) == ["table", "column", "en", "zh", "default", "touches"]
    defaults = assumed.set_index("column")["default"]
    assert defaults[["local", "supporter", "town", "disability_since", "months_without_income"]].tolist() == [
        "True", "capable", "empty", "no date", "0",
    ]  # fmt: skip


def test_an_assumption_names_the_results_it_touches() -> None:
    touches = Population(households(), persons()).assumed.set_index("column")["touches"]
    assert touches["relief_received"] == "temporary_relief, missed_relief, annual_support"
    assert touches["current_scheme"].split(", ")[-1] == "coverage"
    assert "is_dibao" in touches["financial_assets"].split(", ")
    assert touches["sex"] == ""


@pytest.mark.parametrize("level", ["household", "person"])
def test_a_default_is_what_the_engine_reads(level: Level) -> None:
    population = Population(households(), persons())
    for column in COLUMNS[level].values():
        if column.kind == "key" or column.required:
            continue
        values = population.column(level, column.name)
        if column.kind == "category":
            assert (values == column.allowed_code(column.default)).all()
        elif column.kind == "date":
            assert np.isnat(values).all()
        else:
            assert (values == column.default).all()
        assert values.dtype == column.dtype


def test_nothing_is_assumed_where_every_column_is_given() -> None:
    full = Population(households(), persons())
    rows = {level: {} for level in COLUMNS}  # type: ignore[var-annotated]
    for level in COLUMNS:
        for c in COLUMNS[level].values():
            if not c.required:
                rows[level][c.name] = c.default if c.kind != "date" else pd.NaT
    given = Population(households(**rows["household"]), persons(**rows["person"]), strict=True)
    assert given.assumed.empty
    for level in COLUMNS:
        for name, column in full.layout.columns[level].items():
            np.testing.assert_array_equal(column, given.layout.columns[level][name], err_msg=name)


def test_columns_that_are_not_read_are_listed_and_kept() -> None:
    population = Population(households(telephone="-"), persons(name=["x", "y", "z"], remark=""))
    assert population.unused == ("households.telephone", "persons.name", "persons.remark")
    assert population.persons["name"].tolist() == ["x", "y", "z"]


def test_a_population_describes_itself() -> None:
    plain = Population(households(note=""), persons(), source="a test", synthetic=True)
    first, second, third, fourth = plain.describe().splitlines()
    assert first == "2 households, 3 persons — a test"
    assert second == "Invented: a synthetic population, nobody in it exists (合成数据)."
    assert third.startswith("Assumed, because absent: place, town, village, other_income, ")
    assert fourth == "Given but not read: households.note."
    assert repr(plain) == "Population(2 households, 3 persons, synthetic)"


# ------------------------------------------------------------------------------------------ forms of values


@pytest.mark.parametrize(
    ("column", "values", "read"),
    [
        ("wage_income", ["1", " 2.5 ", "3e2"], [1.0, 2.5, 300.0]),
        ("wage_income", pd.array([1, 2, 3], dtype="Int64"), [1.0, 2.0, 3.0]),
        ("age", [30.0, 72.0, 4.0], [30, 72, 4]),
        ("age", ["30", "72", "4"], [30, 72, 4]),
        ("employed", [1, 0, 1], [True, False, True]),
        ("employed", ["TRUE", "false", "True"], [True, False, True]),
        ("employed", [1.0, False, "0"], [True, False, False]),
        ("sex", pd.Categorical(["male", "female", "male"]), [0, 1, 0]),
    ],
)
def test_a_value_is_read_in_any_form_that_says_it(column: str, values: Any, read: list[Any]) -> None:
    assert Population(households(), persons(**{column: values})).column("person", column).tolist() == read


@pytest.mark.parametrize(
    "days",
    [
        ["2020-02-29", "", "2021-01-01"],
        ["2020-02-29 00:00:00", None, "2021-01-01"],
        pd.to_datetime(["2020-02-29", None, "2021-01-01 12:30"], format="ISO8601"),
        [pd.Timestamp("2020-02-29"), pd.NaT, pd.Timestamp("2021-01-01").date()],
        pd.Categorical(["2020-02-29", None, "2021-01-01"]),
    ],
    ids=["text", "text with time", "datetimes", "objects", "categories"],
)
def test_a_date_is_read_in_any_form_that_says_it(days: Any) -> None:
    read = Population(households(), persons(disability_since=days)).column("person", "disability_since")
    assert np.datetime_as_string(read, "D").tolist() == ["2020-02-29", "NaT", "2021-01-01"]


def test_a_population_of_one() -> None:
    alone = Population(
        pd.DataFrame({"household_id": ["a"], "area": ["rural"]}),
        pd.DataFrame({"person_id": ["a"], "household_id": ["a"], "age": [72]}),
    )
    result = aidkit.simulate(alone, aidkit.load_policy("jinjiang"))
    assert (len(result.households), len(result.persons)) == (1, 1)
    assert result.households.loc["a", "family_size"] == 1
