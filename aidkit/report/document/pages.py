"""How blocks fall on pages: which are turned on their side, and which paragraphs stay with what they lead to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from aidkit.report.document.blocks import Block, Heading, Illustration, Paragraph
from aidkit.report.document.widths import columns, is_wide
from aidkit.report.table import Table


@dataclass(frozen=True)
class Part:
    """Blocks on pages that lie the same way.

    Attributes:
        turned: Whether the pages lie on their side.
        blocks: Each block, and whether it leads to a table or a figure and so stays on its page.
    """

    turned: bool
    blocks: tuple[tuple[Block, bool], ...]


def parts(blocks: Sequence[Block]) -> list[Part]:
    """Part blocks where the page turns: a chapter of wide tables is turned as a whole, else a wide table alone."""
    led = list(zip(blocks, _leads(blocks), strict=True))
    turned = [side for chapter in _chapters(blocks) for side in _turned(chapter)]
    return [
        Part(side, tuple(block for block, _ in found))
        for side, found in groupby(zip(led, turned, strict=True), key=lambda item: item[1])
    ]


def _leads(blocks: Sequence[Block]) -> list[bool]:
    found, led = [], False
    for block in reversed(blocks):
        led = isinstance(block, (Table, Illustration)) or (led and isinstance(block, Paragraph))
        found.append(led)
    return found[::-1]


def _chapters(blocks: Sequence[Block]) -> Iterator[Sequence[Block]]:
    starts = [number for number, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]
    for start, end in pairwise([0, *starts, len(blocks)]):
        yield blocks[start:end]


def _turned(chapter: Sequence[Block]) -> list[bool]:
    wide = [isinstance(block, Table) and is_wide(block, columns(block)) for block in chapter]
    if any(wide) and not any(isinstance(block, Illustration) for block in chapter):
        return [True] * len(wide)
    return wide
