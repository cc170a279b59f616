"""What a document consists of. Text is text here: no block holds markup of any output format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Self

from aidkit.report.table import Table
from aidkit.report.text import NOTHING, Lang, Text

Style = Literal["plain", "strong", "emphasis", "code"]


@dataclass(frozen=True)
class Span:
    """A piece of a sentence in one style."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a chapter. Its own number, where the notebook wrote one, is taken off."""

    level: int
    text: Text


@dataclass(frozen=True)
class Paragraph:
    """A paragraph or a list's item.

    Attributes:
        spans: Its text.
        english: Whether it stands in English below the Chinese of a document in both languages.
        bullet: What a list puts before the item; empty for a paragraph.
    """

    spans: tuple[Span, ...]
    english: bool = False
    bullet: str = ""

    @property
    def text(self) -> str:
        """The paragraph without its styles."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True)
class Listing:
    """Lines to be shown letter by letter: a command, an explanation of one family."""

    text: str


@dataclass(frozen=True)
class Illustration:
    """A figure: its picture, the finding under it, and the same in words for those who cannot see it."""

    png: bytes
    caption: str
    words: str


@dataclass(frozen=True)
class Card:
    """A figure to remember: its label, the figure as text, its unit and what it is counted on."""

    label: Text
    shown: str
    unit: Text = NOTHING
    basis: Text = NOTHING


@dataclass(frozen=True)
class Opening:
    """The first page.

    Attributes:
        facts: What the report is about: label and value.
        cards: The figures to remember.
        answers: The questions a reader comes with, each with its answer.
        notices: What nobody may overlook, such as invented data.
    """

    facts: tuple[tuple[Text, Text], ...] = ()
    cards: tuple[Card, ...] = ()
    answers: tuple[tuple[Text, Text], ...] = ()
    notices: tuple[Text, ...] = ()

    def payload(self) -> dict[str, Any]:
        """Return the first page as JSON values."""
        return {
            "facts": [[list(text) for text in fact] for fact in self.facts],
            "cards": [[list(card.label), card.shown, list(card.unit), list(card.basis)] for card in self.cards],
            "answers": [[list(text) for text in answer] for answer in self.answers],
            "notices": [list(text) for text in self.notices],
        }

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Return the first page a payload was made from."""
        return cls(
            tuple((Text(*label), Text(*value)) for label, value in payload["facts"]),
            tuple(
                Card(Text(*label), shown, Text(*unit), Text(*basis)) for label, shown, unit, basis in payload["cards"]
            ),
            tuple((Text(*question), Text(*answer)) for question, answer in payload["answers"]),
            tuple(Text(*notice) for notice in payload["notices"]),
        )


Block = Heading | Paragraph | Listing | Illustration | Table


@dataclass(frozen=True)
class Document:
    """Everything a printed report says.

    Attributes:
        title: The notebook's first heading.
        subtitle: Place, date and reform.
        lang: Language shown.
        opening: The first page.
        blocks: Everything after it.
        foot: Versions and hashes, a line each.
        stamp: The one line that differs between equal runs.
    """

    title: Text
    subtitle: Text
    lang: Lang
    opening: Opening
    blocks: tuple[Block, ...]
    foot: tuple[str, ...] = ()
    stamp: str = ""

    @property
    def tables(self) -> Iterator[Table]:
        """The tables, in order."""
        return (block for block in self.blocks if isinstance(block, Table))
