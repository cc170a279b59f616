"""Old workbooks (.xls) that long runs of fuzzing found to keep their reader busy, or to make it talk."""

from __future__ import annotations

from pathlib import Path

import pytest

from aidkit import read_register
from aidkit.errors import PopulationError
from tests.safety.readers import target

ROOT = Path(__file__).parents[2]


def test_an_old_workbook_that_is_damaged_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    good = (ROOT / "tests/data/old_workbooks/家庭成员.xls").read_bytes()
    (tmp_path / "家庭成员.xls").write_bytes(good + b"x")
    read_register(tmp_path, "2021-08-28")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("begin", "spoilt", "text"),
    [
        (1_680, b"\0", "家庭成员.xls: not a readable .xls workbook (error: unpack requires a buffer of 10 bytes).\n"
         "Open it, and save it as .xlsx."),
        (5_710, b"\xff" * 4, "家庭成员.xls[二村]: most of its cells are empty.\nSave the filled part as .xlsx."),
    ],
    ids=["its small sectors go round in a ring", "a cell in the last row and column there can be"],
)  # fmt: skip
def test_an_old_workbook_that_never_ends(tmp_path: Path, begin: int, spoilt: bytes, text: str) -> None:
    laid = target("register, old workbook", tmp_path)
    path, good = next((path, good) for path, good in laid.small[0].items() if path.name == "家庭成员.xls")
    with pytest.raises(PopulationError) as caught:
        laid.read_with(path, good[:begin] + spoilt + good[begin + len(spoilt) :], good)
    assert str(caught.value) == text
