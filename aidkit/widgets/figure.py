"""The picture of the panel: cost and persons along the dial in hand, the line in force and the dial's position marked."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.charts.style import BLUE, INK, QUIET, RED, style
from aidkit.report.front import WAN
from aidkit.report.questions.words import money, signed
from aidkit.report.text import NOTHING, Lang, Text
from aidkit.widgets.dials import Dial

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SIZE, DPI = (7.4, 3.0), 144  # inches, and dots an inch: sharp at the width a panel gives it
FRAMES = ((0.085, 0.175, 0.365, 0.645), (0.56, 0.175, 0.34, 0.645))  # left, bottom, width, height of each plot
HEADROOM = 1.14
COST, DUE, MISSED = Text("年救助支出", "Yearly cost"), Text("应享受", "due cash"), Text("漏保", "missed")
WAN_YEAR, PERSONS = Text("万元/年", "10,000 yuan a year"), Text("人", "persons")
NEAR: Any = {"textcoords": "offset points", "fontsize": 8, "linespacing": 1.1}
IN_FORCE = Text("现行", "in force")


def draw(points: pd.DataFrame, dial: Dial, position: float, lang: Lang = "both") -> Figure:
    """Draw what a dial does to the yearly cost, and to the persons due cash and missed.

    Args:
        points: ``x`` ascending, ``annual_cost``, ``cash_persons``, ``missed_persons``.
        dial: The dial in hand.
        position: Where it stands.
        lang: Language of the texts.
    """
    from matplotlib.figure import Figure

    with style():
        figure = Figure(SIZE, dpi=DPI)
        left, right = (figure.add_axes(frame) for frame in FRAMES)
        _plot(left, points.assign(annual_cost=points["annual_cost"] / WAN), {"annual_cost": BLUE}, dial, position, lang)
        _plot(right, points, {"cash_persons": BLUE, "missed_persons": RED}, dial, position, lang)
        _head(left, COST, WAN_YEAR, lang)
        _head(right, Text("人数", "Persons"), PERSONS, lang)
        for name, label, colour, side in (
            ("cash_persons", DUE, BLUE, "bottom"),
            ("missed_persons", MISSED, RED, "top"),
        ):
            end = (points["x"].iloc[-1], points[name].iloc[-1])
            right.annotate(label.show(lang, "\n"), end, (6, 0), color=colour, va=side, **NEAR)
        return figure


def png(figure: Figure) -> bytes:
    """Return a drawn figure as PNG, the same bytes for the same figure."""
    buffer = BytesIO()
    figure.savefig(buffer, format="png", metadata={"Software": None})
    return buffer.getvalue()


def finding(before: float, after: float, dial: Dial, position: float, *, others: bool = False) -> Text:
    """Say in words what the picture shows: where the dial stands, and how all changes together move the yearly cost.

    Args:
        before: Yearly cost under the rules in force, yuan.
        after: Yearly cost as the dials stand.
        dial: The dial moved last.
        position: Where it stands.
        others: Whether anything else is moved too.
    """
    unit, at = dial.unit, f"{position:,.6g}"
    if position == dial.value and not others:
        return Text(f"{dial.label.zh}：现行 {at} {unit.zh}", f"{dial.label.en}: {at} {unit.en}, in force")
    step, cost = signed(round(position - dial.value, 10)), money(after - before, sign=True)
    also = Text("连同其他调整，", "with the other changes, ") if others else NOTHING
    return Text(
        f"{dial.label.zh} {at} {unit.zh}（{step}）：{also.zh}年支出 {cost.zh}",
        f"{dial.label.en} at {at} {unit.en} ({step}): {also.en}{cost.en} a year",
    )


def _plot(ax: Axes, points: pd.DataFrame, lines: dict[str, str], dial: Dial, position: float, lang: Lang) -> None:
    x = points["x"].to_numpy()
    for name, colour in lines.items():
        ax.plot(x, points[name], color=colour, linewidth=1.8, solid_capstyle="round")
    top = HEADROOM * max(1.0, float(points[list(lines)].to_numpy().max()))
    ax.set_xlim(x[0], x[-1])
    ax.set_ylim(0, top)
    ax.axvline(dial.value, color=QUIET, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
    left = position > dial.value or (position == dial.value and dial.value > (x[0] + x[-1]) / 2)
    ax.text(dial.value, 0.985, f" {IN_FORCE.show(lang)} ", color=QUIET, fontsize=8, ha="right" if left else "left",
            va="top", transform=ax.get_xaxis_transform())  # fmt: skip
    if position != dial.value:
        ax.axvline(position, color=INK, linewidth=1.2)
    for name, colour in lines.items():
        here = float(np.interp(position, x, points[name]))
        ax.plot(
            [position], [here], "o", color=colour, markersize=7, markeredgecolor="white", markeredgewidth=1.4, zorder=5
        )
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.grid(axis="y", color="#eceff2", linewidth=0.8)
    ax.set_xlabel(f"{(dial.label.zh if lang != 'en' else dial.label.en)} ({dial.unit.show(lang)})", fontsize=8)
    ax.tick_params(length=3, labelsize=8)


def _head(ax: Axes, what: Text, unit: Text, lang: Lang) -> None:
    where: Any = {"xycoords": "axes fraction", "textcoords": "offset points"}
    ax.annotate(what.show(lang), (0, 1), (0, 20), color=INK, fontsize=10.5, **where)
    ax.annotate(unit.show(lang), (0, 1), (0, 8), color=QUIET, fontsize=8, **where)
