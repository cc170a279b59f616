"""Text in two languages, and which of them a report shows."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, get_args

Lang = Literal["zh", "en", "both"]
LANGS: tuple[Lang, ...] = get_args(Lang)
TERM = re.compile(r"[〔《\u4e00-\u9fff](?:[〔〕（）《》、·\d]*[\u4e00-\u9fff〔〕）》])*")  # Chinese words and titles


class Text(NamedTuple):
    """One piece of text in Chinese and in English, and together where that is more than one behind the other."""

    zh: str
    en: str
    joint: str = ""

    def show(self, lang: Lang, between: str = " ") -> str:
        """Return the text in the language asked for: both joined, Chinese first; in English alone Chinese in brackets."""
        if lang == "both":
            return self.joint or between.join(part for part in dict.fromkeys((self.zh, self.en)) if part)
        return self.zh if lang == "zh" else in_brackets(self.en)


NOTHING = Text("", "")


def in_brackets(text: str) -> str:
    """Return English text with its Chinese terms in brackets, those that stand in brackets already as they are."""
    found = []
    depth = last = 0
    for match in TERM.finditer(text):
        between = text[last : match.start()]
        depth += between.count("(") - between.count(")")
        found += [between, match[0] if depth > 0 else f"({match[0]})"]
        last = match.end()
    return "".join([*found, text[last:]])
