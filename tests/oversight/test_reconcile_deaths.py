"""Paid after death: by month, and never by a number or a day that is not certain."""

from datetime import date

import pytest
from payment_files import ONE, TWO, due, faults_of, paid, reconciled

from tests.data.extract_builder import write


def test_the_month_of_death_itself_is_still_due(tmp_path):
    found = reconciled(
        tmp_path,
        [due(), due(TWO, "乙某")],
        [paid(), paid(TWO, "乙某")],
        {ONE: date(2021, 7, 31), TWO: date(2021, 8, 1)},
    )
    assert found.paid_after_death[["id", "died", "paid_fen"]].values.tolist() == [[ONE, date(2021, 7, 31), 50_000]]


def test_someone_dead_and_no_longer_paid_is_no_case(tmp_path):
    found = reconciled(tmp_path, [due()], [], {ONE: date(2021, 1, 1)})
    assert found.paid_after_death.empty
    assert found.only_in_export["id"].tolist() == [ONE]


def test_all_of_a_payment_after_death_is_to_be_recovered_once(tmp_path):
    found = reconciled(tmp_path, [due()], [paid(), paid()], {ONE: date(2021, 1, 1)})
    assert found.duplicate["id"].tolist() == found.paid_after_death["id"].tolist() == [ONE]
    assert found.recovered["recover_fen"].to_dict() == {
        "paid_after_death": 100_000, "only_in_roster": 0, "duplicate": 0, "amount_differs": 0, "only_in_export": 0,
        "two_schemes": 0, "holder_differs": 0, "total": 100_000,
    }  # fmt: skip


def test_a_death_without_a_day_is_open(tmp_path):
    write(
        tmp_path / "死亡人员.csv",
        [["姓名", "身份证号", "死亡日期"], ["甲某", ONE, ""], ["乙某", TWO, "去年"]],
    )
    found = reconciled(tmp_path, [due(), due(TWO, "乙某")], [paid(), paid(TWO, "乙某")], tmp_path / "死亡人员.csv")
    assert found.paid_after_death.empty
    assert [fault[1:4] for fault in faults_of(found, "no day of death")] == [
        [2, "身份证号", ONE], [3, "身份证号", TWO]
    ]  # fmt: skip
    assert not found.agrees


def test_a_number_all_but_that_of_a_dead_person_is_open(tmp_path):
    wrong = ONE[:17] + ("0" if ONE[17] != "0" else "1")
    found = reconciled(tmp_path, [due()], [paid()], {wrong: date(2021, 1, 1)})
    assert found.paid_after_death.empty
    ((_, row, _, value, done, is_open),) = faults_of(found, "nearly the number of a dead person")
    assert (row, value, is_open) == (2, ONE, True)
    assert done == f"{wrong} is on the list of the dead; which check character is right is not decided"


def test_of_two_days_the_earlier_counts(tmp_path):
    rows = [["甲某", ONE, "2021-08-20"], ["甲某", ONE, "2021.7.1"], ["甲某", ONE, ""]]
    write(tmp_path / "死亡人员.csv", [["姓名", "身份证号", "死亡日期"], *rows])
    found = reconciled(tmp_path, [due()], [paid()], tmp_path / "死亡人员.csv")
    assert found.paid_after_death["died"].tolist() == [date(2021, 7, 1)]


@pytest.mark.parametrize("given", [True, False])
def test_the_text_says_when_nobody_looked(tmp_path, given):
    found = reconciled(tmp_path, [due()], [paid()], {} if given else None)
    said = "No list of the dead (死亡人员) was given: payments after death were not looked for."
    assert (said in str(found)) is not given
