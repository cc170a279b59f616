"""Figures of a report: a tidy table in, matplotlib axes out, in one restrained style.

The title states the finding, labels stand at the bars and lines themselves, axes carry their unit and the foot the
source. Colours keep apart for colour-blind readers and in grey print. A hidden figure (``<5``) has no bar, only
its mark. Nothing here touches matplotlib's global settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.charts.style import BLUE, FAINT, INK, RED, ROOM, WAN, bars, labelled, new_axes, numbers, style, titled
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 15  # rows a figure draws before it keeps to the largest
PERSONS, WAN_YEAR = Text("人", "persons"), Text("万元/年", "10,000 yuan a year")
OWN = Text("当前方案", "this scenario")


def entitled(table: pd.DataFrame, *, lang: Lang = "both", source: Text = NOTHING, ax: Axes | None = None) -> Axes:
    """Draw how many people are entitled to each scheme.

    Args:
        table: Columns ``zh`` and ``en`` (the scheme's labels) and ``persons``, one row a scheme.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.

    Returns:
        The axes drawn on.
    """
    label, value = _largest(table, "persons")
    finding = Text(
        f"应享受“{label.zh}”的人最多：{value:,.0f} 人", f"Most are entitled to {label.en}: {value:,.0f} persons"
    )
    with style():
        ax = ax or new_axes(len(table))
        bars(ax, table["persons"], BLUE, ",.0f")
        return labelled(ax, table, finding, PERSONS, lang, source)


def cost(table: pd.DataFrame, *, lang: Lang = "both", source: Text = NOTHING, ax: Axes | None = None) -> Axes:
    """Draw what each scheme costs in a year.

    Args:
        table: Columns ``zh`` and ``en`` (the scheme's labels) and ``yuan_year``, one row a scheme.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.

    Returns:
        The axes drawn on.
    """
    total = numbers(table["yuan_year"]).sum()
    label, value = _largest(table, "yuan_year")
    share = value / total if total else 0.0
    finding = Text(
        f"“{label.zh}”占全年支出 {total / WAN:,.0f} 万元的 {share:.0%}",
        f"{label.en} takes {share:.0%} of {total / 1e6:,.1f} million yuan a year",
    )
    wan = table["yuan_year"].map(lambda yuan: yuan if isinstance(yuan, str) else yuan / WAN)
    with style():
        ax = ax or new_axes(len(table))
        bars(ax, wan, BLUE, ",.1f")
        return labelled(ax, table, finding, WAN_YEAR, lang, source)


def coverage(table: pd.DataFrame, *, lang: Lang = "both", source: Text = NOTHING, ax: Axes | None = None) -> Axes:
    """Draw missed cover (漏保) to the right and wrong cover (错保) to the left, by scheme or by town.

    Of a long table the rows that miss most are drawn.

    Args:
        table: Columns ``zh`` and ``en`` (labels of the rows), ``missed`` and ``wrong`` (persons).
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.

    Returns:
        The axes drawn on.
    """
    table = table if len(table) <= MOST else table.loc[numbers(table["missed"]).nlargest(MOST).index]
    label, value = _largest(table, "missed")
    finding = Text(f"漏保最多的是“{label.zh}”：{value:,.0f} 人", f"Most missed cover: {label.en}, {value:,.0f} persons")
    reach = ROOM * max(1.0, *(numbers(table[column]).max() for column in ("missed", "wrong")))
    with style():
        ax = ax or new_axes(len(table))
        for column, side, colour, name in (
            ("missed", 1, RED, Text("漏保", "missed")),
            ("wrong", -1, BLUE, Text("错保", "wrong")),
        ):
            bars(ax, table[column], colour, ",.0f", side)
            place, align = (1.0, "right") if side > 0 else (0.0, "left")
            ax.text(place, 1.01, name.show(lang), color=colour, ha=align, va="bottom", transform=ax.transAxes)
        ax.axvline(0, color=INK, linewidth=0.8)
        ax.set_xlim(-reach, reach)
        return labelled(ax, table, finding, PERSONS, lang, source)


def threshold(
    table: pd.DataFrame,
    *,
    x: Text,
    y: Text,
    finding: Text,
    marked: float,
    lang: Lang = "both",
    source: Text = NOTHING,
    ax: Axes | None = None,
) -> Axes:
    """Draw how a result moves with a line: one point a setting, the policy's own marked.

    Args:
        table: Columns ``x`` and ``y``, one row a setting, ascending in ``x``.
        x: What is varied, with its unit.
        y: What answers, with its unit.
        finding: The title.
        marked: The value of ``x`` under the policy itself.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.

    Returns:
        The axes drawn on.
    """
    with style():
        ax = ax or new_axes(7)
        ax.plot(table["x"], table["y"], color=BLUE, marker="o", markersize=4.5, linewidth=1.6)
        for setting, answer in zip(table["x"], table["y"], strict=True):
            ax.annotate(f"{answer:,.0f}", (setting, answer), (0, 8), textcoords="offset points", ha="center",
                        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
        ax.axvline(marked, color=RED, linewidth=1, linestyle=(0, (4, 3)))
        ax.text(marked, 0.02, f" {OWN.show(lang)}", color=RED, transform=ax.get_xaxis_transform())
        ax.set_xticks(table["x"])
        ax.set_ylim(0, ROOM * max(1.0, float(table["y"].max())))
        ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        ax.grid(axis="y", color=FAINT, linewidth=0.7)
        ax.set_xlabel(x.show(lang))
        ax.set_ylabel(y.show(lang))
        return titled(ax, finding, lang, source)


def _largest(table: pd.DataFrame, column: str) -> tuple[Text, float]:
    """Return the label and the figure of the largest row; nothing when there is no row."""
    if not len(table):
        return NOTHING, 0.0
    row = int(numbers(table[column]).to_numpy().argmax())
    return Text(table["zh"].iloc[row], table["en"].iloc[row]), float(numbers(table[column]).iloc[row])
