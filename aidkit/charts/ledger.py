"""The figure of a ledger: where the problems found stood, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.charts.style import BLUE, FAINT, INK, QUIET, RED, new_axes, style, titled
from aidkit.report.ledger.words import STATE
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ROWS = 8  # height, in rows of other figures
PALE = "#a9c8e4"
AREAS = {"struck_off": (BLUE, "struck_off"), "fixed": (PALE, "fixed"), "still_open": (RED, "open")}
MARKED, ROOM = 1.17, 1.32  # times the most problems: how high marked days reach, and the axis with the legend


def course(
    table: pd.DataFrame,
    days: Sequence[str] = (),
    *,
    finding: Text,
    lang: Lang = "both",
    source: Text = NOTHING,
    ax: Axes | None = None,
) -> Axes:
    """Draw how many problems were open, mended and struck off, day by day, one upon the other.

    Args:
        table: ``Ledger.course()``.
        days: Days to mark, written YYYY-MM-DD, such as those of the progress form.
        finding: The title.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.

    Returns:
        The axes.
    """
    from matplotlib.dates import DateFormatter, MonthLocator, date2num

    with style():
        ax = ax or new_axes(ROWS)
        shades = [shade for shade, _ in AREAS.values()]
        labels = [STATE[state].show(lang) for _, state in AREAS.values()]
        ax.stackplot(
            table["day"], *(table[name] for name in AREAS), colors=shades, labels=labels, step="post", linewidth=0
        )
        total = table[list(AREAS)].sum(axis=1)
        most = max(float(total.max()), 1.0)
        for day in map(pd.Timestamp, days):
            at, top = date2num(day), MARKED * most  # type: ignore[no-untyped-call]
            ax.vlines(at, 0, top, color=INK, linewidth=0.8, linestyle=(0, (4, 3)))
            ax.annotate(
                f"{day:%m-%d}", (at, top), (-3, 0), textcoords="offset points", color=QUIET, ha="right", va="top"
            )
        ax.set_ylim(0, ROOM * most)
        ax.set_xlim(table["day"].min(), table["day"].max())
        ax.xaxis.set_major_locator(MonthLocator())  # type: ignore[no-untyped-call]
        ax.xaxis.set_major_formatter(DateFormatter("%Y-%m"))  # type: ignore[no-untyped-call]
        ax.grid(axis="y", color=FAINT, linewidth=0.7)
        ax.set_ylabel(Text("问题（个）", "problems").show(lang, "\n"))
        ax.set_xlabel(Text("日期", "day").show(lang))
        handles, names = ax.get_legend_handles_labels()
        ax.legend(
            handles[::-1],
            names[::-1],
            frameon=False,
            ncols=len(AREAS),
            loc="upper left",
            borderaxespad=0,
            handlelength=1.2,
        )
        return titled(ax, finding, lang, source)
