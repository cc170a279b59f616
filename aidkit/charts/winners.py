"""How many persons gain and lose from a change (受益与受损), band by band."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.charts.style import BLUE, RED, labelled, new_axes, style
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PERSONS = Text("人，按每户每年救助变动", "persons, by the change of support, yuan a family a year")
ROOM = 1.15  # beyond the longest bar, for its figure


def winners(table: pd.DataFrame, *, lang: Lang = "both", source: str = "", ax: Axes | None = None) -> Axes:
    """Draw one bar a band, the largest gain on top; who neither gains nor loses is no bar.

    Args:
        table: As in ``Comparison.winners``.
        lang: Language of the texts.
        source: What stands at the foot, the same in each language.
        ax: Axes to draw on; new ones when left out.
    """
    moved = table[table["band"] != "no change"][::-1].rename(columns={"变动": "zh", "band": "en"})
    with style():
        ax = ax or new_axes(len(moved))
        colours = [BLUE if end > 0 else RED for end in moved["to_yuan_a_year"]]
        ax.barh(range(len(moved)), moved["persons"], color=colours, height=0.66)
        for row, persons in enumerate(moved["persons"]):
            ax.annotate(f"{persons:,.0f}", (persons, row), (4, 0), textcoords="offset points", va="center")
        labelled(ax, moved, finding(table), PERSONS, lang, Text(source, source))
        ax.set_xlim(0, ROOM * max(1.0, float(moved["persons"].max())))
        return ax


def finding(table: pd.DataFrame) -> Text:
    """Say in one line how many gain and how many lose."""
    up = float(table.loc[table["to_yuan_a_year"] > 0, "persons"].sum())
    down = float(table.loc[table["to_yuan_a_year"] < 0, "persons"].sum())
    return Text(f"{up:,.0f} 人受益，{down:,.0f} 人受损", f"{up:,.0f} persons gain, {down:,.0f} lose")
