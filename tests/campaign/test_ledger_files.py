"""Events in files: read as clerks write them, written so that they read back the same, cells that cannot be read named."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest

from aidkit.campaign import CampaignError, Ledger, invent_events, load_taxonomy, read_events, write_events
from aidkit.campaign.ledger.columns import WRITTEN
from aidkit.campaign.ledger.steps import STEPS
from aidkit.errors import PopulationError
from tests.campaign.ledger_events import ASSIGNED, FIXED, OPENED, STORY, rows
from tests.refusals import refusal

FEW = invent_events(seed=3, problems=4, clues=3)


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("title", ["", "虚构台账"])
def test_written_and_read_back_they_are_the_same(tmp_path, suffix, title):
    path = write_events(FEW, tmp_path / f"events{suffix}", title=title)
    again = read_events(path)
    assert again == FEW
    assert [event.row for event in again] == [row + 2 + bool(title) for row in range(len(FEW))]
    assert {event.file for event in again} == {path.name}
    assert write_events(again, tmp_path / f"again{suffix}", title=title).read_bytes() == path.read_bytes()


def test_numbers_are_numbers_and_no_text_is_a_formula(tmp_path):
    told = read_events(rows({**OPENED, "内容": "=1+1"}, ASSIGNED, {**FIXED, "金额": "1,500元"}))
    sheet = openpyxl.load_workbook(write_events(told, tmp_path / "events.xlsx")).active
    cells = {sheet.cell(1, column).value: column for column in range(1, 16)}
    assert [sheet.cell(4, cells[name]).value for name in ("惠及人数", "金额")] == [3, 1500.0]
    assert sheet.cell(2, cells["内容"]).data_type == "s"
    assert read_events(tmp_path / "events.xlsx")[0].detail == "=1+1"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_read_as_offices_write_them(tmp_path, encoding):
    path = tmp_path / "台账.csv"
    text = "示例镇台账,,,,,\n序号,编号,事项,日期,乡镇（街道）,类型,内容\n1,ＷＴ－１,发 现,2021.6.22,示例一镇 ,漏保,虚构\n合计,,,,,\n"
    path.write_bytes(text.encode(encoding))
    (event,) = read_events(path)
    assert (event.item, event.event, str(event.day), event.town, event.kind) == ("WT-1", "opened", "2021-06-22", "示例一镇", "missed_coverage")  # fmt: skip
    assert event.row == 3


def test_ids_are_read_as_well_as_chinese_words():
    frame = pd.DataFrame([{"item": "WT-1", "event": "opened", "day": pd.Timestamp("2021-06-22"), "town": "示例一镇", "kind": "missed_coverage", "detail": "虚构"}])  # fmt: skip
    assert read_events(frame) == read_events(rows(OPENED))


def test_a_plan_s_department_and_group_are_words_too():
    words = load_taxonomy("jinjiang-2021")
    told = read_events(rows({**OPENED, "来源": "G2"}, {**ASSIGNED, "责任单位": "泉州市医疗保障局晋江分局"}), words)
    assert [told[0].source, told[1].owner] == ["G2", "medical_insurance"]
    again = read_events(rows(OPENED, {**ASSIGNED, "责任单位": "医保局"}), words)
    assert again[1].owner == "medical_insurance"


def test_every_cell_that_cannot_be_read_is_named():
    wrong = rows(
        {**OPENED, "日期": "2021-06-31", "类型": "漏宝"},
        {**OPENED, "编号": "", "事项": "发见"},
        {**FIXED, "惠及人数": "2.5", "金额": "-3"},
        {**FIXED, "整改结果": "370101190102039973"},
    )
    assert refusal(CampaignError, read_events, wrong) == (
        "the events given: 7 cells of the ledger cannot be read.\n"
        "  row 1, 日期 (day): '2021-06-31' is not a date such as 2021-08-24, 2021.8.24 or 20210824.\n"
        "  row 1, 类型 (kind): '漏宝' is not a word of the taxonomy; allowed: 重病重残未纳入低保, 新增返贫边缘人口未及时纳入, 刚性支出未扣减, 就业成本未扣减, 低保延退未落实, 漏保 and 68 more.\n"
        "  row 2, 编号 (item): empty.\n"
        "  row 2, 事项 (event): '发见' is not a word of the taxonomy; allowed: 发现, 交办, 制定措施, 调整时限, 整改完成, 附佐证 and 22 more.\n"
        "  row 3, 惠及人数 (persons): '2.5' is not a whole number of 0 or more.\n"
        "  and 2 more.\n"
        "Nothing was stored. Mend the rows and read the file again."
    )
    text = refusal(CampaignError, read_events, wrong.iloc[[3]])
    assert "'370101********9973'" in text


def test_a_column_nobody_reads_is_refused(tmp_path):
    path = tmp_path / "events.csv"
    path.write_text("编号,事项,日期,证据材料\nWT-1,附佐证,2021-07-01,审批表\n", encoding="utf-8")
    advice = f"Columns: {'、'.join(column.zh for column in WRITTEN)}; leave out the others."
    said = f"1 column the ledger does not have: 证据材料.\n{advice}"
    assert refusal(CampaignError, read_events, path) == f"events.csv: {said}"
    assert refusal(CampaignError, read_events, pd.DataFrame({"证据材料": ["x"]})) == f"the events given: {said}"


def test_files_that_are_no_list_of_events(tmp_path):
    assert refusal(CampaignError, read_events, tmp_path / "none.csv") == (
        f"{tmp_path / 'none.csv'}: no such file.\nGive a list of events (台账事项), .csv or .xlsx."
    )
    (tmp_path / "events.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(PopulationError, match="none of the first 30 rows names the columns 编号、事项、日期"):
        read_events(tmp_path / "events.csv")
    assert refusal(CampaignError, write_events, FEW, tmp_path / "events.txt") == (
        "events.txt: events are written as .csv or .xlsx.\nName the file so."
    )
    assert refusal(CampaignError, write_events, FEW, tmp_path / "none" / "events.csv") == (
        f"{tmp_path / 'none'}: no such folder.\nMake it first, or name another."
    )


def test_an_event_made_by_hand_is_checked_as_a_file_is(tmp_path):
    ledger = Ledger(tmp_path / "campaign.duckdb", "jinjiang")
    (event,) = read_events(rows(OPENED))
    text = refusal(CampaignError, ledger.append, [event, type(event)("WT-2", "invented", event.day)])
    assert "row 2, 事项 (event): 'invented' is not a word of the taxonomy" in text
    assert ledger.append(list(read_events(rows(*STORY)))).new == len(STORY)


def test_every_step_can_be_written_and_told_apart():
    words = [step.zh for step in STEPS.values()]
    assert len(set(words)) == len(words) == 14
