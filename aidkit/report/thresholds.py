"""What a higher or lower line would do: sweeps of the dibao standard and of the edge multiple, told and tabled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.report.front import WAN, WAN_YEAR
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, PERSONS, YUAN_MONTH, source
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population

ANSWERS = (
    Head("cash_persons", Text("应享受现金救助", "Entitled to cash"), PERSONS, "count"),
    Head("edge_persons", Text("低收入家庭", "Low-income"), PERSONS, "count"),
    Head("missed_persons", Text("漏保", "Missed"), PERSONS, "count"),
    Head("wrong_persons", Text("错保", "Wrong"), PERSONS, "count"),
    Head("missed_relief_households", Text("漏救", "Missed relief"), FAMILIES, "count"),
    Head("wan", Text("年支出", "Yearly cost"), WAN_YEAR, "count"),
    Head("change", Text("与当前方案比", "Change"), WAN_YEAR, "count"),
)
UNCHANGED = Text("其他参数、家庭收入和财产不变。", "All else as it is, families' income and assets too.")


@dataclass(frozen=True)
class Sweep:
    """A line moved through a range.

    Attributes:
        table: One row a setting.
        points: Columns ``x`` and ``y`` for the figure.
        x: What is moved, with its unit.
        y: What answers, with its unit.
        finding: What the figure's title says.
        marked: The setting of the report's own policy.
    """

    table: Table
    points: pd.DataFrame
    x: Text
    y: Text
    finding: Text
    marked: float

    @property
    def texts(self) -> dict[str, Any]:
        """What ``charts.threshold`` writes around the points."""
        return {"x": self.x, "y": self.y, "finding": self.finding, "marked": self.marked, "source": self.table.source}


def standard(population: Population, policy: Policy, factors: Sequence[float], lang: Lang = "both") -> Sweep:
    """Return what the dibao standard (低保标准) multiplied by each factor would do; 1 is added if it is not there."""
    from aidkit.whatif.sweep import sweep

    points = sorted({1.0, *map(float, factors)})
    frame = sweep(population, policy, "dibao.standard", scale=points).rename(columns={"factor": "x"})
    frame = _with_money(frame, 1.0)
    frame["urban"] = frame["x"] * policy["dibao.standard.urban"]
    frame["rural"] = frame["x"] * policy["dibao.standard.rural"]
    now, other = _steps(frame, 1.0)
    step, more, money = other["x"] / now["x"] - 1, other["cash_persons"] - now["cash_persons"], other["change"]
    finding = Text(
        f"低保标准{_moved_zh(step)} {abs(step):.0%}：应享受人数 {more:+,.0f} 人，年支出 {money:+,.1f} 万元",
        f"A dibao standard {abs(step):.0%} {_moved_en(step)}: {more:+,.0f} persons, {money / 100:+,.2f} million yuan a year",
    )
    heads = (
        Head("x", Text("低保标准倍数", "Standard ×"), form="factor"),
        Head("urban", Text("城镇标准", "Urban"), YUAN_MONTH, "yuan"),
        Head("rural", Text("农村标准", "Rural"), YUAN_MONTH, "yuan"),
        *ANSWERS,
    )
    title = Text("提高或降低低保标准的影响", "What a higher or lower dibao standard would do")
    table = Table("standard", title, heads, frame, source(population), UNCHANGED, lang=lang)
    x = Text("低保标准（当前方案 = 1）", "dibao standard (this scenario = 1)")
    return Sweep(table, _points(frame, "wan"), x, Text("年支出（万元）", "10,000 yuan a year"), finding, 1.0)


def multiple(population: Population, policy: Policy, values: Sequence[float], lang: Lang = "both") -> Sweep:
    """Return what each edge multiple (低保边缘倍数) would do; the policy's own is added if it is not there."""
    from aidkit.whatif.sweep import sweep

    in_force = float(policy["edge.multiple"])
    points = sorted({in_force, *map(float, values)})
    frame = _with_money(
        sweep(population, policy, "edge.multiple", values=points).rename(columns={"value": "x"}), in_force
    )
    now, other = _steps(frame, in_force)
    more, money = other["edge_persons"] - now["edge_persons"], other["change"]
    finding = Text(
        f"低保边缘倍数由 {in_force:g} 调到 {other['x']:g}：低收入家庭人数 {more:+,.0f} 人，年支出 {money:+,.1f} 万元",
        f"Edge multiple from {in_force:g} to {other['x']:g}: {more:+,.0f} low-income persons, "
        f"{money / 100:+,.2f} million yuan a year",
    )
    heads = (Head("x", Text("低保边缘倍数", "Edge multiple"), form="factor"), *ANSWERS)
    title = Text("提高或降低低保边缘倍数的影响", "What a higher or lower edge multiple would do")
    table = Table("multiple", title, heads, frame, source(population), UNCHANGED, lang=lang)
    x, y = Text("低保边缘倍数", "edge multiple, × dibao standard"), Text("低收入家庭（人）", "low-income persons")
    return Sweep(table, _points(frame, "edge_persons"), x, y, finding, in_force)


def _with_money(frame: pd.DataFrame, now: float) -> pd.DataFrame:
    """Add the yearly cost in ten thousands of yuan and its difference to the policy's own setting."""
    wan = frame["annual_cost"] / WAN
    return frame.assign(wan=wan, change=wan - wan[frame["x"] == now].iloc[0])


def _steps(frame: pd.DataFrame, now: float) -> tuple[Mapping[str, float], Mapping[str, float]]:
    """Return the policy's own setting and the next above it, or the next below where none is above."""
    rows = {float(row["x"]): row for row in frame.to_dict("records")}
    above, below = [x for x in rows if x > now], [x for x in rows if x < now]
    other = min(above) if above else max(below, default=now)
    return rows[now], rows[other]  # type: ignore[return-value]


def _points(frame: pd.DataFrame, answer: str) -> pd.DataFrame:
    return pd.DataFrame({"x": frame["x"], "y": frame[answer]})


def _moved_zh(step: float) -> str:
    return "提高" if step >= 0 else "降低"


def _moved_en(step: float) -> str:
    return "higher" if step >= 0 else "lower"
