"""The staff table of towns: as towns write it, with whatever is odd listed and nothing guessed."""

from __future__ import annotations

import math

import pytest

from aidkit.errors import PopulationError
from aidkit.oversight.errors import OversightError
from aidkit.oversight.staffing.table import read_staff
from tests.data.extract_builder import write
from tests.refusals import refusal


def test_towns_staff_and_assistants_are_read_and_totals_left_out(tmp_path):
    rows = [["各镇救助工作人员", "", "", ""], ["乡镇（街道）", "现有工作人员", "协理员", "联系电话"],
            ["甲镇", "３", "", "x"], ["乙镇", "1,200", "0", ""], ["合计", "1203", "0", ""]]  # fmt: skip
    read = read_staff(write(tmp_path / "人员.xlsx", rows))
    assert read.table["town"].tolist() == ["甲镇", "乙镇"]
    assert read.table["staff"].tolist() == [3, 1200]
    assert math.isnan(read.table["assistants"][0])  # empty is not known
    assert read.table["assistants"][1] == 0
    assert set(read.table) == {"town", "staff", "assistants"}
    said = read.faults[["row", "fault", "done"]].to_numpy().tolist()
    assert said[2:] == [[3, "full-width characters", "read as 3"], [4, "comma in an amount", "read as 1200"]]
    assert [fault for _, fault, _ in said[:2]] == ["total row", "column not read"]


def test_english_heads_do_too(tmp_path):
    read = read_staff(write(tmp_path / "staff.csv", [["town", "staff", "inhabitants"], ["A", "2.5", "61000"]]))
    assert read.table.to_dict("list") == {"town": ["A"], "staff": [2.5], "inhabitants": [61_000]}


@pytest.mark.parametrize(
    ("rows", "kind", "said"),
    [
        (
            [["乡镇", "职责"], ["甲镇", "x"]],
            OversightError,
            "a.csv: no column says how many staff towns have.\nWrite any of 工作人员、协理员、人口、村数 beside 乡镇.",
        ),
        (
            [["工作人员", "协理员"], ["1", "2"]],
            PopulationError,
            "a.csv: no column 乡镇.\nColumns found: 工作人员, 协理员.\nNeeded: 乡镇. Name the column so in the head, add it, or confirm() what the head means.",
        ),
        (
            [["乡镇", "工作人员", "协理员"], ["甲镇", "3人", "-1"], ["", "2", "3"]],
            OversightError,
            "a.csv: 3 cells not to be read: 协理员 in row 2, 工作人员 in row 2, 乡镇 in row 3.\n"
            "Write every town, and numbers from 0 on; leave empty what is not known.",
        ),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, rows, kind, said):
    assert refusal(kind, read_staff, write(tmp_path / "a.csv", rows)) == said


def test_a_file_that_is_not_there(tmp_path):
    path = tmp_path / "no.csv"
    assert (
        refusal(OversightError, read_staff, path)
        == f"{path}: no such file.\nGive the staff towns have (各镇工作人员表)."
    )
