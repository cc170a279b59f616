"""Clauses whose number or day is checked nowhere else by name: one test each, named for the clause."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import aidkit
from aidkit.campaign import Ledger, fill_form, load_calendar, load_campaign, load_taxonomy, public_list, screen
from aidkit.oversight import (
    check_files,
    draw_audit_sample,
    load_settings,
    match,
    reconcile,
    simulate_process,
    staff_norm,
)
from aidkit.report.screening import groups
from aidkit.rules import edge

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data/register-sample"
JINJIANG = load_campaign("jinjiang-2021")


def days(campaign: str, clause: str) -> list[str]:
    table = load_calendar(campaign).all()
    return [str(day) for day in table.loc[table["clause"] == clause, "due"]]


@pytest.fixture(scope="module")
def register():
    return aidkit.read_register(SAMPLE, policy_date="2021-08-24")


@pytest.fixture(scope="module")
def payments():
    return reconcile(SAMPLE / "系统导出_2021-08.csv", SAMPLE / "发放花名册_2021-08.xlsx")


@pytest.mark.parametrize(
    ("clause", "group", "condition", "since"),
    [
        ("JJ-G3", "G3", "petitioned", date(2020, 1, 1)),
        ("JJ-G4", "G4", "called_help_line", None),
        ("JJ-G6", "G6", "hit_by_epidemic_or_disaster", None),
    ],
)
def test_groups_as_the_plan_has_them(clause, group, condition, since):
    found = JINJIANG.group(group)
    assert (found.clause, found.condition) == (clause, condition)
    assert [value.value for value in found.thresholds.values()] == ([since] if since else [])


def test_records_listed_here_are_held_against_those_the_plan_handed_down(register):  # JJ-2.1
    assert JINJIANG.settings["records_matched"].value == 7601
    found = screen(register, aidkit.load_policy("jinjiang"), JINJIANG, SAMPLE)
    said = f"The plan handed down 7,601 records for the whole city; here there are {len(found.persons)}."
    assert groups.listed_reading(found, "en").text.en.endswith(said)


def test_problems_are_listed_by_30_june_and_struck_off_one_by_one():  # JJ-2.3.1
    assert days("jinjiang-2021", "JJ-2.3.1") == ["2021-06-30"]
    ledger = Ledger.replay(ROOT / "data/campaigns/jinjiang-2021/events.csv", "jinjiang")
    closed = ledger.on().set_index("item")
    closed = closed[closed["struck_off_on"].notna()]
    assert len(closed) > 50
    assert closed["evidence"].notna().all()  # nothing is struck off without evidence
    assert (closed["struck_off_on"] >= closed["fixed_on"]).all()


def test_the_system_list_has_the_four_kinds_of_the_plan():  # JJ-2.3.4
    assert days("jinjiang-2021", "JJ-2.3.4") == ["2021-08-31"]
    assert [word.zh for word in load_taxonomy().systems.values()] == [
        "政策措施",
        "热线内部流转",
        "协同会商",
        "节假日热线值守",
    ]


def test_illness_on_the_catalogue_opens_single_entry_like_severe_disability():  # HZ-1.4
    facts = {"dibao_single_entry_enabled": True, "in_unit": True, "is_unsupported_child": False, "is_edge": True,
             "in_gradual_exit": False, "severe_for_single_entry": False}  # fmt: skip
    assert edge.is_single_entry(**facts, serious_illness=True)
    assert not edge.is_single_entry(**facts, serious_illness=False)


def test_tekun_at_home_are_listed_for_a_visit():  # HZ-1.8
    group = JINJIANG.group("G8")
    assert (group.condition, [check.answer for check in group.checks]) == ("tekun_at_home", ["visit"])


def test_more_visits_leave_persons_uncovered_for_less_long():  # HZ-4, HS-1
    months = [
        simulate_process({"visits_a_month": visits}, persons=2_000, seed=3).uncovered for visits in (0, 1, 52 / 12)
    ]
    assert months[0].mean() > months[1].mean() > months[2].mean()


def test_staff_and_visits_are_those_of_the_documents():  # HZ-F, HS-1, QH-4.1
    assert [staff_norm(people) for people in (5_000, 20_000, 30_000)] == [(3, 5), (3, 5), (3, 6)]
    staffing = load_settings("staffing")
    assert [
        staffing[name].value for name in ("team_visits_a_month", "cadre_visits_a_week", "assistants_a_village")
    ] == [1, 1, 1]
    assert len(days("huangshi", "HS-1")) == 12 + 53  # months and Sundays of 2017


@pytest.mark.parametrize(
    ("campaign", "clause", "expected"),
    [
        ("hanzhong", "HZ-T", ["2021-07-31", "2021-09-30", "2021-12-31"]),
        ("qionghai", "QH-1", ["2022-03-15"]),
        ("qionghai", "QH-6.1", [f"2022-{month:02}-15" for month in range(3, 13)]),
        ("qionghai", "QH-6.2", [f"2022-{month:02}-15" for month in range(3, 13)]),
        ("qionghai", "QH-6.3", [f"2022-{month:02}-20" for month in range(3, 13)]),
    ],
)
def test_days_of_a_clause(campaign, clause, expected):
    assert days(campaign, clause) == expected


def test_the_town_plans_days():  # XZ-T
    ledger_reports = [f"2020-{month:02}-12" for month in range(4, 12)]
    ends = ["2020-03-31", "2020-10-31", "2020-10-31", "2020-11-30"]
    assert sorted(days("town-template", "XZ-T")) == sorted([*ends, *ledger_reports])


def test_officials_relatives_and_complaints_are_all_visited():  # QH-5.4, HS-2.4, XZ-6
    assert load_settings("audit")["relatives_and_complaints"].value == 1
    cases = pd.DataFrame(
        {"household_id": [f"H{n}" for n in range(40)], "town": "甲镇", "kind": "dibao",
         "relative": [n % 10 == 0 for n in range(40)], "complaint": [n == 7 for n in range(40)]}
    )  # fmt: skip
    drawn = draw_audit_sample(cases, 0.2, seed=1, always=["relative", "complaint"]).drawn
    assert {"H0", "H10", "H20", "H30", "H7"} <= set(drawn["household_id"])
    assert len(drawn) == 8  # a fifth of forty, the five in full among them


@pytest.mark.parametrize(("clause", "kinds"), [("XZ-4", 4), ("XZ-5", 5), ("XZ-6", 6)])
def test_the_ledger_knows_every_problem_the_town_plan_lists(clause, kinds):
    assert len([word for word in load_taxonomy().problems.values() if word.clause == clause]) >= kinds


def test_export_and_roster_agree_when_they_are_the_same_file(tmp_path):  # QH-6.2, XZ-5
    for name in ("系统导出_2021-08.csv", "发放花名册_2021-08.csv"):
        text = "姓名,身份证号,救助类别,金额\n甲,999999196001010010,低保,500\n"
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = reconcile(tmp_path / "系统导出_2021-08.csv", tmp_path / "发放花名册_2021-08.csv")
    assert all(found.frames[name].empty for name in ("only_in_export", "only_in_roster", "amount_differs", "duplicate"))


def test_dwellings_vehicles_and_businesses_are_matched():  # QH-3, XZ-7
    found = match(SAMPLE, lists=["real_estate", "vehicles", "business"])
    assert set(found.hits["list"]) == {"real_estate", "vehicles", "business"}


def test_a_file_without_one_of_the_nine_documents_is_not_complete():  # QH-6.4, XZ-7
    names = [setting.zh for setting in load_settings("files").values()]
    assert len(names) == 9
    table = pd.DataFrame([{"household_id": "H1", "town": "甲镇", "是否变更": "是", **dict.fromkeys(names, "有")}])
    assert (check_files(table).documents["state"] == "there").all()
    lacking = check_files(table.assign(公示照片="无")).documents
    assert lacking.loc[lacking["zh"] == "公示照片", "state"].tolist() == ["missing"]


def test_every_recipient_stands_on_the_public_list_once(register, payments):  # QH-4.2
    known = replace(payments, payments=payments.payments[payments.payments["id"].isin(register.persons.index)])
    due = known.payments[
        known.payments["due_fen"].notna() & known.payments["scheme"].isin(["dibao", "dibao_single", "tekun"])
    ]
    table = public_list(known, register)
    assert len(table) == len(due) == fill_form("public-list", table)["list"].total[1]
    assert table["amount"].sum() == pytest.approx(due["due_fen"].sum() / 100)
    assert table["person"].str.fullmatch(".＊+").all()
    with pytest.raises(aidkit.AidkitError, match=r"^3 recipients of .* not in the register: .*\*{8}"):
        public_list(payments, register)


@pytest.mark.parametrize("clause", ["JJ-4", "HZ-7"])
def test_what_is_only_told_is_marked_so(clause):
    from aidkit.campaign import clause_table

    row = clause_table("en").set_index("clause").loc[clause]
    assert (row["state"], row["where"]) == ("told", "")
    assert row["why"]
