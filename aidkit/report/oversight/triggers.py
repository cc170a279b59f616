"""Which sets of triggers warn of most for the fewest visits, and whether those chosen on one panel hold on another."""

from __future__ import annotations

from itertools import chain, combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from aidkit.oversight.monitoring.alerts import LEVELS
from aidkit.oversight.monitoring.rules import TRIGGERS
from aidkit.report.oversight.levels import FOLLOWED
from aidkit.report.oversight.warning import HEADS, label, origin, rows, worth_of
from aidkit.report.questions.words import joined
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.monitoring.alerts import Monitoring

PERCENT = 100
STEP = 5.0  # points: less is a family or two
COST = Text("预警（户次/镇/月）", "alerts a town and month")
LEFT = Text("未提前预警（%）", "not warned ahead, %")
CAPACITY = Text("走访能力", "visits it can make")


def sets(found: Monitoring) -> pd.DataFrame:
    """Return what every set of triggers followed from every level is worth, and which of them no other betters.

    Returns:
        One row a set and level: ``names`` (triggers), ``level``, the figures of ``Quality``, ``x`` (alerts a town and month), ``y`` (not
        warned of a month before or more, %), ``dominated``, ``number`` (of the best, by alerts; else 0) and ``in_force`` (all triggers, every level).
    """
    useful = [
        name
        for name, early in zip(found.worth["trigger"], found.worth["early"], strict=True)
        if early > 0 and name in TRIGGERS
    ]
    chosen = list(chain.from_iterable(combinations(useful, size) for size in range(1, len(useful) + 1)))
    every = [(names, level) for names in [*chosen, tuple(TRIGGERS)] for level in reversed(LEVELS)]
    table = pd.DataFrame(
        [{"names": names, "level": level, **found.worth_of(names, level=level)} for names, level in every]
    )
    months, towns = len(found.seen.panel.months) - 1 - found.horizon, len(set(found.seen.town))
    table = table.assign(x=table["alerts"] / months / towns, y=PERCENT * (1 - table["early"].fillna(0.0)))
    table = table.sort_values(["x", "y"], ignore_index=True)
    best = table["y"].to_numpy()
    table["dominated"] = (best == PERCENT) | np.r_[False, best[1:] >= np.minimum.accumulate(best)[:-1]]
    table["number"] = np.where(table["dominated"], 0, (~table["dominated"]).cumsum())
    everything = table["names"].map(len).eq(len(TRIGGERS)) & table["level"].eq("yellow")
    return table.assign(in_force=everything)


def drawn(table: pd.DataFrame) -> pd.DataFrame:
    """Keep what a figure can show: the best sets, single triggers and all of them."""
    size = table["names"].map(len)
    return table[~table["dominated"] | size.eq(1) | size.eq(len(TRIGGERS))]


def finding(table: pd.DataFrame, capacity: float) -> Text:
    """Say the title of the figure: what the best set within the visits of a town warns of, beside all triggers."""
    chosen, every = best_within(table, capacity), table[table["in_force"]].iloc[0]
    if chosen is None:
        return Text("没有一组指标在走访能力之内", "No set of triggers keeps within the visits a town can make")
    return Text(
        f"选好指标，{chosen['x']:,.0f} 户次能提前预警 {chosen['early']:.0%}；全部指标用 {every['x']:,.0f} 户次，提前预警 {every['early']:.0%}",
        f"Well chosen, {chosen['x']:,.0f} alerts warn a month before of {chosen['early']:.0%}; all triggers take {every['x']:,.0f} for {every['early']:.0%}",
    )


def best_within(table: pd.DataFrame, capacity: float) -> pd.Series | None:
    """Return the set that warns of most within the visits a town can make, or None."""
    fits = table[~table["dominated"] & (table["x"] <= capacity)]
    return None if fits.empty else fits.iloc[-1]


def best(found: Monitoring, table: pd.DataFrame, lang: Lang = "both") -> Table:
    """Return the sets that no other betters, numbered as in the figure; small steps from one to the next are left out."""
    chosen = table[~table["dominated"]]
    chosen = chosen.iloc[_steps(chosen["y"].tolist())]
    worths = {name(*key): worth_of(found, *key) for key in zip(chosen["names"], chosen["level"], strict=True)}
    frame = rows(found, worths, lang).assign(number=chosen["number"].to_numpy())
    heads = (Head("number", Text("编号", "Number"), form="count"), *HEADS)
    title = Text("没有更好的指标组合", "Sets of triggers that no other betters")
    note = Text(
        f"相差不到 {STEP:g} 个百分点的没有列出。",
        f"Sets less than {STEP:g} points better than the one before are not listed.",
    )
    return Table("best_sets", title, heads, frame, origin(found), note, lang=lang)


def _steps(left: list[float]) -> list[int]:
    """Return the places at which a falling share has fallen by a step since the last."""
    kept: list[int] = []
    for place, value in enumerate(left):
        if not kept or left[kept[-1]] - value >= STEP:
            kept.append(place)
    return kept


def name(names: tuple[str, ...], level: str) -> Text:
    """Name a set of triggers and the level from which its alerts are followed."""
    labels, followed = [label(trigger) for trigger in names], FOLLOWED[level]
    if len(names) == len(TRIGGERS):
        return Text(f"全部指标，{followed.zh}", f"all triggers, {followed.en}")
    return Text(
        f"{'、'.join(x.zh for x in labels)}，{followed.zh}", f"{', '.join(x.en for x in labels)}; {followed.en}"
    )


def reading(table: pd.DataFrame, again: Monitoring, capacity: float, lang: Lang = "both") -> Reading:
    """Say which set a town would choose, and what it is worth on a panel it was not chosen on.

    Args:
        table: ``sets`` of one panel.
        again: The same triggers over another panel.
        capacity: Visits a town can make in a month.
        lang: Language of the sentence.
    """
    chosen = best_within(table, capacity)
    if chosen is None:
        return Reading(Text("没有一组指标在走访能力之内。", "No set keeps within the visits a town can make."), lang)
    called, other = name(chosen["names"], chosen["level"]), worth_of(again, chosen["names"], chosen["level"])
    first = Text(
        f"走访能力之内最好的是 {chosen['number']} 号（{called.zh}）：每镇每月 {chosen['x']:,.0f} 户次，提前一个月以上预警到 {chosen['early']:.0%}。",
        f"Within the visits of a town number {chosen['number']} is best ({called.en}): {chosen['x']:,.0f} alerts a town and month warn of {chosen['early']:.0%} a month before or more.",
    )
    every = worth_of(again, TRIGGERS)
    if not other.onsets_seen:
        return Reading(
            joined(
                first,
                Text(
                    "换一个种子，没有一户变得应享受，无从验证。",
                    "With another seed nobody becomes entitled, which tests nothing.",
                ),
            ),
            lang,
        )
    held = Text(
        f"换一个种子（{other.onsets_seen} 户变得应享受），同一组指标提前预警到 {other.early:.0%}，"
        f"而全部指标在那里是 {every.early:.0%}，在这里是 {table.loc[table['in_force'], 'early'].iloc[0]:.0%}。",
        f"With another seed ({other.onsets_seen} records become entitled) the same set warns of "
        f"{other.early:.0%} in time, where all triggers warn of {every.early:.0%}, against {table.loc[table['in_force'], 'early'].iloc[0]:.0%} here.",
    )
    return Reading(joined(first, held), lang)
