"""Extracts of other shapes: old workbooks of several sheets, and names of the town's own that a user confirmed once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from extract_builder import HEAD, members, number, person, write

from aidkit import read_register
from aidkit.data.register import confirm, examine
from aidkit.data.tables import read_sheets
from aidkit.errors import PopulationError
from tests.refusals import refusal

OLD = Path(__file__).with_name("old_workbooks")  # invented; saved as .xls by LibreOffice


def test_old_workbooks_with_merged_heads_sheets_and_units(tmp_path: Path) -> None:
    folder = shutil.copytree(OLD, tmp_path / "extract")
    population = read_register(folder)
    persons = population.persons
    assert persons["age"].tolist() == [51, 49, 71]  # on 2021-08-28, the third from a 15-digit number
    assert persons["wage_income"].tolist() == [12_000, 0, 0]  # 1.2 万元
    assert persons["transfer_income"].tolist() == [0, 3_600, 0]
    assert persons["months_without_income"].tolist() == [3, 2, 1]  # since 2021-05-01, 2021.6.2 and 20210703
    assert population.households["area"].tolist() == ["rural", "urban"]


def test_an_old_workbook_reads_as_the_new_one(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(OLD, old)
    new.mkdir()
    (sheet,) = read_sheets(OLD / "失业登记.xls")
    write(new / "失业登记.xlsx", sheet.grid)
    shutil.copyfile(OLD / "家庭成员.xls", new / "家庭成员.xls")
    pd.testing.assert_frame_equal(read_register(new).persons, read_register(old).persons)


OWN_HEAD = ["证件号" if name == "身份证号" else name for name in HEAD]


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """A town that calls its list, its numbers and health by names of its own."""
    rows = members({**person(健康状况="良好"), "证件号": number()}, head=OWN_HEAD)
    write(tmp_path / "人员名单.csv", rows)
    return tmp_path


def test_names_of_a_town_are_asked_for_once(town: Path) -> None:
    assert "no file is called 家庭成员" in refusal(PopulationError, read_register, town)
    confirm(town, files={"人员名单.csv": "家庭成员"})
    assert refusal(PopulationError, read_register, town).splitlines()[-1] == (
        "Needed: 户编号、城乡、身份证号. Name the column so in the head, add it, or confirm() what the head means."
    )
    confirm(town, columns={"证件 号": "身份证号"})
    assert "健康状况: '良好' is not one of 健康、重病" in refusal(PopulationError, read_register, town)
    path = confirm(town, words={"健康状况": {"良好": "健康"}})
    population = read_register(town)
    assert population.persons["person_id"].tolist() == [number()]
    assert population.faults is not None
    said = population.faults.set_index("fault").loc["word of the town's own", ["column", "value", "done"]]
    assert said.tolist() == ["健康状况", "良好", "read as 健康, as confirmed"]
    assert path.read_text(encoding="utf-8").splitlines()[2:] == [
        "columns:", "  证件号: 身份证号", "files:", "  人员名单.csv: 家庭成员", "words:", "  健康状况:", "    良好: 健康"
    ]  # fmt: skip


def test_what_cannot_be_confirmed(town: Path) -> None:
    assert refusal(PopulationError, confirm, town, columns={"证件号": "身份证"}) == (
        "aidkit-register.yaml: no such column: 身份证.\nDid you mean '身份证号'?"
    )
    assert refusal(PopulationError, confirm, town, files={"a.csv": "名单"}) == (
        "aidkit-register.yaml: no such file: 名单.\n"
        "Known: 家庭成员、家庭财产、系统导出、残联持证、失业登记、死亡人员、信访、热线."
    )
    assert not (town / "aidkit-register.yaml").exists()
    for spoilt in ("columns: [1]\n", "words:\n  3.5: {良好: 健康}\n"):
        (town / "aidkit-register.yaml").write_text(spoilt, encoding="utf-8")
        said = refusal(PopulationError, read_register, town)
        assert said.splitlines()[0] == "aidkit-register.yaml is not of its form."


def test_quality_counts_what_is_doubtful(tmp_path: Path) -> None:
    quality = examine(shutil.copytree(OLD, tmp_path / "extract"))
    assert quality.usable
    assert str(quality) == "2 households, 3 persons, nothing refused, 20 doubts."
    assert quality.doubtful.set_index("fault").loc["15-digit number", ["times", "files"]].tolist() == [2, 2]
    assert quality.read["refused"].sum() == 0


def test_quality_names_what_is_refused_and_nobody(tmp_path: Path) -> None:
    write(
        tmp_path / "家庭成员.csv", members(person(城乡="乡"), person(身份证号=number(order="002"), 年工资收入=number()))
    )
    quality = examine(tmp_path)
    assert not quality.usable
    assert quality.refused["what"].tolist() == [
        "row 4, 城乡: '乡' is not one of 城镇、农村.", "row 5, 城乡: '农村' differs from row 4 of the same household."
    ]  # fmt: skip
    assert str(quality).splitlines()[0] == "Not usable yet: 2 cells refused, 2 doubts."
    assert number() not in str(quality) + quality.doubtful.to_string() + quality.refused.to_string()
