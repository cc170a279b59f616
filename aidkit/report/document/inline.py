"""Markdown as paragraphs of styled text, read by mistune, which also reads it for the page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import Any

from aidkit.report.document.blocks import Listing, Paragraph, Span, Style

STYLES: dict[str, Style] = {"strong": "strong", "emphasis": "emphasis"}
DOT = "•"


def paragraphs(markdown: str, *, english: bool = False) -> Iterator[Paragraph | Listing]:
    """Yield the paragraphs, list items and listings of a Markdown text without headings.

    Args:
        markdown: The text; a table or a picture in it is left out, notebooks show those as outputs.
        english: Whether it is the English half of a document in both languages.
    """
    for token in _tokens(markdown):
        if token["type"] == "list":
            ordered = token["attrs"]["ordered"]
            for number, item in enumerate(token["children"], 1):
                spans = tuple(span for child in item["children"] for span in _spans(child))
                yield Paragraph(spans, english, f"{number}." if ordered else DOT)
        elif token["type"] == "block_code":
            yield Listing(token["raw"].rstrip("\n"))
        elif token["type"] in ("paragraph", "block_text", "block_quote", "heading"):
            yield Paragraph(tuple(_spans(token)), english)


@cache
def _reader() -> Any:
    import mistune

    return mistune.create_markdown(renderer="ast")


def _tokens(markdown: str) -> list[dict[str, Any]]:
    found = _reader()(markdown)
    return [token for token in found if isinstance(token, dict)]


def _spans(token: dict[str, Any], style: Style = "plain") -> Iterator[Span]:
    if token["type"] == "codespan":
        yield Span(unescape(token["raw"]), "code")
    elif token["type"] in ("softbreak", "linebreak"):
        yield Span(" ", style)
    elif "children" in token:
        for child in token["children"]:
            yield from _spans(child, STYLES.get(token["type"], style))
    elif token.get("raw"):
        yield Span(unescape(token["raw"]), style)
