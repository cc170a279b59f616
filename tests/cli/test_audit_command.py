"""``aidkit audit`` on the command line: a list that anybody can draw again, whole refusals."""

from __future__ import annotations

import pytest

from tests.cli.oversight_commands import printed, refused
from tests.data.extract_builder import write

CASES = [
    ["户编号", "乡镇", "救助类别", "近亲属备案", "投诉举报信访", "审核确认日期"],
    *([f"H{at:02d}", "甲镇" if at % 2 else "乙镇", "低保", "否", "否", "2021-05-06"] for at in range(18)),
    ["H18", "甲镇", "特困", "是", "否", "2020-01-01"],
    ["H19", "乙镇", "低保", "否", "否", "2022-02-28"],
]


@pytest.fixture
def cases(tmp_path):
    return write(tmp_path / "抽查总体.xlsx", CASES)


def audit(cases, out, *more, on="2022-03-15", rate="0.3", seed=7):
    return "audit", cases, "--on", on, "--rate", rate, "--seed", seed, "--out", out, *more


def test_audit_draws_a_list_and_says_how(cases, tmp_path):
    out = tmp_path / "抽查名单.csv"
    assert printed(*audit(cases, out)) == (
        "抽查 audit sample: 6 of 20 cases, seed 7\n"
        "2 checked in full (relative, complaint, new_last_month), 4 by lot in 3 strata\n"
        "floor 6 = ceil(0.3 x 20); cases checked in full count towards it\n"
        "lot: the lowest SHA-256 of seed:id within each stratum\n"
        "finds, with 95 %, an error rate of 50.00% among the 18 others\n"
        f"{out}\n"
    )
    first = out.read_bytes()
    assert len(first.splitlines()) == 7
    assert printed(*audit(cases, out))
    assert out.read_bytes() == first


def test_audit_need_not_count_cases_checked_in_full_and_takes_a_setting(cases, tmp_path):
    text = printed(*audit(cases, tmp_path / "a.xlsx", "--not-counting", rate="registered"))
    assert text.splitlines()[:3] == [
        "抽查 audit sample: 6 of 20 cases, seed 7",
        "2 checked in full (relative, complaint, new_last_month), 4 by lot in 3 strata",
        "floor 4 = ceil(0.2 x 20); cases checked in full do not count towards it",
    ]


def test_audit_refuses_what_it_cannot_draw_from(cases, tmp_path):
    out = tmp_path / "a.csv"
    assert refused(*audit(tmp_path / "no.csv", out)) == (
        f"{tmp_path / 'no.csv'}: no such file.\nGive the list of cases (抽查总体).\n"
    )
    assert refused(*audit(cases, out, on="15.3.2022")) == (
        "--on '15.3.2022': not a date.\nWrite the day of the audit as YYYY-MM-DD, e.g. 2022-03-15.\n"
    )
    for rate in ("1.5", "-0.1", "nan"):
        assert refused(*audit(cases, out, rate=rate)) == (
            f"rate={rate} is no share.\nGive a share from 0 to 1, for example 0.3.\n"
        )
    assert refused(*audit(cases, out, rate="regstered")) == (
        "oversight/audit.yaml has no setting 'regstered'.\nDid you mean 'registered'?\n"
    )
    assert refused(*audit(cases, tmp_path / "a.txt")) == (
        "a.txt: a list of this kind is written as .csv or .xlsx.\nName the file so.\n"
    )
    assert not out.exists()
