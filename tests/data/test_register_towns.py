"""Extracts of other towns: other encodings, kinds of file, spellings, heads and faults."""

import openpyxl
import pytest
from extract_builder import HEAD, NOTE, PLAIN, TITLE, listed, members, number, person, write

import aidkit.data.register.faults as faults
from aidkit.data import identity
from aidkit.data.register import read_extract

ELDER = number("19400229", "003")
CHILD = number("20150901", "014")
ABSENT = ["家庭财产", "系统导出", "残联持证", "失业登记", "信访", "热线", "死亡人员"]


def family():
    return [
        person(年工资收入="12000", 就业状况="就业", 现享受待遇="低保"),
        person(姓名="乙某", 与户主关系="子女", 身份证号=CHILD, 就业状况="在校", 备注="单亲"),
        person(户编号="A2", 村居="丁村", 城乡="城镇", 姓名="丙某", 身份证号=ELDER, 自理能力="半护理", 赡养人="无"),
    ]


def read(folder, *persons, name="家庭成员.csv", **kept):
    write(folder / name, members(*(persons or family()), **kept))
    return read_extract(folder)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_any_usual_encoding_and_separator(tmp_path, encoding, separator):
    write(tmp_path / "家庭成员.csv", members(*family()), encoding, separator)
    extract = read_extract(tmp_path)
    assert extract.persons["age"].tolist() == [51, 5, 81]
    assert extract.households["area"].tolist() == ["rural", "urban"]


@pytest.mark.parametrize("name", ["家庭成员.xlsx", "乙镇家庭成员表_2021-08.csv", "家庭成员（8月）.XLSX"])
def test_the_members_list_may_be_a_workbook_and_have_more_in_its_name(tmp_path, name):
    extract = read(tmp_path, name=name)
    assert extract.persons["self_care_failed"].tolist() == [0, 0, 3]
    assert extract.source == f"register extract {tmp_path.name}, {TITLE[0]}, as of 2021-08-28"


def test_absent_files_are_listed_and_fill_no_column(tmp_path):
    extract = read(tmp_path)
    assert listed(extract, faults.NO_FILE, "file") == [(name,) for name in ABSENT]
    assert "previous_benefit" not in extract.households
    assert not {"disability_kind", "petitioner", "months_without_income"} & set(extract.persons)


def test_absent_and_empty_columns_fill_nothing_and_empty_ones_are_listed(tmp_path):
    head = [column for column in HEAD if column not in ("年医疗自付", "健康状况")]
    extract = read(tmp_path, head=head)
    assert not {"medical_self_paid", "serious_illness"} & set(extract.persons)
    assert listed(extract, faults.COLUMN_EMPTY, "column") == [("残疾证号",)]


def test_a_column_without_use_is_listed(tmp_path):
    extract = read(tmp_path, person(民族="汉"), head=[*HEAD, "民族"])
    assert listed(extract, faults.COLUMN_NOT_READ, "column") == [("民族",)]


def test_fifteen_digits_are_upgraded_and_listed(tmp_path):
    extract = read(tmp_path, person(身份证号="990101700102001"))
    assert extract.persons["person_id"].tolist() == [number()]
    assert listed(extract, faults.FIFTEEN, "value", "done") == [("990101700102001", f"read as {number()}")]


def test_numbers_cut_by_a_spreadsheet_keep_the_age_and_lose_the_sex(tmp_path):
    extract = read(
        tmp_path,
        person(身份证号=float(number())),
        person(身份证号="9.90101194002290E+17"),
        name="家庭成员.xlsx",
    )
    assert extract.persons["person_id"].tolist() == ["990101197001020000", "990101194002290000"]
    assert extract.persons[["age", "sex"]].values.tolist() == [[51, "unknown"], [81, "unknown"]]
    assert listed(extract, identity.DIGITS_LOST, "row", "value", "done") == [
        (4, "990101197001020000", "kept as written; age is the digits', sex unknown"),
        (5, "9.90101194002290E+17", "kept as written; age is the digits', sex unknown"),
    ]


def test_a_workbooks_own_numbers_are_read_as_typed(tmp_path):
    extract = read(tmp_path, person(户编号=17, 年工资收入=1234.5, 年医疗自付=600), name="家庭成员.xlsx")
    assert extract.persons[["household_id", "wage_income", "medical_self_paid"]].values.tolist() == [
        ["17", 1234.5, 600]
    ]


@pytest.mark.parametrize(
    ("written", "yuan", "kinds"),
    [
        ("1,234.50", 1234.5, [faults.COMMA]),
        ("1，234元", 1234, [faults.COMMA, faults.UNIT]),
        ("￥800", 800, [faults.UNIT]),
        ("1.1万元", 11_000, [faults.UNIT]),
        (" 800 ", 800, [faults.SPACES]),
        ("'800", 800, [faults.APOSTROPHE]),
        ("８００．５", 800.5, [faults.FULL_WIDTH]),
    ],
)
def test_amounts_in_odd_spelling_are_read_and_listed(tmp_path, written, yuan, kinds):
    extract = read(tmp_path, person(年工资收入=written))
    assert extract.persons["wage_income"].tolist() == [yuan]
    assert extract.faults.loc[extract.faults["column"] == "年工资收入", "fault"].tolist() == kinds


def test_losses_of_a_business_are_read(tmp_path):
    assert read(tmp_path, person(年经营收入="-3000")).persons["business_income"].tolist() == [-3000]


def test_an_empty_cell_is_read_as_the_default_and_listed(tmp_path):
    extract = read(tmp_path, person(年工资收入="", 赡养人=""), *family()[1:])
    assert listed(extract, faults.EMPTY, "row", "column", "done") == [
        (4, "年工资收入", "read as 0"),
        (4, "赡养人", "read as 有能力"),
    ]


def test_a_number_in_lower_case_with_an_apostrophe_is_listed_twice(tmp_path):
    extract = read(tmp_path, person(身份证号="'99999919371127801x"))
    assert extract.persons["person_id"].tolist() == ["99999919371127801X"]
    assert listed(extract, faults.LOWER_X, "done") == [("read as 99999919371127801X",)]
    assert listed(extract, faults.APOSTROPHE, "done") == [("read as 99999919371127801X",)]


def test_the_head_may_be_on_top_repeat_below_and_end_with_a_note(tmp_path):
    rows = members(*family(), above=[], below=[["填表人：某某", "审核：某某"], []])
    rows.insert(2, list(HEAD))
    write(tmp_path / "家庭成员.csv", rows)
    extract = read_extract(tmp_path, policy_date="2021-08-28")
    assert extract.roll["row"].tolist() == [2, 4, 5]
    assert listed(extract, faults.HEAD_REPEATED, "row") == [(3,)]
    assert listed(extract, faults.NOTE_BELOW, "row", "value") == [(6, "填表人：某某 审核：某某")]


def test_heads_of_other_spelling_and_two_rows_are_found(tmp_path):
    upper = [*HEAD[:10], "年收入（元）", *[""] * 6, *HEAD[17:]]
    lower = [*[""] * 10, *(f"{name} (元/年)" for name in HEAD[10:17]), *[""] * 4]
    upper[1:3], upper[6] = ["乡镇\n（街道）", "村（居）"], "公民身份号码"
    body = members(*family(), above=[])[1:]
    write(tmp_path / "家庭成员.csv", [TITLE, NOTE, upper, lower, *body])
    extract = read_extract(tmp_path)
    assert extract.persons["wage_income"].tolist() == [12_000, 0, 0]
    assert extract.households["village"].tolist() == ["丙村", "丁村"]


@pytest.mark.parametrize("where", ["note", "head"])
def test_amounts_in_ten_thousands_are_multiplied_and_listed(tmp_path, where):
    note = ["填报单位：乙镇  截止日期：2021.8.28  单位：万元、人"] if where == "note" else NOTE
    rows = members(person(年工资收入="1.2"), above=[TITLE, note])
    if where == "head":
        rows[2][HEAD.index("年工资收入")] = "年工资收入（万元）"
    write(tmp_path / "家庭成员.csv", rows)
    extract = read_extract(tmp_path)
    assert extract.persons["wage_income"].tolist() == [12_000]
    assert ("年工资收入",) in listed(extract, faults.IN_TEN_THOUSANDS, "column")


def test_cells_merged_over_a_household_are_read_for_every_member_and_listed(tmp_path):
    path = write(tmp_path / "家庭成员.xlsx", members(*family()))
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("A4:A5")
    book.active.merge_cells("T4:T5")
    book.save(path)
    extract = read_extract(tmp_path)
    assert extract.persons["household_id"].tolist() == ["A1", "A1", "A2"]
    assert extract.persons["current_scheme"].tolist() == ["dibao", "dibao", "none"]
    assert listed(extract, faults.MERGED, "row", "column", "value") == [
        (5, "户编号", "A1"),
        (5, "现享受待遇", "低保"),
    ]


def test_a_merged_sheet_saved_as_csv_is_filled_below_the_head_and_listed(tmp_path):
    blank = dict.fromkeys(("户编号", "乡镇", "村居", "城乡"), "")
    head, child, elder = family()
    extract = read(tmp_path, head, {**child, **blank}, elder)
    assert extract.persons["household_id"].tolist() == ["A1", "A1", "A2"]
    assert listed(extract, faults.BLANK_BELOW_HEAD, "row", "column", "done") == [
        (5, "户编号", "read as A1"),
        (5, "乡镇", "read as 乙镇"),
        (5, "村居", "read as 丙村"),
        (5, "城乡", "read as 农村"),
    ]


def test_several_sheets_are_read_together_and_others_listed(tmp_path):
    path = write(tmp_path / "家庭成员.xlsx", members(*family()[:2]))
    book = openpyxl.load_workbook(path)
    book.active.title = "丙村"
    for title, rows in {"丁村": members(family()[2]), "说明": [["本表由各村填报"]], "空": []}.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    extract = read_extract(tmp_path)
    assert extract.roll["file"].tolist() == ["家庭成员.xlsx[丙村]"] * 2 + ["家庭成员.xlsx[丁村]"]
    assert listed(extract, faults.SHEET_NOT_READ, "file") == [("家庭成员.xlsx[说明]",)]


def test_a_row_repeated_cell_by_cell_is_left_out_and_listed(tmp_path):
    extract = read(tmp_path, *family(), family()[1])
    assert len(extract.persons) == 3
    assert listed(extract, faults.ROW_REPEATED, "row", "done") == [(7, "left out: the same as row 5, cell by cell")]


def test_a_total_that_its_rows_do_not_give_is_listed(tmp_path):
    foot = ["合 计", "", "", "", "4人", *[""] * 5, "13000.00"]
    extract = read(tmp_path, below=[foot])
    assert listed(extract, faults.TOTAL_ROW, "row", "value") == [(7, "合 计 4人 13000.00")]
    assert listed(extract, faults.TOTAL_DIFFERS, "column", "value", "done") == [
        ("姓名", "4人", "its rows give 3 persons; the rows are read"),
        ("年工资收入", "13000.00", "its rows give 12,000.00 yuan; the rows are read"),
    ]


def test_a_whole_row_is_no_total_whatever_it_remarks(tmp_path):
    extract = read(tmp_path, person(姓名="合计", 备注="合计"))
    assert len(extract.persons) == 1
    assert listed(extract, faults.TOTAL_ROW, "row") == []


def test_a_remark_without_use_is_listed(tmp_path):
    extract = read(tmp_path, person(备注="单亲，租房"))
    assert extract.persons["only_parent"].tolist() == [True]
    assert listed(extract, faults.REMARK, "value", "done") == [("单亲，租房", "租房 has no use here")]


def test_every_scheme_and_status_has_its_word(tmp_path):
    words = ["无", "低保", "单人保", "特困", "孤儿", "低保边缘", "事实无人抚养儿童"]
    persons = [
        {**PLAIN, "户编号": f"A{at}", "身份证号": number(order=f"{at:03}"), "现享受待遇": word}
        for at, word in enumerate(words)
    ]
    assert read(tmp_path, *persons).persons["current_scheme"].tolist() == [
        "none", "dibao", "dibao_single", "tekun", "orphan", "edge", "unsupported_child"
    ]  # fmt: skip


def test_real_area_codes_are_not_called_invented(tmp_path):
    assert not read(tmp_path, person(身份证号=number(region="350582"))).invented
    assert read(tmp_path, person()).invented
