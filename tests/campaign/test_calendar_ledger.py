"""Deadlines the ledger itself shows to be met, late or of no concern, checked on events entered by hand."""

import pandas as pd

from aidkit.campaign import Ledger, load_calendar, load_taxonomy

HEADS = ("item", "event", "day", "town", "kind", "source", "owner", "due", "detail", "evidence", "outcome", "persons")
PROBLEM = {"town": "甲镇", "kind": "missed_coverage", "source": "household_visit", "detail": "虚构"}
KINDS = ("policy_measure", "hotline_transfer", "consultation", "holiday_duty")


def ledger(*events: dict[str, object]) -> Ledger:
    return Ledger.replay(pd.DataFrame(list(events), columns=list(HEADS)), "jinjiang")


def clue(item: str, received: str, reported: str | None) -> list[dict[str, object]]:
    story = [
        {"item": item, "event": "clue_received", "day": received, "town": "甲镇", "source": "hotline", "detail": "虚构"}
    ]
    return [*story, {"item": item, "event": "clue_reported", "day": reported}] if reported else story


def problem(item: str, found: str, fixed: str | None) -> list[dict[str, object]]:
    story = [
        {"item": item, "event": "opened", "day": found, **PROBLEM},
        {"item": item, "event": "assigned", "day": found, "owner": "civil_affairs"},
        {"item": item, "event": "measure_planned", "day": found, "due": "2021-08-31", "detail": "虚构"},
    ]
    if fixed:
        story.append({"item": item, "event": "fixed", "day": fixed, "outcome": "enrolled_dibao", "persons": 1})
    return story


def in_order(*stories: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted((event for story in stories for event in story), key=lambda event: str(event["day"]))


def states(book: Ledger, on: str, item: str) -> dict[str, str]:
    table = load_calendar("jinjiang-2021").due(on, met=book, ahead=0)
    rows = table[table["item"] == item]
    return dict(zip(rows["due"].astype(str), rows["state"], strict=True))


def test_a_report_of_clues_is_met_when_the_last_of_them_is_reported():
    book = ledger(*in_order(clue("X1", "2021-06-28", "2021-07-02"), clue("X2", "2021-07-05", "2021-07-13")))
    assert states(book, "2021-07-12", "clue-report") == {
        "2021-06-12": "unrecorded", "2021-06-27": "unrecorded", "2021-07-12": "due",
    }  # fmt: skip
    assert states(book, "2021-07-12", "clue-summary")["2021-06-30"] == "unrecorded"  # the ledger does not show it
    assert states(book, "2021-07-13", "clue-report")["2021-07-12"] == "met"
    row = load_calendar("jinjiang-2021").due("2021-07-20", met=book).set_index(["item", "due"])
    late = row.xs("clue-report").iloc[2]
    assert (str(late["met_on"]), late["working_days"]) == ("2021-07-13", -1)


def test_a_clue_nobody_reported_makes_the_report_late():
    book = ledger(*in_order(clue("X1", "2021-06-28", "2021-07-02"), clue("X2", "2021-07-05", None)))
    assert states(book, "2021-07-13", "clue-report")["2021-07-12"] == "late"


def test_all_problems_mended_or_one_still_open():
    mended = ledger(*in_order(problem("W1", "2021-06-20", "2021-07-01"), problem("W2", "2021-07-02", "2021-08-20")))
    assert states(mended, "2021-09-01", "rectified") == {"2021-08-31": "met"}
    open_ = ledger(*in_order(problem("W1", "2021-06-20", "2021-07-01"), problem("W2", "2021-07-02", None)))
    assert states(open_, "2021-09-01", "rectified") == {"2021-08-31": "late"}


def test_the_system_list_is_whole_when_every_kind_has_one():
    adopted = [
        {
            "item": f"Z{n}",
            "event": "system_adopted",
            "day": f"2021-08-1{n}",
            "kind": kind,
            "detail": "虚构",
            "evidence": "文",
        }
        for n, kind in enumerate(KINDS)
    ]
    assert set(KINDS) == set(load_taxonomy().systems)
    assert states(ledger(*adopted), "2021-09-01", "systems") == {"2021-08-31": "met"}
    assert states(ledger(*adopted[:3]), "2021-09-01", "systems") == {"2021-08-31": "late"}
