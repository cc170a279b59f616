"""What readers of files say of them, in the reader's language: faults, what was done about each, and where people come from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pandas as pd

from aidkit.report.table import Head
from aidkit.report.text import Lang, Text

FILE, FAULT = Head("file", Text("文件", "File")), Head("fault", Text("问题", "Fault"))
DONE = Head("done", Text("处理", "What was done"))
HEADS = (FILE, Head("row", Text("行", "Row"), form="count"), Head("column", Text("列", "Column")), FAULT, DONE)
PHRASES = Path(__file__).with_suffix(".yaml")
BLANK = "*"  # in a phrase: whatever is written there


def fault_rows(found: pd.DataFrame, hide: Callable[[str], str], lang: Lang) -> pd.DataFrame:
    """Return faults as a table under ``HEADS`` shows them.

    Args:
        found: A row a fault: file, row (0: the file as a whole), column, fault, done.
        hide: Hides the numbers of persons in a text.
        lang: Language of the table.
    """
    frame = pd.DataFrame(
        {
            "file": found["file"],
            "row": [row or None for row in found["row"]],
            "column": [in_both(str(name)).show(lang) for name in found["column"]],
            "fault": [in_both(str(fault)).show(lang) for fault in found["fault"]],
            "done": [hide(in_both(str(done)).show(lang)) for done in found["done"]],
        }
    )
    return frame.astype(object)


def in_both(phrase: str) -> Text:
    """Return a reader's phrase in both languages; one that has no translation stands in both as it is.

    Args:
        phrase: A kind of fault, what was done about it, or where a population comes from.

    Example:
        >>> in_both("died 2021-07-05; left out").zh
        '2021-07-05 死亡；不计'
    """
    for known, chinese in _phrases():
        if found := known.fullmatch(phrase):
            first, *rest = chinese.split(BLANK)  # a translation may leave out what is there in English only
            return Text(first + "".join(map("".join, zip(found.groups(), rest, strict=False))), phrase)
    return Text(phrase, phrase)


@cache
def _phrases() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return what each phrase looks like and its translation, in the order of the file."""
    return tuple((re.compile(re.escape(each).replace(r"\*", "(.+?)"), re.DOTALL), zh) for each, zh in _lines())


def _lines() -> Iterator[tuple[str, str]]:
    from aidkit.parameter_yaml import load_yaml

    for part in load_yaml(PHRASES, PHRASES.name, "file of phrases").values():
        yield from part.items()
