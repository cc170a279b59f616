"""Whom a row means is decided by what it says: doubts go to review, strangers are listed, nothing is merged in silence."""

import pytest

from aidkit.data.identity import parse
from aidkit.data.register import read_extract
from aidkit.errors import AidkitError
from aidkit.oversight import match
from aidkit.oversight.errors import OversightError
from aidkit.oversight.matching.linking import read_birth
from tests.data.extract_builder import number, person, write
from tests.oversight.matching_files import CUT, FOUR, ONE, THREE, TWO, WRONG, calls, cars, extract, family


def test_two_of_one_name_in_one_village_are_a_doubt(tmp_path):
    found = calls(family(tmp_path), ("李敏", "东村", "求助"))
    assert found.hits.empty
    assert found.review[["person_id", "by", "candidates", "score"]].values.tolist() == [
        [ONE, "name and village", 2, 0.5],
        [TWO, "name and village", 2, 0.5],
    ]
    assert found.summary.loc["hotline", ["review", "hits", "strangers"]].tolist() == [1, 0, 0]


@pytest.mark.parametrize("born", ["1980", "1980年3月", "198003", "1980-03-04", "19800304", "1980.3.4"])
def test_a_birth_decides_between_them(tmp_path, born):
    found = calls(family(tmp_path), ("李敏", "东村", born), head=("姓名", "村居", "出生日期"))
    assert found.hits[["person_id", "by", "score"]].values.tolist() == [[TWO, "name, village and birth", 1.0]]


def test_a_birth_that_fits_nobody_makes_a_stranger(tmp_path):
    found = calls(family(tmp_path), ("李敏", "东村", "1981"), head=("姓名", "村居", "出生年份"))
    assert found.hits.empty
    assert found.review.empty
    assert found.strangers[["list", "name", "row"]].values.tolist() == [["hotline", "李敏", 2]]


def village(folder):
    """A village of four: names of three letters, one of two, one of several parts."""
    return extract(
        folder,
        person(姓名="王小明", 身份证号=ONE, 村居="东村"),
        person(姓名="王小红", 身份证号=TWO, 村居="东村", 户编号="A2"),
        person(姓名="李敏", 身份证号=THREE, 村居="东村", 户编号="A3"),
        person(姓名="买买提·阿不都", 身份证号=FOUR, 村居="东村", 户编号="A4"),
    )


@pytest.mark.parametrize(
    ("name", "persons", "score"),
    [
        ("王晓明", [ONE], 2 / 3),  # a letter replaced
        ("王明", [ONE], 2 / 3),  # one left out
        ("小王明", [ONE], 2 / 3),  # two changed places
        ("王小", [ONE, TWO], 1 / 3),  # like both alike
        ("王小明明", [ONE], 3 / 4),
        ("买买提阿不都", [FOUR], 6 / 7),
        ("李强", [], None),  # one letter of two
        ("赵大明", [], None),
    ],
)
def test_a_name_alike_in_the_village_is_a_doubt_with_its_score(tmp_path, name, persons, score):
    found = calls(village(tmp_path), (name, "东村", "求助"))
    assert found.hits.empty
    assert found.review["person_id"].tolist() == persons
    assert found.review["score"].tolist() == pytest.approx([score] * len(persons))
    assert set(found.review["by"]) <= {"a name alike, and village"}
    assert len(found.strangers) == (not persons)


def test_a_name_alike_elsewhere_is_a_stranger_and_one_that_fits_leaves_no_doubt(tmp_path):
    found = calls(village(tmp_path), ("王晓明", "西村", "求助"), ("王晓明", "", "求助"), ("王小明", "东村", "求助"))
    assert found.hits["person_id"].tolist() == [ONE]
    assert found.review.empty
    assert found.strangers["row"].tolist() == [2, 3]


def test_the_village_of_a_name_alike_may_be_called_otherwise(tmp_path):
    assert calls(village(tmp_path), ("王晓明", "东社区", "求助")).review["person_id"].tolist() == [ONE]


@pytest.mark.parametrize(("born", "persons"), [("1970", [ONE]), ("1970-02-01", [ONE]), ("1980", [TWO]), ("1981", [])])
def test_a_name_alike_needs_the_year_of_birth_where_one_is_given(tmp_path, born, persons):
    found = calls(village(tmp_path), ("王小", "东村", born), head=("姓名", "村居", "出生日期"))
    assert found.review["person_id"].tolist() == persons
    assert set(found.review["by"]) <= {"a name alike, village and year of birth"}


def test_the_same_name_born_on_another_day_of_the_year_is_a_doubt(tmp_path):
    found = calls(village(tmp_path), ("王小明", "东村", "1970-02-01"), head=("姓名", "村居", "出生日期"))
    assert found.hits.empty
    assert found.review[["person_id", "score"]].values.tolist() == [[ONE, 1.0]]


def test_a_number_that_is_nobodys_is_not_helped_by_a_name(tmp_path):
    found = cars(village(tmp_path), ("王小明", number("19550505", "055"), "小型轿车"))
    assert found.review.empty
    assert len(found.strangers) == 1


@pytest.mark.parametrize(("likeness", "persons"), [(0.3, [ONE, TWO]), (2 / 3, [ONE]), (0.67, []), (1, [])])
def test_another_likeness_may_be_tried(tmp_path, likeness, persons):
    folder = village(tmp_path)
    write(folder / "热线.csv", [["姓名", "村居"], ["王明", "东村"]])
    assert match(folder, likeness=likeness).review["person_id"].tolist() == persons


@pytest.mark.parametrize("likeness", [0, -1, 1.01, float("nan")])
def test_a_likeness_that_is_none(tmp_path, likeness):
    with pytest.raises(OversightError) as raised:
        match(village(tmp_path), likeness=likeness)
    assert str(raised.value) == (
        f"likeness={likeness} cannot be used.\n"
        "Give a share above 0 and at most 1: 0.65 lets one letter of three differ, 1 none."
    )


def test_a_birth_that_is_none_is_listed_and_left_out(tmp_path):
    found = calls(family(tmp_path), ("王华", "西社区", "五十岁"), head=("姓名", "村居", "出生日期"))
    assert found.hits["person_id"].tolist() == [CUT]
    assert found.faults[["row", "value", "fault", "done"]].values.tolist() == [
        [2, "五十岁", "not a birth", "matched without it"]
    ]


@pytest.mark.parametrize("village", ["西村", "西村委会", "西"])
def test_a_village_called_otherwise_is_a_doubt(tmp_path, village):
    found = calls(family(tmp_path), ("王华", village, "求助"))
    assert found.hits.empty
    assert found.review[["person_id", "by"]].values.tolist() == [
        [CUT, "name, and village but for what it is called (村, 社区)"]
    ]


def test_a_name_alone_is_a_doubt(tmp_path):
    found = calls(family(tmp_path), ("王华", "", "求助"), ("王 华", "西社区", "求助"))
    assert found.review["by"].tolist() == ["name; the row gives no village"]
    assert found.hits["by"].tolist() == ["name and village"]


def test_another_village_or_no_name_is_a_stranger(tmp_path):
    found = calls(family(tmp_path), ("王华", "东村", "求助"), ("", "西社区", "求助"))
    assert found.hits.empty
    assert found.review.empty
    assert found.strangers["row"].tolist() == [2, 3]


def test_a_number_decides_whatever_the_name(tmp_path):
    found = cars(family(tmp_path), ("赵某", f" {ONE.lower()}", "小型轿车"))
    assert found.hits[["person_id", "register_name", "name_agrees"]].values.tolist() == [[ONE, "李敏", False]]
    faults = found.faults[found.faults["fault"] == "two names under one number"]
    assert faults[["row", "column", "value", "done", "open"]].values.tolist() == [
        [2, "所有人", "赵某", "the register has the number under 李敏; matched by the number", True]
    ]


def test_two_owners_under_one_number_are_listed(tmp_path):
    stranger = number("19550505", "055")
    found = cars(family(tmp_path), ("甲", stranger, "小型轿车"), ("乙", stranger, "小型轿车"))
    faults = found.faults[found.faults["fault"] == "two names under one number"]
    assert faults["done"].tolist() == ["the list has the number under 甲; matched by the number"]


def test_a_wrong_check_character_needs_the_name(tmp_path):
    found = cars(family(tmp_path), ("李敏", WRONG, "小型轿车"), ("赵某", WRONG, "小型轿车"))
    assert found.hits[["id", "person_id", "by"]].values.tolist() == [
        [WRONG, ONE, "identity number but for its check character, and name"]
    ]
    assert found.review[["person_id", "by", "row"]].values.tolist() == [[ONE, "the same 17 digits", 3]]


def test_digits_lost_in_a_float_are_a_doubt(tmp_path):
    found = cars(family(tmp_path), ("王华", THREE, "小型轿车"), ("李敏", TWO[:15] + "000", "小型轿车"))
    assert found.hits.empty
    by = "the first 15 digits, the rest lost in a float, and name"
    assert found.review[["person_id", "by"]].values.tolist() == [[CUT, by], [TWO, by]]


def test_fifteen_digits_are_a_number(tmp_path):
    found = cars(family(tmp_path), ("李敏", ONE[:6] + ONE[8:17], "小型轿车"))
    assert found.hits[["id", "by"]].values.tolist() == [[ONE, "identity number"]]


@pytest.mark.parametrize(
    ("text", "birth"),
    [("1970", (1970,)), ("1970年1月", (1970, 1)), ("197001", (1970, 1)), ("1970-01-02", (1970, 1, 2)),
     ("70", None), ("51岁", None), ("", None), ("1970-01-02-03", None)],
)  # fmt: skip
def test_births(text, birth):
    assert read_birth(text) == birth
    assert parse(ONE).birth.year == 1970


def said(*given, **kept):
    with pytest.raises(AidkitError) as raised:
        match(*given, **kept)
    return str(raised.value)


def test_messages(tmp_path):
    folder = family(tmp_path)
    assert said("nowhere") == "nowhere: no such folder.\nGive the folder of the departments' lists."
    assert said(read_extract(folder)) == (
        'No folder of lists was given.\nWrite match(register, "folder of the lists").'
    )
    assert said(folder, lists=["vehicle"]) == "There is no list 'vehicle'.\nDid you mean 'vehicles'?"
    assert said(folder, lists=["deaths"]) == (
        f"{folder.name}: no file is called 死亡 (.csv or .xlsx).\nIt is the list of the dead."
    )
    write(folder / "车辆登记.csv", [["车主", "品牌", "车型"], ["李敏", "某牌", "小型轿车"]])
    found = match(folder, lists=["vehicles"])
    assert found.review["by"].tolist() == ["name; the row gives no village"] * 2
