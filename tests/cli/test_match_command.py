"""``aidkit match`` on the command line: hits by list, doubts that name nobody, whole refusals."""

from __future__ import annotations

from openpyxl import load_workbook

from aidkit.oversight import match
from tests.cli.oversight_commands import NOWHERE, SAMPLE, UNKNOWN_PLACE, printed, refused
from tests.data.extract_builder import members, number, person, write


def test_match_prints_what_the_library_finds():
    assert printed("match", SAMPLE) == f"{match(SAMPLE)}\n"  # which tests/oversight holds word for word


def test_match_holds_assets_against_a_places_limits_and_writes_a_workbook(tmp_path):
    target = tmp_path / "核对.xlsx"
    lines = printed("match", SAMPLE, "--lists", SAMPLE, "--place", "jinjiang", "--out", target).splitlines()
    assert lines[10:13] == [  # behind the nine lists
        "Clues of wrong coverage (错保线索) against 10 households now paid.",
        "Assets within the limits of Jinjiang 晋江市, rules of 2021-08-28, are no clue.",
        "10 clues: about 1.5 to be confirmed (查是), 95% interval 1.4 to 1.5; this time between 0 and 4.",
    ]
    assert lines[-1] == str(target)
    assert load_workbook(target)["命中 hits"].max_row == 117


def test_match_says_what_is_in_doubt_without_naming_anybody(tmp_path):
    one, two = number("19700102", "001"), number("19800304", "023")
    people = person(姓名="王小明", 身份证号=one), person(姓名="王小红", 身份证号=two, 户编号="A2")
    write(tmp_path / "家庭成员.csv", members(*people))
    calls = [["王晓明", "丙村", ""], ["王小", "丙村", ""], ["王小明", "丙村", "早年"]]
    write(tmp_path / "热线.csv", [["姓名", "村居", "出生年份"], *calls])
    text = printed("match", tmp_path)
    assert "热线 hotline: 3 rows, 1 hit, 2 to look at, 0 strangers\n" in text
    assert text.endswith(
        "  热线.csv, row 2: a name alike, and village — 1 may be meant, score 0.67\n"
        "  热线.csv, row 3: a name alike, and village — 2 may be meant, score 0.33\n"
    )


def test_match_refuses_what_is_not_there(tmp_path):
    missing = tmp_path / "no"
    assert refused("match", missing) == f"{missing}: no such folder.\nGive the folder that holds 家庭成员.csv.\n"
    assert refused("match", SAMPLE, "--lists", missing) == (
        f"{missing}: no such folder.\nGive the folder of the departments' lists.\n"
    )
    assert refused("match", SAMPLE, "--place", NOWHERE) == UNKNOWN_PLACE
    assert refused("match", SAMPLE, "--xlsx", missing / "a.xlsx") == (
        f"{missing}: no such folder.\nMake it first, or name another.\n"
    )
