"""Figures of what-if questions: a curve through every threshold, a map of two levers, a frontier.

A tidy table in, matplotlib axes out, in the style of ``aidkit.charts``: the title states the finding, what is in
force is marked, and a reader can tell everything apart in grey print.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.charts.style import BLUE, FAINT, INK, QUIET, RED, WIDTH, style, titled
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

COLOURS, DASHES = (BLUE, RED, INK), ("-", (0, (5, 2)), (0, (1.5, 1.5)))
HEIGHT = 3.9  # inches: a figure with two number axes
CELL = 0.42  # inches: a row of a map
HEADROOM = 1.12  # above the highest point
TANGENT = 0.18  # of the width: how far the slope is drawn to either side
CLOSE = 0.07  # of the height: names nearer than this are moved apart; numbers of points at half of it left out
DARK = 0.55  # of the deepest colour: from here on figures are written in white
BOX: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1.0}
IN_FORCE = Text("现行", "in force")
SLOPE = Text("现行处的斜率", "slope in force")
BEATEN = Text("被其他方案超过", "another does better")
BEST = Text("无方案可超过", "none does better")


def curve(
    table: pd.DataFrame,
    lines: Mapping[str, Text],
    *,
    x: Text,
    y: Text,
    finding: Text,
    marked: float,
    slope: float | None = None,
    limit: tuple[float, Text] | None = None,
    lang: Lang = "both",
    source: Text = NOTHING,
    ax: Axes | None = None,
) -> Axes:
    """Draw results along a line that moves, every step in them included, with the line in force marked.

    Args:
        table: Column ``x``, ascending, and one column a result; two rows of one ``x`` are a step.
        lines: By column, what the result is called; at most three.
        x: What moves, with its unit.
        y: What the results count in.
        finding: The title.
        marked: The value of ``x`` in force.
        slope: Change of the first result for one unit of ``x`` at the line in force; drawn as a tangent.
        limit: A level of ``y`` to mark, its name, and with it the last ``x`` at which the first result is within it.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    with style():
        ax = ax or plane()
        low, high, top = table["x"].iloc[0], table["x"].iloc[-1], HEADROOM * float(table[list(lines)].to_numpy().max())
        for column, colour, dashes in zip(lines, COLOURS, DASHES, strict=False):
            ax.plot(table["x"], table[column], color=colour, linestyle=dashes, linewidth=1.7)
            here = float(np.interp(marked, table["x"], table[column]))
            ax.plot([marked], [here], "o", color=colour, markersize=5)
            ax.annotate(f"{here:,.0f}", (marked, here), (-6, 6), textcoords="offset points", ha="right", bbox=BOX)
        if slope is not None:
            _tangent(ax, table, next(iter(lines)), marked, slope, lang)
        if limit is not None:
            ax.axhline(limit[0], color=INK, linewidth=0.9, linestyle=(0, (1, 2)))
            ax.text(low, limit[0], f" {limit[1].show(lang)} {limit[0]:,.0f}", va="bottom", bbox=BOX)
            top = max(top, HEADROOM * limit[0])
            within = table.loc[table[next(iter(lines))] <= limit[0], "x"]
            if 0 < len(within) < len(table):
                ax.plot([within.iloc[-1]], [limit[0]], "D", mfc="white", mec=INK, markersize=6)
                ax.annotate(
                    f"{within.iloc[-1]:.3f}", (within.iloc[-1], limit[0]), (7, -9), textcoords="offset points", bbox=BOX
                )
        ax.axvline(marked, color=RED, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
        ax.text(marked, 0.02, f" {IN_FORCE.show(lang)}", color=RED, transform=ax.get_xaxis_transform())
        ax.set_xlim(low, high)
        ax.set_ylim(0, max(1.0, top))
        if len(lines) > 1:
            _names_at_ends(ax, table, lines, lang)
        return _labelled(ax, x, y, finding, lang, source)


def heat_map(
    table: pd.DataFrame,
    *,
    x: Text,
    y: Text,
    value: Text,
    finding: Text,
    marked: tuple[float, float],
    lang: Lang = "both",
    source: Text = NOTHING,
    ax: Axes | None = None,
) -> Axes:
    """Draw what two lines do together: one cell a pair, what is in force framed, more in blue and less in orange.

    Args:
        table: One row a setting of the first line, ascending, one column a setting of the second; the cells hold the
            change against what is in force.
        x: What the columns set.
        y: What the rows set.
        value: What the cells count in; stands at the foot.
        finding: The title.
        marked: Row and column in force.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    from matplotlib.colors import LinearSegmentedColormap

    cells = table.to_numpy(float)
    deepest = max(float(np.abs(cells).max()), 1e-9)
    shades = LinearSegmentedColormap.from_list("change", [RED, "#ffffff", BLUE])
    with style():
        ax = ax or plane(1.9 + CELL * len(table))
        ax.imshow(cells, cmap=shades, vmin=-deepest, vmax=deepest, aspect="auto", origin="lower")
        for (row, column), cell in np.ndenumerate(cells):
            colour = "white" if abs(cell) > DARK * deepest else INK
            ax.text(
                column,
                row,
                f"{cell:+,.0f}".replace("-", "−") if round(cell) else "0",
                ha="center",
                va="center",
                color=colour,
            )
        _frame(ax, table, marked)
        ax.set_xticks(range(table.shape[1]), [f"{name:g}" for name in table.columns])
        ax.set_yticks(range(len(table)), [f"{name:g}" for name in table.index])
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        ax.set_xlabel(x.show(lang))
        ax.set_ylabel(y.show(lang))
        foot = Text(f"单元格：{value.zh}。{source.zh}", f"Cells: {value.en}. {source.en}")
        return titled(ax, finding, lang, foot)


def frontier(
    table: pd.DataFrame,
    *,
    x: Text,
    y: Text,
    finding: Text,
    limit: tuple[float, Text] | None = None,
    lang: Lang = "both",
    source: Text = NOTHING,
    ax: Axes | None = None,
) -> Axes:
    """Draw what each combination costs and leaves undone; those that none betters are joined and numbered.

    Args:
        table: Columns ``x``, ``y``, ``dominated`` (whether another does better), ``number`` (the row of the table that
            lists it) and ``in_force`` (whether it is what holds today).
        x: What it costs, with its unit.
        y: What it leaves undone, with its unit.
        finding: The title.
        limit: A level of ``x`` to mark, such as the budget, and its name.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    best, beaten = table[~table["dominated"]].sort_values("x"), table[table["dominated"]]
    with style():
        ax = ax or plane()
        ax.plot(beaten["x"], beaten["y"], "o", mfc="white", mec=QUIET, markersize=5, label=BEATEN.show(lang))
        ax.step(best["x"], best["y"], where="post", color=BLUE, linewidth=1)
        ax.plot(best["x"], best["y"], "o", color=BLUE, markersize=6, label=BEST.show(lang))
        numbers(ax, best, CLOSE / 2 * float(table["x"].max() - table["x"].min()))
        today = table[table["in_force"]]
        ax.plot(
            today["x"],
            today["y"],
            "o",
            mfc="none",
            mec=RED,
            markersize=11,
            mew=1.4,
            linestyle="",
            label=IN_FORCE.show(lang),
        )
        if limit is not None:
            ax.axvline(limit[0], color=INK, linewidth=0.9, linestyle=(0, (1, 2)))
            ax.text(
                limit[0],
                0.98,
                f"{limit[1].show(lang)} ",
                ha="right",
                va="top",
                transform=ax.get_xaxis_transform(),
                bbox=BOX,
            )
        ax.margins(0.06, 0.1)
        ax.legend(frameon=False, loc="upper right")
        ax.set_axisbelow(True)
        return _labelled(ax, x, y, finding, lang, source)


def numbers(ax: Axes, points: pd.DataFrame, apart: float) -> None:
    """Write a point's number beside it, left out where it would run into the one before."""
    last = -np.inf
    for x, y, number in zip(points["x"], points["y"], points["number"], strict=True):
        if x - last > apart:
            ax.annotate(str(number), (x, y), (5, 5), textcoords="offset points", color=BLUE)
            last = x


def plane(height: float = HEIGHT) -> Axes:
    """Return the axes of a new figure of the usual width and some inches of height."""
    from matplotlib.figure import Figure

    return Figure((WIDTH, height), layout="constrained").add_subplot()


def _labelled(ax: Axes, x: Text, y: Text, finding: Text, lang: Lang, source: Text) -> Axes:
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.10g}")
    ax.grid(axis="y", color=FAINT, linewidth=0.7)
    ax.set_xlabel(x.show(lang))
    ax.set_ylabel(y.show(lang))
    return titled(ax, finding, lang, source)


def _tangent(ax: Axes, table: pd.DataFrame, column: str, marked: float, slope: float, lang: Lang) -> None:
    here, reach = (
        float(np.interp(marked, table["x"], table[column])),
        TANGENT * (table["x"].iloc[-1] - table["x"].iloc[0]),
    )
    ends = np.array([marked - reach, marked + reach])
    ax.plot(ends, here + slope * (ends - marked), color=RED, linewidth=1.1)
    ax.annotate(
        SLOPE.show(lang), (ends[1], here + slope * reach), (4, -2), textcoords="offset points", va="center", color=RED
    )


def _names_at_ends(ax: Axes, table: pd.DataFrame, lines: Mapping[str, Text], lang: Lang) -> None:
    """Write each line's name beside its last point, those too near to one another moved up."""
    apart, lowest = CLOSE * ax.get_ylim()[1], -np.inf
    for column, colour in sorted(zip(lines, COLOURS, strict=False), key=lambda pair: float(table[pair[0]].iloc[-1])):
        lowest = max(float(table[column].iloc[-1]), lowest + apart)
        ax.annotate(lines[column].show(lang, "\n"), (table["x"].iloc[-1], lowest), (5, 0), textcoords="offset points",
                    color=colour, va="center", annotation_clip=False)  # fmt: skip


def _frame(ax: Axes, table: pd.DataFrame, marked: tuple[float, float]) -> None:
    """Frame the cell in force, where it is among the settings."""
    from matplotlib.patches import Rectangle

    rows, columns = (
        np.flatnonzero(np.isclose(table.index, marked[0])),
        np.flatnonzero(np.isclose(table.columns, marked[1])),
    )
    if len(rows) and len(columns):
        ax.add_patch(Rectangle((columns[0] - 0.5, rows[0] - 0.5), 1, 1, fill=False, edgecolor=INK, linewidth=1.8))
