"""What readers of files say of them, in the reader's language: faults, what was done about each, and where people come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from aidkit.report.text import Text

FILE = Path(__file__).with_suffix(".yaml")
BLANK = "*"  # in a phrase: whatever is written there


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

    for part in load_yaml(FILE, FILE.name, "file of phrases").values():
        yield from part.items()
