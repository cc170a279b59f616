"""What a sensitivity says, in one sentence of two languages, and the units it is drawn in: the titles of its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from aidkit.charts.style import WAN
from aidkit.report.text import NOTHING, Text
from aidkit.whatif.figure_labels import figure_label

if TYPE_CHECKING:
    from aidkit.whatif.sensitivity import Sensitivity

MUCH = 1e6  # yuan a year: from here on money is read in 万元 and in millions
COUNTED = {"persons": Text("人", ""), "households": Text("户", "")}


class Range(NamedTuple):
    """A figure of today and the ends of its range, as drawn: divided by ``scale`` they count in ``unit``."""

    today: float
    low: float
    high: float
    scale: float
    unit: Text


def range_of(found: Sensitivity, figure: str) -> Range:
    """Return a figure's range and the unit to draw it in."""
    (row,) = found.intervals[found.intervals["figure"] == figure].to_dict("records")
    today, low, high = (float(row[name]) for name in ("today", "low", "high"))
    unit = figure_label(found.policy, figure).unit
    if unit == "share":
        return Range(today, low, high, 0.01, Text("%", "%"))
    if unit != "yuan/year":
        return Range(today, low, high, 1.0, COUNTED.get(unit, NOTHING))
    much = high >= MUCH
    return Range(
        today, low, high, float(WAN) if much else 1.0, Text("万元", "10,000 yuan") if much else Text("元", "yuan")
    )


def strongest(found: Sensitivity, figure: str, table: pd.DataFrame) -> Text:
    """Say which assumption moves a figure most when one moves at a time, and how far.

    Args:
        found: The sensitivity.
        figure: The figure.
        table: Its rows of ``Sensitivity.table`` that move it, the strongest first.
    """
    label, drawn = figure_label(found.policy, figure), range_of(found, figure)
    if not len(table):
        return Text(f"没有任何假定影响{label.zh}", f"No assumption moves this: {label.en}")
    first = table.iloc[0]
    ends = (drawn.today, first["at_lowest"], first["at_highest"])
    between = _between(drawn, min(ends), max(ends))
    return Text(f"“{first['zh']}”影响最大：{label.zh} {between.zh}", f'"{first["en"]}" moves it most: {between.en}')


def spread_between(found: Sensitivity, figure: str) -> Text:
    """Say between which values nine draws in ten lie when all assumptions move."""
    label, drawn = figure_label(found.policy, figure), range_of(found, figure)
    nine = _between(drawn, drawn.low, drawn.high)
    return Text(
        f"各项假定同时变动：{label.zh}九成在 {nine.zh}",
        f"With all assumptions moving, nine draws in ten lie at {nine.en}",
    )


def number(value: float) -> str:
    """Write a number as an axis does: whole from a thousand on, else three digits."""
    return f"{value:,.0f}" if abs(value) >= 1_000 else f"{value:,.3g}"


def _between(drawn: Range, low: float, high: float) -> Text:
    """Write a range as a title does: money in 万元 and in millions."""
    numbers = f"{number(low / drawn.scale)}–{number(high / drawn.scale)}"
    if drawn.scale == WAN:
        return Text(f"{numbers} 万元", f"{low / 1e6:,.1f}–{high / 1e6:,.1f} million yuan")
    return Text(f"{numbers} {drawn.unit.zh}".strip(), f"{numbers} {drawn.unit.en}".strip())
