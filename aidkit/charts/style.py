"""The one style of all figures: colours, sizes, where finding, axes and source stand.

Nothing here touches matplotlib's global settings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.fonts import use_chinese_font
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

BLUE, RED, INK, QUIET, FAINT = "#0b62a4", "#c8501e", "#1d2329", "#5c6670", "#e3e7eb"
WIDTH, ROW, FRAME = 7.6, 0.34, 1.45  # inches: the figure's width, one bar, title and axes together
LINE = 110  # half-width letters on a line of the foot
ROOM = 1.2  # beyond the longest bar, for its label
WAN = 10_000  # officials read money in tens of thousands (万元)
NOBODY = Text("没有符合条件的人", "Nobody")


@contextmanager
def style() -> Iterator[None]:
    """Draw in the style of the house, within a ``with`` block."""
    import matplotlib

    settings: Any = {
        "font.family": list(use_chinese_font()), "font.size": 8.5, "axes.unicode_minus": False, "svg.hashsalt": "aidkit",
        "axes.titlesize": 11.5, "axes.titlelocation": "left", "text.color": INK, "axes.labelcolor": QUIET,
        "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#b7bfc7",
        "xtick.color": QUIET, "ytick.color": INK, "axes.axisbelow": True,
    }  # fmt: skip
    with matplotlib.rc_context(settings):
        yield


def new_axes(rows: int) -> Axes:
    """Return axes on a figure of their own, tall enough for a number of rows."""
    from matplotlib.figure import Figure

    return Figure((WIDTH, FRAME + ROW * max(rows, 3)), layout="constrained").add_subplot()


def bars(ax: Axes, values: pd.Series[Any], colour: str, form: str, side: int = 1) -> None:
    """Draw one bar a row from the top down and write each figure, or its mark, at the bar's end."""
    lengths = side * numbers(values)
    ax.barh(range(len(values)), lengths, color=colour, height=0.66)
    for row, (length, value) in enumerate(zip(lengths, values, strict=True)):
        text = value if isinstance(value, str) else format(value, form)
        ax.annotate(text, (length, row), (4 * side, 0), textcoords="offset points", va="center",
                    ha="left" if side > 0 else "right")  # fmt: skip


def labelled(ax: Axes, table: pd.DataFrame, finding: Text, unit: Text, lang: Lang, source: Text) -> Axes:
    """Name each row of drawn bars by its label and set title, unit and source."""
    labels = [Text(zh, en).show(lang) for zh, en in zip(table["zh"], table["en"], strict=True)]
    ax.set_yticks(range(len(labels)), labels)
    ax.invert_yaxis()
    ax.margins(x=ROOM - 1)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_major_formatter(lambda value, _: f"{abs(value):,.0f}")
    ax.set_xlabel(unit.show(lang))
    return titled(ax, finding if len(table) else NOBODY, lang, source)


def titled(ax: Axes, finding: Text, lang: Lang, source: Text) -> Axes:
    """Set the finding above the axes, in two languages one below the other, and the source at the foot."""
    both = lang == "both"
    ax.set_title(finding.show("zh" if both else lang), loc="left", pad=32 if both else 18)
    ax.set_label(finding.show(lang))  # what captions and readers of the page aloud say
    if both:
        ax.annotate(finding.en, (0, 1), (0, 19), xycoords="axes fraction", textcoords="offset points", color=QUIET)
    if any(source):
        foot = "\n".join(wrapped(source.show(lang)))
        ax.annotate(foot, (0, 0), (0, -40), xycoords="axes fraction", textcoords="offset points",
                    color=QUIET, fontsize=7.5, va="top")  # fmt: skip
    return ax


def wrapped(text: str) -> list[str]:
    """Break a text into lines: between words, and after any Chinese letter, which is as wide as two others."""
    lines, width = [""], 0
    for piece in re.findall(r"[\u2e80-\uffff]|[^\u2e80-\uffff\s]+\s*|\s+", text):
        width += sum(2 if ord(letter) > 0x2E80 else 1 for letter in piece)
        if width > LINE:
            lines.append("")
            width = len(piece)
        lines[-1] += piece
    return lines


def numbers(values: pd.Series[Any]) -> pd.Series[float]:
    """Return the figures of a column; a hidden one counts as nothing."""
    return pd.to_numeric(values, errors="coerce").fillna(0.0).astype(float)
