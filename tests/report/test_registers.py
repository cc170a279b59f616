"""A register is read once for a report: the same extract while its files stay, another when one of them changes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import aidkit
from aidkit.errors import PopulationError
from aidkit.report import registers
from aidkit.report.campaign.screened import screened
from aidkit.report.inputs import open_population
from aidkit.report.oversight import given
from aidkit.report.registers import open_register
from tests.refusals import refusal

SAMPLE = Path(__file__).parents[2] / "data" / "register-sample"
DAY = "2021-08-24"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "town"))


def test_people_lists_and_matching_take_one_reading(folder: Path) -> None:
    policy = aidkit.load_policy("jinjiang", date=DAY)
    registers._read.cache_clear()
    people = open_population(str(folder), policy)
    screened(people, policy, str(folder))
    given.matched(str(folder), policy)
    assert registers._read.cache_info()[:2] == (2, 1)  # asked for three times, read once


def test_a_changed_file_is_read_again(folder: Path) -> None:
    before = open_register(folder, DAY)
    assert open_register(str(folder), DAY) is before
    deaths = folder / "死亡人员.csv"
    head, first, *others = deaths.read_bytes().splitlines(keepends=True)
    assert others
    deaths.write_bytes(head + first)
    assert len(open_register(folder, DAY).dead) < len(before.dead)
    deaths.unlink()
    assert open_register(folder, DAY).dead == {}


def test_another_day_is_another_reading(folder: Path) -> None:
    assert open_register(folder, DAY).policy_date != open_register(folder, "2022-08-30").policy_date


def test_who_writes_into_a_population_writes_into_no_register(folder: Path) -> None:
    people = open_register(folder, DAY).population()
    people.households.loc[:, "town"] = "elsewhere"
    assert "elsewhere" not in set(open_register(folder, DAY).households["town"])


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    said = refusal(PopulationError, open_register, tmp_path / "none", DAY)
    assert said == f"{tmp_path / 'none'}: no such folder.\nGive the folder that holds 家庭成员.csv."
