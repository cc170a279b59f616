"""Turn a notebook's bilingual Markdown into the HTML of a report: one language or both, headings numbered.

A heading is written ``## 中文 · English``; a paragraph stands in Chinese first and in English below it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from aidkit.report.text import NOTHING, Lang, Text

HEADING = re.compile(r"^(#{1,4}) +(.*)$")
BETWEEN = " · "  # parts the two languages of a heading
CONTENTS_HERE = "<!-- contents -->"  # where a page lists its sections: before the first of them
CHINESE = re.compile(r"[㐀-鿿]")
CHINESE_SHARE = 0.2  # an English sentence that quotes a Chinese term stays well below, a Chinese one well above


@dataclass
class Prose:
    """Renders the Markdown of one report and remembers its headings.

    Attributes:
        lang: Language shown.
        subtitle: Set under the first heading of level one.
        title: The first heading of level one.
        sections: Anchor and text of each heading of level two, for the contents.
    """

    lang: Lang
    subtitle: Text = NOTHING
    title: Text = NOTHING
    sections: list[tuple[str, Text]] = field(default_factory=list)

    def html(self, markdown: str) -> str:
        """Return the HTML of a Markdown text, leaving out the language not asked for."""
        return "\n".join(filter(None, (self._block(block) for block in split_blocks(markdown))))

    def _block(self, block: str) -> str:
        heading = heading_text(block)
        if heading:
            return self._heading(*heading)
        if block.startswith("```"):
            return _rendered(block)
        english = not is_chinese(block)
        if self.lang != "both" and english == (self.lang == "zh"):
            return ""
        html = _rendered(block)
        return f'<div class="en" lang="en">{html}</div>' if english and self.lang == "both" else html

    def _heading(self, level: int, text: Text) -> str:
        shown = two_languages(text, self.lang)
        if level == 1 and not any(self.title):
            self.title = text
            below = f'<p class="subtitle">{two_languages(self.subtitle, self.lang)}</p>' if any(self.subtitle) else ""
            return f"<h1>{shown}</h1>{below}"
        if level == 2:
            self.sections.append((f"s{len(self.sections) + 1}", text))
            before = CONTENTS_HERE if len(self.sections) == 1 else ""
            return f'{before}<h2 id="s{len(self.sections)}">{shown}</h2>'
        return f"<h{level}>{shown}</h{level}>"


def split_blocks(markdown: str) -> list[str]:
    """Return the blocks of a Markdown text that blank lines part: headings, paragraphs, lists, listings."""
    return re.split(r"\n\s*\n", markdown.strip())


def heading_text(block: str) -> tuple[int, Text] | None:
    """Return the level and the text of a heading ``## 中文 · English``, or None where a block is none."""
    found = HEADING.match(block)
    if not found:
        return None
    zh, _, en = found[2].partition(BETWEEN)
    return len(found[1]), Text(zh, en or zh)


def is_chinese(text: str) -> bool:
    """Whether a text is written in Chinese rather than in English that quotes Chinese terms."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(CHINESE.findall(text)) > CHINESE_SHARE * len(letters)


def two_languages(text: Text, lang: Lang) -> str:
    """Return a label as HTML; with both languages the English one is set apart, so that it can be smaller."""
    if lang != "both" or text.joint or text.zh == text.en or not text.en:
        return escape(text.show(lang))
    return f'{escape(text.zh)} <span class="en" lang="en">{escape(text.en)}</span>'


def markdown_safe(text: object) -> str:
    """Return text from data so that Markdown shows it as it is, neither as markup nor as HTML."""
    return re.sub(r"([\\`*_\[\]#|~$])", r"\\\1", escape(str(text), quote=False))


def _rendered(markdown: str) -> str:
    from nbconvert.filters import markdown2html

    return str(markdown2html(markdown)).strip()
