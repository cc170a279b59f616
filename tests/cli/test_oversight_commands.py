"""match, audit, reconcile, monitor, staff and process on the command line: real numbers, exit codes, whole refusals."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import aidkit
from aidkit.cli import app
from aidkit.oversight import load_settings, monitor, simulate_process, staff_towns, synthesize_panel
from tests.data.extract_builder import members, number, person, write
from tests.oversight.payment_files import ONE, TWO, due, files, paid

SAMPLE = Path(__file__).parents[2] / "data" / "register-sample"
EXPORT, ROSTER = SAMPLE / "系统导出_2021-08.csv", SAMPLE / "发放花名册_2021-08.xlsx"
COMMANDS = ("match", "audit", "reconcile", "monitor", "staff", "process")
CODES = "Exit codes: 0 done, 1 the work failed, 2 a name or a value cannot be used."
CASES = [
    ["户编号", "乡镇", "救助类别", "近亲属备案", "投诉举报信访", "审核确认日期"],
    *([f"H{at:02d}", "甲镇" if at % 2 else "乙镇", "低保", "否", "否", "2021-05-06"] for at in range(18)),
    ["H18", "甲镇", "特困", "是", "否", "2020-01-01"],
    ["H19", "乙镇", "低保", "否", "否", "2022-02-28"],
]
NOWHERE = "jinjang"
UNKNOWN_PLACE = "'jinjang' is not a place aidkit knows.\nDid you mean 'jinjiang'?\n"


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def printed(*arguments, code=0):
    """Return what a command prints that must end with a code and say nothing on stderr."""
    outcome = run(*arguments)
    assert (outcome.exit_code, outcome.stderr) == (code, "")
    return outcome.stdout


def refused(*arguments):
    """Return what stderr says of a command that must end with 2 and print nothing else."""
    outcome = run(*arguments)
    assert (outcome.exit_code, outcome.stdout) == (2, "")
    return outcome.stderr


@pytest.mark.parametrize("command", COMMANDS)
def test_help_gives_an_example_and_exit_codes(command):
    text = " ".join(printed(command, "--help").split())
    assert f"Example: aidkit {command}" in text
    codes = CODES if command != "reconcile" else CODES.replace("0 done, 1", "0 the files agree, 1 they do not, or")
    assert codes in text


# reconcile


def test_reconcile_prints_what_differs_and_ends_with_1():
    assert printed("reconcile", EXPORT, ROSTER, "--deaths", SAMPLE / "死亡人员.csv", code=1) == (
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
        "Each is a clue to be checked, not a finding against anybody.\n"
    )


def test_reconcile_ends_with_0_where_the_files_agree(tmp_path):
    text = printed("reconcile", *files(tmp_path, [due(), due(TWO, "乙某")], [paid(), paid(TWO, "乙某")]))
    assert text.splitlines()[0] == "系统导出_2021-08.csv against 发放花名册_2021-08.xlsx, 2021-08: they agree."


def test_reconcile_lists_open_faults_with_numbers_masked(tmp_path):
    pair = files(tmp_path, [due(), due(TWO, "乙某")], [paid(), paid(TWO, "丙某", amount="若干")])
    text = printed("reconcile", *pair, code=1)
    assert text.splitlines()[-3:] == [
        "Each is a clue to be checked, not a finding against anybody.",
        "  发放花名册_2021-08.xlsx, row 3, 金额 '若干': cannot be read — is not an amount in yuan; nothing is put in its "
        "place",
        "  发放花名册_2021-08.xlsx, row 3, 姓名 '丙某': two names under one number — 系统导出_2021-08.csv has the number "
        "under 乙某; compared by the number",
    ]
    pair = files(tmp_path, [due(), due(ONE, "乙某")], [paid()])
    text = printed("reconcile", *pair, code=1)
    assert ONE not in text
    assert "row 3, 身份证号 '990101********0117': two names under one number" in text


def test_reconcile_takes_the_towns_from_a_register_and_writes_a_workbook(tmp_path):
    target = tmp_path / "核对.xlsx"
    text = printed("reconcile", EXPORT, ROSTER, "--register", SAMPLE, "--xlsx", target, code=1)
    assert text.splitlines()[-1] == str(target)
    assert "No list of the dead (死亡人员) was given: payments after death were not looked for." in text
    totals = load_workbook(target)["分镇合计 totals"]
    assert {row[0] for row in totals.iter_rows(min_row=2, values_only=True)} >= {"青阳街道"}


def test_reconcile_writes_numbers_in_full_only_for_a_reason(tmp_path):
    pair, target = files(tmp_path, [due()], [paid(amount="1.00")]), tmp_path / "a.xlsx"
    printed("reconcile", *pair, "--xlsx", target, "--raw", "--reason", "入户核查", code=1)
    assert load_workbook(target)["金额不一致 amount_differs"]["A2"].value == ONE
    target.unlink()
    assert refused("reconcile", *pair, "--xlsx", target, "--raw") == (
        "Identity numbers are written in full only for a reason.\n"
        'Give it with raw, for example reason="household visits in August" (--reason on the command line); without raw '
        "they are masked.\n"
    )
    assert refused("reconcile", *pair, "--raw", "--reason", "入户核查") == (
        "--raw is about a workbook, and none is asked for.\nGive --xlsx FILE too.\n"
    )
    assert refused("reconcile", *pair, "--xlsx", target, "--reason", "入户核查") == (
        "--reason is given, but without --raw identity numbers stay masked.\nGive both, or neither.\n"
    )
    assert not target.exists()


def test_reconcile_refuses_what_it_cannot_read(tmp_path):
    missing = tmp_path / "no.csv"
    assert refused("reconcile", missing, ROSTER) == f"{missing}: no such file.\nGive the system export (系统导出).\n"
    assert refused("reconcile", EXPORT, missing) == f"{missing}: no such file.\nGive the payment roster (发放花名册).\n"
    assert refused("reconcile", EXPORT, ROSTER, "--deaths", missing) == (
        f"{missing}: no such file.\nGive the list of the dead (死亡人员).\n"
    )
    assert refused("reconcile", EXPORT, ROSTER, "--register", missing) == (
        f"{missing}: no such folder.\nGive the folder that holds 家庭成员.csv.\n"
    )
    assert refused("reconcile", EXPORT, ROSTER, "--month", "August") == (
        "month='August' is no month.\nWrite it as \"2021-08\".\n"
    )
    pair = files(tmp_path, [due()], [paid()], export_name="系统导出.csv")
    assert refused("reconcile", *pair) == (
        "系统导出.csv: neither its name nor its title says which month the system export (系统导出) is of.\n"
        'Give it: month="2021-08", or --month 2021-08 on the command line.\n'
    )
    assert refused("reconcile", EXPORT, ROSTER, "--xlsx", "a.xls") == (
        "a.xls: a list of this kind is written as .xlsx.\nName the file so.\n"
    )


# match

LISTS = (
    "车辆登记 vehicles: 9 rows, 9 hits, 0 to look at, 0 strangers\n"
    "工商登记 business: 6 rows, 6 hits, 0 to look at, 0 strangers\n"
    "不动产登记 real_estate: 12 rows, 12 hits, 0 to look at, 0 strangers\n"
    "死亡人员 deaths: 4 rows, 4 hits, 0 to look at, 0 strangers\n"
    "医保自付 medical: 28 rows, 28 hits, 0 to look at, 0 strangers\n"
    "残联持证 disability_cards: 33 rows, 33 hits, 0 to look at, 0 strangers\n"
    "失业登记 unemployment: 10 rows, 10 hits, 0 to look at, 0 strangers\n"
    "信访 petition: 6 rows, 6 hits, 0 to look at, 0 strangers\n"
    "热线 hotline: 8 rows, 8 hits, 0 to look at, 0 strangers\n"
)
LAST = (
    "Judged by 1,116 confirmed of 7,667 clues (14.56%); that the rate holds here is an assumption.\n"
    "A hit is a clue to be checked, not a finding against anybody.\n"
)


def test_match_prints_hits_by_list():
    assert printed("match", SAMPLE) == (
        "核对 register extract register-sample, 晋江市青阳街道社会救助家庭成员信息表, as of 2021-08-28 with 9 lists:\n"
        f"{LISTS}"
        "Clues of wrong coverage (错保线索) against 12 households now paid.\n"
        "12 clues: about 1.7 to be confirmed (查是), 95% interval 1.7 to 1.8; this time between 0 and 4.\n"
        f"{LAST}"
    )


def test_match_holds_assets_against_a_places_limits_and_writes_a_workbook(tmp_path):
    target = tmp_path / "核对.xlsx"
    assert printed("match", SAMPLE, "--lists", SAMPLE, "--place", "jinjiang", "--xlsx", target) == (
        "核对 register extract register-sample, 晋江市青阳街道社会救助家庭成员信息表, as of 2021-08-28 with 9 lists:\n"
        f"{LISTS}"
        "Clues of wrong coverage (错保线索) against 10 households now paid.\n"
        "Assets within the limits of Jinjiang 晋江市, rules of 2021-08-28, are no clue.\n"
        "10 clues: about 1.5 to be confirmed (查是), 95% interval 1.4 to 1.5; this time between 0 and 4.\n"
        f"{LAST}{target}\n"
    )
    assert load_workbook(target)["命中 hits"].max_row == 117


def test_match_says_what_is_in_doubt_without_naming_anybody(tmp_path):
    one, two = number("19700102", "001"), number("19800304", "023")
    people = person(姓名="王小明", 身份证号=one), person(姓名="王小红", 身份证号=two, 户编号="A2")
    write(tmp_path / "家庭成员.csv", members(*people))
    calls = [["王晓明", "丙村", ""], ["王小", "丙村", ""], ["王小明", "丙村", "早年"]]
    write(tmp_path / "热线.csv", [["姓名", "村居", "出生年份"], *calls])
    text = printed("match", tmp_path)
    assert "热线 hotline: 3 rows, 1 hit, 2 to look at, 0 strangers\n" in text
    assert text.endswith(
        "  热线.csv, row 2: a name alike, and village — 1 may be meant, score 0.67\n"
        "  热线.csv, row 3: a name alike, and village — 2 may be meant, score 0.33\n"
    )


def test_match_refuses_what_is_not_there(tmp_path):
    missing = tmp_path / "no"
    assert refused("match", missing) == f"{missing}: no such folder.\nGive the folder that holds 家庭成员.csv.\n"
    assert refused("match", SAMPLE, "--lists", missing) == (
        f"{missing}: no such folder.\nGive the folder of the departments' lists.\n"
    )
    assert refused("match", SAMPLE, "--place", NOWHERE) == UNKNOWN_PLACE
    assert refused("match", SAMPLE, "--xlsx", missing / "a.xlsx") == (
        f"{missing}: no such folder.\nMake it first, or name another.\n"
    )


# audit


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


# monitor, staff, process


def test_monitor_prints_what_the_library_finds():
    policy = aidkit.load_policy("jinjiang")
    panel = synthesize_panel(aidkit.synthesize("jinjiang", 200, 3), months=8, start="2021-08", seed=3)
    text = printed("monitor", "jinjiang", "--months", 8, "--households", 200, "--seed", 3, "--horizon", 2)
    assert text == f"{monitor(panel, policy, horizon=2)}\n"


def test_monitor_refuses_what_makes_no_panel():
    assert refused("monitor", NOWHERE) == UNKNOWN_PLACE
    assert refused("monitor", "jinjiang", "--households", 50, "--months", 1) == (
        "months=1 cannot be used.\nSnapshots: a whole number from 2 on.\n"
    )
    assert refused("monitor", "jinjiang", "--households", 50, "--months", 6, "--horizon", 5) == (
        "horizon=5 is too long for a panel of 6 months: no alert could be judged.\nGive at most 4.\n"
    )


def test_staff_counts_a_registers_visits():
    text = printed("staff", "jinjiang", "--population", SAMPLE)
    found = staff_towns(aidkit.read_register(SAMPLE, "2021-08-24"), aidkit.load_policy("jinjiang"))
    assert text == f"{found}\n"
    row = found.towns.set_index("town").loc["青阳街道", ["households_visited", "cadre_visits_a_month"]]
    assert row.tolist() == pytest.approx([57, 57 * 52 / 12])


def test_staff_refuses_what_is_not_there(tmp_path):
    assert refused("staff", NOWHERE) == UNKNOWN_PLACE
    missing = tmp_path / "no"
    assert refused("staff", "jinjiang", "--population", missing) == (
        f"{missing}: no such file or folder.\n"
        "A population is a folder or file with households and persons, or the folder of a register extract.\n"
        "Leave it out for an invented (synthetic) population.\n"
    )


def test_process_follows_the_settings_given():
    text = printed("process", "--persons", 300, "--seed", 5, "--set", "visits_a_month=4", "--set", "delegated=true")
    assert text == f"{simulate_process({'visits_a_month': 4, 'delegated': 1}, persons=300, seed=5)}\n"
    assert text != printed("process", "--persons", 300, "--seed", 5)


def test_process_refuses_what_is_no_setting():
    assert refused("process", "--set", "visits_a_moth=4") == (
        "oversight/process.yaml has no setting 'visits_a_moth'.\nDid you mean 'visits_a_month'?\n"
    )
    setting = load_settings("process")["visits_a_month"]
    said = f"{setting.en} ({setting.zh}): 0 or more, in {setting.unit}; {setting.value:g} in the file.\n"
    for value, shown in (("-1", "-1"), ("often", "'often'")):
        assert refused("process", "--set", f"visits_a_month={value}") == (
            f"visits_a_month={shown} cannot be used.\n{said}"
        )
    assert refused("process", "--persons", 0) == (
        "persons=0 cannot be used.\nPersons to follow: a whole number from 1 on.\n"
    )
    assert refused("process", "--set", "visits_a_month").startswith("--set visits_a_month: not NAME=VALUE.\n")
