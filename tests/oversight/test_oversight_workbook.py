"""Workbooks: identity numbers are masked text, money is yuan, nothing is a formula, nothing is lost."""

import time
from datetime import date

import numpy as np
import openpyxl
import pandas as pd
import pytest
from payment_files import ONE, TWO, due, paid, reconciled

from aidkit.oversight.errors import OversightError
from aidkit.oversight.heads import HEADS, head
from aidkit.oversight.workbook import Sheet, write_sheets

SHEETS = [
    "核对结果 summary", "分镇合计 totals", "追缴补发 money", "仅系统有 only_in_export", "仅花名册有 only_in_roster",
    "金额不一致 amount_differs", "重复发放 duplicate", "死亡后仍发放 paid_after_death", "同时享受两项待遇 two_schemes",
    "开户人与姓名不符 holder_differs", "文件问题 faults",
]  # fmt: skip
HOSTILE = ["=1+1", "+86", "-1", "@SUM(A1)", "\tx", '=HYPERLINK("http://a.b")']


def rows(page):
    return [list(row) for row in page.iter_rows(values_only=True)]


@pytest.fixture
def found(tmp_path):
    return reconciled(
        tmp_path,
        [due(amount="516.22"), due(TWO, "乙某")],
        [paid(f" {ONE}", amount="616.22"), paid(TWO, "=乙某", holder="+某")],
    )


def test_a_sheet_a_class_and_every_row_on_it(found, tmp_path):
    book = openpyxl.load_workbook(found.to_workbook(tmp_path / "核对.xlsx"))
    assert book.sheetnames == SHEETS
    for name, frame in found.frames.items():
        page = next(page for page in book if page.title.endswith(name))
        assert page.max_row == max(len(frame), 1) + 1
    assert rows(book["仅系统有 only_in_export"])[1][0] == "none 无"
    assert [row[0] for row in rows(book["核对结果 summary"])[1:]] == str(found).splitlines()


def test_money_is_yuan_and_numbers_are_numbers(found, tmp_path):
    book = openpyxl.load_workbook(found.to_workbook(tmp_path / "a.xlsx"))
    heads, first = rows(book["金额不一致 amount_differs"])[:2]
    line = dict(zip(heads, first, strict=True))
    assert (line["应发（元）\ndue"], line["实发（元）\npaid"], line["差额（元）\ndifference"]) == (
        516.22,
        616.22,
        100,
    )
    assert rows(book["分镇合计 totals"])[1][1:4] == [1016.22, 1116.22, 100]


def test_numbers_are_masked_everywhere(found, tmp_path):
    book = openpyxl.load_workbook(found.to_workbook(tmp_path / "a.xlsx"))
    texts = [str(value) for page in book for row in rows(page) for value in row if value is not None]
    assert not [text for text in texts if ONE in text.replace(" ", "") or TWO in text]
    assert "990101********0117" in texts
    assert "read as 990101********0117" in texts


def test_in_full_only_with_a_reason_that_is_written_down(found, tmp_path):
    path = found.to_workbook(tmp_path / "a.xlsx", raw=True, reason=" household visits ")
    book = openpyxl.load_workbook(path)
    assert rows(book["金额不一致 amount_differs"])[1][0] == ONE
    assert book["金额不一致 amount_differs"]["A2"].number_format == "@"
    assert rows(book["核对结果 summary"])[-1][0] == "Identity numbers in full (身份证号未脱敏): household visits"


def test_nothing_is_a_formula(tmp_path):
    path = write_sheets([Sheet("a", pd.DataFrame({"=name": HOSTILE}))], tmp_path / "a.xlsx")
    cells = openpyxl.load_workbook(path)["a"]["A"]
    assert [cell.data_type for cell in cells] == ["s"] * 7
    assert [cell.value for cell in cells[1:]] == HOSTILE
    assert all(cell.quotePrefix for cell in cells)


def test_the_same_frames_give_the_same_bytes(found, tmp_path):
    first = found.to_workbook(tmp_path / "a.xlsx").read_bytes()
    time.sleep(2.1)  # a zip's times count in steps of two seconds
    assert found.to_workbook(tmp_path / "b.xlsx").read_bytes() == first


def test_a_page_has_its_heads_its_name_and_its_number(found, tmp_path):
    page = openpyxl.load_workbook(found.to_workbook(tmp_path / "a.xlsx"))["分镇合计 totals"]
    assert (page.freeze_panes, page.print_title_rows) == ("A2", "$1:$1")
    assert (page.oddHeader.center.text, page.oddFooter.center.text) == ("分镇合计 totals", "第 &P 页，共 &N 页")
    assert [cell.value for cell in page[1]][-2:] == [
        "同时享受两项待遇\ntwo_schemes",
        "开户人与姓名不符\nholder_differs",
    ]
    assert page.row_dimensions[1].height == 45.0  # 死亡后仍发放, paid_after_, death
    assert page.row_dimensions[2].height == 15.0


def test_long_texts_wrap_in_columns_of_a_readable_width(tmp_path):
    frame = pd.DataFrame({"short": ["甲"], "long": ["a word " * 20], "business_capital_undeclared": [1.5]})
    page = openpyxl.load_workbook(write_sheets([Sheet("a", frame)], tmp_path / "a.xlsx"))["a"]
    assert [page.column_dimensions[letter].width for letter in "ABC"] == [7, 48, 19]
    assert page["C1"].value == "工商登记资本\n（未申报）\nbusiness_capital_\nundeclared"
    assert page["B2"].alignment.wrap_text
    assert [page.row_dimensions[row].height for row in (1, 2)] == [60.0, 60.0]
    assert page["C2"].number_format == "0.000"


def test_every_kind_of_value_is_written_as_it_is(tmp_path):
    frame = pd.DataFrame(
        {
            "a_fen": pd.array([1, None], "Int64"),
            "b": [np.float64(0.5), np.nan],
            "c": [True, np.bool_(False)],
            "d": [date(2021, 7, 1), pd.NaT],
            "e": ["\x07bell", None],
            "f": [np.int64(3), 2.0],
        }
    )
    book = openpyxl.load_workbook(write_sheets([Sheet("a", frame)], tmp_path / "a.xlsx"))
    assert rows(book["a"])[1:] == [
        [0.01, 0.5, "是 yes", "2021-07-01", "\ufffdbell", 3],
        [None, None, "否 no", None, None, 2],
    ]


def test_every_head_of_a_reconciliation_is_chinese_too(found):
    frames = [*found.frames.values(), found.totals.reset_index(), found.recovered.reset_index(), found.faults]
    names = {name for frame in frames for name in frame.columns}
    assert {name for name in names if head(name) == name.removesuffix("_fen")} == set()
    assert all(zh for zh in HEADS.values())


@pytest.mark.parametrize(
    ("name", "kept", "said"),
    [
        ("a.xls", {}, "a.xls: a list of this kind is written as .xlsx.\nName the file so."),
        ("no/a.xlsx", {}, "{folder}/no: no such folder.\nMake it first, or name another."),
        ("a.xlsx", {"raw": True, "reason": " "}, "Identity numbers are written in full only for a reason.\n"
         'Give it with raw, for example reason="household visits in August" (--reason on the command line); without raw '
         "they are masked."),
    ],
)  # fmt: skip
def test_messages(found, tmp_path, name, kept, said):
    with pytest.raises(OversightError) as raised:
        found.to_workbook(tmp_path / name, **kept)
    assert str(raised.value) == said.format(folder=tmp_path)
    assert not (tmp_path / name).exists()
