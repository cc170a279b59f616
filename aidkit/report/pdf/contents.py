"""A document as plain values for the typst template: strings, numbers and lists, and never a letter of markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from aidkit.report.document.blocks import Block, Document, Heading, Illustration, Listing, Paragraph
from aidkit.report.document.pages import parts
from aidkit.report.document.widths import ACROSS, NUMBERS, UPRIGHT, columns, is_wide, shares, type_size
from aidkit.report.document.words import WORDS
from aidkit.report.table import Table, written
from aidkit.report.text import Lang, Text

LONG_WORD = re.compile(r"[A-Za-z0-9_./:?=&%~#-]{14,}")
MAY_BREAK = re.compile(r"([/._?=&:-])(?=[^/])")
BREAK = "\u200b"  # allows a line to end in the middle of an address


def contents(document: Document, put_picture: Callable[[bytes], str]) -> dict[str, Any]:
    """Return everything the template needs.

    Args:
        document: The document.
        put_picture: Takes a picture's bytes and returns the name the template finds it under.
    """
    lang = document.lang
    opening = document.opening
    return {
        "lang": lang,
        "title": pair(document.title, lang),
        "subtitle": pair(document.subtitle, lang),
        "words": {name: pair(text, lang) for name, text in WORDS.items()},
        "facts": [[pair(text, lang) for text in fact] for fact in opening.facts],
        "cards": [
            {"label": pair(c.label, lang), "shown": c.shown, "unit": pair(c.unit, lang), "basis": pair(c.basis, lang)}
            for c in opening.cards
        ],
        "answers": [[pair(text, lang) for text in answer] for answer in opening.answers],
        "notices": [pair(notice, lang) for notice in opening.notices],
        "parts": [
            {"turned": part.turned, "blocks": [_block(block, leads, lang, put_picture) for block, leads in part.blocks]}
            for part in parts(document.blocks)
        ],
        "foot": [breakable(line) for line in document.foot],
        "stamp": document.stamp,
    }


def pair(text: Text, lang: Lang) -> list[str]:
    """Return a text as the template shows it: one string, or Chinese and English apart."""
    if lang == "both" and text.zh != text.en and text.en and not text.joint:
        return [breakable(text.zh), breakable(text.en)]
    return [breakable(text.show(lang))]


def breakable(text: str) -> str:
    """Let long addresses and paths break behind their slashes and dots."""
    return LONG_WORD.sub(lambda found: MAY_BREAK.sub(rf"\1{BREAK}", found[0]), text)


def _block(block: Block, leads: bool, lang: Lang, put_picture: Callable[[bytes], str]) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": pair(block.text, lang)}
    if isinstance(block, Paragraph):
        spans = [{"text": breakable(span.text), "style": span.style} for span in block.spans]
        return {"kind": "paragraph", "spans": spans, "english": block.english, "bullet": block.bullet, "leads": leads}
    if isinstance(block, Listing):
        return {"kind": "listing", "text": block.text}
    if isinstance(block, Illustration):
        return {"kind": "picture", "file": put_picture(block.png), "caption": block.caption, "words": block.words}
    return _table(block)


def _table(table: Table) -> dict[str, Any]:
    found, lang = columns(table), table.lang
    across = ACROSS if is_wide(table, found) else UPRIGHT
    rows = [
        [_cell(row, column.heads, table) for column in found]
        for row in table.rows()
    ]  # fmt: skip
    return {
        "kind": "table",
        "caption": pair(table.title, lang),
        "shares": shares(found, across),
        "type": type_size(found, across),
        "numbers": [table.heads[column.heads[0]].form in NUMBERS for column in found],
        "heads": [
            {"label": pair(table.heads[n].label, lang), "unit": pair(table.heads[n].unit, lang)}
            for n in (column.heads[0] for column in found)
        ],
        "rows": rows,
        "total": table.total,
        "feet": [pair(text, lang) for text in (table.note, table.source) if any(text)],
    }


def _cell(row: list[Any], heads: tuple[int, ...], table: Table) -> list[str]:
    """Return a cell's line and the small lines under it."""
    first, *below = heads
    small = [breakable(str(row[number])) for number in below if row[number] not in (None, "")]
    return [breakable(written(row[first], table.heads[first].form)), *small]
