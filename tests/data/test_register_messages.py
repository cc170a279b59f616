"""The whole text of every error an extract can raise."""

from pathlib import Path

import openpyxl
import pytest
from extract_builder import HEAD, TITLE, members, number, person, write

from aidkit.data.register import read_extract
from aidkit.data.tables import read_sheets
from aidkit.errors import PopulationError
from tests.safety.fuzz_by_hand import LONGEST, within

LAST = "Correct them in the file and read the folder again."


def said(folder, **kept):
    with pytest.raises(PopulationError) as raised:
        read_extract(folder, **kept)
    return str(raised.value)


def said_of(folder, *persons, **kept):
    write(folder / "家庭成员.csv", members(*persons, **kept))
    return said(folder)


def cell(text, *more):
    """The message about refused cells of the members' list."""
    count = 1 + len(more)
    lines = (f"  {line}." for line in (text, *more))
    return "\n".join([f"家庭成员.csv: {count} cell{'s' * (count > 1)} cannot be read.", *lines, LAST])


def test_no_folder():
    assert said("nowhere/at all") == "nowhere/at all: no such folder.\nGive the folder that holds 家庭成员.csv."


def test_no_members_list(tmp_path):
    write(tmp_path / "死亡人员.csv", [["身份证号", "死亡日期"]])
    assert said(tmp_path) == (
        f"{tmp_path.name}: no file is called 家庭成员 (.csv or .xlsx).\n"
        "It lists the members of every household; without it there is no population."
    )


def test_a_workbook_of_another_program(tmp_path):
    (tmp_path / "家庭成员.et").write_bytes(b"\xd0\xcf\x11\xe0")
    assert said(tmp_path) == (
        "家庭成员.et: a workbook of another program.\nSave it as .xlsx and read the folder again."
    )


def test_a_damaged_workbook_of_the_old_kind(tmp_path):
    (tmp_path / "家庭成员.xls").write_bytes(b"\xd0\xcf\x11\xe0")
    assert said(tmp_path).startswith("家庭成员.xls: not a readable .xls workbook (XLRDError: ")


def test_two_members_lists(tmp_path):
    for name in ("家庭成员.csv", "家庭成员.xlsx"):
        write(tmp_path / name, members(person()))
    assert said(tmp_path) == (
        "Several files are called 家庭成员: 家庭成员.csv, 家庭成员.xlsx.\nLeave one of them in the folder."
    )


@pytest.mark.parametrize("rows", [[["甲", "乙"], ["1", "2"]], []])
def test_no_head(tmp_path, rows):
    write(tmp_path / "家庭成员.csv", rows)
    assert said(tmp_path) == (
        "家庭成员.csv: none of the first 30 rows names the columns 户编号、城乡、身份证号.\n"
        "Write the names of the columns into one row above the data."
    )


def test_a_required_column_is_missing(tmp_path):
    assert said_of(tmp_path, person(), head=["户编号", "姓名", "身份证号", "年工资收入"]) == (
        "家庭成员.csv: no column 城乡.\n"
        "Columns found: 户编号, 姓名, 身份证号, 年工资收入.\n"
        "Needed: 户编号、城乡、身份证号. Name the column so in the head, add it, or confirm() what the head means."
    )


def test_a_column_stands_twice(tmp_path):
    assert said_of(tmp_path, person(), head=[*HEAD, "年工资收入（元）"]) == (
        "家庭成员.csv: more than one column 年工资收入.\nKeep the one that counts, rename the other."
    )


def test_a_column_that_stands_thousands_of_times_is_refused_at_once(tmp_path):
    write(tmp_path / "家庭成员.csv", members(person(), head=[*HEAD, *["年工资收入"] * 150_000]))
    assert within(LONGEST, lambda: said(tmp_path)) == (
        "家庭成员.csv: more than one column 年工资收入.\nKeep the one that counts, rename the other."
    )


def test_a_unit_that_is_not_moneys(tmp_path):
    rows = members(person())
    rows[2][HEAD.index("年工资收入")] = "年工资收入（元/月）"
    write(tmp_path / "家庭成员.csv", rows)
    assert said(tmp_path) == (
        "家庭成员.csv: column 年工资收入 is in '元/月'.\n"
        "Units read: 元, 万元, 元/年, 万元/年.\n"
        "Convert the column, and write its unit into the head."
    )


def test_nobody_in_the_list(tmp_path):
    assert said_of(tmp_path) == "家庭成员.csv: nobody stands below the head.\nGive a list with rows."


def test_no_policy_date(tmp_path):
    assert said_of(tmp_path, person(), above=[TITLE]) == (
        "家庭成员.csv: no 截止日期 stands above the table, so ages have no date.\n"
        'Give one: read_register(folder, policy_date="2021-08-28").'
    )


def test_a_policy_date_that_is_no_date(tmp_path):
    write(tmp_path / "家庭成员.csv", members(person()))
    assert said(tmp_path, policy_date="2021-13-01") == (
        "policy_date: '2021-13-01' is not a date.\nWrite it as YYYY-MM-DD."
    )


@pytest.mark.parametrize(
    ("column", "value", "allowed"),
    [
        ("城乡", "城郊", "城镇、农村"),
        ("城乡", "", "城镇、农村"),
        ("健康状况", "一般", "健康、重病"),
        ("就业状况", "打工", "就业、登记失业、无、在校"),
        ("自理能力", "半自理", "全自理、半护理、全护理"),
        ("赡养人", "有", "有能力、无能力、无"),
        ("现享受待遇", "五保", "无、低保、单人保、特困、孤儿、事实无人抚养儿童、低保边缘"),
    ],
)
def test_an_unknown_word(tmp_path, column, value, allowed):
    assert said_of(tmp_path, person(**{column: value})) == cell(f"row 4, {column}: {value!r} is not one of {allowed}")


@pytest.mark.parametrize("value", ["约3000", "1,5", "12,34", "不详", "-", "#REF!", "5.4E+04", "1200.5.0"])
def test_an_unreadable_amount(tmp_path, value):
    assert said_of(tmp_path, person(年工资收入=value)) == cell(f"row 4, 年工资收入: {value!r} is not an amount in yuan")


def test_a_negative_amount(tmp_path):
    assert said_of(tmp_path, person(年工资收入="-1")) == cell("row 4, 年工资收入: '-1' is below 0")


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("", "'' is not an identity number (15 or 18 digits)"),
        ("99999919700102", "'999999****0102' is not an identity number (15 or 18 digits)"),
        ("999999197013021235", "'999999********1235' holds no birth date in its digits 7 to 14"),
        ("9.99999E+17", "'999999********0000' holds no birth date in its digits 7 to 14"),
        (number("20210829"), "'990101********0019' gives an age of -1 on 2021-08-28; allowed are 0 to 130"),
        (number("18900101"), "'990101********001X' gives an age of 131 on 2021-08-28; allowed are 0 to 130"),
    ],
)
def test_a_number_without_an_age(tmp_path, value, why):
    assert said_of(tmp_path, person(身份证号=value)) == cell(f"row 4, 身份证号: {why}")


def test_two_persons_under_one_number(tmp_path):
    shared = number()
    shown = f"{shared[:6]}********{shared[-4:]}"
    assert said_of(tmp_path, person(), person(姓名="乙某", 与户主关系="配偶")) == cell(
        f"row 5, 身份证号: {shown!r} is also the number of row 4: two rows under one number"
    )


def test_a_household_that_contradicts_itself(tmp_path):
    other = person(身份证号=number(order="002"), 城乡="城镇", 村居="丁村")
    assert said_of(tmp_path, person(), other) == cell(
        "row 5, 城乡: '城镇' differs from row 4 of the same household",
        "row 5, 村居: '丁村' differs from row 4 of the same household",
    )


def test_a_person_without_a_household(tmp_path):
    assert said_of(tmp_path, person(户编号="")) == cell("row 4, 户编号: '' is empty: every person needs a household")


@pytest.mark.parametrize(
    ("card", "shown", "why"),
    [
        (number() + "93", "990101**********1593", "no such disability kind or grade"),
        (number() + "4", "990101*********0154", "not 20 or 22 characters"),
    ],
)
def test_an_unreadable_card(tmp_path, card, shown, why):
    text = said_of(tmp_path, person(残疾证号=card))
    assert text == cell(f"row 4, 残疾证号: {shown!r} is not a card number: {why}")


def test_an_amount_merged_over_rows(tmp_path):
    people = members(person(), person(身份证号=number(order="002")))
    book = openpyxl.load_workbook(write(tmp_path / "家庭成员.xlsx", people))
    book.active.merge_cells("K4:K5")
    book.save(tmp_path / "家庭成员.xlsx")
    assert said(tmp_path) == (
        "家庭成员.xlsx: 1 cell cannot be read.\n"
        "  row 5, 年工资收入: '0' spans several rows: write each row's own amount.\n" + LAST
    )


def test_many_cells_are_counted_and_five_shown(tmp_path):
    people = [person(身份证号=number(order=f"{at:03}"), 户编号=f"A{at}", 健康状况="差") for at in range(7)]
    shown = "\n".join(f"  row {row}, 健康状况: '差' is not one of 健康、重病." for row in range(4, 9))
    assert said_of(tmp_path, *people) == f"家庭成员.csv: 7 cells cannot be read.\n{shown}\n  and 2 more.\n{LAST}"


def test_cells_of_several_lists_are_named_together(tmp_path):
    write(tmp_path / "家庭成员.csv", members(person()))
    head = ["户编号", "存款及有价证券", "住房（套）"]
    write(tmp_path / "家庭财产.csv", [head, ["A1", "0", "1.5"], ["A1", "9", "1"]])
    write(tmp_path / "系统导出.csv", [["户编号", "救助类别", "保障金额"], ["A1", "城市低保", "1"]])
    write(tmp_path / "残联持证.csv", [["残疾证号", "发证日期"], [f"{number()}43", "2018.13.1"]])
    assert said(tmp_path) == (
        "家庭财产.csv: 2 cells cannot be read.\n"
        "  row 2, 住房: '1.5' is not a whole number.\n"
        "  row 3, 户编号: 'A1' stands in two rows that differ: keep the right one.\n"
        "系统导出.csv: 1 cell cannot be read.\n"
        "  row 2, 救助类别: '城市低保' is not one of 低保、单人保、特困、孤儿、事实无人抚养儿童、低保边缘.\n"
        "残联持证.csv: 1 cell cannot be read.\n"
        "  row 2, 发证日期: '2018.13.1' is not a date such as 2021-08-28, 2021.8.28, 20210828.\n" + LAST
    )


def test_text_in_no_known_encoding(tmp_path):
    (tmp_path / "家庭成员.csv").write_bytes(b"\xff\x00\xff,\x81")
    assert said(tmp_path) == (
        "家庭成员.csv: neither UTF-8, UTF-16 nor GB18030 text.\n"
        "Open it in a spreadsheet and save it as 'CSV UTF-8' or .xlsx."
    )


def test_text_that_is_no_table(tmp_path):
    (tmp_path / "家庭成员.csv").write_text("户" * 140_000, "utf-8")
    assert said(tmp_path) == (
        "家庭成员.csv: no table of text (field larger than field limit (131072)).\nSave it as 'CSV UTF-8' or .xlsx."
    )


def test_a_workbook_that_is_none(tmp_path):
    (tmp_path / "家庭成员.xlsx").write_text("户编号,身份证号")
    assert said(tmp_path) == (
        "家庭成员.xlsx: not a readable .xlsx workbook (File is not a zip file).\nOpen it, and save it again as .xlsx."
    )


def test_a_file_of_another_kind():
    with pytest.raises(PopulationError) as raised:
        read_sheets(Path("家庭成员.pdf"))
    assert (
        str(raised.value)
        == "家庭成员.pdf: neither CSV nor a workbook (.xlsx, .xls).\nSave it as .xlsx and read it again."
    )
