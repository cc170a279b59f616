"""What may not stand in a ledger: each fault with its row, what is wrong, and nothing stored."""

from __future__ import annotations

import pytest

from aidkit.campaign import CampaignError, Ledger
from tests.campaign.ledger_events import (
    ASSIGNED,
    CLUE,
    CONFIRMED,
    EVIDENCED,
    FIXED,
    MOVED,
    OPENED,
    PLANNED,
    REOPENED,
    REPORTED,
    STORY,
    STRUCK,
    SYSTEM,
    rows,
)  # fmt: skip
from tests.refusals import refusal

REFUSED = "the events given: 1 row cannot stand in the ledger (台账).\n  {}\n{}Nothing was stored. Mend the rows and read the file again."

CASES = {
    "mended before it was found": (
        [{**FIXED, "日期": "2021-06-20"}, OPENED],
        "row 1, WT-1: mended (整改完成) on 2021-06-20, before it was found: row 2, 2021-06-22.",
    ),
    "mended on a day before it was found": (
        [OPENED, {**FIXED, "日期": "2021-06-20"}],
        "row 2, WT-1: mended (整改完成) on 2021-06-20, before it was found on 2021-06-22.",
    ),
    "entered before it was found": (
        [FIXED, OPENED],
        "row 1, WT-1: mended (整改完成) on 2021-07-15, but entered before the row that says it was found: row 2, 2021-06-22.",
    ),
    "never found": ([FIXED], "row 1, WT-1: mended (整改完成) on 2021-07-15, but no row says that it was found."),
    "struck off without evidence": (
        [OPENED, ASSIGNED, PLANNED, FIXED, STRUCK],
        "row 5, WT-1: struck off (销号) on 2021-07-18 without evidence (佐证材料) since it was last open; attach it first (附佐证).",
    ),
    "struck off on the evidence of before it was opened again": (
        [*STORY, REOPENED, {**FIXED, "日期": "2021-07-26"}, {**STRUCK, "日期": "2021-07-27"}],
        "row 10, WT-1: struck off (销号) on 2021-07-27 without evidence (佐证材料) since it was last open; attach it first (附佐证).",
    ),
    "struck off while open": (
        [OPENED, ASSIGNED, {**EVIDENCED, "日期": "2021-07-01"}, STRUCK],
        "row 4, WT-1: struck off (销号) on 2021-07-18, but it is open (整改中); it must be awaiting strike-off (已整改待销号).",
    ),
    "mended twice": (
        [*STORY, {**FIXED, "日期": "2021-07-19"}],
        "row 8, WT-1: mended (整改完成) on 2021-07-19, but it is struck off (已销号); it must be open (整改中).",
    ),
    "opened again while open": (
        [OPENED, REOPENED],
        "row 2, WT-1: opened again (重新整改) on 2021-07-25, but it is open (整改中); it must be awaiting strike-off (已整改待销号) or struck off (已销号).",
    ),
    "found twice": (
        [OPENED, {**OPENED, "日期": "2021-06-30"}],
        "row 2, WT-1: found (发现) on 2021-06-30 a second time: the number is taken since 2021-06-22.",
    ),
    "the same event twice": ([OPENED, ASSIGNED, ASSIGNED], "row 3, WT-1: the same event as in row 2."),
    "dated before the last": (
        [OPENED, ASSIGNED, {**PLANNED, "日期": "2021-06-22"}],
        "row 3, WT-1: measure planned (制定措施) on 2021-06-22, before its last event, given to an owner on 2021-06-23.",
    ),
    "nobody answers for it": (
        [OPENED, FIXED],
        "row 2, WT-1: mended (整改完成) on 2021-07-15, but nobody answers for it; give it an owner first (交办).",
    ),
    "no time limit to move": (
        [OPENED, ASSIGNED, MOVED],
        "row 3, WT-1: time limit moved (调整时限) on 2021-07-10, but it has no time limit; plan a measure first (制定措施).",
    ),
    "due before it was said": (
        [OPENED, ASSIGNED, {**PLANNED, "整改时限": "2021-06-01"}],
        "row 3, WT-1: measure planned (制定措施) on 2021-06-24 is due on 2021-06-01, before it was said.",
    ),
    "an owner nobody knows": (
        [OPENED, {**ASSIGNED, "责任单位": "示例二镇"}],
        "row 2, WT-1: unknown owner (责任单位) '示例二镇'; allowed: 示例一镇 itself, 民政局, 应急局, 残联, 医保局, 信访局, 人社局, 农业农村局, 财政局, 纪委监委, 上级民政局.",
    ),
    "a system's kind for a problem": (
        [{**OPENED, "类型": "协同会商"}],
        "row 1, WT-1: the kind 'consultation' is not one of problems; allowed: severe_not_enrolled, new_poor_not_enrolled, rigid_not_deducted, work_cost_not_deducted and 29 more.",
    ),
    "nothing said of a problem": (
        [{**OPENED, "内容": "", "乡镇": ""}],
        "row 1, WT-1: found (发现) on 2021-06-22 without 乡镇 (town), 内容 (detail).",
    ),
    "said in vain": (
        [OPENED, {**ASSIGNED, "金额": "100"}],
        "row 2, WT-1: given to an owner (交办) on 2021-06-23 says 金额 (amount), which it does not take; leave the cell empty.",
    ),
    "another town later": (
        [OPENED, {**ASSIGNED, "乡镇": "示例二镇"}],
        "row 2, WT-1: given to an owner (交办) on 2021-06-23 says 乡镇 (town) '示例二镇'; at first it was '示例一镇'.",
    ),
    "follows from nothing": (
        [{**OPENED, "依据": "XS-9"}],
        "row 1, WT-1: follows from 'XS-9', which is not in the ledger; enter that first.",
    ),
    "a clue's event of a problem": (
        [OPENED, {**REPORTED, "编号": "WT-1"}],
        "row 2, WT-1: clue reported (上报线索) on 2021-06-27 is said of a clue; WT-1 is a problem.",
    ),
    "a clue confirmed and refuted": (
        [CLUE, CONFIRMED, {**CONFIRMED, "事项": "线索查否", "日期": "2021-07-01"}],
        "row 3, XS-1: clue refuted (线索查否) on 2021-07-01, but it is confirmed (查实); it must be under review (核查中).",
    ),
    "a system adopted twice": (
        [SYSTEM, {**SYSTEM, "日期": "2021-08-21"}],
        "row 2, ZD-1: system adopted (建立制度) on 2021-08-21 a second time: the number is taken since 2021-08-20.",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """A ledger with one story of another problem in it, which no refusal may touch."""
    made = Ledger(tmp_path_factory.mktemp("ledger") / "campaign.duckdb", "jinjiang")
    made.append(rows(*({**event, "编号": "WT-0"} for event in STORY)))
    return made


@pytest.mark.parametrize("case", CASES)
def test_what_may_not_stand_is_named_and_nothing_is_stored(ledger, case):
    events, fault = CASES[case]
    first = int(fault.split(",", 1)[0].removeprefix("row "))
    same = sum(event["编号"] == events[first - 1]["编号"] for event in events[first:])
    later = f"  {same} later row{'' if same == 1 else 's'} of the same items not looked at.\n" if same else ""
    assert refusal(CampaignError, ledger.append, rows(*events)) == REFUSED.format(fault, later)
    assert len(ledger.events()) == len(STORY)


def test_all_faults_are_named_at_once_the_first_five_in_full(ledger):
    wrong = [{**FIXED, "编号": f"WT-{number}"} for number in range(1, 8)]
    text = refusal(CampaignError, ledger.append, rows(OPENED, *wrong[1:], REPORTED))
    assert text.startswith("the events given: 7 rows cannot stand in the ledger (台账).\n  row 2, WT-2: ")
    assert text.count("\n  row ") == 5
    assert "\n  and 2 more.\n" in text


def test_a_clue_then_its_problem(ledger, tmp_path):
    fresh = Ledger(tmp_path / "campaign.duckdb", "jinjiang")
    fresh.append(rows(CLUE, REPORTED, CONFIRMED, {**OPENED, "日期": "2021-06-28", "依据": "XS-1"}))
    assert fresh.clues()["problems"].tolist() == ["WT-1"]


def test_what_was_entered_is_recognised_and_not_entered_again(tmp_path):
    fresh = Ledger(tmp_path / "campaign.duckdb", "jinjiang")
    assert str(fresh.append(rows(*STORY[:3]))) == "3 events entered, 0 were in the ledger already."
    assert str(fresh.append(rows(*STORY))) == "4 events entered, 3 were in the ledger already."
    assert fresh.events()["seq"].tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert fresh.events()["file_row"].tolist() == [1, 2, 3, 4, 5, 6, 7]
