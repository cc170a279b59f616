"""Figures of a campaign: the funnel from the first list to what is on file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.charts.style import BLUE, FAINT, INK, QUIET, RED, ROOM, labelled, new_axes, style
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PERSONS = Text("人", "persons")
UNKNOWN = Text("待台账", "for the ledger to say")
COLOURS = (QUIET, BLUE, RED, "#8fbce0", "#f3c17f")


def funnel(table: pd.DataFrame, *, lang: Lang = "both", source: Text = NOTHING, ax: Axes | None = None) -> Axes:
    """Draw how many persons stand at each stage, as bars about one middle; what nobody has said is only named.

    Args:
        table: Columns ``zh``, ``en`` and ``persons``, one row a stage from the first on; the third is what was found.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    numbers = table["persons"].astype("Float64")
    first, found = (numbers.iloc[row] if len(numbers) > row else 0.0 for row in (0, 2))
    share = found / first if first else 0.0
    finding = Text(
        f"列入的 {first:,.0f} 人中，{found:,.0f} 人（{share:.0%}）存在问题",
        f"Of {first:,.0f} persons listed, {found:,.0f} ({share:.0%}) have a problem",
    )
    with style():
        ax = ax or new_axes(len(table))
        ax.axvline(0, color=FAINT, linewidth=0.8, zorder=0)
        for row, (value, colour) in enumerate(zip(numbers, COLOURS, strict=False)):
            if pd.isna(value):
                ax.text(0, row, UNKNOWN.show(lang), ha="center", va="center", color=QUIET)
                continue
            ax.barh(row, value, left=-value / 2, color=colour, height=0.66)
            ax.annotate(f"{value:,.0f}", (value / 2, row), (4, 0), textcoords="offset points", va="center", color=INK)
        labelled(ax, table, finding, PERSONS, lang, source)
        reach = ROOM * max(1.0, float(numbers.fillna(0.0).max())) / 2
        ax.set_xlim(-reach, reach)
        ax.set_xticks([])
        ax.spines[["bottom", "left"]].set_visible(False)
        return ax
