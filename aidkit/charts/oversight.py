"""Figures of oversight: alerts, thresholds, staff, the wait of missed families, what scenarios save, backlogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from aidkit.charts.style import BLUE, FAINT, INK, QUIET, RED, ROOM, new_axes, style, titled
from aidkit.report.oversight.process import called
from aidkit.report.tally import town_label
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from aidkit.oversight.monitoring.tuning import Tuning

LEVELS = {
    "red": ("#b3361b", Text("红", "red")), "orange": ("#e59b3a", Text("橙", "orange")),
    "yellow": ("#f3dc8c", Text("黄", "yellow")),
}  # fmt: skip
STATES = {
    "undiscovered": (RED, Text("未发现", "not yet found")), "in_town": (BLUE, Text("镇（街道）办理中", "with the town")),
    "in_county": (INK, Text("县级办理中", "with the county")), "awaiting_pay": (QUIET, Text("待发放", "waiting for pay")),
}  # fmt: skip
PALE = "#a9c8e4"  # bars that others are drawn upon
INTERVAL = 1.96  # standard errors to either side
HOUSEHOLDS, MONTHS, PERSONS = Text("户", "households"), Text("月", "months"), Text("人", "persons")
ROWS = 7  # height of figures without a row a line
LEGEND = 1.25  # room above the highest figure for the legend
TICKS = 8  # months named on an axis at most


def alerts(towns: pd.DataFrame, *, lang: Lang = "both", source: Text = NOTHING, ax: Axes | None = None) -> Axes:
    """Draw households alerted month by month, by level.

    Args:
        towns: ``Monitoring.towns``.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    table = towns.groupby("month", sort=True)[list(LEVELS)].sum().iloc[1:]
    total, red = table.to_numpy().sum(axis=1), table["red"].sum()
    share = red / total.sum() if total.sum() else 0.0
    finding = Text(
        f"每月预警 {total.mean():,.0f} 户，红色占 {share:.0%}",
        f"{total.mean():,.0f} households alerted a month, {share:.0%} at red",
    )
    with style():
        ax = ax or new_axes(ROWS)
        bottom = np.zeros(len(table))
        for level, (colour, name) in LEVELS.items():
            ax.bar(range(len(table)), table[level], bottom=bottom, color=colour, width=0.8, label=name.show(lang))
            bottom = bottom + table[level].to_numpy()
        return _by_month(ax, list(table.index), finding, HOUSEHOLDS, lang, source)


def thresholds(tuned: Tuning, *, lang: Lang = "both", source: Text = NOTHING, ax: Axes | None = None) -> Axes:
    """Draw what each threshold finds against the busiest town's alerts, with the visits it can make.

    Args:
        tuned: What ``tune`` returned.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    table, best = tuned.table, tuned.table[tuned.table["threshold"] == tuned.chosen]
    finding = Text("没有阈值在走访能力之内", "No threshold keeps within the visits a town can make")
    if len(best):
        value, recall = best[["threshold", "recall"]].iloc[0]
        finding = Text(
            f"阈值 {value:g} 在走访能力之内，可提前发现 {recall:.0%}",
            f"At {value:g} a town keeps up and {recall:.0%} are warned of",
        )
    with style():
        ax = ax or new_axes(ROWS)
        ax.plot(table["alerts_most"], table["recall"], color=BLUE, marker="o", markersize=4.5, linewidth=1.6)
        ax.plot(best["alerts_most"], best["recall"], "o", color=RED, markersize=8)
        for row in table.itertuples():
            ax.annotate(
                f"{row.threshold:g}", (row.alerts_most, row.recall), (0, 8), textcoords="offset points", ha="center"
            )
        ax.axvline(tuned.capacity, color=RED, linewidth=1, linestyle=(0, (4, 3)))
        ax.text(
            tuned.capacity,
            0.02,
            f" {Text('走访能力', 'visits it can make').show(lang)}",
            color=RED,
            transform=ax.get_xaxis_transform(),
        )
        ax.set_ylim(0, 1.1)
        ax.set_xlim(0, ROOM * max(tuned.capacity, float(table["alerts_most"].max()), 1.0))
        ax.yaxis.set_major_formatter(lambda value, _: f"{value:.0%}")
        ax.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        ax.grid(axis="y", color=FAINT, linewidth=0.7)
        ax.set_xlabel(Text("最忙镇月预警户数", "alerts of the busiest town and month, households").show(lang))
        ax.set_ylabel(Text("预警在前的比例", "entitlements warned of").show(lang, "\n"))
        return titled(ax, finding, lang, source)


def staff(towns: pd.DataFrame, *, lang: Lang = "both", source: Text = NOTHING, ax: Axes | None = None) -> Axes:
    """Draw the town staff that visits take, beside what the norm allows and what there is.

    Args:
        towns: ``Staffing.towns``.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    table = towns.sort_values("staff_for_visits", ascending=False)
    over = int((table["staff_for_visits"] > table["staff_norm_high"]).sum())
    finding = Text(
        f"{over} / {len(table)} 个镇的走访任务超出应配人数上限",
        f"In {over} of {len(table)} towns visits take more staff than the norm allows",
    )
    rows = np.arange(len(table))
    with style():
        ax = ax or new_axes(len(table))
        ax.barh(
            rows, table["staff_for_visits"], color=PALE, height=0.6, label=Text("走访所需", "visits take").show(lang)
        )
        ax.hlines(rows, table["staff_norm_low"], table["staff_norm_high"], color=RED, linewidth=3,
                  label=Text("应配", "norm").show(lang))  # fmt: skip
        ax.plot(table["staff"], rows, "|", color=INK, markersize=14, label=Text("现有", "there are").show(lang))
        ax.set_yticks(rows, [town_label(name).show(lang) for name in table["town"]])
        ax.invert_yaxis()
        ax.set_xlabel(Text("工作人员（人）", "town staff, persons").show(lang))
        ax.legend(frameon=False, loc="lower right", bbox_to_anchor=(1.0, 1.0), borderaxespad=0, ncols=3)
        return titled(ax, finding, lang, source)


def delay(table: pd.DataFrame, *, lang: Lang = "both", source: Text = NOTHING, ax: Axes | None = None) -> Axes:
    """Draw how long a missed family waits at several frequencies of visits.

    Args:
        table: What ``delay_by_frequency`` returned.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    first, last = table.iloc[0], table.iloc[-1]
    often = f"{first['visits_a_month']:.2g} → {last['visits_a_month']:.2g}"
    finding = Text(
        f"每月走访 {often} 次，发现时滞 {first['delay_months']:.1f} → {last['delay_months']:.1f} 个月",
        f"From {often} visits a month the wait falls from {first['delay_months']:.1f} to {last['delay_months']:.1f} months",
    )
    with style():
        ax = ax or new_axes(ROWS)
        ax.plot(table["visits_a_month"], table["delay_months"], color=BLUE, marker="o", markersize=4.5, linewidth=1.6)
        for row in table.itertuples():
            ax.annotate(
                f"{row.delay_months:.1f}",
                (row.visits_a_month, row.delay_months),
                (0, 8),
                textcoords="offset points",
                ha="center",
            )
        ax.set_ylim(0, ROOM * float(table["delay_months"].max()))
        ax.grid(axis="y", color=FAINT, linewidth=0.7)
        ax.set_xlabel(Text("每月走访次数", "visits a month").show(lang))
        ax.set_ylabel(Text("从困难到发现（月）", "need to discovery, months").show(lang, "\n"))
        return titled(ax, finding, lang, source)


def saved(scenarios: pd.DataFrame, *, lang: Lang = "both", source: Text = NOTHING, ax: Axes | None = None) -> Axes:
    """Draw the uncovered months each scenario saves a person in need, with 95 % intervals.

    Args:
        scenarios: ``ProcessComparison.scenarios``; the first row is what the others are held against.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    table = scenarios.iloc[1:]
    finding = Text("没有可比较的情景", "There is no scenario to compare")
    if len(table):
        best = table.iloc[int(table["months_saved"].to_numpy().argmax())]
        name, months = called(best["scenario"]), best["months_saved"]
        finding = Text(
            f"“{name.zh}”减少未保障最多：人均 {months:.2f} 个月",
            f"{name.en[:1].upper()}{name.en[1:]} saves most: {months:.2f} uncovered months a person in need",
        )
    rows = np.arange(len(table))
    with style():
        ax = ax or new_axes(len(table))
        ax.barh(rows, table["months_saved"], color=BLUE, height=0.6)
        reach = INTERVAL * table["saved_standard_error"]
        ax.errorbar(table["months_saved"], rows, xerr=reach, fmt="none", ecolor=INK, elinewidth=1.2, capsize=3)
        for row, (value, wide) in enumerate(zip(table["months_saved"], reach, strict=True)):
            ax.annotate(f"{value:.2f}", (value + wide, row), (5, 0), textcoords="offset points", va="center")
        ax.axvline(0, color=INK, linewidth=0.8)
        ax.set_yticks(rows, [called(name).show(lang) for name in table["scenario"]])
        ax.invert_yaxis()
        ax.margins(x=ROOM - 1)
        ax.set_xlabel(Text("人均减少未保障月数", "uncovered months saved, a person in need").show(lang))
        return titled(ax, finding, lang, source)


def backlog(monthly: pd.DataFrame, *, lang: Lang = "both", source: Text = NOTHING, ax: Axes | None = None) -> Axes:
    """Draw who is in need and not yet paid, month by month, by where the case lies.

    Args:
        monthly: ``ProcessRun.monthly``.
        lang: Language of the texts.
        source: Where the figures come from.
        ax: Axes to draw on; new ones when left out.
    """
    last = {name: int(monthly[name].iloc[-1]) for name in STATES}
    most = max(last, key=lambda name: last[name])
    finding = Text(
        f"期末“{STATES[most][1].zh}”最多：{last[most]:,} 人",
        f"At the end most are {STATES[most][1].en}: {last[most]:,} persons",
    )
    with style():
        ax = ax or new_axes(ROWS)
        for name, (colour, text) in STATES.items():
            ax.plot(range(len(monthly)), monthly[name], color=colour, linewidth=1.6, label=text.show(lang))
        return _by_month(ax, list(monthly["month"]), finding, PERSONS, lang, source)


def _by_month(ax: Axes, months: list[str], finding: Text, unit: Text, lang: Lang, source: Text) -> Axes:
    step = max(1, -(-len(months) // TICKS))
    ax.set_xticks(range(0, len(months), step), months[::step])
    ax.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    ax.grid(axis="y", color=FAINT, linewidth=0.7)
    ax.set_ylabel(unit.show(lang))
    ax.set_ylim(0, LEGEND * max(1.0, ax.get_ylim()[1]))
    ax.legend(frameon=False, loc="upper right", ncols=2)
    return titled(ax, finding, lang, source)
