"""What a hit means for the rules: kinds of vehicles, capital, deaths, cards, the public payroll."""

import pytest

from aidkit.oversight import match
from tests.data.extract_builder import HEAD, number, person, write
from tests.oversight.matching_files import ONE, THREE, TWO, cars, extract, family


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        ("小型轿车", True),
        ("普通二轮摩托车", False),
        ("残疾人机动轮椅车", False),
        ("轻便摩托车", False),
        ("", True),
    ],
)
def test_what_a_kind_of_vehicle_means(tmp_path, kind, counts):
    found = cars(family(tmp_path), ("李敏", ONE, kind), ("王某", number("19550505", "055"), "货车"))
    assert found.hits["counts"].tolist() == [counts]
    assert len(found.wrong_clues) == counts


def test_capital_that_cannot_be_read_is_listed_and_not_added_up(tmp_path):
    folder = family(tmp_path)
    head = ["法定代表人", "身份证号", "注册资本(万元)"]
    write(folder / "工商登记.csv", [head, ["李敏", ONE, "若干"], ["李敏", ONE, "3"]])
    found = match(folder, lists=["business"])
    assert found.hits["amount"].isna().tolist() == [True, False]
    assert found.households["business_capital_listed"].tolist() == [30_000.0]
    assert found.faults[["row", "value", "fault", "open"]].values.tolist()[-1] == [
        2,
        "若干",
        "cannot be read",
        True,
    ]


def test_someone_who_died_after_the_date_does_not_count(tmp_path):
    folder = family(tmp_path)
    rows = [["李敏", ONE, "2021-09-30"], ["李敏", TWO, "2021-07-01"]]
    write(folder / "死亡人员.csv", [["姓名", "身份证号", "死亡日期"], *rows])
    found = match(folder, lists=["deaths"])
    assert found.hits[["counts", "reading"]].values.tolist() == [
        [False, "died 2021-09-30, after the register's date 2021-08-28"],
        [True, "dead: payment ends with the month of death (2021-07-01)"],
    ]


def test_a_card_the_register_does_not_have_is_said(tmp_path):
    folder = extract(
        tmp_path,
        person(姓名="甲", 身份证号=ONE, 残疾证号=f"{ONE}42"),
        person(姓名="乙", 身份证号=TWO, 户编号="A2"),
        person(姓名="丙", 身份证号=THREE, 户编号="A3", 残疾证号=f"{THREE}11"),
    )
    rows = [["甲", f"{ONE}42", "2018.6.9"], ["乙", f"{TWO}53", "2018.6.9"], ["丙", f"{THREE}12", "2018.6.9"]]
    write(folder / "残联持证.csv", [["姓名", "残疾证号", "发证日期"], *rows])
    said = match(folder, lists=["disability_cards"]).hits["reading"].tolist()
    reading = "a disability card: kind and grade decide single entry, tekun and uplift"
    assert said == [
        f"{reading} (physical 2)",
        f"{reading} (intellectual 3); the register has no card",
        f"{reading} (visual 2); the register has another card",
    ]


def test_the_public_payroll_is_a_clue(tmp_path):
    folder = family(tmp_path)
    write(folder / "财政供养人员.csv", [["姓名", "身份证号", "单位"], ["李敏", ONE, "某局"]])
    found = match(folder)
    assert found.wrong_clues[["list", "detail"]].values.tolist() == [["public_employees", "某局"]]


def test_a_register_without_schemes_says_that_nobody_counts_as_paid(tmp_path):
    head = [column for column in HEAD if column != "现享受待遇"]
    folder = extract(tmp_path, person(姓名="李敏", 身份证号=ONE), head=head)
    found = cars(folder, ("李敏", ONE, "小型轿车"))
    assert found.wrong_clues.empty
    assert found.faults[["column", "fault", "done", "open"]].values.tolist() == [
        ["现享受待遇", "no column of schemes", "nobody counts as paid now", True]
    ]
