"""The whole text of every error of reconciliation."""

import pytest
from payment_files import EXPORT_HEAD, ROSTER_HEAD, due, files, paid

from aidkit.errors import AidkitError
from aidkit.oversight import reconcile
from tests.data.extract_builder import write


def said(*given, **kept):
    with pytest.raises(AidkitError) as raised:
        reconcile(*given, **kept)
    return str(raised.value)


def test_no_export(tmp_path):
    _, right = files(tmp_path, [due()], [paid()])
    assert said("nowhere.csv", right) == "nowhere.csv: no such file.\nGive the system export (系统导出)."


def test_no_roster(tmp_path):
    left, _ = files(tmp_path, [due()], [paid()])
    assert said(left, "nowhere.xlsx") == "nowhere.xlsx: no such file.\nGive the payment roster (发放花名册)."


def test_no_list_of_the_dead(tmp_path):
    assert said(*files(tmp_path, [due()], [paid()]), "dead.csv") == (
        "dead.csv: no such file.\nGive the list of the dead (死亡人员)."
    )


def test_no_month(tmp_path):
    left = write(tmp_path / "系统导出.csv", [EXPORT_HEAD, due()])
    assert said(left, left) == (
        "系统导出.csv: neither its name nor its title says which month the system export (系统导出) is of.\n"
        'Give it: month="2021-08", or --month 2021-08 on the command line.'
    )


def test_a_month_that_is_none(tmp_path):
    assert said(*files(tmp_path, [due()], [paid()]), month="August") == (
        "month='August' is no month.\nWrite it as \"2021-08\"."
    )


def test_files_of_two_months(tmp_path):
    left, right = files(tmp_path, [due()], [paid()], roster_name="发放花名册_2021-07.csv")
    assert said(left, right) == (
        "系统导出_2021-08.csv is of 2021-08, 发放花名册_2021-07.csv of 2021-07: nothing in them can agree.\n"
        "Give the export and the roster of one month."
    )


def test_no_column_of_money(tmp_path):
    left, _ = files(tmp_path, [due()])
    right = write(tmp_path / "发放花名册_2021-08.csv", [["序号", "姓名", "身份证号", "类别"], paid()[:4]])
    assert said(left, right) == (
        "发放花名册_2021-08.csv: no column 实发金额.\n"
        "Columns found: 序号, 姓名, 身份证号, 类别.\n"
        "Needed: 身份证号、类别、实发金额. Name the column so in the head, add it, or confirm() what the head means."
    )


def test_no_head(tmp_path):
    left, _ = files(tmp_path, [due()])
    right = write(tmp_path / "发放花名册_2021-08.csv", [paid()])
    assert said(left, right) == (
        "发放花名册_2021-08.csv: none of the first 30 rows names the columns 身份证号、救助类别、实发金额.\n"
        "Write the names of the columns into one row above the data."
    )


def test_a_month_given_settles_files_without_one(tmp_path):
    left = write(tmp_path / "系统导出.csv", [EXPORT_HEAD, due()])
    right = write(tmp_path / "发放花名册.csv", [ROSTER_HEAD, paid()])
    assert reconcile(left, right, month="2021年8月").month == "2021-08"
