"""One file a household: what is missing, by document and by town; what is not stated is not there."""

import openpyxl
import pandas as pd
import pytest

from aidkit.oversight import check_files, load_settings
from aidkit.oversight.errors import OversightError
from tests.data.extract_builder import write

CHECKLIST = load_settings("files")
ZH = {name: setting.zh for name, setting in CHECKLIST.items()}


def files(*rows):
    """Invented files, complete but for what a row says."""
    plain = {"乡镇": "甲镇", "是否变更": "是", **dict.fromkeys(ZH.values(), "有")}
    return pd.DataFrame([{"户编号": f"H{at}", **plain, **row} for at, row in enumerate(rows)])


def test_a_complete_file():
    found = check_files(files({}))
    assert found.missing.empty
    assert found.by_town.loc["甲镇", ["files", "complete", "share"]].tolist() == [1, 1, 1.0]


@pytest.mark.parametrize("name", CHECKLIST)
def test_each_document_is_missed(name):
    found = check_files(files({}, {ZH[name]: "无"}))
    assert found.missing.values.tolist() == [["H1", "甲镇", name, ZH[name], "missing"]]
    assert found.by_town.loc["甲镇", ["files", "complete", name]].tolist() == [2, 1, 1]


def test_an_empty_cell_is_not_a_document():
    found = check_files(files({"身份证": ""}, {"身份证": None}))
    assert found.missing["state"].tolist() == ["not stated", "not stated"]
    assert found.by_town.loc["甲镇", "complete"] == 0


def test_a_form_of_change_is_due_after_a_change_only():
    form = "动态管理审核审批表"
    rows = ({"是否变更": "否", form: "无"}, {"是否变更": "是", form: "无"}, {"是否变更": "", form: ""})
    assert check_files(files(*rows)).missing["household_id"].tolist() == ["H1", "H2"]
    assert check_files(files({form: "无"}).drop(columns="是否变更")).missing["document"].tolist() == ["change_form"]


def test_households_without_a_file_and_files_without_a_household():
    found = check_files(files({}, {}), ["H1", "H2", "H3"])
    assert found.without_file == ("H2", "H3")
    assert found.unknown == ("H0",)


def test_towns_are_told_apart():
    found = check_files(files({}, {"乡镇": "乙镇", "公示照片": "×"}, {"乡镇": None, "户口本": "缺"}))
    table = found.by_town
    assert table["share"].to_dict() == {"not known (未知)": 0.0, "乙镇": 0.0, "甲镇": 1.0}
    assert table.loc["乙镇", ["notice_photo", "hukou_book"]].tolist() == [1, 0]
    assert table.loc["not known (未知)", "hukou_book"] == 1


def test_ids_of_documents_do_as_well_as_their_names():
    table = files({"身份证": False}).rename(columns={zh: name for name, zh in ZH.items()})
    assert check_files(table).missing["document"].tolist() == ["id_card"]


def test_a_list_as_a_file_with_title_and_total(tmp_path):
    table = files({}, {"公示照片": "否"})
    rows = [["某市档案清单"], list(table.columns), *table.values.tolist(), ["合计", "2户"]]
    found = check_files(write(tmp_path / "档案清单.xlsx", rows))
    assert found.missing[["household_id", "document"]].values.tolist() == [["H1", "notice_photo"]]
    assert found.faults[["row", "fault"]].values.tolist() == [[5, "total row"]]


def test_nothing_is_nothing():
    found = check_files(files({}).head(0))
    assert found.by_town.empty
    assert str(found) == "档案 files: 0 of 0 complete (no share)"


def test_the_text():
    found = check_files(files({}, {"公示照片": "无"}, {"公示照片": "", "身份证": "无"}), ["H0", "H1", "H9"])
    assert str(found) == (
        "档案 files: 1 of 3 complete (33.3%)\n"
        "身份证: missing in 1 file\n"
        "公示照片: missing in 1 file, not stated in 1 file\n"
        "no file at all: 1 household: H9\n"
        "a file nobody asks for: 1 household: H2"
    )


def test_the_workbook(tmp_path):
    book = openpyxl.load_workbook(check_files(files({"公示照片": "无"})).to_workbook(tmp_path / "a.xlsx"))
    assert book.sheetnames == ["档案检查 summary", "分镇 towns", "缺失材料 missing", "无档案 without"]


def said(table):
    with pytest.raises(OversightError) as raised:
        check_files(table)
    return str(raised.value)


def test_messages(tmp_path):
    assert said(files({}).drop(columns=["乡镇", "身份证"])) == (
        "The list of files has no column town, id_card (身份证).\n"
        "Columns found: 户编号, 是否变更, 户口本, 家庭收入证明, 申请及授权书, 家庭经济状况核对报告, 入户调查表, 公示照片, "
        "审核审批表, 动态管理审核审批表.\n"
        "Add it; leave its cells empty where nothing is known."
    )
    assert (
        said(files({}, {"户编号": "H0"})) == "Twice in the list of files: 1 household: H0.\nKeep one file a household."
    )
    assert said(files({"身份证": "也许"}, {"身份证": 3, "户口本": "?"})) == (
        "The list of files cannot be read.\n"
        "  column hukou_book: 1 cell: '?' in row 1.\n"
        "  column id_card: 2 cells: '也许' in row 0, 3 in row 1.\n"
        "Words known: 有、是、√、✓、原件、复印件、齐全、true、无、否、×、缺、x、false, or an empty cell."
    )
    assert said(tmp_path / "a.csv") == f"{tmp_path}/a.csv: no such file.\nGive the list of files (档案清单)."
