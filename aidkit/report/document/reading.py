"""Read a document from an executed notebook: what the page shows, block by block, in the language asked for."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any

from aidkit.report import outputs, table
from aidkit.report.document.blocks import Block, Document, Heading, Illustration, Listing, Opening
from aidkit.report.document.inline import paragraphs
from aidkit.report.prose import heading_text, is_chinese, split_blocks
from aidkit.report.text import NOTHING, Lang, Text

OWN_NUMBER = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[）)]|\d+(?:\.\d+)*[.、]?\s)\s*"
)
ANSI = re.compile(r"\x1b\[[0-9;]*m")  # colours of a terminal
BETWEEN_WORDS = " — "  # parts a figure's finding from the words on its axes


def document_of(
    notebook: Any, *, lang: Lang, subtitle: Text = NOTHING, foot: tuple[str, ...] = (), stamp: str = ""
) -> Document:
    """Return the document an executed notebook holds.

    Args:
        notebook: The executed notebook; it is not changed.
        lang: Language of headings and paragraphs; tables and figures speak the one they were made in.
        subtitle: Place, date and reform.
        foot: Versions and hashes, a line each.
        stamp: When it was made, how long it took.
    """
    blocks = [block for cell in notebook.cells for block in _of_cell(cell, lang)]
    title = next((block.text for block in blocks if isinstance(block, Heading) and block.level == 0), NOTHING)
    kept = tuple(block for block in blocks if not (isinstance(block, Heading) and block.level == 0))
    opening = outputs.opening(notebook) or Opening()
    return Document(title, subtitle, lang, opening, kept, foot, stamp)


def _of_cell(cell: Any, lang: Lang) -> Iterator[Block]:
    if cell.cell_type == "markdown":
        yield from _of_markdown(cell.source, lang)
    for output in cell.get("outputs", ()):
        yield from _of_output(output, lang)


def _of_markdown(markdown: str, lang: Lang) -> Iterator[Block]:
    for block in split_blocks(markdown):
        found = heading_text(block)
        if found:
            level, text = found
            yield Heading(level - 1, Text(OWN_NUMBER.sub("", text.zh), OWN_NUMBER.sub("", text.en)))
            continue
        english = not is_chinese(block) and not block.startswith("```")
        if lang != "both" and english == (lang == "zh") and not block.startswith("```"):
            continue
        yield from paragraphs(block, english=english and lang == "both")


def _of_output(output: Any, lang: Lang) -> Iterator[Block]:
    data = output.get("data", {})
    if table.MIME in data:
        yield table.Table.from_payload(data[table.MIME])
    elif outputs.OPENING_MIME in data:
        return
    elif "text/markdown" in data:
        yield from _of_markdown(data["text/markdown"], lang)
    elif "image/png" in data:
        words = str(data.get("text/plain", ""))
        caption = words.partition(BETWEEN_WORDS)[0]
        yield Illustration(b64decode(data["image/png"]), caption, words)
    else:
        text = ANSI.sub("", str(output.get("text", "") or data.get("text/plain", ""))).rstrip()
        if text:
            yield Listing(text)
