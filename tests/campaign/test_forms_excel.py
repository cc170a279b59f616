"""Forms as Excel, read back: figures as values, totals, merged heads, A4, official fonts, guarded text, equal bytes."""

import openpyxl
import pandas as pd
import pytest

from aidkit.campaign import CampaignError, fill_form, form_ids, load_form, write_forms
from aidkit.campaign.forms.grid import depth
from tests.campaign.form_tables import TOWNS, table_for


def written(tmp_path, name, table=None, **settings):
    path = fill_form(name, table, **settings).write_excel(tmp_path / f"{name}.xlsx")
    return openpyxl.load_workbook(path)


@pytest.mark.parametrize("name", form_ids())
def test_totals_read_back_equal_the_sums_read_back(tmp_path, name):
    form = load_form(name)
    book = written(tmp_path, name, table_for(form, 3), towns=TOWNS, place="某市")
    for layout, sheet in zip(form.layouts, book, strict=True):
        first = 3 + depth(layout.heads)
        last = next(row for row in range(first, sheet.max_row + 1) if sheet.cell(row, 1).value == "合计")
        for position, column in enumerate(layout.columns, 1):
            cells = [sheet.cell(row, position).value for row in range(first, last)]
            if layout.by and column.kind in ("count", "yuan"):
                assert all(cell is None or isinstance(cell, (int, float)) for cell in cells)
                assert sheet.cell(last, position).value == pytest.approx(sum(cell or 0 for cell in cells), abs=0.005)


@pytest.mark.parametrize("name", form_ids())
def test_every_sheet_of_an_empty_form_prints_on_a4_with_its_heads_on_every_page(tmp_path, name):
    form = load_form(name)
    book = written(tmp_path, name)
    assert [sheet.title for sheet in book] == [layout.zh for layout in form.layouts]
    for layout, sheet in zip(form.layouts, book, strict=True):
        assert sheet.page_setup.paperSize == int(sheet.PAPERSIZE_A4)
        assert sheet.page_setup.orientation == ("landscape" if form.landscape else "portrait")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == f"$3:${2 + depth(layout.heads)}"
        assert sheet["A1"].value.startswith(form.title(""))
        assert sheet["A1"].font.name == "方正小标宋简体"
        assert sheet["A3"].font.name == "黑体"
        assert sheet.cell(3 + depth(layout.heads), 1).font.name == "仿宋"
        assert sheet["A1"].font.charset == 134


def test_heads_are_merged_as_they_nest(tmp_path):
    sheet = written(tmp_path, "payments")["分镇（区）"]
    merged = {str(cells) for cells in sheet.merged_cells.ranges}
    assert {"A3:A5", "B3:D3", "H3:L3", "H4:I4", "J4:K4", "L4:L5", "O3:O5"} <= merged
    assert [sheet[cell].value for cell in ("A3", "B3", "H3", "H4", "H5", "L4", "O3")] == [
        "镇（区）", "城市低保", "特困人员救助供养", "分散供养", "人数", "其中：照料护理", "发放合计",
    ]  # fmt: skip


def test_who_when_and_in_what_unit(tmp_path):
    signed = {
        "place": "琼海市",
        "unit": "嘉积镇人民政府",
        "on": "2022-04-20",
        "period": "2022年3月",
        "preparer": "某某",
    }
    sheet = written(tmp_path, "payments", None, **signed)["分镇（区）"]
    texts = [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert texts[0] == "琼海市城乡低保、特困供养资金和临时救助发放统计表"
    assert texts[1:4] == [
        "填报单位（盖章）：嘉积镇人民政府", "所属期：2022年3月　填报日期：2022年4月20日", "单位：户、人、人次、元",
    ]  # fmt: skip
    assert texts[-1] == "单位负责人：　　　　　　审核人：　　　　　　填表人：某某　　联系电话：　　　　"


def test_text_is_no_formula_and_numbers_of_persons_are_masked(tmp_path):
    table = pd.DataFrame(
        {
            "town": ["甲镇"],
            "finding": ["=1+1 身份证350582199001011234"],
            "measure": ["@SUM(A1)"],
            "found_on": ["2021-06-25"],
        }
    )
    sheet = written(tmp_path, "problems", table)["逐项清单"]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row if cell.value is not None}
    finding = cells["=1+1 身份证350582********1234"]
    assert (finding.data_type, finding.quotePrefix) == ("s", True)
    assert cells["@SUM(A1)"].quotePrefix
    day = next(value for value in cells if hasattr(value, "year"))
    assert (f"{day:%Y-%m-%d}", cells[day].number_format) == ("2021-06-25", "yyyy-mm-dd")


def test_two_languages_stand_one_under_the_other(tmp_path):
    sheet = written(tmp_path, "progress", None, lang="both")["分镇（街道）"]
    assert sheet["A3"].value == "镇（街道）\nTown"
    assert "Reporting unit (stamp)" in sheet["A2"].value


@pytest.mark.parametrize("name", ["progress", "problems"])
def test_equal_forms_give_equal_bytes(tmp_path, name):
    table = table_for(load_form(name))
    paths = [fill_form(name, table).write_excel(tmp_path / f"{number}.xlsx") for number in (1, 2)]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_a_set_is_written_whole_or_not_at_all(tmp_path):
    tables = {"progress": None, "payments": pd.DataFrame({"town": ["甲镇"], "urban_persons": [-1]})}
    with pytest.raises(CampaignError, match="row 1, urban_persons: -1 is below 0"):
        write_forms(tables, tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert len(write_forms(dict.fromkeys(tables), tmp_path / "out", place="某市")) == 4
    (tmp_path / "file").touch()
    with pytest.raises(CampaignError, match=r"file is a file\.\nName a folder for the forms\.$"):
        write_forms({}, tmp_path / "file")
    with pytest.raises(CampaignError, match=r"^a\.xls: this is written as \.xlsx\.\nName the file so\.$"):
        fill_form("progress").write_excel(tmp_path / "a.xls")


def test_a_table_of_two_columns_keeps_its_line_of_unit_and_date(tmp_path):
    sheet = written(tmp_path, "public-list", None, unit="某镇", on="2022-04-20")["分镇（街道）"]
    assert sheet["A2"].value == "填报单位（盖章）：某镇　填报日期：2022年4月20日　单位：人、元/月"
    assert sum(sheet.column_dimensions[letter].width for letter in "AB") == pytest.approx(92, abs=1)
