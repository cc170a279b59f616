"""The shipped sample, its files untouched: every planted difference is found, nothing else is reported."""

import json
from pathlib import Path

import pytest
from payment_files import faults_of

from aidkit.data.register import read_extract
from aidkit.oversight import reconcile

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "register-sample"
TRUTH = json.loads((ROOT / "tests" / "data" / "register_sample_truth.json").read_text("utf-8"))
PLANTED = {
    "only_in_export": "only_in_system",
    "only_in_roster": "only_in_roster",
    "amount_differs": "amount_differs",
    "duplicate": "duplicate",
    "paid_after_death": "dead_paid",
    "holder_differs": "holder_differs",
}
FILES = [SAMPLE / name for name in ("系统导出_2021-08.csv", "发放花名册_2021-08.xlsx", "死亡人员.csv")]


@pytest.fixture(scope="module")
def found():
    return reconcile(*FILES)


@pytest.mark.parametrize(("name", "truth"), PLANTED.items())
def test_every_planted_difference_is_found_and_no_other(found, name, truth):
    assert sorted(found.frames[name]["id"]) == sorted(TRUTH[truth])


def test_nobody_is_under_two_schemes(found):
    assert found.two_schemes.empty
    assert set(found.frames) == {*PLANTED, "two_schemes"}


def test_amounts_are_whole_fen(found):
    differs = found.amount_differs.set_index("name")[["due_fen", "paid_fen", "difference_fen"]]
    assert differs.loc["曾杰芳"].tolist() == [50310, 50311, 1]  # 503.10 and 503.11 yuan
    assert differs.loc["庄兰"].tolist() == [51622, 61622, 10000]
    assert set(map(str, differs.dtypes)) == {"Int64"}


def test_what_is_odd_about_the_files_is_listed_and_nothing_is_open(found):
    assert faults_of(found, "total row") == [
        ["发放花名册_2021-08.xlsx", 89, "", "合计 56348.51", "left out: not a row of data", False]
    ]
    assert [fault[3] for fault in faults_of(found, "apostrophe")] == [
        "'999999198504242025", "'999999196110293170", "'999999196504156072"
    ]  # fmt: skip
    assert not found.faults["open"].any()


def test_the_text_says_it_all(found):
    assert str(found) == (
        "系统导出_2021-08.csv against 发放花名册_2021-08.xlsx, 2021-08: they do not agree.\n"
        "due 56,313.46 yuan, paid 56,348.51, difference +35.05\n"
        "仅系统有 only in the export: 4 persons\n"
        "仅花名册有 only in the roster: 1 person\n"
        "金额不一致 amount differs: 4 persons\n"
        "重复发放 paid or listed more than once: 4 persons\n"
        "死亡后仍发放 paid after death: 4 persons\n"
        "同时享受两项待遇 two schemes at once: 0 persons\n"
        "开户人与姓名不符 account of another name: 4 persons\n"
        "faults of the files: 5, of which open: 0\n"
        "Each is a clue to be checked, not a finding against anybody."
    )


def test_totals_are_by_town_where_the_register_knows_it(found):
    assert found.totals.index.tolist() == ["not known (未知)"]
    register = read_extract(SAMPLE)
    known = reconcile(*FILES, register=register).totals
    assert known["only_in_roster"].to_dict() == {
        "not known (未知)": 1,
        "青阳街道": 0,
    }  # a stranger to the register
    assert known["due_fen"].sum() == found.totals["due_fen"].sum() == 5_631_346
    classes = ["only_in_export", "duplicate", "paid_after_death", "holder_differs"]
    assert known.loc["青阳街道", classes].tolist() == [4, 4, 4, 4]
    assert set(reconcile(*FILES, register=register).holder_differs["town"]) == {"青阳街道"}


def test_the_dead_may_come_from_the_register(found):
    again = reconcile(*FILES[:2], read_extract(SAMPLE).dead)
    assert sorted(again.paid_after_death["id"]) == sorted(found.paid_after_death["id"])


def test_money_at_stake_counts_each_payment_once(found):
    money = found.recovered
    assert money["recover_fen"].to_dict() == {
        "paid_after_death": 322_599, "only_in_roster": 43_000, "duplicate": 222_887, "amount_differs": 10_001,
        "only_in_export": 0, "two_schemes": 0, "holder_differs": 0, "total": 598_487,
    }  # fmt: skip
    assert money["owed_fen"].to_dict()["total"] == 262_383 + 10_000
    dead = 322_599  # due and paid alike, so not part of the difference between the files
    assert money.loc["total", "recover_fen"] - dead - money.loc["total", "owed_fen"] == 3_505


def test_a_minor_paid_to_another_name_is_told_apart(found):
    minors = found.holder_differs.set_index("name")["minor"]
    assert minors.to_dict() == {"林强": False, "李刚建": True, "洪娜秀": True, "洪涛": False}
