"""monitor, staff and process on the command line: real numbers, exit codes, whole refusals; the help of all."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

import aidkit
from aidkit.oversight import load_settings, monitor, simulate_process, staff_towns, synthesize_panel
from tests.cli.oversight_commands import NOWHERE, SAMPLE, UNKNOWN_PLACE, printed, refused
from tests.data.extract_builder import write

COMMANDS = ("match", "audit", "reconcile", "monitor", "staff", "process")
CODES = "Exit codes: 0 done, 1 the work failed, 2 a name or a value cannot be used."


@pytest.mark.parametrize("command", COMMANDS)
def test_help_gives_an_example_and_exit_codes(command):
    text = " ".join(printed(command, "--help").split())
    assert f"Example: aidkit {command}" in text
    codes = CODES if command != "reconcile" else CODES.replace("0 done, 1", "0 the files agree, 1 they do not, or")
    assert codes in text


def test_monitor_prints_what_the_library_finds():
    policy = aidkit.load_policy("jinjiang")
    panel = synthesize_panel(aidkit.synthesize("jinjiang", 200, 3), months=8, start="2021-08", seed=3)
    text = printed("monitor", "jinjiang", "--months", 8, "--households", 200, "--seed", 3, "--horizon", 2)
    assert text == f"{monitor(panel, policy, horizon=2)}\n"


def test_monitor_staff_and_process_write_workbooks(tmp_path):
    staff = write(
        tmp_path / "工作人员.csv", [["乡镇", "工作人员", "协理员"], ["青阳街道", "2", "5"], ["合计", "2", "5"]]
    )
    calls = {
        "monitor": ("jinjiang", "--households", 60, "--months", 6, "--horizon", 1),
        "staff": ("jinjiang", "--population", SAMPLE, "--staff", staff),
        "process": ("--persons", 200),
    }
    sheets = {
        "monitor": ["预警效果 worth", "分指标 triggers", "分镇分月 towns", "预警名单 alerts"],
        "staff": ["走访任务 visits", "工作人员 staff", "协理员 assistants", "走访户数 groups"],
        "process": ["概要 summary", "发现渠道 channels", "经办机构 offices", "逐月 monthly", "积压 backlog"],
    }
    for command, call in calls.items():
        target = tmp_path / f"{command}.xlsx"
        assert printed(command, *call, "--out", target).splitlines()[-1] == str(target)
        assert load_workbook(target).sheetnames == ["说明 about", *sheets[command], "设定 settings"]
        said = "a list of this kind is written as .xlsx.\nName the file so.\n"
        assert refused(command, *call, "--out", tmp_path / "a.ods") == f"a.ods: {said}"


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


def test_staff_says_what_is_short(tmp_path):
    staff = write(tmp_path / "工作人员.csv", [["乡镇", "工作人员"], ["青阳街道", "1"]])
    text = printed("staff", "jinjiang", "--population", SAMPLE, "--staff", staff, "--set", "team_visits_a_month=2")
    assert (
        "1 town staff 工作人员 in 1 town: 2.0 short of the norm (in 1 town), 1.3 short of what visits take (in 1 town).\n"
        in text
    )
    assert "No village assistants 协理员 were given: how many are short is not known.\n" in text


def test_staff_refuses_what_is_not_there(tmp_path):
    assert refused("staff", NOWHERE) == UNKNOWN_PLACE
    missing = tmp_path / "no"
    assert refused("staff", "jinjiang", "--population", missing) == (
        f"{missing}: no such file or folder.\n"
        "A population is a folder or file with households and persons, or the folder of a register extract.\n"
        "Leave it out for an invented (synthetic) population.\n"
    )
    assert refused("staff", "jinjiang", "--staff", missing) == (
        f"{missing}: no such file.\nGive the staff towns have (各镇工作人员表).\n"
    )
    assert refused("staff", "jinjiang", "--set", "often") == (
        "--set often: not NAME=VALUE.\nExample: --set team_visits_a_month=2\n"
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
    assert refused("process", "--set", "visits_a_month") == (
        "--set visits_a_month: not NAME=VALUE.\nExample: --set visits_a_month=4\n"
    )
