"""Move the dibao standard (低保标准): what one yuan more costs, whom it reaches, and the exact curves that say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.report.front import WAN
from aidkit.report.questions.rows import rows
from aidkit.report.questions.words import grown, joined, money, moved, persons, share, signed
from aidkit.report.readings import Reading
from aidkit.report.tables import PERSONS
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.whatif.curve import Curve

NEAR = 0.05  # of the slope: a step this near to it is told as straight
YEARLY = Text("年支出（万元）", "yearly cost, 10,000 yuan")
COST = {"annual_cost": Text("年支出", "yearly cost")}
REACHED = {
    "cash_persons": Text("应享受现金救助", "entitled to cash"),
    "missed_persons": Text("其中漏保", "of them missed"),
}


@dataclass(frozen=True)
class Step:
    """What moving the standard by some yuan does; made by ``step``.

    Attributes:
        urban: Yuan a month added to the urban standard.
        rural: Yuan a month added to the rural one, in proportion.
        factor: The standard after the step, today's being 1.
        slope: Yuan a year that one yuan more on the urban standard brings families already entitled.
        cost: Yuan a year of the whole step.
        crossings: Part of ``cost`` that families gain or lose by crossing a line within the step.
        reached: Persons more entitled to cash.
        missed: Persons more missed, the register as it is.
    """

    urban: float
    rural: float
    factor: float
    slope: float
    cost: float
    crossings: float
    reached: float
    missed: float


def step(traced: Curve, policy: Policy, yuan: float) -> Step:
    """Read off a curve of the standard what some yuan more a month do, the rural standard moving in proportion.

    Args:
        traced: ``aidkit.curve`` of ``dibao.standard`` by factor, with all figures.
        policy: The policy it starts from.
        yuan: Yuan a month on the urban standard; less when negative.

    Raises:
        OutputError: The step leads beyond the curve.
    """
    urban, rural = policy["dibao.standard.urban"], policy["dibao.standard.rural"]
    factor = 1 + yuan / urban
    here, there = rows(traced.at([1.0, factor]))
    change = {name: there[name] - here[name] for name in traced.figures}
    piece = int(np.searchsorted(traced.breaks, 1.0, side="right")) - 1
    return Step(
        urban=yuan,
        rural=yuan * rural / urban,
        factor=factor,
        slope=float(traced.slopes[piece, traced.column("annual_cost")]) / urban,
        cost=change["annual_cost"],
        crossings=change["annual_cost"] - smooth(traced, "annual_cost", 1.0, factor),
        reached=change["cash_persons"],
        missed=change["missed_persons"],
    )


def smooth(traced: Curve, figure: str, start: float, end: float) -> float:
    """Return what a figure changes along the straight pieces from one position to another, steps left out."""
    low, high = min(start, end), max(start, end)
    ends = np.concatenate([[low], traced.breaks[(traced.breaks > low) & (traced.breaks < high)], [high]])
    pieces = np.searchsorted(traced.breaks, ends[:-1], side="right") - 1
    total = float(np.diff(ends) @ traced.slopes[pieces, traced.column(figure)])
    return total if end >= start else -total


def points(traced: Curve, figures: Sequence[str]) -> pd.DataFrame:
    """Return both ends of every straight piece of a curve, so that every step can be drawn: ``x`` and the figures."""
    inside = traced.breaks <= traced.high
    begin = traced.breaks[inside]
    end = np.append(begin[1:], traced.high)
    columns = [traced.column(name) for name in figures]
    level, slope = traced.intercepts[inside][:, columns], traced.slopes[inside][:, columns]
    ends = np.stack([level + slope * begin[:, None], level + slope * end[:, None]], axis=1).reshape(-1, len(figures))
    x = np.stack([begin, end], axis=1).ravel()
    return pd.DataFrame({"x": x, **dict(zip(figures, ends.T, strict=True))})


def costs(traced: Curve) -> pd.DataFrame:
    """Return the points of the yearly cost in ten thousands of yuan."""
    table = points(traced, ["annual_cost"])
    return table.assign(annual_cost=table["annual_cost"] / WAN)


def tangent(found: Step, policy: Policy) -> float:
    """Return the slope of ``costs`` at the line in force: ten thousands of yuan for a standard one time higher."""
    return found.slope * float(policy["dibao.standard.urban"]) / WAN


def standard(policy: Policy) -> Text:
    """Name the axis along which the standard moves."""
    urban, rural = policy["dibao.standard.urban"], policy["dibao.standard.rural"]
    now = Text(f"{urban:,g} 元/月", f"{urban:,g} yuan a month")
    if urban != rural:
        now = Text(
            f"城镇 {urban:,.4g}、农村 {rural:,.4g} 元/月", f"{urban:,.4g} urban, {rural:,.4g} rural yuan a month"
        )
    return Text(f"低保标准，现行 = 1（{now.zh}）", f"dibao standard, in force = 1 ({now.en})")


def answer(found: Step, policy: Policy, lang: Lang = "both") -> Reading:
    """Say what one yuan more brings those entitled, and what the whole step costs and reaches."""
    one, whole, crossing = money(found.slope), grown(found.cost), money(found.crossings)
    apart = found.rural / found.urban if found.urban else 1.0
    alike = policy["dibao.standard.urban"] == policy["dibao.standard.rural"]
    where = (
        Text("城乡低保标准每月提高 1 元", "One yuan a month more on the dibao standard, in town and country alike,")
        if alike
        else Text(f"城镇低保标准每月提高 1 元、农村同比提高 {apart:.2f} 元",
                  f"One yuan a month more on the urban dibao standard, and {apart:.2f} on the rural in proportion,")
    )  # fmt: skip
    by = Text("提高", "raised") if found.urban > 0 else Text("降低", "lowered")
    first = Text(
        f"{where.zh}，已符合条件的家庭全年多得 {one.zh}。",
        f"{where.en} brings families already entitled {one.en} a year.",
    )
    second = Text(
        f"标准{by.zh} {abs(found.urban):g} 元，年支出{whole.zh}，其中家庭跨线时一次发生的为 {crossing.zh}；"
        f"应享受现金救助的人{moved(found.reached).zh}。",
        f"With the standard {by.en} by {abs(found.urban):g} yuan the yearly cost {whole.en}, {crossing.en} of that at once, as families "
        f"cross a line; {moved(found.reached).en} are entitled to cash.",
    )
    return Reading(joined(first, second), lang)


def bend(found: Step, lang: Lang = "both") -> Reading:
    """Say how much a step costs that the slope alone would not have told."""
    straight, step = found.slope * found.urban, signed(found.urban)
    if not straight:
        return Reading(Text("现行标准处的斜率为零。", "The slope at the line in force is zero."), lang)
    times = found.cost / straight
    why = Text("因为沿途有家庭跨线", "because families cross lines on the way")
    if abs(times - 1) < NEAR:
        why = Text("沿途少有家庭跨线", "for few families cross a line on the way")
    return Reading(
        Text(
            f"按现行处的斜率推算，{step} 元应使年支出变动 {money(straight, sign=True).zh}；实际是 {money(found.cost, sign=True).zh}，"
            f"为前者的 {times:.1f} 倍，{why.zh}。",
            f"By the slope at the line in force, {step} yuan would move the yearly cost by {money(straight, sign=True).en}; it moves by "
            f"{money(found.cost, sign=True).en}, {times:.1f} times as much, {why.en}.",
        ),
        lang,
    )


def reached(found: Step, lang: Lang = "both") -> Reading:
    """Say how many of those a step brings in the register does not know."""
    if round(found.reached) <= 0:
        return Reading(Text("这一步没有使应享受的人增加。", "The step entitles nobody more."), lang)
    of = share(found.missed, found.reached)
    return Reading(
        Text(
            f"这一步使应享受现金救助的人{moved(found.reached).zh}，其中 {persons(found.missed).zh}（{of}）不在册：提高标准不会自动把人找出来。",
            f"Of {moved(found.reached).en} entitled to cash, {found.missed:,.0f} ({of}) are not on the register: a higher standard "
            "finds nobody by itself.",
        ),
        lang,
    )


def cost_texts(found: Step, policy: Policy) -> dict[str, Any]:
    """Return what ``charts.whatif.curve`` writes around the cost, and where it draws the slope."""
    texts = {"x": standard(policy), "y": YEARLY, "finding": cost_finding(found)}
    return {**texts, "marked": 1.0, "slope": tangent(found, policy)}


def reached_texts(found: Step, policy: Policy) -> dict[str, Any]:
    """Return what ``charts.whatif.curve`` writes around the persons."""
    return {"x": standard(policy), "y": PERSONS, "finding": reached_finding(found), "marked": 1.0}


def cost_finding(found: Step) -> Text:
    """Say the title of the cost curve."""
    one, whole, step = money(found.slope), money(found.cost, sign=True), signed(found.urban)
    return Text(
        f"标准多 1 元，已符合条件者多得 {one.zh}；{step} 元，年支出 {whole.zh}",
        f"One yuan more brings those entitled {one.en} a year; {step} yuan: {whole.en}",
    )


def reached_finding(found: Step) -> Text:
    """Say the title of the curves of persons."""
    due, missed, step = moved(found.reached), moved(found.missed), signed(found.urban)
    return Text(
        f"标准 {step} 元：应享受现金救助的人{due.zh}，漏保{missed.zh}",
        f"{step} yuan: {due.en} entitled to cash, {missed.en} missed",
    )
