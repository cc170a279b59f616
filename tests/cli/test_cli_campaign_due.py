"""``aidkit campaign PLACE due`` and ``forms``: one call of the functions a notebook uses, refusals in words."""

from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from aidkit.cli import app

ROOT = Path(__file__).parents[2]


def called(*words: str):
    return CliRunner().invoke(app, ["campaign", *words])


def test_due_says_what_is_late_due_and_met(tmp_path):
    met = tmp_path / "met.csv"
    met.write_text("item,due,met_on\nprogress-form,2021-06-24,2021-06-24\n", encoding="utf-8")
    result = called("jinjiang", "due", "--on", "2021-06-26", "--met", str(met), "--ahead", "1")
    assert result.exit_code == 0
    assert result.output.splitlines()[1:] == [
        "逾期 late: 2021-06-10 印发工作方案并下发摸排对象清单 Plan and lists of persons to check handed down — 市民政局, JJ-3, "
        "-10 working days",
        "逾期 late: 2021-06-12（端午） 报送工作进展和问题线索 Progress and clues reported — 各镇（街道）, JJ-2.3.5, -9 working days",
        "逾期 late: 2021-06-15 汇总问题线索上报（每半月） Clues summed up and passed on, every half month — "
        "市民政局, JJ-2.3.5, -8 working days",
        "已完成 met: 2021-06-24 盖章报送《特殊困难群体排查成效进度表》 Progress form — 各镇（街道）, JJ-2.3.3, 0 working days",
        "待办 due: 2021-06-27（周末） 报送工作进展和问题线索 Progress and clues reported — 各镇（街道）, JJ-2.3.5, 0 working days",
    ]


def test_without_a_record_nothing_is_called_late():
    result = called("qionghai", "due", "--on", "2022-03-10", "--ahead", "0")
    assert result.output.splitlines()[1:] == [
        "已过期限，未登记 unrecorded: 2022-02-28 制定并报批实施方案 Plan drawn up and approved — 市民政局, QH-7",
        "未登记 unrecorded: nobody has said whether it was met; give --met FILE or --events FILE.",
    ]


def test_a_calendar_without_days_says_why():
    result = called("jinjiang", "due", "--on", "2022-09-01", "--campaign", "houlong-2022")
    assert "none 无 — 龙政〔2022〕63号; only its beginning was seen" in result.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("--on", "2021-06-31"),
            "'2021-06-31' does not exist: June 2021 has 30 days. Write a day that exists as YYYY-MM-DD.",
        ),
        (("--on", "2021-06-30", "--ics", "a.txt"), "a.txt: a calendar is written as .ics."),
        (("--on", "2021-06-30", "--met", str(ROOT / "data/register-sample/信访.xlsx")), "信访.xlsx: not a table: "),
    ],
)
def test_a_mistake_is_said_without_a_traceback(words, said):
    result = called("jinjiang", "due", *words)
    assert result.exit_code == 2
    assert said in result.output


def test_forms_are_those_the_calendar_names_filled_from_the_ledger(tmp_path):
    events = ROOT / "data/campaigns/jinjiang-2021/events.csv"
    result = called("jinjiang", "forms", "--on", "2021-07-24", "--events", str(events), "--out", str(tmp_path / "out"),
                    "--unit", "晋江市民政局", "--note", "台账为虚构。")  # fmt: skip
    assert result.exit_code == 0
    assert len(result.output.splitlines()) == len(list((tmp_path / "out").iterdir())) == 14
    sheet = openpyxl.load_workbook(tmp_path / "out/晋江市特殊困难群体排查成效进度表.xlsx")["分镇（街道）"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "填报单位（盖章）：晋江市民政局" in cells
    assert any("台账为虚构。" in str(cell) for cell in cells)
    assert next(row[10].value for row in sheet.iter_rows() if row[0].value == "合计") == 70


def test_a_campaign_nobody_has_begun_gets_empty_forms(tmp_path):
    result = called("qionghai", "forms", "--out", str(tmp_path))
    assert result.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {
        "琼海市城乡低保、特困供养资金和临时救助发放统计表.xlsx", "琼海市城乡低保、特困供养资金和临时救助发放统计表.docx",
    }  # fmt: skip
