"""The lists beside the members: each fills its columns; what fits nobody, or two, is listed and left out."""

from datetime import date

import pytest
from extract_builder import listed, members, number, person, write

import aidkit.data.register.faults as faults
from aidkit.data.register import read_extract

FIRST, SECOND, OTHER = number(order="001"), number("19800304", "002"), number("19900506", "003")
CARD = f"{SECOND}43"


@pytest.fixture
def read(tmp_path):
    """Read an extract of two households of one, with the lists given."""

    def read(lists=None, first=None, second=None):
        people = [
            person(身份证号=FIRST, **(first or {})),
            person(**{"户编号": "A2", "姓名": "乙某", "身份证号": SECOND, **(second or {})}),
        ]
        write(tmp_path / "家庭成员.csv", members(*people))
        for name, rows in (lists or {}).items():
            write(tmp_path / name, rows)
        return read_extract(tmp_path)

    return read


def test_property_by_household_with_what_is_missing_unknown_or_repeated(read):
    head = ["户编号", "存款及有价证券（万元）", "住房(套)", "车辆", "教育"]
    rows = [head, ["A1", "1.5", "2", "1", "800"], ["A1", "1.5", "2", "1", "800"], ["A9", "0", "0", "0", "0"]]
    extract = read({"家庭财产.csv": rows})
    assert extract.households[["financial_assets", "dwellings", "vehicles", "education_expense"]].values.tolist() == [
        [15_000, 2, 1, 800], [0, 0, 0, 0]
    ]  # fmt: skip
    assert "business_capital" not in extract.households
    assert listed(extract, faults.ROW_REPEATED, "row", "done") == [(3, "left out: the same as an earlier row")]
    assert listed(extract, faults.NOT_MATCHED, "row", "value", "done") == [
        (4, "A9", "left out: no household of the members' list"),
        (0, "A2", "no row: assets, expenses read as 0"),
    ]


def test_payments_sum_the_dibao_of_a_household(read):
    head = ["户编号", "姓名", "身份证号", "救助类别", "保障金额(元/月)"]
    rows = [
        head,
        ["A1", "甲某", FIRST, "低保", "400.10"],
        ["A1", "丙某", OTHER, "低保", "300.20"],
        ["A2", "乙某", SECOND, "特困", "1000"],
        ["A1", "乙某", SECOND, "单人保", "50"],
        ["A9", "丁某", "", "低保", "1"],
    ]
    extract = read({"系统导出_2021-08.csv": rows})
    assert extract.households["previous_benefit"].tolist() == [750.3, 0]
    assert listed(extract, faults.NOT_MATCHED, "row", "column", "done") == [
        (3, "身份证号", "left out: nobody's number"),
        (6, "户编号", "left out: no household of the members' list"),
    ]
    assert listed(extract, faults.CONTRADICTS, "row", "done") == [
        (5, "the amount goes to A1, as the row says; the members' list has another household")
    ]


def test_of_several_months_the_last_up_to_the_policy_date_is_read(read):
    def export(amount):
        return [["户编号", "救助类别", "保障金额"], ["A1", "低保", amount]]

    lists = {f"系统导出_2021-{month}.csv": export(amount) for month, amount in (("07", "7"), ("08", "8"), ("09", "9"))}
    extract = read(lists)
    assert extract.households["previous_benefit"].tolist() == [8, 0]
    assert listed(extract, faults.FILE_NOT_READ, "file", "done") == [
        ("系统导出_2021-07.csv", "left out: not the month of the policy date, nor the last before it"),
        ("系统导出_2021-09.csv", "left out: not the month of the policy date, nor the last before it"),
    ]


@pytest.mark.parametrize(
    "written", ["2018.6.9", "2018-06-09", "20180609", "2018/6/9", "2018年6月9日", "43260", "2018-06-09 00:00"]
)
def test_cards_date_a_disability_in_any_spelling(read, written):
    rows = [["姓名", "残疾证号", "发证日期"], ["乙某", CARD, written], ["丙某", f"{OTHER}11", "2020-01-01"]]
    extract = read({"残联持证.csv": rows}, second={"残疾证号": CARD})
    assert extract.persons[["disability_kind", "disability_grade"]].values.tolist() == [
        ["none", 0],
        ["physical", 3],
    ]
    assert str(extract.persons["disability_since"][1]) == "2018-06-09 00:00:00"
    assert extract.persons["disability_since"].isna().tolist() == [True, False]
    assert listed(extract, faults.NOT_MATCHED, "row", "done") == [(3, "left out: no member's card")]


def test_a_card_without_date_or_row_is_listed(read):
    head = ["姓名", "残疾证号", "发证日期"]
    cards = {"first": {"残疾证号": f"{FIRST}24"}, "second": {"残疾证号": CARD}}
    extract = read({"残联持证.csv": [head, ["乙某", CARD, ""]]}, **cards)
    assert extract.persons["disability_since"].isna().all()
    assert listed(extract, faults.EMPTY, "file", "row", "done") == [("残联持证.csv", 2, "no date")]
    assert listed(extract, faults.NOT_MATCHED, "file", "row", "column", "value", "done") == [
        ("家庭成员.csv", 4, "残疾证号", FIRST, "no row in 残联持证.csv: no date of certificate")
    ]


def test_a_card_of_another_number_is_read_and_listed(read):
    extract = read(second={"残疾证号": f"{OTHER}71"})
    assert extract.persons["disability_kind"].tolist() == ["none", "multiple"]
    assert listed(extract, faults.CARD_DIFFERS, "row", "value") == [(5, f"{OTHER}71")]


def test_the_unemployed_are_insured_and_waiting_as_their_list_says(read):
    head = ["姓名", "身份证号", "登记日期", "是否参加失业保险"]
    rows = [
        head,
        ["甲某", FIRST, "2021-05-29", "是"],
        ["甲某", FIRST, "2020-01-01", "否"],
        ["乙某", SECOND, "2021-01-01", "是"],
    ]
    extract = read({"失业登记.csv": rows}, first={"就业状况": "登记失业", "备注": "未参加失业保险"})
    columns = ["registered_unemployed", "unemployment_insured", "months_without_income"]
    assert extract.persons[columns].values.tolist() == [[True, True, 2], [False, False, 0]]
    assert listed(extract, faults.INFERRED, "row", "done") == [
        (2, "2 complete months to 2021-08-28, read as months without income")
    ]
    assert listed(extract, faults.CONTRADICTS, "row", "done") == [
        (2, "read as 是; the members' list remarks 未参加失业保险"),
        (4, "left out: the members' list does not say 登记失业"),
    ]
    assert listed(extract, faults.ROW_REPEATED, "row", "done") == [(3, "left out: the person's first row here is read")]


def test_without_a_work_column_their_list_says_who_is_unemployed(read, tmp_path):
    rows = [["身份证号", "登记日期"], [SECOND, "2021-01-28"]]
    extract = read({"失业登记.csv": rows}, first={"就业状况": ""}, second={"就业状况": ""})
    assert extract.persons[["registered_unemployed", "months_without_income"]].values.tolist() == [
        [False, 0],
        [True, 7],
    ]
    assert "employed" not in extract.persons


def test_the_unemployed_missing_from_their_list_are_listed(read):
    rows = [["姓名", "身份证号", "登记日期"], ["甲某", FIRST, "2022-01-01"]]
    status = {"就业状况": "登记失业"}
    extract = read({"失业登记.csv": rows}, first=status, second=status)
    assert "unemployment_insured" not in extract.persons
    assert extract.persons["months_without_income"].tolist() == [0, 0]
    assert listed(extract, faults.NOT_MATCHED, "row", "value", "done") == [
        (5, SECOND, "no row in 失业登记.csv: 0 months without income, not insured")
    ]


def test_callers_are_found_by_name_and_village_or_not_at_all(read):
    head = ["姓名", "村居", "身份证号"]
    rows = [
        head,
        ["甲某", "丙村", ""],
        ["乙某", "丁村", ""],
        ["乙某", "", ""],
        ["丙某", "丙村", FIRST],
        ["甲某", "丙村", OTHER],
    ]
    extract = read({"信访.xlsx": rows})
    assert extract.persons["petitioner"].tolist() == [True, False]
    assert listed(extract, faults.NOT_MATCHED, "row", "column", "done") == [
        (3, "姓名", "left out: nobody of this name in 丁村"),
        (4, "姓名", "left out: nobody of this name in no village given"),
        (6, "身份证号", "left out: nobody's number"),
    ]


def test_two_persons_of_one_name_in_one_village_are_ambiguous(read):
    rows = [["来电时间", "姓名", "村居", "诉求"], ["2021-05-02 09:13", "甲 某", "丙村", "申请"]]
    extract = read({"热线12345.csv": rows}, second={"姓名": "甲某"})
    assert extract.persons["hotline_caller"].tolist() == [False, False]
    assert listed(extract, faults.AMBIGUOUS, "row", "value", "done") == [
        (2, "甲 某", "left out: 2 persons of this name in 丙村")
    ]


def test_a_number_wrong_in_its_check_character_only_is_found_by_digits_and_name(read):
    wrong = SECOND[:17] + ("0" if SECOND[17] != "0" else "1")
    head = ["姓名", "身份证号", "死亡日期"]
    same = read({"死亡人员.csv": [head, ["乙某", wrong, "2021.7.5"]]})
    assert list(same.dead) == [SECOND]
    assert listed(same, faults.MATCHED_LOOSELY, "done") == [(f"taken for {SECOND}: the same 17 digits and name",)]
    other = read({"死亡人员.csv": [head, ["丙某", wrong, "2021.7.5"]]})
    assert other.dead == {}
    assert listed(other, faults.NOT_MATCHED, "value") == [(wrong,)]


def test_who_dies_after_the_policy_date_lives_on_it(read):
    rows = [["姓名", "身份证号", "死亡日期"], ["甲某", FIRST, "2021-08-28"], ["乙某", SECOND, "2021-08-29"]]
    extract = read({"死亡人员.csv": rows})
    assert extract.dead == {FIRST: date(2021, 8, 28)}
    assert listed(extract, faults.OTHER_DATE, "row", "done") == [(3, "died after 2021-08-28: nothing done")]


def test_spreadsheets_of_no_known_kind_are_listed(read, tmp_path):
    (tmp_path / "README.md").write_text("not a table")
    (tmp_path / "~$家庭成员.xlsx").write_bytes(b"a lock")
    extract = read({"车辆登记.csv": [["所有人"]]})
    assert listed(extract, faults.FILE_NOT_READ, "file") == [("车辆登记.csv",)]
