"""What a report says of its campaign: the plan chosen by place and day, its deadlines, and its clauses."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import aidkit
from aidkit.campaign.ledger.from_screening import open_problems
from aidkit.report.campaign import checked, clauses, deadlines, screened
from aidkit.report.campaign.opened import open_campaign
from aidkit.report.oversight import visits

CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("place", aidkit.places())
def test_every_place_has_a_plan_whose_clauses_are_all_answered_for(place: str) -> None:
    policy = aidkit.load_policy(place)
    campaign = open_campaign(policy)
    table = clauses.clauses(campaign, "en")
    unsaid = table.frame[(table.frame["state"] != "done") & (table.frame["why"] == "")]
    assert list(unsaid["clause"]) == []
    assert clauses.reading(campaign, "en").text.en.endswith(" 0 not.")
    shown = deadlines.deadlines(campaign, policy.date, "en").frame
    assert len(shown)
    assert not shown.map(lambda value: bool(CHINESE.search(str(value)))).to_numpy().any()


def test_days_are_written_out_or_told_by_their_rhythm() -> None:
    campaign = open_campaign(aidkit.load_policy("jinjiang"))
    table = deadlines.deadlines(campaign, date(2021, 8, 24), "en").frame.set_index("what")
    assert table.loc["Progress form", "days"] == "2021-06-24, 2021-07-24, 2021-08-24"
    assert table.loc["Progress form", "next"] == date(2021, 8, 24)
    assert table.loc["Progress and clues reported", "days"] == (
        "monthly, on day 12 and day 27 (2021-06-12 to 2021-08-27, 6 times)"
    )
    assert table.loc["First low-income database", "next"] is None


def test_the_reading_names_the_next_deadline_or_says_there_is_none() -> None:
    campaign = open_campaign(aidkit.load_policy("jinjiang"))
    assert deadlines.reading(campaign, date(2021, 9, 8)).text.en == (
        "The document sets 26 deadlines; from 2021-09-08 on the next is 2021-09-20: The city's three lists "
        "(city civil-affairs bureau, JJ-2.3.6)."
    )
    assert deadlines.reading(campaign, date(2021, 10, 1)).text.en == (
        "The document sets 26 deadlines; none falls on or after 2021-10-01."
    )


def test_a_plan_without_groups_says_so_once_and_lists_nobody() -> None:
    policy = aidkit.load_policy("hanzhong")
    people = aidkit.synthesize("hanzhong", households=300, seed=1)
    found = screened.screened(people, policy, "synthetic")
    found = replace(found, campaign=replace(found.campaign, groups={}))
    said = [str(part) for part in screened.whom(found, "en")]
    assert said == [screened.NO_GROUPS.en]
    assert [*screened.findings(found, ["funnel", "groups"]), *screened.lists(found)] == []


def test_a_towns_own_staff_stand_beside_the_visits_owed(tmp_path: Path) -> None:
    policy, people = aidkit.load_policy("jinjiang"), aidkit.synthesize("jinjiang", households=400, seed=1)
    file = tmp_path / "staff.csv"
    file.write_text("乡镇,工作人员\n示例一镇,3\n示例二镇,4\n", encoding="utf-8")
    drawn, table, reading = checked.staff(visits.owed(people, policy, str(file)), "drawn", people, "en")
    assert (drawn, table.name) == ("drawn", "towns")
    told = table.frame.set_index("label")["staff"]
    assert [told[f"Example town {number} (示例{zh}镇)"] for number, zh in ((1, "一"), (2, "二"))] == [3, 4]
    assert told["Example town 3 (示例三镇)"] is None  # nobody said
    assert reading.text.en.startswith("Furthest beyond is ")


def test_problems_are_counted_by_town_and_add_up_with_few_hidden() -> None:
    policy = aidkit.load_policy("jinjiang")
    found = screened.screened(aidkit.synthesize("jinjiang", households=4_000, seed=1), policy, "synthetic")
    table = screened.problems(found, "en")
    kinds = [head.column for head in table.heads[1:]]
    assert "missed_relief" in kinds
    events = open_problems(found, policy.date)
    for kind in kinds:
        total = sum(event.kind == kind for event in events)
        column = table.frame[kind].tolist()
        assert column[-1] == total >= 5
        assert all(value in ("<5", "*") or value == 0 or value >= 5 for value in column[:-1])
        assert sum(isinstance(value, str) for value in column[:-1]) != 1  # one alone could be found by subtraction
    assert {event.kind for event in events} - set(kinds) == {
        kind for kind, number in Counter(event.kind for event in events).items() if number < 5
    }
