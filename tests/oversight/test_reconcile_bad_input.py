"""Bad input is listed with row and value: never dropped in silence, never guessed."""

import openpyxl
import pytest
from payment_files import (
    EXPORT_HEAD,
    ONE,
    ROSTER_HEAD,
    THREE,
    TWO,
    due,
    faults_of,
    files,
    paid,
    reconciled,
)

from aidkit.oversight import reconcile
from tests.data.extract_builder import number, write

ROSTER = "发放花名册_2021-08.xlsx"
EXPORT = "系统导出_2021-08.csv"


@pytest.mark.parametrize(
    ("written", "fault", "done"),
    [
        ("1,500.00", "comma in an amount", "read as 1,500.00 yuan"),
        ("1500元", "unit in an amount", "read as 1,500.00 yuan"),
        ("１５００．００", "full-width characters", "read as 1,500.00 yuan"),
        (" 1500 ", "spaces", "read as 1,500.00 yuan"),
        ("0.15万元", "unit in an amount", "read as 1,500.00 yuan"),
        ("'1500", "apostrophe", "read as 1,500.00 yuan"),
    ],
)
def test_an_amount_that_can_be_read_in_one_way_is_read_and_listed(tmp_path, written, fault, done):
    found = reconciled(tmp_path, [due(amount="1500.00")], [paid(amount=written)])
    assert faults_of(found, fault) == [[ROSTER, 2, "金额", written, done, False]]
    assert found.agrees


@pytest.mark.parametrize("written", ["四百", "", "1.500,00", "-500", "#REF!", "623041552748143201"])
def test_an_amount_that_cannot_be_read_is_listed_and_left_open(tmp_path, written):
    found = reconciled(tmp_path, [due()], [paid(amount=written)])
    ((file, row, column, value, _, is_open),) = faults_of(found, "cannot be read")
    assert (file, row, column, value, is_open) == (ROSTER, 2, "金额", written, True)
    assert found.payments["paid_fen"].isna().all()
    assert found.payments["difference_fen"].isna().all()
    assert all(frame.empty for frame in found.frames.values())
    assert not found.agrees
    assert "1 payment without a readable amount: 0 in the sums." in str(found)


def test_an_amount_over_several_rows_is_nobodys(tmp_path):
    left, right = files(tmp_path, [due(), due(TWO, "乙某")], [paid(), paid(TWO, "乙某", amount=None)])
    book = openpyxl.load_workbook(right)
    book.active.merge_cells("E2:E3")
    book.save(right)
    found = reconcile(left, right)
    assert [fault[1:4] for fault in faults_of(found, "cannot be read")] == [[3, "金额", "500.00"]]
    assert faults_of(found, "merged cell")[0][:3] == [ROSTER, 3, "金额"]


def test_part_of_a_fen_is_rounded_half_up_and_listed(tmp_path):
    found = reconciled(tmp_path, [due(amount="500.01")], [paid(amount="500.005")])
    assert faults_of(found, "part of a fen") == [[ROSTER, 2, "金额", "500.005", "rounded half up to 50,001 fen", False]]
    assert found.agrees


def test_sums_of_a_spreadsheet_are_whole_fen(tmp_path):
    found = reconciled(tmp_path, [due(amount="785.15")], [paid(amount=785.1500000000001)])
    assert found.agrees
    assert found.faults.empty


@pytest.mark.parametrize("foot", ["合计", "总 计：", "合计2人", "本页小计"])
def test_a_total_row_is_no_payment(tmp_path, foot):
    rows = [paid(), paid(TWO, "乙某"), [foot, "", "", "", "1000", ""]]
    found = reconciled(tmp_path, [due(), due(TWO, "乙某")], rows)
    assert [fault[1] for fault in faults_of(found, "total row")] == [4]
    assert found.agrees


def test_a_total_that_its_rows_do_not_give_is_open(tmp_path):
    found = reconciled(tmp_path, [due()], [paid(), ["合计", "", "", "", "1000", ""]])
    assert faults_of(found, "total differs") == [
        [ROSTER, 3, "金额", "1000", "its rows give 500.00 yuan; the rows are read", True]
    ]
    assert not found.agrees


def test_a_number_cut_by_a_spreadsheet_fits_nobody(tmp_path):
    cut = f"{TWO[:15]}000"
    found = reconciled(tmp_path, [due(TWO)], [paid(cut), paid(f"{TWO[0]}.{TWO[1:15]}E+17")])
    assert [fault[1:4] + fault[5:] for fault in faults_of(found, "last digits lost in a float")] == [
        [2, "身份证号", cut, True],
        [3, "身份证号", f"{TWO[0]}.{TWO[1:15]}E+17", True],
    ]
    assert found.only_in_export["id"].tolist() == [TWO]
    assert found.only_in_roster["id"].tolist() == [cut, cut]
    assert found.duplicate.empty  # two such numbers need not be one person
    assert found.only_in_export["hint"].tolist() == [f"the roster has 甲某 under {cut}"]


def test_a_cut_number_that_passes_the_check_by_luck_is_listed_too(tmp_path):
    lucky = next(n for day in range(10, 29) if (n := number(f"195001{day}", "100")).endswith("000"))
    right = number(lucky[6:14], "101")
    found = reconciled(tmp_path, [due(right)], [paid(lucky)])
    assert faults_of(found, "last digits 000, perhaps lost in a float") == [
        [ROSTER, 2, "身份证号", lucky, f"compared as {lucky}", False]
    ]
    assert found.only_in_export["hint"].tolist() == [f"the roster has 甲某 under {lucky}"]
    spelled = f"{lucky[0]}.{lucky[1:15]}E+17"
    found = reconciled(tmp_path, [due(right)], [paid(spelled), paid(spelled)])
    assert [fault[1] for fault in faults_of(found, "last digits lost in a float")] == [2, 3]
    assert found.duplicate.empty


def test_a_wrong_check_digit_is_listed_and_never_put_right(tmp_path):
    wrong = ONE[:17] + ("0" if ONE[17] != "0" else "1")
    found = reconciled(tmp_path, [due()], [paid(wrong)])
    ((file, row, _, value, done, is_open),) = faults_of(found, "wrong check digit")
    assert (file, row, value, is_open) == (ROSTER, 2, wrong, False)
    assert done.startswith(f"kept as written, though its digits give {ONE[17]}")
    assert found.only_in_export["hint"].tolist() == [f"the roster has 甲某 under {wrong}"]
    assert found.only_in_roster["hint"].tolist() == [f"the export has 甲某 under {ONE}"]


def test_a_wrong_check_digit_in_both_files_agrees(tmp_path):
    wrong = ONE[:17] + ("0" if ONE[17] != "0" else "1")
    assert reconciled(tmp_path, [due(wrong)], [paid(wrong)]).agrees


@pytest.mark.parametrize("spelled", ["x", "Ｘ", " X", "’X"])
def test_spelling_does_not_matter(tmp_path, spelled):
    who = next(n for order in range(10, 99) if (n := number("19700102", f"0{order}")).endswith("X"))
    found = reconciled(tmp_path, [due(who)], [paid(f"{who[:6]} {who[6:17]}{spelled}")])
    assert found.agrees
    assert len(found.faults) >= 1


def test_fifteen_digits_are_the_same_person(tmp_path):
    found = reconciled(tmp_path, [due()], [paid(ONE[:6] + ONE[8:17])])
    assert found.agrees
    assert faults_of(found, "15-digit number") == [
        [ROSTER, 2, "身份证号", ONE[:6] + ONE[8:17], f"read as {ONE}", False]
    ]


def test_a_row_without_a_number_fits_nobody_and_stays(tmp_path):
    found = reconciled(tmp_path, [due(""), due("", "乙某")], [paid("")])
    assert found.only_in_export["name"].tolist() == ["甲某", "乙某"]
    assert found.only_in_roster["paid_fen"].tolist() == [50_000]
    assert [fault[:2] for fault in faults_of(found, "no identity number")] == [
        [EXPORT, 2], [EXPORT, 3], [ROSTER, 2]
    ]  # fmt: skip


def test_a_passport_is_compared_as_it_is(tmp_path):
    found = reconciled(tmp_path, [due("H1234567")], [paid("h1234567")])
    assert found.agrees
    assert len(faults_of(found, "not 15 or 18 digits")) == 2


def test_two_persons_under_one_number_are_open(tmp_path):
    found = reconciled(tmp_path, [due(), due(TWO, "丙某")], [paid(), paid(name="乙某"), paid(TWO, "丙某")])
    assert found.duplicate["id"].tolist() == [ONE]
    assert [fault[1:] for fault in faults_of(found, "two names under one number")] == [
        [3, "身份证号", ONE, "row 2 has the number under 甲某; both are compared by the number", True],
        [3, "姓名", "乙某", f"{EXPORT} has the number under 甲某; compared by the number", True],
    ]


def test_a_month_in_the_title_that_is_not_the_names_is_open(tmp_path):
    left, _ = files(tmp_path, [due()])
    right = write(tmp_path / ROSTER, [["某镇2021年7月发放花名册"], ROSTER_HEAD, paid()])
    found = reconcile(left, right)
    assert faults_of(found, "month is not the file's") == [
        [ROSTER, 1, "title", "某镇2021年7月发放花名册", "its rows are taken to be of 2021-08", True]
    ]
    assert not found.agrees


def test_a_rows_own_month_counts_and_one_that_is_not_the_files_is_open(tmp_path):
    left, _ = files(tmp_path, [due(), due(TWO, "乙某"), due(THREE, "丙某")])
    rows = [[*paid(), "2021年8月"], [*paid(TWO, "乙某"), "202107"], [*paid(THREE, "丙某"), "八月"]]
    right = write(tmp_path / ROSTER, [[*ROSTER_HEAD, "发放月份"], *rows])
    found = reconcile(left, right)
    assert faults_of(found, "month is not the file's") == [
        [ROSTER, 3, "发放月份", "202107", "compared as 2021-07; the file's is 2021-08", True]
    ]
    assert faults_of(found, "not a month") == [[ROSTER, 4, "发放月份", "八月", "the row fits no other row", True]]
    assert found.only_in_export["id"].tolist() == [TWO, THREE]
    assert sorted(found.only_in_roster["month"]) == ["2021-07", "八月"]


def test_an_unknown_scheme_is_compared_as_it_is_written(tmp_path):
    found = reconciled(tmp_path, [due(scheme="临时救助")], [paid(scheme="临时 救助")])
    assert found.agrees
    assert len(faults_of(found, "scheme not known")) == 2


def test_another_scheme_is_hinted_at(tmp_path):
    found = reconciled(tmp_path, [due(scheme="单人保")], [paid(scheme="低保")])
    assert found.only_in_export["hint"].tolist() == ["the roster has the number under 低保"]
    assert found.only_in_roster["hint"].tolist() == ["the export has the number under 单人保"]


def test_nothing_due_and_nothing_paid_is_no_difference(tmp_path):
    found = reconciled(tmp_path, [due(scheme="低保边缘", amount="0")], [])
    assert found.agrees
    done = "an amount of 0 that the other file does not have: no difference"
    assert faults_of(found, "nothing due") == [[EXPORT, 2, "身份证号", ONE, done, False]]


def test_a_missing_holder_is_listed(tmp_path):
    found = reconciled(tmp_path, [due(), due(TWO, "乙某")], [paid(holder=""), paid(TWO, "乙某")])
    assert faults_of(found, "no account holder") == [
        [ROSTER, 2, "开户姓名", "", "not compared with the payee's name", False]
    ]


def test_a_roster_that_never_names_holders_says_so_once(tmp_path):
    left, _ = files(tmp_path, [due()])
    right = write(tmp_path / ROSTER, [ROSTER_HEAD[:-1], paid()[:-1]])
    found = reconcile(left, right)
    said = "no column says whose account it is: not compared"
    assert faults_of(found, "no account holder") == [[ROSTER, 0, "", "", said, False]]
    assert found.agrees


def test_dots_and_spaces_in_a_name_do_not_make_another_holder(tmp_path):
    found = reconciled(tmp_path, [due(name="买买提·阿不都")], [paid(name="买买提•阿不都", holder="买买提 阿不都")])
    assert found.holder_differs.empty


def test_sheets_of_one_workbook_are_one_roster(tmp_path):
    left, _ = files(tmp_path, [due(), due(scheme="特困", amount="900")])
    book = openpyxl.Workbook()
    for title, row in (("低保", paid()), ("特困", paid(scheme="特困", amount="900"))):
        sheet = book.create_sheet(title)
        for cells in (ROSTER_HEAD, row):
            sheet.append(cells)
    book.remove(book.worksheets[0])
    book.save(tmp_path / ROSTER)
    found = reconcile(left, tmp_path / ROSTER)
    assert found.two_schemes[["listed_in", "schemes_zh", "roster_rows"]].values.tolist() == [
        ["系统导出、发放花名册", "低保、特困", "低保:2、特困:2"]
    ]
    assert found.duplicate.empty


def test_an_empty_month_is_two_empty_files(tmp_path):
    found = reconciled(tmp_path)
    assert found.agrees
    assert found.totals.empty
    assert found.recovered.loc["total", "recover_fen"] == 0
    assert EXPORT_HEAD[2] == "身份证号"
