"""Tables and the first page as HTML: everything that comes from data is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Any

from aidkit.report.document.blocks import Card, Opening
from aidkit.report.prose import two_languages
from aidkit.report.table import Head, Table, written
from aidkit.report.text import Lang, Text

FIGURES = ("count", "yuan", "share", "factor")  # columns of figures; a mark or a word among them may wrap


def table_html(table: Table) -> str:
    """Return a table with its title above and its source below."""
    heads = "".join(_head(head, table.lang) for head in table.heads if head.form != "below")
    rows = list(table.rows())
    lines = "".join(
        _row(row, table.heads, total=table.total and number == len(rows)) for number, row in enumerate(rows, 1)
    )
    foot = "".join(f"<p>{two_languages(text, table.lang)}</p>" for text in (table.note, table.source) if any(text))
    return (
        f'<figure class="table" id="table-{escape(table.name)}">'
        f"<figcaption>{two_languages(table.title, table.lang)}</figcaption>"
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table></div>'
        f'<div class="foot">{foot}</div></figure>'
    )


def opening_html(opening: Opening, lang: Lang) -> str:
    """Return the first page: the facts, the figures to remember, the answers, and what nobody may overlook."""
    notices = "".join(notice_html(text, lang) for text in opening.notices)
    return facts_html(opening.facts, lang) + cards_html(opening.cards, lang) + notices + answers_html(opening, lang)


def cards_html(cards: Iterable[Card], lang: Lang) -> str:
    """Return key figures side by side."""
    items = "".join(
        f"<div><dt>{two_languages(card.label, lang)}</dt>"
        f"<dd>{escape(card.shown)} <small>{two_languages(card.unit, lang)}</small>"
        f"{_small(card.basis, lang)}</dd></div>"
        for card in cards
    )
    return f'<dl class="cards">{items}</dl>'


def answers_html(opening: Opening, lang: Lang) -> str:
    """Return the questions a reader comes with, each with its answer; nothing where there are none."""
    items = "".join(
        f"<div><dt>{two_languages(question, lang)}</dt><dd>{two_languages(answer, lang)}</dd></div>"
        for question, answer in opening.answers
    )
    return f'<dl class="answers">{items}</dl>' if items else ""


def facts_html(facts: Iterable[tuple[Text, Text]], lang: Lang) -> str:
    """Return the cover's facts, such as place and date, as a list of terms."""
    items = "".join(
        f"<div><dt>{two_languages(label, lang)}</dt><dd>{two_languages(value, lang)}</dd></div>"
        for label, value in facts
    )
    return f'<dl class="facts">{items}</dl>'


def notice_html(text: Text, lang: Lang) -> str:
    """Return a notice a reader cannot overlook."""
    return f'<p class="notice" role="note">{two_languages(text, lang)}</p>'


def _small(text: Text, lang: Lang) -> str:
    return f'<small class="basis">{two_languages(text, lang)}</small>' if any(text) else ""


def _head(head: Head, lang: Lang) -> str:
    unit = head.unit.show(lang)
    below = f"<small>{escape(unit)}</small>" if unit else ""
    return f'<th scope="col" class="{head.form}">{two_languages(head.label, lang)}{below}</th>'


def _row(row: list[Any], heads: tuple[Head, ...], *, total: bool) -> str:
    cells: list[str] = []
    for value, head in zip(row, heads, strict=True):
        text = escape(written(value, head.form))
        if head.form == "below":
            cells[-1] += f"<small>{text}</small>" if value else ""
        else:
            kind = f"{head.form} words" if isinstance(value, str) and head.form in FIGURES else head.form
            cells.append(f'<td class="{kind}">{text}')
    kind = ' class="total"' if total else ""
    return f"<tr{kind}>{''.join(f'{cell}</td>' for cell in cells)}</tr>"
