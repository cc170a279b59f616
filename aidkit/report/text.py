"""Text in two languages, and which of them a report shows."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

Lang = Literal["zh", "en", "both"]
LANGS: tuple[Lang, ...] = get_args(Lang)


class Text(NamedTuple):
    """One piece of text in Chinese and in English."""

    zh: str
    en: str

    def show(self, lang: Lang, joint: str = " ") -> str:
        """Return the text in the language asked for; both languages are joined, Chinese first."""
        if lang == "both":
            return joint.join(part for part in dict.fromkeys(self) if part)
        return self.zh if lang == "zh" else self.en


NOTHING = Text("", "")
