"""The panel's own HTML: head, cards of key figures, the table by scheme; dark where JupyterLab is dark."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.report.table import Table, written
from aidkit.report.text import Lang, Text
from aidkit.widgets import words

if TYPE_CHECKING:
    from aidkit.widgets.dials import Choice, Dial
    from aidkit.widgets.model import ExploreModel


@cache
def style() -> str:
    """Return the panel's style sheet."""
    return Path(__file__).with_name("panel.css").read_text(encoding="utf-8")


def head(model: ExploreModel) -> str:
    """Return the panel's head: what it is, place and date, whom it counts."""
    place, people, lang = model.baseline.place, model.population, model.lang
    who = f"{len(people.households):,} {Text('户', 'families').show(lang)}"
    invented = f" · {words.INVENTED.show(lang)}" if people.synthetic else ""
    name = Text(place.zh, place.en).show(lang)
    return (
        f'<style>{style()}</style><div class="head"><div><b>{escape(words.TITLE.show(lang))} · {escape(name)}</b></div>'
        f"<span>{model.baseline.date} · {escape(who)}{escape(invented)}</span></div>"
    )


def cards(table: Table) -> str:
    """Return the key figures as cards: how it stands, and the difference to the rules in force."""
    shown = "".join(
        f'<div class="card"><div class="name">{escape(row["label"])}</div>'
        f'<div class="number">{escape(written(row["after"], "count"))}{_move(row)}</div>'
        f"<small>{escape(words.IN_FORCE.show(table.lang))} {escape(written(row['before'], 'count'))} · "
        f"{escape(row['unit'])}</small></div>"
        for row in table.frame.to_dict("records")
    )
    return f'<div class="cards" role="status" aria-live="polite">{shown}</div>'


def _move(row: Mapping[Hashable, Any]) -> str:
    return "" if row["difference"] == "0" else f"<b>{escape(row['difference'])}</b>"


def scheme_table(table: Table) -> str:
    """Return persons and families by scheme as a compact table; what moves stands out."""
    lang = table.lang
    groups = "".join(f'<th colspan="3" scope="colgroup">{escape(u.show(lang))}</th>' for u in _units(table))
    heads = "".join(f'<th scope="col">{stacked(head.label, lang)}</th>' for head in table.heads)
    rows = "".join(
        f'<tr><th scope="row">{escape(str(line[0]))}</th>' + "".join(_cell(value) for value in line[1:]) + "</tr>"
        for line in table.rows()
    )
    note = f"<small>{escape(table.note.show(lang))}</small>" if any(table.note) else ""
    return f"<table><thead><tr><th></th>{groups}</tr><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{note}"


def _units(table: Table) -> list[Text]:
    return list(dict.fromkeys(head.unit for head in table.heads[1:]))


def _cell(value: object) -> str:
    moved = ' class="moved"' if isinstance(value, str) and value[:1] in "+−" else ""
    return f"<td{moved}>{escape(written(value, 'count'))}</td>"


def label(one: Dial | Choice, value: str, unit: str, lang: Lang) -> str:
    """Return the lines above a slider: what it moves, the value in force, its unit."""
    force = f"{words.IN_FORCE.show(lang)} {value} {unit}".strip()
    return f'<div class="dial">{stacked(one.label, lang)}<small class="force">{escape(force)}</small></div>'


def stacked(text: Text, lang: Lang) -> str:
    """Return a text, in two languages the English small beneath or behind the Chinese."""
    if lang != "both":
        return escape(text.show(lang))
    return f"{escape(text.zh)} <small>{escape(text.en)}</small>"


def finding(text: Text, lang: Lang) -> str:
    """Return the sentence above the picture; of two languages each has its line."""
    lines = (text.zh, text.en) if lang == "both" else (text.show(lang),)
    return "".join(f'<div class="finding">{escape(line)}</div>' for line in lines)


def said(text: str, *, refused: bool = False) -> str:
    """Return a line in which the panel speaks; a refusal stands out."""
    return f'<div class="say{" refused" if refused else ""}" role="status" aria-live="polite">{escape(text)}</div>'
