"""How sure is an answer (结果有多大把握)? What is assumed, what is sampled, and which of the two decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from aidkit.report.labels import as_shown
from aidkit.report.questions.words import joined, money, share
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import source
from aidkit.report.text import Lang, Text
from aidkit.whatif.sensitivity_tables import brief

if TYPE_CHECKING:
    from aidkit.population import Population
    from aidkit.whatif.sensitivity import Sensitivity

NAMES_EN = {"annual_cost": "Yearly cost"}  # of the whole; its rule speaks of one household
FEW = 5  # assumptions worth looking up first


def answer(single: Sensitivity, joint: Sensitivity, samples: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say for the first figure how far assumptions and sampling move it, and which of the two decides."""
    now, spread, drawn = (table.iloc[0] for table in (single.intervals, joint.intervals, samples))
    top = single.table[single.table["figure"] == now["figure"]].iloc[0]
    name, value = name_of(single, 0), written_in(now["today"], now["unit"])
    low, high = (written_in(spread[end], now["unit"]) for end in ("low", "high"))
    first = Text(
        f"{name.zh}的现值是 {value.zh}。把 {_varied(single)} 项假定同时在各自范围内变动，九成落在 {low.zh} 至 {high.zh} 之间；影响最大的一项是“{top['zh']}”。",
        f"{name.en} today: {value.en}. With {_varied(single)} assumed values moving at once within their ranges, nine draws in ten lie between {low.en} "
        f"and {high.en}; “{top['en']}” moves it most.",
    )
    wide, narrow = spread["high"] - spread["low"], drawn["high_90"] - drawn["low_90"]
    return Reading(joined(first, _compared(wide, narrow)), lang)


def _compared(assumed: float, sampled: float) -> Text:
    """Say which doubt is the larger, and what would make one surer."""
    if np.isnan(sampled):
        return Text("数据逐户登记，没有抽样误差，不确定全部来自假定。",
                    "The data are a register without sampling error: all doubt comes from assumptions.")  # fmt: skip
    of = share(sampled, assumed)
    if sampled < assumed / 2:
        return Text(f"抽样误差的宽度只有它的 {of}：要更有把握，先查实参数，再扩大样本。",
                    f"Sampling error is {of} as wide: to be surer, look values up before drawing a larger sample.")  # fmt: skip
    return Text(f"抽样误差的宽度是它的 {of}：要更有把握，参数要查实，样本也要扩大。",
                f"Sampling error is {of} as wide: to be surer, look values up and draw a larger sample.")  # fmt: skip


def tornado_reading(single: Sensitivity, figure: str, lang: Lang = "both") -> Reading:
    """Say how much of all that single assumptions move a figure the first three make."""
    swings = single.table.loc[single.table["figure"] == figure, ["zh", "en", "swing"]]
    moving, first = swings[swings["swing"] > 0], swings.head(3)
    return Reading(
        Text(
            f"{len(swings)} 项假定里，{len(moving)} 项对它有影响；前三项（{'、'.join(first['zh'])}）占全部摆幅的 {share(first['swing'].sum(), swings['swing'].sum())}。",
            f"Of {len(swings)} assumptions {len(moving)} move it at all; the first three ({'; '.join(first['en'])}) make {share(first['swing'].sum(), swings['swing'].sum())} of all swings "
            "added up.",
        ),
        lang,
    )


def spread_reading(joint: Sensitivity, figure: str, lang: Lang = "both") -> Reading:
    """Say where today's value lies among the draws, and what that says of the values chosen."""
    draws, row = joint.draws[figure], joint.intervals.set_index("figure").loc[figure]
    below = float((draws < row["today"]).mean())
    side = Text("所取的假定整体偏低", "the assumed values lean to the low side") if below < 0.5 else Text(
        "所取的假定整体偏高", "the assumed values lean to the high side")  # fmt: skip
    side = Text("所取的假定居中", "the assumed values are in the middle") if 0.35 <= below <= 0.65 else side
    return Reading(
        Text(
            f"{len(draws)} 次抽样中，{below:.0%} 低于现值，中位数为现值的 {row['median'] / row['today']:.0%}：{side.zh}。",
            f"Of {len(draws)} draws {below:.0%} lie below today's value, and their median is {row['median'] / row['today']:.0%} of it: {side.en}.",
        ),
        lang,
    )


def to_look_up(single: Sensitivity, people: Population, lang: Lang = "both") -> Table:
    """Return the assumptions to look up first: their range, what they move, and the reason given for them."""
    figure = single.intervals["figure"].iloc[0]
    rows = single.table[(single.table["figure"] == figure) & (single.table["swing"] > 0)].head(FEW)
    frame = pd.DataFrame(
        {
            "label": as_shown(rows["zh"], rows["en"], lang),
            "zh": rows["zh"],
            "en": rows["en"],
            "path": rows["path"],
            "value": rows["value"].map(brief),
            "range": [
                f"{brief(low)} – {brief(high)}" for low, high in zip(rows["lowest"], rows["highest"], strict=True)
            ],
            "swing": rows["swing"] / float(single.intervals["today"].iloc[0]),
            "source": rows["source"],
        }
    )
    heads = (
        Head("label", Text("假定的参数", "Assumed value")),
        Head("path", Text("参数路径", "Path"), form="below"),
        Head("value", Text("现取值", "Taken as"), form="factor"),
        Head("range", Text("范围", "Range"), form="factor"),
        Head("swing", Text("摆幅占现值", "Swing, of today's value"), form="share"),
        Head("source", Text("为什么只能假定", "Why it is assumed")),
    )
    return Table("look_up", Text("先查实哪几项", "What to look up first"), heads, frame, source(people), lang=lang)


def look_up_reading(table: Table) -> Reading:
    """Say what knowing the first of them would take away."""
    if table.frame.empty:
        return Reading(Text("没有一项假定影响结果。", "No assumption moves the result."), table.lang)
    first = table.frame.iloc[0]
    return Reading(
        Text(
            f"只要查实“{first['zh']}”一项，就能去掉相当于现值 {first['swing']:.0%} 的摆幅；再多的家庭样本也做不到。",
            f"Finding out “{first['en']}” alone would take away a swing of {first['swing']:.0%} of today's value, which no larger sample would.",
        ),
        table.lang,
    )


def _varied(single: Sensitivity) -> int:
    return int(single.table["path"].nunique())


def name_of(single: Sensitivity, place: int) -> Text:
    """Return what a figure of a sensitivity is called, by its place."""
    from aidkit.whatif.figure_labels import figure_label

    label = figure_label(single.policy, str(single.intervals["figure"].iloc[place]))
    return Text(label.zh, NAMES_EN.get(str(single.intervals["figure"].iloc[place]), label.en))


def written_in(value: float, unit: str) -> Text:
    """Write a figure in the way of its unit."""
    if np.isnan(value):
        return Text("—", "—")
    if unit.startswith("yuan"):
        return money(value)
    text = f"{value:.1%}" if unit == "share" else f"{value:,.0f}"
    return Text(text, text)
