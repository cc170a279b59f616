"""Text in two languages, and which of them a report shows."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Lang = Literal["zh", "en", "both"]
LANGS: tuple[Lang, ...] = get_args(Lang)


class Text(NamedTuple):
    """One piece of text in Chinese and in English, and together where that is more than one behind the other."""

    zh: str
    en: str
    joint: str = ""

    def show(self, lang: Lang, between: str = " ") -> str:
        """Return the text in the language asked for; both languages are joined, Chinese first."""
        if lang == "both":
            return self.joint or between.join(part for part in dict.fromkeys((self.zh, self.en)) if part)
        return self.zh if lang == "zh" else self.en


NOTHING = Text("", "")
