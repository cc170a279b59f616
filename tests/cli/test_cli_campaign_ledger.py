"""``aidkit campaign PLACE ledger``: events in, the ledger of any day out, town by town and as a workbook."""

from __future__ import annotations

import openpyxl
import pytest
from typer.testing import CliRunner

from aidkit.campaign import CampaignDatabase, Ledger, write_events
from aidkit.campaign.ledger.reading import read_events
from aidkit.cli import app
from tests.campaign.ledger_events import ASSIGNED, OPENED, PLANNED, STORY, rows
from tests.campaign.low_income_people import people

SHEETS = ["progress-2021-07-24", "kinds", "problems", "rectification", "systems", "results", "clues"]


def called(*words):
    return CliRunner().invoke(app, ["campaign", *map(str, words)])


@pytest.fixture
def files(tmp_path):
    other = {**OPENED, "编号": "WT-2", "日期": "2021-06-25", "内容": "虚构 370101190102039973"}
    first = write_events(read_events(rows(OPENED, ASSIGNED, PLANNED)), tmp_path / "june.csv")
    second = write_events(read_events(rows(*STORY, other)), tmp_path / "all.xlsx")
    return tmp_path / "campaign.duckdb", first, second


def test_a_ledger_of_a_day_town_by_town(files):
    db, first, second = files
    assert called("jinjiang", "ledger", "--db", db, "--events", first).output.splitlines() == [
        "3 events entered, 0 were in the ledger already.",
        "台账 ledger on 2021-06-24: 1 problem found, 0 mended, 0 struck off, 1 open, 0 overdue.",
        "资料来源 Source: 虚构数据 invented: june.csv",
        "示例一镇: 1 found, 0 mended, 0 struck off, 1 open, 0 overdue; 0 clues",
        "  WT-1 漏保 Missed coverage: 整改中 open, 示例一镇, due 2021-07-10",
    ]
    assert called("jinjiang", "ledger", "--db", db, "--events", second).output.splitlines() == [
        "5 events entered, 3 were in the ledger already.",
        "台账 ledger on 2021-07-18: 2 problems found, 1 mended, 1 struck off, 1 open, 0 overdue.",
        "资料来源 Source: 虚构数据 invented: all.xlsx、june.csv",
        "示例一镇: 2 found, 1 mended, 1 struck off, 1 open, 0 overdue; 0 clues",
        "  WT-2 漏保 Missed coverage: 整改中 open, nobody yet (未交办)",
    ]
    past = called("jinjiang", "ledger", "--db", db, "--on", "2021-07-12").output.splitlines()
    assert past[-2:] == [
        "  WT-1 漏保 Missed coverage: 整改中 open, 示例一镇, due 2021-07-20",
        "  WT-2 漏保 Missed coverage: 整改中 open, nobody yet (未交办)",
    ]
    assert len(Ledger(db).events()) == 8


def test_a_workbook_has_a_sheet_a_list_and_no_identity(files, tmp_path):
    db, _, second = files
    run = called(
        "jinjiang", "ledger", "--db", db, "--events", second, "--on", "2021-07-24", "--out", tmp_path / "lists"
    )
    path = tmp_path / "lists" / "ledger-jinjiang-2021-2021-07-24.xlsx"
    assert run.output.splitlines()[-1] == str(path)
    book = openpyxl.load_workbook(path)
    assert [name for name in book.sheetnames if name in SHEETS] == SHEETS
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "虚构 370101********9973" in cells
    assert not [text for text in cells if "370101190102039973" in text]
    found = {row[0].value: row for row in book["problems"].iter_rows() if row[0].value}
    assert {"WT-1", "WT-2"} <= set(found)


def test_without_a_file_the_invented_one_is_shown_and_says_so():
    lines = called("jinjiang", "ledger", "--on", "2021-06-24").output.splitlines()
    assert lines[0] == "台账 ledger on 2021-06-24: 44 problems found, 8 mended, 5 struck off, 36 open, 0 overdue."
    assert lines[1] == "资料来源 Source: 虚构数据 invented: events.csv"


def test_a_database_without_events_says_that_it_is_empty(tmp_path):
    CampaignDatabase(tmp_path / "campaign.duckdb", "jinjiang").store(people(), on="2021-06-30")
    run = called("jinjiang", "ledger", "--db", tmp_path / "campaign.duckdb")
    assert run.output == "The ledger is empty; enter events with --events (台账为空).\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hanzhong", "ledger"), "No ledger of hanzhong is given.\nName a file of events, or a database; an invented ledger ships for jinjiang-2021 alone.\n"),
        (("jinjiang", "ledger", "--on", "2021-06-31"), "'2021-06-31' does not exist: June 2021 has 30 days. Write a day that exists as YYYY-MM-DD.\n"),
        (("jinjiang", "ledger", "--db", "none.duckdb"), "none.duckdb: no such database.\nStore a screening or a ledger first, or name the file it is in.\n"),
        (("jinjiang", "ledger", "--events", "none.csv"), "none.csv: no such file.\nGive a list of events (台账事项), .csv or .xlsx.\n"),
        (("jinjiang", "ledger", "--out", "x", "--lang", "de"), "lang 'de': no such language.\nLanguages: zh, en, both.\n"),
    ],
)  # fmt: skip
def test_a_mistake_is_said_without_a_traceback(words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = called(*words)
    assert run.exit_code == 2
    assert run.output == said


def test_events_out_of_order_store_nothing(files, tmp_path):
    db, first, _ = files
    called("jinjiang", "ledger", "--db", db, "--events", first)
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("编号,事项,日期\nWT-1,销号,2021-07-01\n", encoding="utf-8-sig")
    run = called("jinjiang", "ledger", "--db", db, "--events", wrong)
    assert run.exit_code == 2
    assert run.output == (
        "wrong.csv: 1 row cannot stand in the ledger (台账).\n"
        "  row 2, WT-1: struck off (销号) on 2021-07-01, but it is open (整改中); it must be awaiting strike-off (已整改待销号).\n"
        "Nothing was stored. Mend the rows and read the file again.\n"
    )
    assert len(Ledger(db).events()) == 3
