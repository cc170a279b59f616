"""Which assumption moves an answer most: a tornado, one bar an assumption, and the spread when all move at once."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.charts.style import BLUE, FAINT, INK, QUIET, RED, WIDTH, style, titled
from aidkit.charts.tornado_title import Range, number, range_of, spread_between, strongest
from aidkit.report.text import NOTHING, Lang, Text
from aidkit.whatif.figure_labels import FigureLabel, figure_label
from aidkit.whatif.sensitivity_tables import brief

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from aidkit.whatif.sensitivity import Sensitivity

MOST = 10  # assumptions drawn
ROW, FRAME, HISTOGRAM = 0.42, 1.6, 1.7  # inches: a bar with its name, title and axis together, the upper panel
ROOM = 0.13  # of the axis on either side, for what is written at the bars' ends
BINS = 16
HEADROOM = 1.25  # above the tallest bar, for a name
GREY = "#b7bfc7"
BAR = 0.42  # of a row; the name stands above the bar
BOX: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.8}
WORDS = {"yes": Text("是", "yes"), "no": Text("否", "no"), "full": Text("全额", "full"), "gap": Text("补差", "gap"),
         "difference": Text("补差", "difference"), "graded": Text("分档", "graded"), "max": Text("取最高", "max"),
         "sum": Text("累加", "sum"), "standard": Text("按标准", "standard"), "own_base": Text("按补差额", "own base")}  # fmt: skip
TODAY = Text("现值", "today")
ENDS = (Text("低值", "lowest value"), Text("高值", "highest value"))
DRAWS = Text("抽样次数", "draws")
MIDDLE = Text("九成", "nine in ten")
RANKS = Text("与结果的秩相关", "rank correlation with the result")
CHANCE = Text("灰色：可能出于偶然", "grey: may be chance")


def tornado(found: Sensitivity, figure: str, *, lang: Lang = "both") -> Figure:
    """Draw what a figure becomes at both ends of each assumption's range, the others as they stand.

    Args:
        found: What ``aidkit.sensitivity`` found, one at a time.
        figure: The figure to draw.
        lang: Language of the texts.

    Returns:
        A figure whose bars meet at today's value; what is assumed stands at each end.
    """
    from matplotlib.patches import Patch

    table = found.table[(found.table["figure"] == figure) & (found.table["swing"] > 0)].head(MOST)
    drawn = range_of(found, figure)
    scale, today = drawn.scale, drawn.today / drawn.scale
    with style():
        canvas, (ax,) = _panels([FRAME + ROW * max(3, len(table))])
        for row, bar in enumerate(table.to_dict("records")):
            ends = [
                (bar[f"at_{end}"] / scale - today, bar[end], colour)
                for end, colour in (("lowest", BLUE), ("highest", RED))
            ]
            for length, value, colour in sorted(ends, key=lambda end: -abs(end[0])):
                ax.barh(row, length, left=today, color=colour, height=BAR)
                if length:
                    _at_end(ax, row, today + length, length > 0, _word(value, lang))
        _names(ax, table, lang)
        _today(ax, today, lang)
        _room(ax, [today, *table["at_lowest"] / scale, *table["at_highest"] / scale])
        _figure_axis(ax, figure_label(found.policy, figure), drawn, lang)
        keys = [Patch(color=colour, label=text.show(lang)) for colour, text in zip((BLUE, RED), ENDS, strict=True)]
        ax.legend(handles=keys, frameon=False, loc="best", handlelength=1.0)
        titled(ax, strongest(found, figure, table), lang, _source(found))
        return canvas


def spread(found: Sensitivity, figure: str, *, lang: Lang = "both") -> Figure:
    """Draw how a figure spreads when all assumptions are drawn at once, and which of them it goes with.

    Args:
        found: What ``aidkit.sensitivity`` found, jointly.
        figure: The figure to draw.
        lang: Language of the texts.

    Returns:
        A figure of two panels: the draws, the middle nine in ten shaded; the rank correlations, the closest first.
    """
    table = found.table[(found.table["figure"] == figure) & found.table["rank_correlation"].notna()].head(MOST)
    drawn = range_of(found, figure)
    with style():
        canvas, (top, ax) = _panels([HISTOGRAM, FRAME + ROW * max(3, len(table))])
        _histogram(top, found.draws[figure] / drawn.scale, drawn, lang)
        _figure_axis(top, figure_label(found.policy, figure), drawn, lang)
        _correlations(ax, table["rank_correlation"], 2 / sqrt(len(found.draws) - 1), lang)
        _names(ax, table, lang)
        titled(top, spread_between(found, figure), lang, NOTHING)
        titled(ax, NOTHING, lang, _source(found))
        return canvas


def _histogram(ax: Axes, draws: pd.Series[float], drawn: Range, lang: Lang) -> None:
    """Draw the draws, the middle nine in ten shaded."""
    low, high = drawn.low / drawn.scale, drawn.high / drawn.scale
    counts, _, _ = ax.hist(draws, bins=BINS, color=BLUE, edgecolor="white", linewidth=0.6)
    ax.set_ylim(0, HEADROOM * float(np.max(counts)))
    ax.axvspan(low, high, color=FAINT, linewidth=0, zorder=0)
    ax.annotate(MIDDLE.show(lang), ((low + high) / 2, 1), (0, -3), xycoords=("data", "axes fraction"),
                textcoords="offset points", ha="center", va="top", color=QUIET)  # fmt: skip
    ax.set_ylabel(DRAWS.show(lang, "\n"))
    _today(ax, drawn.today / drawn.scale, lang)


def _correlations(ax: Axes, together: pd.Series[float], chance: float, lang: Lang) -> None:
    """Draw one bar a correlation, grey where it may be chance."""
    for row, value in enumerate(together):
        ax.barh(row, value, color=GREY if abs(value) <= chance else RED if value > 0 else BLUE, height=BAR)
        _at_end(ax, row, value, value > 0, f"{value:+.2f}".replace("-", "−"))
    ax.axvline(0, color=INK, linewidth=0.8)
    ax.set_xlim(-1, 1)
    ax.set_xlabel(RANKS.show(lang))
    ax.text(1, 0.01, CHANCE.show(lang), transform=ax.transAxes, ha="right", color=QUIET)


def _panels(heights: list[float]) -> tuple[Figure, list[Axes]]:
    from matplotlib.figure import Figure

    canvas = Figure((WIDTH, sum(heights)), layout="constrained")
    return canvas, list(canvas.subplots(len(heights), 1, height_ratios=heights, squeeze=False)[:, 0])


def _names(ax: Axes, table: pd.DataFrame, lang: Lang) -> None:
    """Write each assumption and its value of today above its bar, from the left edge: long names then cost no width."""
    for row, (zh, en, value) in enumerate(zip(table["zh"], table["en"], table["value"], strict=True)):
        name = f"{Text(zh, en).show(lang)} = {_word(value, lang)}"
        ax.annotate(name, (0, row - BAR / 2), (0, 2), xycoords=("axes fraction", "data"),
                    textcoords="offset points", va="bottom", bbox=BOX, zorder=4)  # fmt: skip
    ax.set_yticks([])
    ax.set_ylim(len(table) - 0.5, -0.9)
    ax.spines["left"].set_visible(False)


def _at_end(ax: Axes, row: int, place: float, right: bool, text: str) -> None:
    ax.annotate(text, (place, row), (3 if right else -3, 0), textcoords="offset points", va="center",
                ha="left" if right else "right", color=QUIET, fontsize=7.5)  # fmt: skip


def _today(ax: Axes, today: float, lang: Lang) -> None:
    ax.axvline(today, color=INK, linewidth=1)
    ax.annotate(f"{TODAY.show(lang)} {number(today)}", (today, 1), (3, 2), xycoords=("data", "axes fraction"),
                textcoords="offset points", va="bottom", fontsize=8)  # fmt: skip


def _room(ax: Axes, reached: list[float]) -> None:
    low, high = min(reached), max(reached)
    margin = ROOM * ((high - low) or abs(high) or 1.0)
    ax.set_xlim(low - margin, high + margin)


def _figure_axis(ax: Axes, label: FigureLabel, drawn: Range, lang: Lang) -> None:
    zh = f"{label.zh}（{drawn.unit.zh}）" if drawn.unit.zh else label.zh
    ax.set_xlabel(Text(zh, ", ".join(part for part in (label.en, drawn.unit.en) if part)).show(lang))
    ax.xaxis.set_major_formatter(lambda value, _: number(value))


def _word(value: Any, lang: Lang) -> str:
    text = brief(value)
    return WORDS[text].show(lang) if text in WORDS else text


def _source(found: Sensitivity) -> Text:
    policy, invented = found.policy, found.population.synthetic
    return Text(
        f"{'合成数据；' if invented else ''}{policy.place.zh} {policy.date} 规则；范围见参数文件。",
        f"{'Invented; ' if invented else ''}{policy.place.en} rules of {policy.date} ({policy.name}).",
    )
