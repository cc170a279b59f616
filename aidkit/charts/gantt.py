"""The calendar of a campaign as a figure: its stages as bars, its deadlines as marks, a row each."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.charts.style import BLUE, FAINT, INK, QUIET, RED, new_axes, style, titled
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from aidkit.campaign.calendar.deadlines import Calendar

PALE = "#a9c8e4"  # stages, which the marks of deadlines must not be lost upon
MARKS = {"met": (BLUE, BLUE), "late": (RED, RED), "due": (INK, "white"), "unrecorded": (QUIET, "white")}  # edge, face
STATES = {
    "met": Text("已完成", "met"), "late": Text("逾期", "late"), "due": Text("待办", "due"),
    "unrecorded": Text("未登记", "unrecorded"),
}  # fmt: skip
ALL = 100_000  # days: far enough ahead for every deadline of a campaign
NONE = Text("没有已知期限", "No deadline is known")
DATINGS = {"signed": Text("成文", "signed"), "posted": Text("公布", "posted"), "published": Text("发表", "published")}
WHITE = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}  # behind words that a line would cross
TWO_LINES, ONE_LINE = 1.25, 0.8  # height of a row, by the lines of its label


def gantt(
    calendar: Calendar,
    *,
    on: date | str | None = None,
    met: Any = None,
    lang: Lang = "both",
    source: Text = NOTHING,
    ax: Axes | None = None,
) -> Axes:
    """Draw the stages and deadlines of a campaign; with a day, how each deadline stands on it.

    Args:
        calendar: What ``load_calendar`` returned.
        on: The day, drawn as a line; all deadlines are drawn alike when left out.
        met: When deadlines were met, as ``Calendar.due`` takes it.
        lang: Language of the texts.
        source: Where the days come from.
        ax: Axes to draw on; new ones when left out.

    Returns:
        The axes; the title is the finding: the busiest day, or what is late and due.
    """
    everything = calendar.all()
    table = everything.assign(state="due") if on is None else calendar.due(on, met, ahead=ALL)
    labels = [Text(stage.zh, stage.en) for stage in calendar.stages] + [Text(i.zh, i.en) for i in calendar.items]
    with style():
        ax = ax or new_axes(round(len(labels) * (TWO_LINES if lang == "both" else ONE_LINE)) + 1)
        for row, stage in enumerate(calendar.stages):
            ax.barh(row, stage.last - stage.first + timedelta(1), left=stage.first, color=PALE, height=0.5)  # type: ignore[arg-type]
        _marks(ax, calendar, table, lang, plain=on is None)
        _lines(ax, calendar, on, lang)
        between = "\n" if lang == "both" else " "
        ax.set_yticks(range(len(labels)), [label.show(lang, between) for label in labels], fontsize=7.5)
        ax.tick_params(axis="y", length=0)
        ax.set_ylim(len(labels) - 0.4, -0.9)
        _days(ax, calendar, everything)
        finding = _busiest(everything) if on is None else _standing(table, str(on))
        return titled(ax, finding if len(everything) else NONE, lang, source)


def _marks(ax: Axes, calendar: Calendar, table: pd.DataFrame, lang: Lang, *, plain: bool) -> None:
    """Draw a mark a deadline, the owner behind the last of each row, and a legend of the states where they differ."""
    first = len(calendar.stages)
    rows = {item.id: first + number for number, item in enumerate(calendar.items)}
    for state, part in table.groupby("state", sort=False):
        edge, face = (BLUE, BLUE) if plain else MARKS[str(state)]
        size = 14 if len(table) > 40 else 30
        ax.scatter(list(part["counts"]), [rows[item] for item in part["item"]], s=size, marker="D", zorder=3,
                   edgecolor=edge, facecolor=face, linewidth=1, label=STATES[str(state)].show(lang))  # fmt: skip
    for item in calendar.items:
        days = table.loc[table["item"] == item.id, "counts"]
        if len(days):
            owner = Text(item.owner.zh, item.owner.en).show("zh" if lang == "both" else lang)
            ax.annotate(owner, (max(days), rows[item.id]), (7, 0), textcoords="offset points", va="center", color=QUIET,
                        fontsize=7, bbox=WHITE)  # fmt: skip
    if not plain and len(table):
        ax.legend(frameon=False, loc="lower right", bbox_to_anchor=(1, 1), ncols=4, fontsize=7.5, handletextpad=0.2)


def _lines(ax: Axes, calendar: Calendar, on: date | str | None, lang: Lang) -> None:
    """Draw the day asked for and the document's own date, each with its name."""
    if calendar.dated and calendar.first <= calendar.dated <= calendar.last:
        ax.axvline(calendar.dated, color=QUIET, linewidth=0.8, linestyle=(0, (2, 2)), zorder=0)  # type: ignore[arg-type]
        words = f"{DATINGS[calendar.dating].show(lang)} {calendar.dated}"
        ax.text(calendar.dated, -0.55, f" {words}", color=QUIET, fontsize=7, va="center", bbox=WHITE)  # type: ignore[arg-type]
    if on is not None:
        day = date.fromisoformat(str(on))
        ax.axvline(day, color=RED, linewidth=1, linestyle=(0, (4, 3)), zorder=0)  # type: ignore[arg-type]


def _days(ax: Axes, calendar: Calendar, table: pd.DataFrame) -> None:
    """Set the axis of days: a tick a month, room behind the last mark for its owner."""
    from matplotlib.dates import DateFormatter, MonthLocator

    ends = [
        calendar.first,
        calendar.last,
        *table["counts"],
        *(day for s in calendar.stages for day in (s.first, s.last)),
    ]
    length = max(ends) - min(ends)
    ax.set_xlim(min(ends) - length * 0.02, max(ends) + length * 0.22)
    ax.xaxis.set_major_locator(MonthLocator())  # type: ignore[no-untyped-call]
    ax.xaxis.set_major_formatter(DateFormatter("%Y-%m"))  # type: ignore[no-untyped-call]
    ax.tick_params(axis="x", rotation=0 if length.days < 200 else 45)
    ax.grid(axis="x", color=FAINT, linewidth=0.7)


def _busiest(table: pd.DataFrame) -> Text:
    if table.empty:
        return NONE
    days = Counter(table["counts"])
    most = max(days.values())
    day = min(day for day, count in days.items() if count == most)
    return Text(f"{day} 到期最多：{most} 项（共 {len(table)} 项）", f"{day} has most deadlines: {most} of {len(table)}")


def _standing(table: pd.DataFrame, on: str) -> Text:
    """Say what is late and due; where nothing was recorded, that what has passed is not known to be met."""
    counts = table["state"].value_counts()
    late, open_, done, unknown = (int(counts.get(state, 0)) for state in ("late", "due", "met", "unrecorded"))
    if unknown:
        return Text(
            f"{on}：{unknown} 项期限已过、未登记是否完成，{open_} 项待办",
            f"{on}: {unknown} deadlines have passed without a record, {open_} are to come",
        )
    return Text(
        f"{on}：{late} 项逾期，{done} 项已完成，{open_} 项待办", f"{on}: {late} late, {done} met, {open_} to come"
    )
