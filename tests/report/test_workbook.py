"""tables.xlsx read back: figures as numbers, text as text, units in the heads, the same bytes each time."""

import time
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import load_workbook

from aidkit.report.table import Head, Table
from aidkit.report.text import Text
from aidkit.report.workbook import write_workbook

HEADS = (Head("town", Text("乡镇", "Town")), Head("persons", Text("人数", "Persons"), Text("人", "persons"), "count"))


def table(name="towns", town="甲", persons=1234):
    frame = pd.DataFrame({"town": [town, "合计"], "persons": ["<5", persons]})
    return Table(name, Text("各乡镇", "By town"), HEADS, frame, source=Text("来源", "Source"), total=True)


def sheet(tmp_path, *tables):
    write_workbook(tables, tmp_path / "t.xlsx")
    return load_workbook(tmp_path / "t.xlsx")


def test_a_sheet_a_table_with_title_heads_units_figures_and_source(tmp_path):
    book = sheet(tmp_path, table(), table("again"))
    assert book.sheetnames == ["目录 Contents", "towns", "again"]
    rows = [[cell.value for cell in row] for row in book["towns"].iter_rows()]
    assert rows[0][0] == "各乡镇 By town"
    assert rows[3] == ["乡镇 Town", "人数 Persons\n人 persons"]
    assert rows[4:6] == [["甲", "<5"], ["合计", 1234]]
    assert rows[7][0] == "来源 Source"


def test_the_first_sheet_lists_the_tables_and_leads_to_them(tmp_path):
    first = sheet(tmp_path, table(), table("again"))["目录 Contents"]
    assert [first.cell(row, 2).value for row in (5, 6)] == ["各乡镇 By town"] * 2
    assert first["B6"].hyperlink.location == "'again'!A1"


@pytest.mark.parametrize(("lang", "footer"), [("zh", "第 &P 页，共 &N 页"), ("en", "Page &P of &N")])
def test_a_workbook_speaks_one_language(tmp_path, lang, footer):
    book = sheet(tmp_path, replace(table(), lang=lang))
    assert {made.oddFooter.center.text for made in book} == {footer}


def test_heads_stay_in_sight_and_repeat_on_paper(tmp_path):
    made = sheet(tmp_path, table())["towns"]
    assert made.freeze_panes == "B5"
    assert made.print_title_rows == "$4:$4"
    assert (made.page_setup.orientation, made.page_setup.fitToWidth, made.page_setup.fitToHeight) == ("landscape", 1, 0)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\t=1", '=HYPERLINK("http://a")'])
def test_text_that_looks_like_a_formula_stays_text(tmp_path, text):
    cell = sheet(tmp_path, table(town=text))["towns"]["A5"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.quotePrefix


def test_control_characters_are_replaced(tmp_path):
    assert sheet(tmp_path, table(town="甲\x00乙"))["towns"]["A5"].value == "甲�乙"


def test_the_same_tables_give_the_same_bytes(tmp_path):
    write_workbook([table()], tmp_path / "a.xlsx")
    time.sleep(2.1)  # a zip's times count in steps of two seconds
    write_workbook([table()], tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize(("value", "form"), [(775.0, "General"), (0.55844, "0.0###"), (39325252800.0, "#,##0")])
def test_figures_of_unknown_size_stay_readable(tmp_path, value, form):
    head = Head("x", Text("数值", "Value"), form="factor")
    made = Table("t", Text("表", "Table"), (head,), pd.DataFrame({"x": [value]}))
    assert sheet(tmp_path, made)["t"]["A5"].number_format == form


def test_a_long_note_wraps_over_the_table_and_does_not_widen_the_page(tmp_path):
    note = "不足 5 人的不予显示。" * 12
    made = sheet(tmp_path, replace(table(), note=Text(note, ""), lang="zh"))["towns"]
    assert {str(cells) for cells in made.merged_cells.ranges} == {"A1:B1", "A2:B2", "A8:B8"}
    assert made["A2"].alignment.wrap_text
    assert made.row_dimensions[2].height == 15 * 11  # 252 places in two columns of 10 and 2 of air: 24 a line
    assert made.row_dimensions[1].height < made.row_dimensions[2].height
