"""What notebooks 50 and 51 show: the quality of an extract without naming anybody, and what an own rule changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import aidkit
from aidkit.data.register import examine
from aidkit.report.own import quality, rules, surveys
from aidkit.shipped import shipped
from tests.data.extract_builder import members, number, person, write


@aidkit.rule("household", unit="yuan/month", zh="低保差额加一元", clauses=["HZ-1.7"])
def dibao_base(is_dibao: bool, dibao_standard: float, dibao_test_income: float, unit_size: int) -> float:
    """The gap, and one yuan."""
    return (dibao_standard - dibao_test_income) * unit_size + 1 if is_dibao else 0.0


def test_an_extract_that_can_be_used() -> None:
    found = examine(shipped("data") / "register-sample")
    assert quality.answer(found, "en").text.en.startswith(
        "120 families and 247 persons were read, and no cell was refused; "
    )
    assert quality.files(found).frame["refused"].sum() == 0
    assert quality.doubtful(found).frame["times"].sum() == found.doubtful["times"].sum()
    assert set(quality.unread(found, "en").frame["fault"]) == {"file not read"}
    assert set(quality.unread(found, "zh").frame["fault"]) == {"文件未读"}


def test_an_extract_that_cannot_be_used_names_nobody(tmp_path: Path) -> None:
    write(tmp_path / "家庭成员.csv", members(person(城乡=number())))
    found = examine(tmp_path)
    assert (
        quality.answer(found, "en").text.en
        == "The extract cannot be used yet: 1 cell cannot be read, 2 more are in doubt."
    )
    assert number() not in str(quality.doubtful(found)) + str(quality.files(found)) + found.stopped


def test_members_on_the_list_of_the_dead(tmp_path: Path) -> None:
    source = shutil.copytree(shipped("data") / "register-sample", tmp_path / "sample")
    policy = aidkit.load_policy("jinjiang")
    kept, left = (aidkit.simulate(aidkit.read_register(source, leave_out_dead=out), policy) for out in (False, True))
    table = quality.with_and_without(kept, left, "en")
    assert table.frame["kept"].iloc[0] == kept.values("is_dibao").sum()
    assert table.frame["left_out"].iloc[-1] == pytest.approx(left.values("dibao_benefit").sum())


def test_what_an_own_rule_changes() -> None:
    people = aidkit.read_population(shipped("data") / "populations" / "jinjiang")
    policy = aidkit.load_policy("jinjiang")
    own = policy.reform(rules=dibao_base)
    before, after = aidkit.simulate(people, policy), aidkit.simulate(people, own)
    paid = float(people.weight[before.values("is_dibao")].sum())  # each of them has one yuan more
    table = rules.changed(before, after, "en")
    assert table.frame["after"].iloc[2] - table.frame["before"].iloc[2] == pytest.approx(12 * paid)
    said = rules.changed_reading(before, after, "en").text.en
    assert said.startswith(f"Under the own rule {paid:,.0f} families are paid more, for {12 * paid:,.0f} yuan a year")
    assert "dibao_base" in str(rules.explained(before, after, own))
    assert rules.cited([dibao_base]).frame["clauses"].tolist() == ["HZ-1.7"]


def test_every_survey_stands_in_the_table() -> None:
    from aidkit.data.survey import mappings

    table = surveys.mapped("en")
    assert table.frame["id"].tolist() == list(mappings())
    assert table.frame["lacks"].str.contains("disability_grade").sum() >= 5
