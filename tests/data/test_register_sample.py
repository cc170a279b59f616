"""The shipped sample extract, read as it is: every planted fault is found, everything else reads true."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from shutil import copy

import pandas as pd
import pytest
from extract_builder import write

import aidkit.data.register.faults as faults
from aidkit.data import identity
from aidkit.data.register import read_extract, read_register
from aidkit.data.tables import read_sheets

SAMPLE = Path(__file__).parents[2] / "data" / "register-sample"
TRUTH = json.loads((Path(__file__).parent / "register_sample_truth.json").read_text("utf-8"))
CLEAN = pd.DataFrame(TRUTH["clean"])
WORTH = [
    "age",
    "sex",
    "disability_kind",
    "disability_grade",
    "wage_income",
    "medical_self_paid",
    "serious_illness",
]


@pytest.fixture(scope="module")
def extract():
    return read_extract(SAMPLE)


def rows_of(extract, fault, file="家庭成员.csv"):
    found = extract.faults
    return found[(found["fault"] == fault) & (found["file"] == file)]


def person_in(extract, row):
    """The true number of the person a row of the members' list is about."""
    return CLEAN["id"][extract.roll.index[extract.roll["row"] == row][0]]


def test_every_person_and_household_is_read(extract):
    assert (len(extract.persons), len(extract.households)) == (TRUTH["persons"], TRUTH["households"])
    assert extract.persons["household_id"].tolist() == CLEAN["household_id"].tolist()
    assert extract.roll["name"].tolist() == CLEAN["name"].tolist()


@pytest.mark.parametrize("column", WORTH)
def test_every_value_is_the_true_one(extract, column):
    assert extract.persons[column].tolist() == CLEAN[column].tolist()


def test_numbers_are_the_true_ones_but_for_the_wrong_check_digits(extract):
    differ = extract.persons["person_id"] != CLEAN["id"]
    assert set(CLEAN["id"][differ]) == set(TRUTH["planted"]["bad_id"])
    assert (extract.persons["person_id"].str[:17] == CLEAN["id"].str[:17]).all()


@pytest.mark.parametrize(
    ("planted", "fault", "column"),
    [
        ("bad_id", identity.WRONG_CHECK, "身份证号"),
        ("full_width", faults.FULL_WIDTH, "年工资收入"),
        ("spaces", faults.SPACES, "身份证号"),
    ],
)
def test_every_planted_fault_is_listed_and_no_other_of_its_kind(extract, planted, fault, column):
    found = rows_of(extract, fault)
    assert Counter(person_in(extract, row) for row in found["row"]) == Counter(TRUTH["planted"][planted])
    assert set(found["column"]) == {column}
    assert len(extract.faults[extract.faults["fault"] == fault]) == len(found)


def test_the_kinds_of_faults_are_these_and_no_others(extract):
    assert dict(Counter(extract.faults["fault"])) == {
        faults.TOTAL_ROW: 2,
        faults.SPACES: 9,
        faults.FULL_WIDTH: 6,
        identity.WRONG_CHECK: 6,
        faults.CARD_DIFFERS: 2,
        faults.MATCHED_LOOSELY: 5,
        faults.INFERRED: 10,
        faults.ON_DEATH_LIST: 4,
        faults.FILE_NOT_READ: 5,
    }


def test_a_wrong_check_digit_is_kept_and_the_right_one_told(extract):
    first = rows_of(extract, identity.WRONG_CHECK).iloc[0]
    assert first.to_dict() == {
        "file": "家庭成员.csv",
        "row": 30,
        "column": "身份证号",
        "value": "999999198506221472",
        "fault": "wrong check digit",
        "done": "kept as written, though its digits give 1; age and sex are the digits'",
    }


def test_the_total_row_is_left_out_and_listed(extract):
    assert rows_of(extract, faults.TOTAL_ROW)[["row", "value"]].values.tolist() == [[251, "合计 247人"]]
    assert rows_of(extract, faults.TOTAL_ROW, "家庭财产.xlsx")["value"].tolist() == ["合计 6520200"]


def test_the_dead_are_listed_and_stay(extract):
    found = rows_of(extract, faults.ON_DEATH_LIST)
    assert set(found["value"]) == set(TRUTH["dead_paid"]) == set(extract.dead)
    assert set(TRUTH["dead_paid"]) <= set(extract.persons["person_id"])
    assert found["done"].iloc[0] == "died 2021-07-05; kept and counted, as the register has it"


def test_the_dead_and_households_of_nobody_else_are_left_out_when_asked():
    extract = read_extract(SAMPLE, leave_out_dead=True)
    assert (len(extract.persons), len(extract.households)) == (243, 119)
    assert not set(TRUTH["dead_paid"]) & set(extract.persons["person_id"])
    emptied = extract.faults[extract.faults["done"] == "left out: nobody else is in the household"]
    assert emptied[["file", "value"]].values.tolist() == [["死亡人员.csv", "HH20210095"]]


def test_petitioners_and_callers_are_the_planted_ones(extract):
    persons = extract.persons
    assert set(persons["person_id"][persons["petitioner"]]) == set(TRUTH["petition"])
    assert set(persons["person_id"][persons["hotline_caller"]]) == set(TRUTH["hotline"])


def test_the_unemployed_have_months_and_insurance(extract):
    unemployed = extract.persons[extract.persons["registered_unemployed"]]
    assert unemployed["months_without_income"].tolist() == [7] * 10  # 15 January to 28 August
    remarked = extract.roll["remark"][unemployed.index] == "未参加失业保险"
    assert (unemployed["unemployment_insured"] == ~remarked).all()
    assert not extract.persons["employed"][unemployed.index].any()


def test_cards_date_every_disability(extract):
    disabled = extract.persons[extract.persons["disability_kind"] != "none"]
    assert len(disabled) == 33
    assert disabled["disability_since"].notna().all()
    assert disabled["disability_since"].iloc[0] == pd.Timestamp(2018, 6, 9)


def test_households_have_assets_expenses_and_the_dibao_paid(extract):
    households = extract.households.set_index("household_id")
    assert households["financial_assets"].sum() == 6_520_200  # the file's own total row
    assert households.loc["HH20210118", ["dwellings", "business_capital"]].tolist() == [2, 300_000]
    assert households.loc["HH20210014", "previous_benefit"] == pytest.approx(489.65 + 516.42 + 458.23)
    assert households.loc["HH20210044", "previous_benefit"] == 835.15  # 单人保 is dibao for one person
    assert households.loc["HH20210006", "previous_benefit"] == 0  # 特困 is not
    assert set(households["area"]) == {"urban", "rural"}


def test_schemes_and_parents_are_read(extract):
    persons = extract.persons
    assert dict(Counter(persons["current_scheme"])) == {
        "none": 157, "dibao": 67, "orphan": 8, "tekun": 5, "dibao_single": 5, "edge": 5
    }  # fmt: skip
    orphans = persons[persons["father"] == "dead"]
    assert (len(orphans), set(orphans["mother"])) == (8, {"dead"})
    assert persons["only_parent"].sum() == 17


def test_it_becomes_a_population_that_says_it_is_invented(extract):
    population = read_register(str(SAMPLE))
    assert population.synthetic
    assert (
        population.source == "register extract register-sample, 晋江市青阳街道社会救助家庭成员信息表, as of 2021-08-28"
    )
    pd.testing.assert_frame_equal(population.faults, extract.faults)
    assert population.unused == ()


def test_a_policy_date_of_ones_own_moves_ages_and_is_listed(extract):
    later = read_extract(SAMPLE, policy_date="2022-08-28")
    assert (later.persons["age"] == extract.persons["age"] + 1).all()
    assert later.policy_date == date(2022, 8, 28)
    found = later.faults[later.faults["fault"] == faults.OTHER_DATE]
    assert found[["column", "value", "done"]].values.tolist() == [
        ["截止日期", "2021-08-28", "ages and months are counted to 2022-08-28, the policy date given"]
    ]


def test_the_same_extract_saved_as_workbooks_reads_the_same(extract, tmp_path):
    for path in SAMPLE.glob("*.csv"):
        write(tmp_path / f"{path.stem}.xlsx", read_sheets(path)[0].grid)
    for path in SAMPLE.glob("*.xlsx"):
        copy(path, tmp_path)
    again = read_extract(tmp_path)
    pd.testing.assert_frame_equal(again.persons, extract.persons)
    pd.testing.assert_frame_equal(again.households, extract.households)
    assert Counter(again.faults["fault"]) == Counter(extract.faults["fault"])
