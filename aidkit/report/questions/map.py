"""Move two lines at once: the dibao standard (低保标准) and the edge multiple (低保边缘倍数)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.report.front import WAN
from aidkit.report.questions.words import money
from aidkit.report.readings import Reading
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy

MULTIPLE = Text("低保边缘倍数", "edge multiple, × dibao standard")
STANDARD = Text("低保标准\n（现行 = 1）", "dibao standard\n(in force = 1)", "低保标准 standard\n（现行 in force = 1）")
CELLS = Text("年支出与现行相比，万元", "change of the yearly cost, 10,000 yuan")


@dataclass(frozen=True)
class Changes:
    """Costs of pairs of settings against today's, in ten thousands of yuan a year.

    Attributes:
        table: One row a standard, today's being 1, one column an edge multiple.
        multiple: The edge multiple in force.
    """

    table: pd.DataFrame
    multiple: float

    @property
    def texts(self) -> dict[str, Any]:
        """What ``charts.whatif.heat_map`` writes around the cells."""
        one, other, _ = self.alone_and_together()
        row, column = self.table.index[-1], self.table.columns[-1]
        finding = Text(
            f"标准调到 {row:g} 倍，年支出 {one.zh}；边缘倍数调到 {column:g}，{other.zh}",
            f"The standard at {row:g} times today's moves the cost by {one.en}, the multiple at {column:g} by {other.en}",
        )
        return {"x": MULTIPLE, "y": STANDARD, "value": CELLS, "finding": finding, "marked": (1.0, self.multiple)}

    def alone_and_together(self) -> tuple[Text, Text, tuple[Text, Text]]:
        """Write what each line does alone at its highest setting; what both do, and what the second adds to the first."""
        cells = self.table.to_numpy(float)
        row, column = (
            list(axis).index(now) for axis, now in ((self.table.index, 1.0), (self.table.columns, self.multiple))
        )
        alone, other, both = cells[-1, column], cells[row, -1], cells[-1, -1]
        one, two, all_, added = (money(WAN * float(x), sign=True) for x in (alone, other, both, both - alone))
        return one, two, (all_, added)


def settings(policy: Policy, factors: Sequence[float], multiples: Sequence[float]) -> tuple[Any, Any]:
    """Return the two levers of ``aidkit.grid``, both as factors, what is in force added where it is not there."""
    now = float(policy["edge.multiple"])
    columns = [multiple / now for multiple in sorted({now, *map(float, multiples)})]
    return ("dibao.standard", sorted({1.0, *map(float, factors)})), ("edge.multiple", columns)


def changes(grid: pd.DataFrame, policy: Policy) -> Changes:
    """Return a grid of yearly costs as changes against today's, its columns named by the edge multiple itself."""
    now = float(policy["edge.multiple"])
    costs, factors = grid.to_numpy(float), [float(factor) for factor in grid.columns.to_numpy(float)]
    today = costs[list(grid.index).index(1.0), factors.index(1.0)]
    multiples = [round(factor * now, 9) for factor in factors]
    return Changes(pd.DataFrame((costs - today) / WAN, index=grid.index, columns=multiples), now)


def reading(found: Changes, lang: Lang = "both") -> Reading:
    """Say what both lines do at their highest settings, and what the multiple still adds where the standard is highest."""
    _, two, (both, added) = found.alone_and_together()
    return Reading(
        Text(
            f"两项一起调到最高，年支出 {both.zh}。标准不动时边缘倍数的作用是 {two.zh}，标准调到最高后是 {added.zh}。",
            f"Both at their highest move the cost by {both.en} a year. The multiple moves it by {two.en} at today's standard, by {added.en} at the "
            "highest.",
        ),
        lang,
    )
