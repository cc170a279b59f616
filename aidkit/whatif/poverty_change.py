"""Poverty and targeting before and after a reform, against one line held fixed, with paired intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError, counted, listed, message
from aidkit.measures.poverty import fgt
from aidkit.measures.sample import Floats, numbers
from aidkit.measures.targeting import targeting
from aidkit.result import Result
from aidkit.whatif.sampling import PAIRED_COLUMNS, Sampling

POVERTY = (("fgt0", "贫困发生率"), ("fgt1", "贫困深度"), ("fgt2", "贫困强度"))

# Field of measures.targeting.Targeting, Chinese label, and what it is a share of.
TARGETING = (
    ("coverage", "覆盖率", "all"),
    ("coverage_poor", "贫困人口覆盖率", "the poor"),
    ("coverage_nonpoor", "非贫困人口覆盖率", "those not poor"),
    ("exclusion_error", "排除误差（贫困未覆盖）", "the poor"),
    ("inclusion_error", "纳入误差（覆盖非贫困）", "those reached"),
    ("leakage_benefits", "资金漏出率", "the money"),
    ("targeting_differential", "瞄准差", "difference of coverage"),
    ("vertical_expenditure_efficiency", "垂直支出效率", "the money"),
    ("spillover", "溢出率", "the money to the poor"),
    ("poverty_reduction_efficiency", "减贫效率", "the money"),
    ("poverty_gap_efficiency", "贫困缺口弥补率", "all gaps"),
)


@dataclass(frozen=True, eq=False)
class Welfare:
    """What one policy means to each household's members; arrays are (households,), money yuan a month a head."""

    income: Floats
    cash: Floats
    income_after: Floats
    line: Floats
    members: Floats

    def poverty(self, weight: Floats) -> Floats:
        """Return FGT 0, 1 and 2 with the cash due, (3,); persons are counted."""
        people = weight * self.members
        return np.array([fgt(self.income_after, self.line, weight=people, alpha=alpha) for alpha in (0, 1, 2)])

    def targeting(self, weight: Floats) -> Floats:
        """Return the fields of ``TARGETING``, (11,); a person is reached where the family is due cash."""
        found = targeting(self.income, self.cash, self.line, weight=weight * self.members)
        return np.array([getattr(found, field) for field, _, _ in TARGETING])


def welfare_of(result: Result, line: Floats) -> Welfare:
    """Read from a result what poverty and targeting need.

    Args:
        result: A result with income before and after, monthly cash and family size.
        line: (households,) from ``poverty_line``.
    """
    members = result.values("family_size").astype(float)
    cash = result.values("monthly_cash") / np.maximum(members, 1.0)  # a family of nobody has weight 0 here
    income = result.values("income_before")
    return Welfare(income, cash, result.values("income_after"), line, members)


def poverty_line(result: Result, line: ArrayLike | None) -> Floats:
    """Return the line poverty is held against, (households,) yuan a month a head: the dibao standard, or a line given.

    Raises:
        MeasureError: The line is no number above 0, or not one a household.
    """
    standard = result.values("dibao_standard")
    if line is None:
        return np.asarray(standard, dtype=float)
    given = numbers("line", line)
    fits = given.shape in {(), standard.shape} and np.isfinite(given).all() and (given > 0).all()
    if not fits:
        what = f"line: {listed(np.ravel(given))} cannot be used as a poverty line of {counted(len(standard), 'household')}."
        raise MeasureError(message(what, "Give yuan a month a head, above 0: one number, or one for each household."))
    return np.broadcast_to(given, standard.shape)


def poverty_table(before: Welfare, after: Welfare, sampling: Sampling) -> pd.DataFrame:
    """Return FGT 0 to 2 before and after with paired intervals, one row a measure."""
    paired = sampling.paired(
        lambda weight: np.column_stack([before.poverty(weight), after.poverty(weight)]),
        [name for name, _ in POVERTY],
    )
    return _labelled(paired, [zh for _, zh in POVERTY], ["all"] * len(POVERTY))


def targeting_table(before: Welfare, after: Welfare, sampling: Sampling) -> pd.DataFrame:
    """Return the measures of targeting before and after with paired intervals, one row a measure."""
    paired = sampling.paired(
        lambda weight: np.column_stack([before.targeting(weight), after.targeting(weight)]),
        [name for name, _, _ in TARGETING],
    )
    return _labelled(paired, [zh for _, zh, _ in TARGETING], [of for _, _, of in TARGETING])


def _labelled(paired: pd.DataFrame, zh: list[str], of: list[str]) -> pd.DataFrame:
    table = paired.assign(**{"指标": zh, "share_of": of, "unit": "share"})
    return table[["measure", "指标", "share_of", "unit", *PAIRED_COLUMNS]]
