"""A family's budget line: what it has at every wage, programme by programme, and what it keeps of one more yuan."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.charts.cliffs_title import finding
from aidkit.charts.style import BLUE, FAINT, INK, QUIET, RED, WIDTH, style, titled
from aidkit.report.text import NOTHING, Lang, Text
from aidkit.whatif.cash import PROGRAMMES
from aidkit.whatif.earnings_line import HALF_FEN, EarningsLine

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from aidkit.whatif.cliffs import Cliffs

Array = np.ndarray[Any, Any]
Record = dict[str, Any]

HEIGHT = 5.6  # inches, both panels
BEYOND = 1.2  # how far the wage goes past the last turn
SHORTEST = 2_000.0  # yuan a month: the least the wage axis covers
HEADROOM = 1.2  # above the highest income, for the names of the shaded wages
HIGH_RATE = 0.5  # a marginal rate from which the strip turns red
NARROW = 0.05  # of the axis: a piece narrower than this has no room for its rate
ROWS = 3  # heights at which neighbouring names are staggered
BOX: dict[str, Any] = {"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 1.2}
SHADES = {
    "tekun": "#b3a6d3", "child_allowance": "#9cccae", "dibao": "#8fbce0", "dibao_single": "#f3c17f",
    "gradual_exit": "#c9dcec", "price_subsidy": "#ded98f", "temporary_relief": "#e0aeb4", "medical_relief": "#cfbda6",
}  # fmt: skip

WAGE = Text("主要劳动力月工资（元）", "main earner's wage, yuan a month")
MONEY = Text("家庭每月收入（元）", "family's income, yuan a month")
RATE = Text("多挣1元少得", "lost of 1 more")
NET = Text("净收入", "net income")
OWN = Text("自有收入", "own income")
ALONE = Text("无救助（45°）", "no assistance (45°)")
TODAY = Text("现在", "today")
WORSE = Text("多挣反而少", "worse off")


def family_budget(cliffs: Cliffs, household_id: Hashable, *, lang: Lang = "both") -> Figure:
    """Draw a family's net income over its main earner's wage, and the marginal rate beneath.

    Args:
        cliffs: What ``aidkit.cliffs`` found.
        household_id: The family.
        lang: Language of the texts.

    Returns:
        A figure of two panels over the same wages; its title says what earning more does to the family.

    Raises:
        PopulationError: There is no such family, or it has no main earner.
    """
    from matplotlib.figure import Figure

    position = cliffs.household(household_id)
    (family,), notches, kinks = (
        _records(table, household_id) for table in (cliffs.families, cliffs.notches, cliffs.kinks)
    )
    turns = [turn["at"] for turn in (*notches, *kinks)] + [notch["recovered_at"] for notch in notches]
    line = cliffs.line.family(position, BEYOND * np.nanmax([SHORTEST, family["earnings"], *turns]))
    with style():
        figure = Figure((WIDTH, HEIGHT), layout="constrained")
        top, strip = figure.subplots(2, 1, sharex=True, height_ratios=(4, 1))
        keys = _money(top, line, _names(cliffs), lang)
        _worse(top, notches, lang)
        _notches(top, strip, line, notches, lang)
        _today(top, family, lang)
        _rates(strip, line, lang)
        figure.legend(handles=keys, loc="outside right center", frameon=False, handlelength=1.4)
        titled(top, finding(line, notches), lang, NOTHING)
        top.texts[-1].set_in_layout(False)  # the title may run on above the legend
        titled(strip, NOTHING, lang, _source(cliffs))
    return figure


def _records(table: pd.DataFrame, household_id: Hashable) -> list[Record]:
    return [
        {str(k): v for k, v in row.items()} for row in table[table["household_id"] == household_id].to_dict("records")
    ]


def _names(cliffs: Cliffs) -> dict[str, Text]:
    """Return what the programmes are called; of gradual exit also how long it lasts, for it does not stay."""
    names = {name: Text(programme.zh, programme.en) for name, programme in PROGRAMMES.items()}
    months = cliffs.policy["dibao.gradual_exit.months"]
    return names | {"gradual_exit": Text(f"渐退（至多{months:g}个月）", f"gradual exit (≤ {months:g} months)")}


def _money(ax: Axes, line: EarningsLine, names: dict[str, Text], lang: Lang) -> list[Artist]:
    """Stack own income and programmes, draw net income along their top; return the keys of a legend."""
    from matplotlib.lines import Line2D

    wages = _zipped(line.start, line.end)
    stacked = _zipped(line.values.cumsum(axis=1), line.values_at_end.cumsum(axis=1))
    own, net = stacked[:, 0], stacked[:, -1]
    keys: list[Artist] = [ax.fill_between(wages, 0, own, color=FAINT, linewidth=0, label=OWN.show(lang, "\n"))]
    for place, name in enumerate(line.names[1:], start=1):
        if np.abs(line.values[:, place]).max() >= HALF_FEN:
            bottom, top, label = stacked[:, place - 1], stacked[:, place], names[name].show(lang, "\n")
            keys.append(ax.fill_between(wages, bottom, top, color=SHADES[name], linewidth=0, label=label))
    ax.plot(wages, own, color=QUIET, linewidth=0.9, linestyle=(0, (3, 2)))
    for piece in range(len(line.start)):
        ends = slice(2 * piece, 2 * piece + 2)
        ax.plot(wages[ends], net[ends], color=INK, linewidth=1.8, solid_capstyle="butt")
    ax.set_xlim(0, wages[-1])
    ax.set_ylim(min(0.0, own.min()), HEADROOM * net.max())
    ax.set_ylabel(MONEY.show(lang))
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    lines = [
        Line2D([], [], color=INK, linewidth=1.8, label=NET.show(lang, "\n")),
        Line2D([], [], color=QUIET, linewidth=0.9, linestyle=(0, (3, 2)), label=ALONE.show(lang, "\n")),
    ]
    return [lines[0], *keys[:0:-1], lines[1], keys[0]]


def _zipped(first: Array, second: Array) -> Array:
    """Return each piece's two ends one after the other."""
    return np.stack([first, second], axis=1).reshape(-1, *first.shape[1:])


def _worse(ax: Axes, notches: list[Record], lang: Lang) -> None:
    """Shade the wages at which the family has less than just before a loss."""
    for row, notch in enumerate(notch for notch in notches if notch["change"] < 0):
        end = notch["recovered_at"] if np.isfinite(notch["recovered_at"]) else ax.get_xlim()[1]
        ax.axvspan(notch["at"], end, color=RED, alpha=0.1, linewidth=0)
        ax.annotate(WORSE.show(lang, "\n"), (notch["at"], 1), (2, -3 - 26 * (row % ROWS)), xycoords=("data", "axes fraction"),
                    textcoords="offset points", va="top", color=RED, fontsize=7.5)  # fmt: skip


def _notches(top: Axes, strip: Axes, line: EarningsLine, notches: list[Record], lang: Lang) -> None:
    """Mark every jump through both panels and name it: the wage, the change, the programme."""
    for row, notch in enumerate(notches):
        colour = RED if notch["change"] < 0 else BLUE
        piece = int(np.searchsorted(line.end, notch["at"] - HALF_FEN))
        before = line.values_at_end[piece].sum()
        top.plot([notch["at"]] * 2, [before, before + notch["change"]], color=colour, linewidth=2.2)
        for ax in (top, strip):
            ax.axvline(notch["at"], color=colour, linewidth=0.8, linestyle=(0, (1.5, 2)))
        programme = PROGRAMMES[notch["scheme"]]
        text = f"{notch['at']:,.0f}: {notch['change']:+,.0f}".replace("-", "−")
        name = Text(programme.zh, programme.en).show(lang)
        left = notch["at"] > 0.6 * top.get_xlim()[1]
        top.annotate(f"{text} {name}", (notch["at"], 0), (-4 if left else 4, 8 + 16 * (row % ROWS)),
                     xycoords=("data", "axes fraction"), textcoords="offset points",
                     ha="right" if left else "left", color=colour, bbox=BOX)  # fmt: skip


def _today(ax: Axes, family: Record, lang: Lang) -> None:
    here = (family["earnings"], family["net"])
    ax.plot(*here, "o", color=INK, markersize=6, markeredgecolor="white", clip_on=False, zorder=5)
    offset, align = ((5, 8), "left") if here[0] < NARROW * ax.get_xlim()[1] else ((-5, 7), "right")
    ax.annotate(TODAY.show(lang), here, offset, textcoords="offset points", ha=align, bbox=BOX)


def _rates(ax: Axes, line: EarningsLine, lang: Lang) -> None:
    """Draw the marginal rate of each piece as a step and write it into the step."""
    rates = line.marginal_rate
    for low, high, rate in zip(line.start, line.end, rates, strict=True):
        ax.fill_between([low, high], 0, [rate, rate], color=RED if rate >= HIGH_RATE else SHADES["dibao"], linewidth=0)
        if high - low >= NARROW * line.end[-1]:
            ax.text((low + high) / 2, max(rate, 0.0) + 0.06, f"{rate + 0.0:.0%}", ha="center", va="bottom")
    ax.set_ylim(min(0.0, 1.2 * rates.min()), 1.45 * max(1.0, rates.max()))
    ax.set_yticks([0, 1], ["0%", "100%"])
    ax.grid(axis="y", color=FAINT, linewidth=0.7)
    ax.set_ylabel(RATE.show(lang, "\n"))
    ax.set_xlabel(WAGE.show(lang))
    ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")


def _source(cliffs: Cliffs) -> Text:
    policy, invented = cliffs.policy, cliffs.population.synthetic
    zh, en = ("，含年度救助的 1/12", ", with 1/12 of yearly relief") if cliffs.relief else ("", "")
    return Text(
        f"{'合成数据；' if invented else ''}{policy.place.zh} {policy.date} 规则{zh}。",
        f"{'Invented; ' if invented else ''}{policy.place.en} rules of {policy.date} ({policy.name}){en}.",
    )
