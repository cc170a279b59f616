"""The calendars of the documents: every written day, and how it stands on a given one."""

from collections import Counter
from datetime import date

import pandas as pd
import pytest

from aidkit.campaign import CampaignError, calendars, load_calendar
from aidkit.campaign.calendar.rhythm import days_of

IDS = ("hanzhong", "houlong-2022", "huangshi", "jinjiang-2021", "qionghai", "town-template")


def days(campaign: str, item: str) -> list[str]:
    table = load_calendar(campaign).all()
    return [str(day) for day in table.loc[table["item"] == item, "due"]]


def test_the_documents_have_calendars():
    assert set(IDS) <= set(calendars())


@pytest.mark.parametrize(
    ("campaign", "item", "expected"),
    [
        ("jinjiang-2021", "progress-form", "2021-06-24 2021-07-24 2021-08-24"),
        ("jinjiang-2021", "clue-report", "2021-06-12 2021-06-27 2021-07-12 2021-07-27 2021-08-12 2021-08-27"),
        ("jinjiang-2021", "clue-summary", "2021-06-15 2021-06-30 2021-07-15 2021-07-31 2021-08-15 2021-08-31"),
        ("jinjiang-2021", "town-summary", "2021-09-07"),
        ("jinjiang-2021", "city-lists", "2021-09-20"),
        ("hanzhong", "plan", "2021-07-31"),
        ("hanzhong", "self-check", "2021-09-30"),
        ("hanzhong", "summary", "2021-12-31"),
        ("town-template", "start", "2020-03-31"),
        ("town-template", "ledger-report", " ".join(f"2020-{month:02}-12" for month in range(4, 12))),
        ("qionghai", "plan", "2022-02-28"),
        ("qionghai", "payment-form", " ".join(f"2022-{month:02}-20" for month in range(3, 13))),
        ("qionghai", "file-review", " ".join(f"2022-{month:02}-15" for month in range(4, 13))),
    ],
)
def test_days_are_those_written(campaign, item, expected):
    assert days(campaign, item) == expected.split()


def test_weekly_and_monthly_visits_of_huangshi():
    assert len(days("huangshi", "cadre-visits")) == 53  # 2017 begins and ends on a Sunday
    assert days("huangshi", "team-visits")[1] == "2017-02-28"


def test_a_week_that_ends_with_the_calendar_has_the_days_there_are():
    first, last = date(9999, 12, 28), date.max  # a Tuesday and a Friday
    assert days_of({"weekly": "sunday"}, first, last) == ((), "weekly sunday")
    assert days_of({"weekly": "friday"}, first, last) == ((last,), "weekly friday")


def test_houlong_has_no_invented_day():
    calendar = load_calendar("houlong-2022")
    assert len(calendar.all()) == len(calendar.due("2022-09-01")) == 0
    assert "only its beginning was seen" in calendar.note


def test_a_deadline_before_the_documents_date_is_kept_and_flagged():
    table = load_calendar("qionghai").all()
    assert table.loc[table["before_document"], "item"].tolist() == ["plan"]
    jinjiang = load_calendar("jinjiang-2021").all()
    assert Counter(jinjiang["before_document"]) == {True: 9, False: 17}  # posted on 13 July


def test_stages_overlap_and_say_so():
    spans = load_calendar("qionghai").spans().set_index("stage")
    assert spans["overlaps"].to_dict() == {"plan": "", "training": "run", "run": "training, improve", "improve": "run"}


def test_days_off_are_named():
    table = load_calendar("jinjiang-2021").all().set_index(["item", "due"])
    assert table.loc[("progress-form", date(2021, 7, 24)), "day_off"] == "周末"
    assert table.loc[("clue-report", date(2021, 6, 12)), "day_off"] == "端午"
    assert table.loc[("city-lists", date(2021, 9, 20)), "day_off"] == "中秋"
    assert (load_calendar("jinjiang-2021").all()["counts"] == load_calendar("jinjiang-2021").all()["due"]).all()


def test_between_takes_both_ends_and_refuses_a_span_turned_round():
    calendar = load_calendar("jinjiang-2021")
    assert len(calendar.between("2021-08-24", "2021-08-31")) == 8
    assert len(calendar.between(date(2021, 8, 25), "2021-08-26")) == 0
    with pytest.raises(CampaignError, match=r"^last=2021-08-01 lies before first=2021-08-24\.\nGive the earlier day"):
        calendar.between("2021-08-24", "2021-08-01")


def test_what_nobody_recorded_is_not_called_late():
    table = load_calendar("jinjiang-2021").due("2021-06-26")
    assert dict(zip(table["item"] + " " + table["due"].astype(str), table["state"], strict=True)) == {
        "plan 2021-06-10": "unrecorded", "clue-report 2021-06-12": "unrecorded", "clue-summary 2021-06-15": "unrecorded",
        "progress-form 2021-06-24": "unrecorded", "clue-report 2021-06-27": "due", "checked 2021-06-30": "due",
        "database 2021-06-30": "due", "clue-summary 2021-06-30": "due",
    }  # fmt: skip


def test_a_deadline_met_after_the_day_asked_for_is_late_on_it():
    met = {("progress-form", "2021-06-24"): "2021-06-28", ("plan", "2021-06-10"): "2021-06-09"}
    early = load_calendar("jinjiang-2021").due("2021-06-26", met=met, ahead=0).set_index("item")
    assert early["state"].to_dict() == {
        "plan": "met", "clue-report": "late", "clue-summary": "late", "progress-form": "late",
    }  # fmt: skip
    assert early.loc["progress-form", "working_days"] == -1  # Friday the 25th
    assert early.loc["plan", "working_days"] == 1  # a day early
    later = load_calendar("jinjiang-2021").due("2021-06-28", met=met, ahead=0).set_index("item")
    assert later.loc["progress-form", "state"] == "met"
    assert later.loc["progress-form", "working_days"] == -2
    assert later.loc["progress-form", "state_zh"] == "已完成"


def test_a_table_of_what_was_met_counts_the_first_report():
    met = pd.DataFrame(
        {
            "item": ["plan", "plan", "checked"],
            "due": ["2021-06-10", "2021-06-10", "2021-06-30"],
            "met_on": ["2021-06-12", pd.Timestamp("2021-06-08"), None],
        }
    )
    table = load_calendar("jinjiang-2021").due("2021-07-01", met=met).set_index("item")
    assert table.loc["plan", "met_on"] == date(2021, 6, 8)
    assert table.loc["checked", "state"] == "late"


def test_from_day_to_day_of_the_campaign_states_only_move_forward():
    calendar = load_calendar("jinjiang-2021")
    met = {(row.item, row.due): "2021-08-20" for row in calendar.all().itertuples() if row.item == "clue-report"}
    order, before = {"due": 0, "late": 1, "met": 2}, {}
    for number in range(0, 122, 3):
        day = date.fromordinal(date(2021, 6, 1).toordinal() + number)
        table = calendar.due(day, met=met)
        now = {(row.item, row.due): order[row.state] for row in table.itertuples()}
        assert all(now[key] >= state for key, state in before.items())
        before = now
    assert len(before) == 26


def test_what_was_met_is_held_against_the_calendar():
    calendar = load_calendar("jinjiang-2021")
    with pytest.raises(CampaignError) as raised:
        calendar.due("2021-07-01", met={("plan", "2021-06-11"): "2021-06-11", ("forms", "2021-06-24"): None})
    assert str(raised.value) == (
        "2 deadlines said to be met not in the calendar of jinjiang-2021: plan on 2021-06-11, forms on 2021-06-24.\n"
        "Items: plan, clue-report, clue-summary, progress-form, checked, database, inspected, relief-form, petition-form, "
        "enrolled, rectified, systems, town-summary, city-lists; `due` is the written day of one of their deadlines."
    )
    with pytest.raises(CampaignError, match=r"^What was met has no column due, met_on\.\nColumns: item, due, met_on"):
        calendar.due("2021-07-01", met=pd.DataFrame({"item": ["plan"]}))
    with pytest.raises(CampaignError) as raised:
        calendar.due("2021-06-31")
    assert str(raised.value) == (
        "on='2021-06-31' does not exist: June 2021 has 30 days. Write a day that exists as YYYY-MM-DD."
    )
    with pytest.raises(
        CampaignError, match=r"^No campaign 'jinjiang' has a calendar\.\nDid you mean 'jinjiang-2021'\?$"
    ):
        load_calendar("jinjiang")
