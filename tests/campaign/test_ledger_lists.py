"""The lists of the ledger: one story by hand, and the whole campaign of 2021 replayed day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from aidkit.campaign import CampaignError, Ledger, invent_events, read_events
from aidkit.campaign.database.file import reading
from aidkit.campaign.database.frames import fetch
from aidkit.campaign.ledger.invented import END, START
from aidkit.shipped import shipped
from tests.campaign.ledger_by_hand import problems_by_hand, progress_by_hand
from tests.campaign.ledger_events import CLUE, CONFIRMED, OPENED, REOPENED, REPORTED, STORY, SYSTEM, rows
from tests.refusals import refusal

FILE = shipped("data") / "campaigns" / "jinjiang-2021" / "events.csv"
FORM_DAYS = ("2021-06-24", "2021-07-24", "2021-08-24")  # JJ-2.3.3


@pytest.fixture(scope="module")
def story():
    clue = {**CLUE, "编号": "XS-2", "日期": "2021-06-28"}
    other = {**OPENED, "编号": "WT-2", "日期": "2021-07-02", "乡镇": "示例二镇", "类型": "漏救", "依据": "XS-1"}
    return Ledger.replay(rows(CLUE, REPORTED, CONFIRMED, clue, *STORY, REOPENED, other, SYSTEM), "jinjiang")


@pytest.fixture(scope="module")
def campaign():
    return Ledger.replay(FILE, "jinjiang"), read_events(FILE)


def shown(days):
    return [str(day)[:10] if pd.notna(day) else "" for day in days]


def stood(ledger, day):
    row = ledger.on(day).set_index("item").loc["WT-1"]
    return [row["state"], str(row["due"])[:10], row["overdue"], row["days_late"], row["times_reopened"]]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-06-22", ["open", "NaT", False, 0, 0]),
        ("2021-07-09", ["open", "2021-07-10", False, 0, 0]),
        ("2021-07-10", ["open", "2021-07-20", False, 0, 0]),  # moved that day
        ("2021-07-15", ["fixed", "2021-07-20", False, 0, 0]),
        ("2021-07-18", ["struck_off", "2021-07-20", False, 0, 0]),
        ("2021-07-24", ["struck_off", "2021-07-20", False, 0, 0]),
        ("2021-07-25", ["open", "2021-07-20", True, 5, 1]),  # opened again, the time limit is past
    ],
)
def test_a_problem_stands_as_it_did_that_day(story, day, expected):
    assert stood(story, day) == expected


def test_nothing_is_known_before_it_happened(story):
    assert story.problems("2021-06-21").empty
    early = story.rectification("2021-07-01").set_index("item").loc["WT-1"]
    assert early[["fixed_on", "outcome", "evidence", "struck_off_on"]].isna().all()
    assert early["measure"] == "入户核实"


def test_the_four_lists(story):
    assert story.problems("2021-07-18")[["item", "kind", "state"]].values.tolist() == [
        ["WT-1", "missed_coverage", "struck_off"],
        ["WT-2", "missed_relief", "open"],
    ]
    mended = story.results("2021-07-20")
    assert mended[["item", "outcome", "persons", "evidence"]].values.tolist() == [
        ["WT-1", "enrolled_dibao", 3, "审批表"]
    ]
    assert story.results("2021-07-25").empty  # opened again: no result any more
    assert story.systems("2021-08-19").empty
    assert story.systems()[["item", "kind", "title", "document"]].values.tolist() == [
        ["ZD-1", "consultation", "会商办法", "虚构1号"]
    ]


def test_clues_are_due_on_the_12th_or_27th(story):
    clues = story.clues("2021-07-05").set_index("item")
    assert clues["report_due"].astype(str).tolist() == ["2021-06-27", "2021-07-12"]
    assert clues["state"].tolist() == ["confirmed", "received"]
    assert clues["report_late"].tolist() == [False, False]
    assert story.clues("2021-07-13").set_index("item")["report_late"]["XS-2"]
    assert clues["problems"].fillna("").tolist() == ["WT-2", ""]
    assert story.clues("2021-07-01")["problems"].isna().all()  # its problem was not found yet


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2021-06-12", "2021-06-12"),
        ("2021-06-13", "2021-06-27"),
        ("2021-06-27", "2021-06-27"),
        ("2021-12-28", "2022-01-12"),
    ],
)
def test_the_next_day_of_reports(story, received, due):
    found = story.query(f"SELECT next_report(DATE '{received}', [12, 27]) AS due")
    assert found["due"].astype(str).tolist() == [due]


def test_a_list_without_a_day_is_that_of_the_last_event(story):
    assert story.progress().equals(story.progress("2021-08-20"))
    assert story.problems(date(2021, 7, 18)).equals(story.problems("2021-07-18"))


def test_a_day_that_does_not_exist(story):
    assert refusal(CampaignError, story.problems, "2021-06-31") == (
        "'2021-06-31' does not exist: June 2021 has 30 days. Write a day that exists as YYYY-MM-DD."
    )


def test_the_shipped_campaign_is_the_invented_one_letter_for_letter(campaign):
    assert campaign[1] == invent_events(2021)
    assert all("虚构" in event.detail + event.evidence for event in campaign[1] if event.detail or event.evidence)
    assert {event.town[:2] for event in campaign[1] if event.town} == {"示例"}


@pytest.mark.parametrize("day", FORM_DAYS)
def test_progress_on_the_days_of_the_form(campaign, day):
    ledger, events = campaign
    table, by_hand = ledger.progress(day).set_index("town"), progress_by_hand(events, date.fromisoformat(day))
    assert set(table.index) == set(by_hand)
    for town, counts in by_hand.items():
        assert table.loc[town].to_dict() == {name: counts.get(name, 0) for name in table.columns}, town


def test_every_day_of_the_campaign_equals_the_fold_by_hand(campaign):
    ledger, events = campaign
    with reading(ledger.path) as connection:
        for day in (START + timedelta(days=number) for number in range((END - START).days + 1)):
            table = fetch(connection, "FROM problems_on(?)", [day]).set_index("item")
            by_hand = pd.DataFrame.from_dict(problems_by_hand(events, day), orient="index")
            assert sorted(table.index) == sorted(by_hand.index), day
            compared = by_hand.loc[table.index]
            for column in ("found_on", "due", "fixed_on", "struck_off_on"):
                assert shown(table[column]) == shown(compared[column]), (day, column)
            for column in ("town", "kind", "owner", "measure"):
                assert table[column].fillna("").tolist() == compared[column].fillna("").tolist(), (day, column)
            assert table["times_reopened"].tolist() == compared["reopened"].tolist()
            assert table["evidence"].fillna("").tolist() == ["；".join(said) for said in compared["evidence"]]
            towns = fetch(connection, "FROM progress_on(?)", [day]).set_index("town")
            sums = towns.sum()
            assert sums["found"] == sums["mended"] + sums["still_open"] == len(table)
            expected = progress_by_hand(events, day)
            assert {t: int(n) for t, n in towns["overdue"].items() if n} == {
                t: int(c["overdue"]) for t, c in expected.items() if c.get("overdue")
            }
