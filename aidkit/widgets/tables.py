"""The panel's two tables: key figures, and persons and families by scheme; in force, as set, and the difference."""

from __future__ import annotations

from typing import Any

import pandas as pd

from aidkit.report.front import WAN, WAN_YEAR
from aidkit.report.table import Head, Table
from aidkit.report.tables import MARKS
from aidkit.report.tally import SCHEMES, scheme_label
from aidkit.report.text import NOTHING, Lang, Text
from aidkit.widgets.counts import Counts

PERSONS, FAMILIES = Text("人", "persons"), Text("户", "families")
BEFORE, AFTER, DIFFERENCE = Text("现行", "In force"), Text("调整后", "As set"), Text("差额", "Difference")
FIGURES = (
    ("annual_cost", Text("年救助支出", "Yearly cost"), WAN_YEAR, WAN),
    ("cash_persons", Text("应享受现金救助", "Due cash"), PERSONS, 1),
    ("missed_persons", Text("漏保", "Missed"), PERSONS, 1),
    ("wrong_persons", Text("错保", "Wrongly covered"), PERSONS, 1),
)


def key_figures(before: Counts, now: Counts, lang: Lang = "both") -> Table:
    """Return yearly cost, persons due cash, missed and wrongly covered.

    Args:
        before: What the rules in force say.
        now: What they say as the dials stand.
        lang: Language of the labels.
    """
    rows = [
        {"label": label.show(lang), "unit": unit.show(lang), **_three(name, before, now, "figures", per)}
        for name, label, unit, per in FIGURES
    ]
    heads = (
        Head("label", Text("指标", "Figure")),
        Head("unit", Text("单位", "Unit"), form="below"),
        *(Head(name, label, form="count") for name, label in (("before", BEFORE), ("after", AFTER))),
        Head("difference", DIFFERENCE),
    )
    title = Text("主要结果", "Key figures")
    return Table("what_if_figures", title, heads, pd.DataFrame(rows), note=_note(before, now), lang=lang)


def by_scheme(before: Counts, now: Counts, lang: Lang = "both") -> Table:
    """Return persons and families entitled by scheme.

    Args:
        before: What the rules in force say.
        now: What they say as the dials stand.
        lang: Language of the labels.
    """
    rows = []
    for name in SCHEMES:
        row: dict[str, Any] = {"label": scheme_label(name).show(lang)}
        for count in ("persons", "families"):
            row |= {f"{count}_{key}": value for key, value in _three(name, before, now, count).items()}
        rows.append(row)
    heads = [Head("label", Text("类别", "Scheme"))]
    for count, unit in (("persons", PERSONS), ("families", FAMILIES)):
        heads += [Head(f"{count}_before", BEFORE, unit, "count"), Head(f"{count}_after", AFTER, unit, "count")]
        heads += [Head(f"{count}_difference", DIFFERENCE, unit)]
    title = Text("各类应享受人数和户数", "Persons and families by scheme")
    return Table("what_if_schemes", title, tuple(heads), pd.DataFrame(rows), note=_note(before, now), lang=lang)


def _three(name: str, before: Counts, now: Counts, kind: str, per: int = 1) -> dict[str, Any]:
    """Return a figure before, after and their difference with its sign; a hidden one gives no difference."""
    was, becomes = (getattr(counts, kind)[name] / per for counts in (before, now))
    shown = before.hidden.get(name, was), now.hidden.get(name, becomes)
    if any(isinstance(value, str) for value in shown):
        return {"before": shown[0], "after": shown[1], "difference": "—"}
    return {"before": was, "after": becomes, "difference": _signed(round(becomes) - round(was))}


def _signed(number: int) -> str:
    return f"{number:+,}".replace("-", "−") if number else "0"


def _note(before: Counts, now: Counts) -> Text:
    """Explain the marks of hidden figures, where there are any."""
    used = [MARKS[mark] for mark in sorted({*before.hidden.values(), *now.hidden.values()})]
    return Text("".join(note.zh for note in used), " ".join(note.en for note in used)) if used else NOTHING
