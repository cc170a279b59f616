"""The shipped sample: every planted hit is found, and no other; what each means for the rules."""

import json
from pathlib import Path

import openpyxl
import pytest

from aidkit import load_policy
from aidkit.data.register import read_extract
from aidkit.oversight import match

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "register-sample"
TRUTH = json.loads((ROOT / "tests" / "data" / "register_sample_truth.json").read_text("utf-8"))
LISTS = ("vehicles", "business", "real_estate", "petition", "hotline")


@pytest.fixture(scope="module")
def found():
    return match(SAMPLE)


@pytest.mark.parametrize("name", LISTS)
def test_every_planted_hit_is_found_and_no_other(found, name):
    assert sorted(found.hits.loc[found.hits["list"] == name, "id"]) == sorted(TRUTH[name])


def test_the_dead_the_disabled_and_the_unemployed_too(found):
    counts = found.summary["hits"].to_dict()
    assert counts == {
        "vehicles": 9, "business": 6, "real_estate": 12, "deaths": 4, "medical": 28, "disability_cards": 33,
        "unemployment": 10, "petition": 6, "hotline": 8,
    }  # fmt: skip
    assert sorted(found.hits.loc[found.hits["list"] == "deaths", "id"]) == sorted(TRUTH["dead_paid"])
    assert found.review.empty
    assert found.strangers.empty


def test_a_motorcycle_is_no_vehicle(found):
    cycle = found.hits[found.hits["detail"].str.contains("摩托")]
    assert cycle[["id", "counts", "amount", "reading"]].values.tolist() == [
        ["999999200606089981", False, 0.0, "a motorcycle is no vehicle (摩托车不计入车辆)"]
    ]
    assert not set(cycle["person_id"]) & set(found.wrong_clues["person_id"])


def test_a_wrong_check_digit_of_the_register_is_seen_through_only_with_the_name(found):
    near = found.hits[found.hits["by"] != "identity number"]
    near = near[near["id"] != near["person_id"]]
    assert set(near["by"]) == {"identity number but for its check character, and name"}
    assert near["name_agrees"].all()
    assert set(near["id"]) <= set(TRUTH["planted"]["bad_id"])


def test_callers_without_a_number_are_found_by_name_and_village(found):
    calls = found.hits[found.hits["list"] == "hotline"]
    assert set(calls["by"]) == {"name and village"}
    assert set(calls["score"]) == {1.0}
    petitions = found.hits[found.hits["list"] == "petition"]
    assert petitions["by"].value_counts().to_dict() == {"identity number": 3, "name and village": 3}


def test_capital_is_in_yuan(found):
    business = found.hits[found.hits["list"] == "business"]
    assert sorted(set(business["amount"])) == [30_000.0, 500_000.0]  # 3 and 50 万元
    assert found.faults[["column", "value", "fault", "done"]].values.tolist() == [
        ["注册资本", "万元", "column in 万元", "multiplied by 10,000"]
    ]


def test_only_households_now_paid_are_under_a_clue_of_wrong_coverage(found):
    clues = found.wrong_clues
    assert clues["covered"].all()
    assert clues["household_id"].nunique() == 12
    assert found.summary["wrong_clues"].sum() == len(clues) == 15
    assert set(clues["list"]) == {"vehicles", "business", "real_estate", "deaths"}


def test_with_a_policy_assets_within_its_limits_are_no_clue(found):
    policy = load_policy("jinjiang")
    held = match(SAMPLE, policy=policy)
    generous = match(SAMPLE, policy=policy.reform({"assets.dibao.vehicles": None, "assets.dibao.dwellings": 9}))
    over = held.households
    assert over.loc["HH20210014", ["vehicles_listed", "vehicles_declared", "vehicles_undeclared"]].tolist() == [1, 0, 1]
    assert over.loc["HH20210014", "vehicles_over"]
    assert not over.loc["HH20210017", "dwellings_over"]  # one dwelling
    assert set(held.wrong_clues.index) < set(found.wrong_clues.index)
    assert set(generous.wrong_clues["list"]) == {"deaths"}


def test_declared_assets_are_held_against_listed_ones(found):
    table = found.households
    assert table.loc["HH20210055", ["business_capital_listed", "business_capital_declared"]].tolist() == [
        530_000,
        0,
    ]
    assert table.loc["HH20210056", "business_capital_undeclared"] == 0  # declared, and not on the list
    assert "vehicles_over" not in table


def test_expected_confirmations_are_far_fewer_than_clues(found):
    expected = found.confirmations()
    assert (expected.clues, expected.fewest, expected.most) == (12, 0, 4)
    assert expected.expected == pytest.approx(12 * 1_116 / 7_667)


def test_the_register_may_be_given_as_read(found):
    again = match(read_extract(SAMPLE), SAMPLE, lists=["vehicles"])
    assert again.hits["id"].tolist() == found.hits.loc[found.hits["list"] == "vehicles", "id"].tolist()


def test_the_text_says_it_all(found):
    assert str(found) == (
        "核对 register extract register-sample, 晋江市青阳街道社会救助家庭成员信息表, as of 2021-08-28 with 9 lists:\n"
        "车辆登记 vehicles: 9 rows, 9 hits, 0 to look at, 0 strangers\n"
        "工商登记 business: 6 rows, 6 hits, 0 to look at, 0 strangers\n"
        "不动产登记 real_estate: 12 rows, 12 hits, 0 to look at, 0 strangers\n"
        "死亡人员 deaths: 4 rows, 4 hits, 0 to look at, 0 strangers\n"
        "医保自付 medical: 28 rows, 28 hits, 0 to look at, 0 strangers\n"
        "残联持证 disability_cards: 33 rows, 33 hits, 0 to look at, 0 strangers\n"
        "失业登记 unemployment: 10 rows, 10 hits, 0 to look at, 0 strangers\n"
        "信访 petition: 6 rows, 6 hits, 0 to look at, 0 strangers\n"
        "热线 hotline: 8 rows, 8 hits, 0 to look at, 0 strangers\n"
        "Clues of wrong coverage (错保线索) against 12 households now paid.\n"
        "12 clues: about 1.7 to be confirmed (查是), 95% interval 1.7 to 1.8; this time between 0 and 4.\n"
        "Judged by 1,116 confirmed of 7,667 clues (14.56%); that the rate holds here is an assumption.\n"
        "A hit is a clue to be checked, not a finding against anybody."
    )


def test_the_workbook_masks_numbers_and_leaves_strangers_out(found, tmp_path):
    book = openpyxl.load_workbook(found.to_workbook(tmp_path / "核对.xlsx"))
    assert book.sheetnames == [
        "核对结果 summary", "分名单 lists", "命中 hits", "待人工核实 review", "分户资产 households", "文件问题 faults"
    ]  # fmt: skip
    assert book["命中 hits"].max_row == len(found.hits) + 1
    texts = {str(cell.value) for page in book for row in page.iter_rows() for cell in row}
    assert not [text for text in texts if any(one in text for one in TRUTH["vehicles"])]
