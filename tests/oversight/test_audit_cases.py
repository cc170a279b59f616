"""The list of cases an audit draws from, read as it is handed over; nothing empty is taken for a no."""

from datetime import date

import pytest

from aidkit.errors import AidkitError
from aidkit.oversight import draw_audit_sample, read_audit_cases
from tests.data.extract_builder import write

HEAD = ["户编号", "乡镇", "救助类别", "近亲属备案", "投诉举报信访", "审核确认日期"]
ROWS = [
    ["H1", "甲镇", "低保", "是", "否", "2022-02-10"],
    ["H2", "甲镇", "特困", "否", "√", "2022.1.31"],
    ["H3", "乙镇", "低保", "无", "×", "20211201"],
]
ON = date(2022, 3, 15)


@pytest.mark.parametrize("name", ["抽查总体.csv", "抽查总体.xlsx"])
def test_cases_are_read_and_drawn(tmp_path, name):
    path = write(tmp_path / name, [["某市在册对象"], HEAD, *ROWS, ["合计", "", "", "", "", ""]])
    cases = read_audit_cases(path, ON)
    assert cases.faults[["row", "fault"]].values.tolist() == [[6, "total row"]]
    table = cases.table
    assert table["household_id"].tolist() == ["H1", "H2", "H3"]
    assert table["relative"].tolist() == [True, False, False]
    assert table["complaint"].tolist() == [False, True, False]
    assert table["new_last_month"].tolist() == [True, False, False]
    drawn = draw_audit_sample(table, "registered", seed=20220315).drawn
    assert dict(zip(drawn["household_id"], drawn["why"], strict=True)) == {
        "H1": "relative",
        "H2": "complaint",
    }


def test_the_month_before_january_is_december(tmp_path):
    path = write(tmp_path / "a.csv", [HEAD, *ROWS])
    assert read_audit_cases(path, date(2022, 1, 15)).table["new_last_month"].tolist() == [False, False, True]


def said(path):
    with pytest.raises(AidkitError) as raised:
        read_audit_cases(path, ON)
    return str(raised.value)


def test_messages(tmp_path):
    assert said(tmp_path / "a.csv") == f"{tmp_path}/a.csv: no such file.\nGive the list of cases (抽查总体)."
    rows = [["H1", "", "低保", "是", "否", "2022-02-10"], ["H2", "甲镇", "低保", "否", "", "2022-02-10"]]
    assert said(write(tmp_path / "a.csv", [HEAD, *rows])) == (
        "a.csv: 2 empty cells: 乡镇 in row 2, 投诉举报信访 in row 3.\n"
        "Nothing empty is taken for a no: write 是 or 否, the town, the kind and the day."
    )
    rows = [["H1", "甲镇", "低保", "或许", "否", "2022-02-10"], ["H2", "甲镇", "低保", "否", "是", "春天"]]
    assert said(write(tmp_path / "a.csv", [HEAD, *rows])) == (
        "a.csv: 2 cells not to be read: 近亲属备案 in row 2, 审核确认日期 in row 3.\n"
        "Write 是、有、√、否、无、× for yes or no, and days as 2021-08-28."
    )
    assert said(write(tmp_path / "b.csv", [HEAD[:-1], *[row[:-1] for row in ROWS]])) == (
        "b.csv: no column 审核确认日期.\n"
        "Columns found: 户编号, 乡镇, 救助类别, 近亲属备案, 投诉举报信访.\n"
        "Needed: 户编号、乡镇、救助类别、近亲属备案、投诉举报信访、审核确认日期. Name the column so in the head, add it, or confirm() what the head means."
    )
