"""A table of a report: its figures, and what each column says, counts in and comes from.

The notebook shows it as HTML; the same output carries the figures as JSON, from which the workbook and the
page of all runs are made. What is in the notebook is what is handed on, and nothing is computed twice.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Self

import pandas as pd

from aidkit.report.text import NOTHING, Lang, Text, in_brackets

MIME = "application/vnd.aidkit.table+json"
Form = Literal["text", "count", "yuan", "share", "factor", "date", "below", "code"]
MISSING = "—"
LONG = 100_000  # from here on six digits are not enough to write a number in full

FORMATS: dict[Form, str] = {"count": ",.0f", "yuan": ",.2f", "share": ".1%"}


@dataclass(frozen=True)
class Head:
    """One column of a table.

    Attributes:
        column: Column of the frame.
        label: What the column holds.
        unit: What it counts in.
        form: How a figure is written; a page sets a ``below`` column small under the one before it, and ``code``
            letter by letter.
    """

    column: str
    label: Text
    unit: Text = NOTHING
    form: Form = "text"


@dataclass(frozen=True)
class Table:
    """A titled table.

    Attributes:
        name: Short English name: the sheet's name and the anchor in the page.
        title: What the table shows.
        heads: Its columns, left to right.
        frame: One row a line, the columns the heads name.
        source: Where the figures come from.
        note: What a reader must know to read it.
        total: Whether the last row is a total.
        lang: Language of the labels.
    """

    name: str
    title: Text
    heads: tuple[Head, ...]
    frame: pd.DataFrame
    source: Text = NOTHING
    note: Text = NOTHING
    total: bool = False
    lang: Lang = "both"

    def rows(self) -> Iterator[list[Any]]:
        """Yield the lines as plain Python values, None where there is no figure; in English, Chinese in brackets."""
        for line in self.frame[[head.column for head in self.heads]].itertuples(index=False):
            values = [plain(value) for value in line]
            yield (
                [in_brackets(value) if isinstance(value, str) else value for value in values]
                if self.lang == "en"
                else values
            )

    def payload(self) -> dict[str, Any]:
        """Return everything the table says as JSON values."""
        return {
            "name": self.name,
            "title": list(self.title),
            "heads": [[head.column, list(head.label), list(head.unit), head.form] for head in self.heads],
            "rows": list(self.rows()),
            "source": list(self.source),
            "note": list(self.note),
            "total": self.total,
            "lang": self.lang,
        }

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Return the table a payload was made from."""
        heads = tuple(Head(column, Text(*label), Text(*unit), form) for column, label, unit, form in payload["heads"])
        frame = pd.DataFrame(payload["rows"], columns=[head.column for head in heads], dtype=object)
        texts = {key: Text(*payload[key]) for key in ("title", "source", "note")}
        return cls(payload["name"], heads=heads, frame=frame, total=payload["total"], lang=payload["lang"], **texts)

    def __str__(self) -> str:
        lines = [
            [written(value, head.form) for value, head in zip(row, self.heads, strict=True)] for row in self.rows()
        ]
        names = [
            " ".join(part for part in (head.label.show(self.lang), _bracket(head.unit.show(self.lang))) if part)
            for head in self.heads
        ]
        with pd.option_context("display.unicode.east_asian_width", True):
            return f"{self.title.show(self.lang)}\n{pd.DataFrame(lines, columns=names).to_string(index=False)}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        from aidkit.report.markup import table_html

        return {"text/plain": str(self), "text/html": table_html(self), MIME: self.payload()}


def plain(value: Any) -> Any:
    """Return a value of a frame as a JSON value: numbers as Python's own, dates as text, missing as None."""
    if hasattr(value, "item"):
        value = value.item()
    if value is None or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return None
    if isinstance(value, (str, bool, int, float)):
        return value
    return str(value)


def written(value: Any, form: Form) -> str:
    """Return a figure as text, in the way of its column; text stays as it is, nothing is a dash."""
    if value is None:
        return MISSING
    if isinstance(value, str) or form in ("text", "date", "below", "code"):
        return str(value)
    if form == "factor":
        return f"{value:,.6g}" if abs(value) < LONG else f"{value:,.0f}"
    return format(value, FORMATS[form])


def _bracket(unit: str) -> str:
    return f"({unit})" if unit else ""
