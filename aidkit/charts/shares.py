"""Figures of shares: values with their intervals, and bars made of parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.charts.style import BLUE, FAINT, INK, QUIET, RED, bars, labelled, new_axes, style
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SHADES = (BLUE, "#8fbce0", RED, "#f3c17f", QUIET, "#d5dadf")  # dark and light in turn, told apart in grey print
RISING = (FAINT, "#8fbce0", "#f3c17f", RED)  # from nothing to much
ABREAST, SHORT = 3, 24  # names on a line of the key, and half-width letters of one; with longer names one less
LONG = 34  # half-width letters: a label longer than this is broken into lines
SECOND_LINE = 0.5  # of a row: what each further line of a label takes
THIN = 0.36  # of a row: one of two bars
KEY_ROW = 0.75  # of a bar's row: the height of a line of the key
BOX: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 0.8}
NARROW = 0.06  # of the longest bar: a part narrower than this has no room for its figure
LABEL = 0.13  # of both longest bars together: room for a figure at a bar's end
ROOM = 1.03  # beyond the longest bar


def intervals(
    table: pd.DataFrame,
    *,
    x: Text,
    finding: Text,
    form: str = ".0%",
    reference: tuple[float, Text] | None = None,
    expected: Text | None = None,
    lang: Lang = "both",
    source: Text = NOTHING,
    ax: Axes | None = None,
) -> Axes:
    """Draw one value a row with its interval, and what to hold them against; from 0 on where nothing is negative.

    Args:
        table: Columns ``zh`` and ``en`` (labels), ``value``, ``low`` and ``high``; without an interval both are NaN.
        x: What the values are, with their unit.
        finding: The title.
        form: How a value is written.
        reference: A value to mark through all rows, and its name.
        expected: What the column ``expected`` of the table is called; drawn as a tick on each row.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    rows = np.arange(len(table))
    with style():
        ax = ax or _rows(table, lang)
        ax.hlines(rows, table["low"], table["high"], color=BLUE, linewidth=2)
        ax.plot(table["value"], rows, "o", color=BLUE, markersize=6, markeredgecolor="white")
        for row, value, high in zip(rows, table["value"], table["high"].fillna(table["value"]), strict=True):
            ax.annotate(_signed(value, form), (high, row), (6, 0), textcoords="offset points", va="center", bbox=BOX)
        if reference is not None:
            ax.axvline(reference[0], color=RED, linewidth=1, linestyle=(0, (4, 3)), zorder=0)
            ax.annotate(f"{reference[1].show(lang)} {_signed(reference[0], form)}", (reference[0], 1), (0, 2),
                        xycoords=("data", "axes fraction"), textcoords="offset points", color=RED, ha="center")  # fmt: skip
        if expected is not None:
            ax.plot(table["expected"], rows, "|", color=RED, markersize=13, mew=2, label=expected.show(lang))
            ax.legend(frameon=False, loc="lower right", bbox_to_anchor=(1.0, 1.0), borderaxespad=0, handletextpad=0.2)
        _finish(ax, table, finding, x, lang, source)
        ax.grid(axis="x", color=FAINT, linewidth=0.7)
        ax.set_ylim(len(table) - 0.4, -0.6)
        ax.xaxis.set_major_formatter(lambda value, _: _signed(value, form))
        if not (table[["value", "low"]] < 0).to_numpy().any():
            ax.set_xlim(left=0)  # what is never negative needs no room there
        return ax


def sides(
    table: pd.DataFrame,
    right: tuple[str, Text],
    left: tuple[str, Text],
    *,
    x: Text,
    finding: Text,
    lang: Lang = "both",
    source: Text = NOTHING,
    ax: Axes | None = None,
) -> Axes:
    """Draw two counts a row, one to either side: who gains and who loses.

    Args:
        table: Columns ``zh`` and ``en`` (labels) and one a side, none negative.
        right: Column drawn to the right, and what it is.
        left: Column drawn to the left, and what it is.
        x: What the bars count in.
        finding: The title.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    longest = [max(float(table[column].max()), 1e-9) for column, _ in (left, right)]
    with style():
        ax = ax or _rows(table, lang)
        for (column, name), side, colour in ((right, 1, BLUE), (left, -1, RED)):
            bars(ax, table[column], colour, ",.0f", side)
            place, align = (1.0, "right") if side > 0 else (0.0, "left")
            ax.text(place, 1.01, name.show(lang), color=colour, ha=align, va="bottom", transform=ax.transAxes)
        ax.axvline(0, color=INK, linewidth=0.8)
        room = LABEL * sum(longest)
        _finish(ax, table, finding, x, lang, source)
        ax.set_xlim(-longest[0] - room, longest[1] + room)
        return ax


def pairs(
    table: pd.DataFrame,
    named: Mapping[str, Text],
    *,
    x: Text,
    finding: Text,
    lang: Lang = "both",
    source: Text = NOTHING,
    ax: Axes | None = None,
) -> Axes:
    """Draw two bars a row, before above after; what each colour means stands above.

    Args:
        table: Columns ``zh`` and ``en`` (labels) and one a bar, none negative.
        named: By column, what the bar is; two of them.
        x: What the bars count in.
        finding: The title.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    with style():
        ax = ax or _rows(table, lang, 1 + len(table) // 2)
        for (column, name), offset, shade in zip(named.items(), (-THIN / 2, THIN / 2), SHADES[:2], strict=True):
            rows = np.arange(len(table)) + offset
            ax.barh(rows, table[column], color=shade, height=THIN, label=name.show(lang))
            for row, value in zip(rows, table[column], strict=True):
                ax.annotate(f"{value:,.0f}", (value, row), (4, 0), textcoords="offset points", va="center")
        _finish(ax, table, finding, x, lang, source)
        ax.set_ylim(len(table) - 0.4, -0.6 - KEY_ROW)
        ax.legend(frameon=False, ncols=ABREAST, loc="upper left", borderaxespad=0, handlelength=1.2).set_in_layout(
            False
        )
        return ax


def parts(
    table: pd.DataFrame,
    named: Mapping[str, Text],
    *,
    x: Text,
    finding: Text,
    form: str = ",.0f",
    shades: Sequence[str] = SHADES,
    lang: Lang = "both",
    source: Text = NOTHING,
    ax: Axes | None = None,
) -> Axes:
    """Draw one bar a row, made of parts; what each colour means stands above.

    Args:
        table: Columns ``zh`` and ``en`` (labels) and one a part, none negative.
        named: By column, what the part is; at most six.
        x: What the bars count in.
        finding: The title.
        form: How a part is written where there is room.
        shades: A colour a part; ``RISING`` where the parts are steps of more and more.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    values = table[list(named)].to_numpy(float)
    abreast = _abreast(named, lang)
    rows_of_key = -(-len(named) // abreast)
    longest = max(float(values.sum(axis=1).max()), 1e-9) if len(table) else 1.0
    with style():
        ax = ax or _rows(table, lang, rows_of_key)
        begin = np.zeros(len(table))
        for (column, name), shade in zip(named.items(), shades, strict=False):
            ax.barh(range(len(table)), table[column], left=begin, color=shade, height=0.66, label=name.show(lang))
            for row, (start, width) in enumerate(zip(begin, table[column], strict=True)):
                if width >= NARROW * longest:
                    dark = shade in (BLUE, RED, QUIET)
                    ax.text(start + width / 2, row, format(width, form), ha="center", va="center",
                            color="white" if dark else INK)  # fmt: skip
            begin = begin + table[column].to_numpy(float)
        _finish(ax, table, finding, x, lang, source)
        ax.set_xlim(0, ROOM * longest)
        ax.set_ylim(len(table) - 0.4, -0.6 - KEY_ROW * rows_of_key)
        ax.xaxis.set_major_formatter(lambda value, _: format(value, form))
        key = ax.legend(frameon=False, ncols=abreast, loc="upper left", borderaxespad=0, handlelength=1.2)
        key.set_in_layout(False)  # a long key would squeeze the bars
        return ax


def _rows(table: pd.DataFrame, lang: Lang, more: int = 0) -> Axes:
    """Return axes with room for each row's label, and some rows more."""
    tall = sum(label.count("\n") for label in _labels(table, lang))
    return new_axes(len(table) + more + round(SECOND_LINE * tall))


def _labels(table: pd.DataFrame, lang: Lang) -> list[str]:
    """Return the rows' labels; a long one has a line for each language."""
    texts = [Text(zh, en) for zh, en in zip(table["zh"], table["en"], strict=True)]
    return [text.show(lang) if _width(text.show(lang)) <= LONG else _lines(text, lang) for text in texts]


def _lines(text: Text, lang: Lang) -> str:
    languages = (text.zh, text.en) if lang == "both" else (text.show(lang),)
    return "\n".join(line for part in languages for line in (wrap(part, LONG) if part == text.en else [part]))


def _abreast(named: Mapping[str, Text], lang: Lang) -> int:
    """Return how many names of the key go on a line."""
    return ABREAST if max(_width(name.show(lang)) for name in named.values()) <= SHORT else ABREAST - 1


def _width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)


def _finish(ax: Axes, table: pd.DataFrame, finding: Text, x: Text, lang: Lang, source: Text) -> None:
    labelled(ax, table, finding, x, lang, source)
    ax.set_yticks(range(len(table)), _labels(table, lang))


def _signed(value: float, form: str) -> str:
    """Write a figure with a minus as long as a plus; nothing has no sign."""
    text = format(value, form).replace("-", "−")
    return "0" if form.startswith("+") and not any(digit in text for digit in "123456789") else text
