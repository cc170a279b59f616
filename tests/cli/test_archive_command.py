"""``aidkit archive`` on the command line: what is missing in whose file, exit codes, whole refusals."""

from __future__ import annotations

import pytest
from openpyxl import load_workbook

from aidkit.data.register import read_extract
from aidkit.oversight import load_settings
from aidkit.oversight.archive.recipients import households_on_assistance
from tests.cli.oversight_commands import SAMPLE, printed, refused
from tests.data.extract_builder import members, number, person, write

DOCUMENTS = [setting.zh for setting in load_settings("files").values()]


def file_list(path, *rows):
    """Write an invented list of files; a row names its household and what is missing there."""
    cells = [
        [home, "甲镇", "是", *("无" if name in lacking else "有" for name in DOCUMENTS)] for home, *lacking in rows
    ]
    return write(path, [["户编号", "乡镇", "是否变更", *DOCUMENTS], *cells])


def test_complete_files_end_with_nought(tmp_path):
    files = file_list(tmp_path / "档案清单.xlsx", ["A1"], ["A2"])
    assert printed("archive", files) == "档案 files: 2 of 2 complete (100.0%)\n"


def test_what_is_missing_is_said_written_and_ends_with_one(tmp_path):
    files = file_list(tmp_path / "档案清单.csv", ["A1"], ["A2", "公示照片", "身份证"], ["合计"])
    out = tmp_path / "档案检查.xlsx"
    assert printed("archive", files, "--out", out, code=1) == (
        f"档案 files: 1 of 2 complete (50.0%)\n身份证: missing in 1 file\n公示照片: missing in 1 file\n{out}\n"
    )
    rows = list(load_workbook(out)["缺失材料 missing"].values)
    assert [row[:2] for row in rows if row[0] == "A2"] == [("A2", "甲镇")] * 2


def test_a_register_says_who_should_have_a_file(tmp_path):
    town = tmp_path / "town"
    town.mkdir()
    schemes = {"A1": "低保", "A2": "无", "A3": "特困"}
    people = [
        person(户编号=home, 姓名=home, 身份证号=number(order=f"{at:03d}"), 现享受待遇=scheme)
        for at, (home, scheme) in enumerate(schemes.items(), start=1)
    ]
    write(town / "家庭成员.csv", members(*people))
    files = file_list(tmp_path / "档案清单.csv", ["A1"], ["A2"])
    assert printed("archive", files, "--register", town, code=1) == (
        "档案 files: 2 of 2 complete (100.0%)\nno file at all: 1 household: A3\na file nobody asks for: 1 household: A2\n"
    )


def test_every_household_with_anybody_on_a_scheme_should_have_one():
    extract = read_extract(SAMPLE)
    helped = extract.persons.groupby("household_id")["current_scheme"].agg(lambda schemes: (schemes != "none").any())
    homes = households_on_assistance(extract)
    assert 0 < len(homes) < len(extract.households)
    assert set(homes) == set(helped.index[helped])


def test_refusals_are_whole(tmp_path):
    assert (
        refused("archive", tmp_path / "no.csv")
        == f"{tmp_path}/no.csv: no such file.\nGive the list of files (档案清单).\n"
    )
    files = file_list(tmp_path / "档案清单.csv", ["A1"], ["A1"])
    assert refused("archive", files) == ("Twice in the list of files: 1 household: A1.\nKeep one file a household.\n")
    good = file_list(tmp_path / "good.csv", ["A1"])
    assert refused("archive", good, "--register", tmp_path / "town") == (
        f"{tmp_path}/town: no such folder.\nGive the folder that holds 家庭成员.csv.\n"
    )
    assert refused("archive", good, "--out", tmp_path / "a.ods") == (
        "a.ods: a list of this kind is written as .xlsx.\nName the file so.\n"
    )


@pytest.mark.parametrize("words", ["Example: aidkit archive", "Exit codes: 0 every file is complete, 1 one is not"])
def test_help_gives_an_example_and_exit_codes(words):
    assert words in " ".join(printed("archive", "--help").split())
