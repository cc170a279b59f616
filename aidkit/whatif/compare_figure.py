"""The figure of a comparison: how many persons gain and lose, band by band."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.fonts import use_chinese_font

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GAIN, LOSS, SAME, QUIET = "#0b62a4", "#c8501e", "#b7bfc7", "#5c6670"  # told apart in grey print too


def draw_winners(winners: pd.DataFrame, source: str, ax: Axes | None = None) -> Axes:
    """Draw one bar a band, the largest gain on top; who neither gains nor loses is a number, not a bar.

    Args:
        winners: As in ``Comparison.winners``.
        source: What stands at the foot.
        ax: Axes to draw on; new ones when left out.
    """
    import matplotlib

    settings: Any = {"font.family": list(use_chinese_font()), "font.size": 8.5, "axes.unicode_minus": False}
    moved = winners[winners["band"] != "no change"]
    with matplotlib.rc_context(settings):
        ax = ax or _axes()
        colours = [GAIN if end > 0 else LOSS for end in moved["to_yuan_a_year"]]
        ax.barh(range(len(moved)), moved["persons"], color=colours, height=0.66)
        for row, persons in enumerate(moved["persons"]):
            ax.annotate(f"{persons:,.0f}", (persons, row), (4, 0), textcoords="offset points", va="center")
        labels = [f"{zh}\n{en}" for zh, en in zip(moved["变动"], moved["band"], strict=True)]
        ax.set_yticks(range(len(moved)), labels)
        ax.tick_params(axis="y", length=0)
        ax.set_xlim(0, 1.15 * max(1.0, float(moved["persons"].max())))
        ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        ax.set_xlabel("人 persons")
        ax.set_ylabel("每户每年救助变动 change of support, yuan a family a year")
        ax.spines[["top", "right"]].set_visible(False)
        ax.set_title(finding(winners), loc="left", fontsize=11.5, pad=12)
        ax.annotate(source, (0, 0), (0, -38), xycoords="axes fraction", textcoords="offset points", color=QUIET,
                    fontsize=7, va="top", wrap=True)  # fmt: skip
    return ax


def finding(winners: pd.DataFrame) -> str:
    """Say in one line, in both languages, how many gain and lose."""
    up = float(winners.loc[winners["to_yuan_a_year"] > 0, "persons"].sum())
    down = float(winners.loc[winners["to_yuan_a_year"] < 0, "persons"].sum())
    return f"{up:,.0f} 人受益，{down:,.0f} 人受损\n{up:,.0f} persons gain, {down:,.0f} lose"


def _axes() -> Axes:
    from matplotlib.figure import Figure

    return Figure((7.6, 4.4), layout="constrained").add_subplot()
