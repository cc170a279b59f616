"""A document as plain values for the typst template: strings, numbers and lists, and never a letter of markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

from aidkit.report.document.blocks import Document, Heading, Illustration, Listing, Paragraph
from aidkit.report.document.widths import NUMBERS, UPRIGHT, columns, is_wide, shares, type_size
from aidkit.report.document.words import WORDS
from aidkit.report.table import Table, written
from aidkit.report.text import Lang, Text

ACROSS = 158  # places across a page on its side
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
        "parts": _parts(_leading(list(_blocks(document, put_picture)))),
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


def _blocks(document: Document, put_picture: Callable[[bytes], str]) -> Iterator[dict[str, Any]]:
    for block in document.blocks:
        if isinstance(block, Heading):
            yield {"kind": "heading", "level": block.level, "text": pair(block.text, document.lang)}
        elif isinstance(block, Paragraph):
            spans = [{"text": breakable(span.text), "style": span.style} for span in block.spans]
            yield {"kind": "paragraph", "spans": spans, "english": block.english, "bullet": block.bullet}
        elif isinstance(block, Listing):
            yield {"kind": "listing", "text": block.text}
        elif isinstance(block, Illustration):
            picture = put_picture(block.png)
            yield {"kind": "picture", "file": picture, "caption": block.caption, "words": block.words}
        else:
            yield _table(block)


def _leading(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Mark the paragraphs that lead to a table or a figure: they stay on its page."""
    led = False
    for block in reversed(blocks):
        led = block["kind"] in ("table", "picture") or (led and block["kind"] == "paragraph")
        block["leads"] = led
    return blocks


def _parts(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Part the blocks where the page turns: a chapter of wide tables is turned as a whole, else a wide table alone."""
    parts: list[dict[str, Any]] = []
    for chapter in _chapters(blocks):
        wide = any(block.get("wide") for block in chapter)
        whole = wide and not any(block["kind"] == "picture" for block in chapter)
        for block in chapter:
            turned = whole or bool(block.get("wide"))
            if not parts or parts[-1]["turned"] != turned:
                parts.append({"turned": turned, "blocks": []})
            parts[-1]["blocks"].append(block)
    return parts


def _chapters(blocks: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    starts = [n for n, block in enumerate(blocks) if block["kind"] == "heading" and block["level"] == 1]
    for start, end in pairwise([0, *starts, len(blocks)]):
        yield blocks[start:end]


def _table(table: Table) -> dict[str, Any]:
    found, lang = columns(table), table.lang
    wide = is_wide(table, found)
    across = ACROSS if wide else UPRIGHT
    rows = [
        [_cell(row, column.heads, table) for column in found]
        for row in table.rows()
    ]  # fmt: skip
    return {
        "kind": "table",
        "caption": pair(table.title, lang),
        "wide": wide,
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
