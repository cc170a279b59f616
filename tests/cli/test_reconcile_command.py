"""``aidkit reconcile`` on the command line: real numbers, exit codes, whole refusals."""

from __future__ import annotations

from openpyxl import load_workbook

from aidkit.oversight import reconcile
from tests.cli.oversight_commands import SAMPLE, printed, refused
from tests.oversight.payment_files import ONE, TWO, due, files, paid

EXPORT, ROSTER = SAMPLE / "系统导出_2021-08.csv", SAMPLE / "发放花名册_2021-08.xlsx"


def test_reconcile_prints_what_differs_and_ends_with_1():
    deaths = SAMPLE / "死亡人员.csv"
    text = printed("reconcile", EXPORT, ROSTER, "--deaths", deaths, code=1)
    assert text == f"{reconcile(EXPORT, ROSTER, deaths)}\n"  # which tests/oversight holds word for word


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
        "--raw is about a workbook, and none is asked for.\nGive --out FILE too.\n"
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
