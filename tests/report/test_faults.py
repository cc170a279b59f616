"""Every phrase a reader of files may say of them has a Chinese one, and says there what was written."""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterator

import pytest

import aidkit.report.faults as phrases
from aidkit.data import identity
from aidkit.data.register import faults
from aidkit.oversight import listing
from aidkit.oversight.matching import match
from aidkit.report.faults import in_both
from tests.structure.sources import sources

READERS = (
    "aidkit/data/register",
    "aidkit/oversight/matching",
    "aidkit/oversight/payments",
    "aidkit/oversight/listing.py",
)
KINDS = sorted(
    {
        value
        for module in (faults, identity, listing, match)
        for name, value in vars(module).items()
        if name.isupper() and isinstance(value, str) and " " in value
    }
    - {listing.NO_TOWN}
)
COMPOSED = {  # said in two parts by the readers, and here as it is read
    "X": "inferred",
    "X (X X)": "inferred",  # a message of its own, no fault
    "X has the number under X; matched by the number": "the list has the number under 甲某; matched by the number",
    "X; the rows are read": "its rows give 3 persons; the rows are read",
    "died X; X": "died on a day not given; left out",
    "left to their defaults: X": "left to their defaults: petitioner",
    "left out: X of this name in X": "left out: 2 persons of this name in 丙村",
    "no row in X: X": "no row in a.csv: no date of certificate",
    "left out": "died 2021-07-05; left out",
    "kept and counted, as the register has it": "died 2021-07-05; kept and counted, as the register has it",
}


def said() -> Iterator[str]:
    """Yield what the readers say was done, with X for what they fill in."""
    for source in (each for reader in READERS for each in sources(reader)):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "note":
                yield from _text(node.args[-1])
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in ("done", "said"):
                yield from _text(node.value)


def _text(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
        yield "".join(map(str, parts))


SAID = sorted({COMPOSED.get(text, text) for text in said()} | set(COMPOSED.values()))


def test_the_example_holds() -> None:
    assert doctest.testmod(phrases) == (0, 1)


def test_the_readers_say_much() -> None:
    assert len(SAID) > 40
    assert len(KINDS) > 40


@pytest.mark.parametrize("phrase", [*KINDS, *SAID])
def test_every_phrase_has_its_chinese(phrase: str) -> None:
    told = in_both(phrase)
    assert told.en == phrase
    assert told.zh != phrase
    assert "*" not in told.zh


@pytest.mark.parametrize(
    ("phrase", "chinese"),
    [
        ("left out: nobody of this name in no village given", "不计：没有这个姓名的人，也没有写村居"),
        ("left out: nobody of this name in 丙村", "不计：丙村没有这个姓名的人"),
        ("left out: 2 persons of this name in 丙村", "不计：同名的有2人，在丙村"),
        ("read as 是; the members' list remarks 未参加失业保险", "读作“是”；成员表备注“未参加失业保险”"),
        ("read as 1,200.00 yuan", "读作 1,200.00 元"),
        ("read as 健康", "读作“健康”"),
        ("is not one of 有、无; nothing is put in its place", "无法识别；未以任何值代替"),
        ("register extract town, 甲县表, as of 2021-08-28", "登记数据 town（甲县表，截至 2021-08-28）"),
        (
            "7 complete months to 2021-08-24, read as months without income",
            "满 7 个月（至 2021-08-24），按无收入月数处理",
        ),
    ],
)
def test_what_is_filled_in_stands_in_its_place(phrase: str, chinese: str) -> None:
    assert in_both(phrase).zh == chinese


def test_what_nobody_translated_stands_as_it_is() -> None:
    assert in_both("hand-made families") == ("hand-made families", "hand-made families", "")
