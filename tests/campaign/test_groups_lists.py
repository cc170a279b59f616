"""The lists beside a register: read as they are, absent is not empty, a stranger is listed and never matched."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import aidkit
from aidkit.campaign import CampaignError, read_lists, screen
from aidkit.campaign.screening.low_income import unknown_priorities
from aidkit.errors import PopulationError
from tests.campaign.register_screening import REGISTER, planted, screening

ANOTHER = "999999196401241557"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented register, to which a test adds lists."""
    place = tmp_path / "register"
    shutil.copytree(REGISTER, place)
    return place


def add(folder: Path, name: str, *lines: str) -> None:
    (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8-sig")


def test_the_lists_of_the_register_are_read() -> None:
    lists = read_lists(REGISTER)
    assert lists.own_payment is not None
    assert lists.petitioned is not None
    assert len(lists.own_payment) == 28
    assert lists.own_payment["999999197107142325"] == 41_000
    assert lists.own_payment["999999196911178383"] == 88_100.5
    assert set(lists.petitioned.values()) == {date(2020, 11, 3)}
    assert len(lists.petitioned) == len(planted()["petition"])
    assert lists.monitored is None
    assert lists.refused is None
    assert lists.named == {}
    assert len(lists.dead) == 4


def test_a_list_nobody_handed_over_leaves_open_what_an_empty_one_settles(folder: Path) -> None:
    assert unknown_priorities(screening()) == (2, 3)
    add(folder, "未通过低保申请_2021.csv", "户编号,姓名", "HH20210010,郭桂丽")
    found = screened(folder)
    assert unknown_priorities(found) == (2,)
    third = found.low_income[found.low_income["priority"] == 3]
    assert list(third["household_id"]) == ["HH20210010"]
    assert not third["meets"].any()


def screened(folder: Path, campaign: str = "jinjiang-2021") -> aidkit.campaign.Screening:
    return screen(aidkit.read_register(folder), aidkit.load_policy("jinjiang"), campaign, folder)


def test_a_refused_family_that_is_no_family_of_the_register_is_refused(folder: Path) -> None:
    add(folder, "未通过低保申请_2021.csv", "户编号,姓名", "HH20219999,某人")
    with pytest.raises(CampaignError) as caught:
        read_lists(folder)
    assert str(caught.value) == (
        "未通过低保申请_2021.csv: HH20219999 is no household of the register.\n"
        "Name households as 家庭成员 does, in 户编号."
    )


def test_those_monitored_are_found_by_number_or_by_name_and_village(folder: Path) -> None:
    add(
        folder,
        "防止返贫监测对象.csv",
        "姓名,身份证号,村居",
        f"洪建涛,{ANOTHER},",
        "吴国国,,曾井社区",
        "不在册,,曾井社区",
    )
    lists = read_lists(folder)
    assert lists.monitored == {ANOTHER, "999999197109104082"}
    assert lists.faults is not None
    assert list(lists.faults["fault"]) == ["not matched"]
    found = screened(folder, "houlong-2022")
    rows = found.persons
    assert str(found).endswith("名单 lists: 1 oddity — 防止返贫监测对象.csv row 4: not matched")
    assert set(rows.loc[rows["group"] == "T6", "person_id"]) == lists.monitored


def test_a_town_names_persons_for_a_group(folder: Path) -> None:
    add(folder, "扩大排查名单.csv", "姓名,身份证号,村居,组别", f"洪建涛,{ANOTHER},,G6")
    rows = screened(folder).persons
    named = rows[rows["group"] == "G6"]
    assert list(named["person_id"]) == [ANOTHER]
    assert list(named["basis"]) == ["镇村上报 named by town"]


def test_several_rows_of_one_person_add_up(folder: Path) -> None:
    (folder / "医保自付_上年度.csv").unlink()
    add(
        folder,
        "医保自付_2020.csv",
        "姓名,身份证号,个人自付(元)",
        f"洪建涛,{ANOTHER},30000",
        f"洪建涛,{ANOTHER},10000.01",
    )
    rows = screened(folder).persons
    first = rows[rows["group"] == "G1"]
    assert ANOTHER in set(first["person_id"])
    assert "年度个人自付医疗费用 40,000.01" in set(first["basis"])


def test_a_cell_that_cannot_be_read_is_named(folder: Path) -> None:
    (folder / "医保自付_上年度.csv").unlink()
    add(folder, "医保自付_2020.csv", "姓名,身份证号,个人自付(元)", f"洪建涛,{ANOTHER},三万")
    with pytest.raises(PopulationError, match=r"医保自付_2020\.csv: 1 cell cannot be read"):
        read_lists(folder)


def test_a_folder_that_is_not_there_is_named() -> None:
    with pytest.raises(CampaignError) as caught:
        read_lists("nowhere")
    assert str(caught.value) == "nowhere: no such folder.\nGive the folder of the departments' lists."
