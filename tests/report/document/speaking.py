"""Find what a document in one language says in the other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidkit.report.citations import is_english
from aidkit.report.document.blocks import Document, Heading, Illustration, Listing
from aidkit.report.prose import CHINESE
from aidkit.report.table import Table

BRACKETED = re.compile(r"[(（](?:[^()（）]|[(（][^()（）]*[)）])*[)）]")
# addresses, parameter paths and commands belong to no language
ADDRESS = re.compile(r"https?://\S+|[\w.]+\.[a-z_]+\b|aidkit [a-z -]+ --out lists\b")


def texts(document: Document) -> Iterator[str]:
    """Yield every text a reader sees, but commands."""
    lang, opening = document.lang, document.opening
    yield from (text.show(lang) for text in (document.title, document.subtitle, *opening.notices))
    yield from (text.show(lang) for pair in (*opening.facts, *opening.answers) for text in pair)
    for card in opening.cards:
        yield from (text.show(lang) for text in (card.label, card.unit, card.basis))
    for block in document.blocks:
        if isinstance(block, Table):
            yield from (text.show(lang) for text in (block.title, block.note, block.source))
            yield from (text.show(lang) for head in block.heads for text in (head.label, head.unit))
            yield from (value for row in block.rows() for value in row if isinstance(value, str))
        elif isinstance(block, Heading):
            yield block.text.show(lang)
        elif isinstance(block, Illustration):
            yield block.words
        elif not isinstance(block, Listing):
            yield block.text
    yield from document.foot


def foreign(document: Document) -> list[str]:
    """Return the texts in the wrong language: English prose in Chinese, Chinese outside brackets in English."""
    found = [ADDRESS.sub("", text) for text in texts(document)]
    if document.lang == "zh":
        return [text for text in found if is_english(text)]
    return [text for text in found if CHINESE.search(BRACKETED.sub("", text))]
