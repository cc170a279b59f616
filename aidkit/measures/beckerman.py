"""Where each yuan goes: Beckerman's areas under and over the poverty line, and the efficiencies from them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from aidkit.measures.sample import Floats, below, clean, ratio


@dataclass(frozen=True)
class Areas:
    """Money by what it does to the poverty gap, in the unit of the benefits times weight.

    Attributes:
        filling: A, what fills the gaps of the poor.
        overfilling: B, what the poor get beyond their gap.
        leaking: C, what goes to those who were not poor.
        remaining: D, the gap that is left.
    """

    filling: float
    overfilling: float
    leaking: float
    remaining: float

    @property
    def total(self) -> float:
        """All spending, T = A + B + C."""
        return self.filling + self.overfilling + self.leaking

    @property
    def leakage(self) -> float:
        """Share of spending that goes to those who were not poor: C / T."""
        return ratio(self.leaking, self.total)

    @property
    def vertical_expenditure_efficiency(self) -> float:
        """Share of spending that goes to the poor: (A + B) / T."""
        return ratio(self.filling + self.overfilling, self.total)

    @property
    def spillover(self) -> float:
        """Share of what the poor get that is beyond their gap: B / (A + B)."""
        return ratio(self.overfilling, self.filling + self.overfilling)

    @property
    def poverty_reduction_efficiency(self) -> float:
        """Share of spending that fills gaps: A / T; ASPIRE's benefit-cost ratio, CEQ's spending effectiveness."""
        return ratio(self.filling, self.total)

    @property
    def poverty_gap_efficiency(self) -> float:
        """Share of the gap that is filled: A / (A + D)."""
        return ratio(self.filling, self.filling + self.remaining)

    @property
    def impact_effectiveness(self) -> float:
        """Filled gap over the best this budget could do: A / min(T, A + D) (CEQ)."""
        return ratio(self.filling, min(self.total, self.filling + self.remaining))

    def net_of_administration(self, cost: float) -> float:
        """Share of all cost that fills gaps: A / (T + administration), `cost` in the unit of the areas."""
        return ratio(self.filling, self.total + cost)


def beckerman(
    income: ArrayLike,
    benefit: ArrayLike,
    line: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    floor: float | None = None,
) -> Areas:
    """Divide spending into what fills poverty gaps, what overfills them and what leaks.

    A = S p min(b, z - x), B = S p (b - (z - x))+ , D = S p (z - x - b)+ over the poor; C = S p b over the rest.

    Args:
        income: (n,) welfare before the benefit, x.
        benefit: (n,) 0 or more, b, in the same money per unit as income; not equivalised.
        line: one number or (n,), z.
        weight: (n,) units a row stands for.
        floor: raise lower incomes (before the benefit) to it.

    Raises:
        MeasureError: a benefit is negative, a line not above 0, or a row not a number.

    Example:
        >>> areas = beckerman([6, 8, 30], [4, 1, 5], 8)
        >>> areas.filling, areas.overfilling, areas.leaking, areas.remaining    # on the line is not poor
        (2.0, 2.0, 6.0, 0.0)

    Source: Beckerman (1979), Economic Journal 89, 261-284.
    """
    people, x, b, z = clean(weight, floor=floor, income=income, benefit=benefit, line=line)
    return areas_of_clean(people, x, b, z)


def areas_of_clean(people: Floats, income: Floats, benefit: Floats, line: Floats) -> Areas:
    """Return the areas of arrays that `clean` has seen, each (n,)."""
    poor = below(income, line)
    gap = np.where(poor, line - income, 0.0)
    return Areas(
        filling=float((people * np.minimum(benefit, gap)).sum()),
        overfilling=float((people * np.maximum(benefit - gap, 0.0) * poor).sum()),
        leaking=float((people * benefit * ~poor).sum()),
        remaining=float((people * np.maximum(gap - benefit, 0.0)).sum()),
    )


@dataclass(frozen=True)
class GapChange:
    """Poverty gaps closed and opened by a change that is more than a benefit on top of income.

    Attributes:
        closed: S p (gap before - gap after)+, area A where benefits are taxed away or behaviour answers them.
        opened: S p (gap after - gap before)+, new poverty, which no area of Beckerman's shows.
    """

    closed: float
    opened: float


def gap_change(before: ArrayLike, after: ArrayLike, line: ArrayLike, *, weight: ArrayLike | None = None) -> GapChange:
    """Compare poverty gaps where income after is not income before plus a benefit: a reform, a tax, behaviour.

    Args:
        before: (n,) income before.
        after: (n,) income after.
        line: one number or (n,).
        weight: (n,) units a row stands for.

    Raises:
        MeasureError: a line is not above 0, or a row not a number.

    Example:
        >>> gap_change([6, 9, 30], [12, 7, 25], 10)
        GapChange(closed=4.0, opened=2.0)

    Source: Beckerman (1979), Economic Journal 89, 261-284, for the area; new poverty shown apart.
    """
    people, x, y, z = clean(weight, before=before, after=after, line=line)
    change = np.maximum(z - x, 0.0) - np.maximum(z - y, 0.0)
    return GapChange(
        closed=float((people * np.maximum(change, 0.0)).sum()),
        opened=float((people * np.maximum(-change, 0.0)).sum()),
    )


def perfect_targeting_cost(income: ArrayLike, line: ArrayLike, *, weight: ArrayLike | None = None) -> float:
    """Return what it would cost to fill every gap and nothing else: S p (z - x)+.

    Raises:
        MeasureError: a line is not above 0, or a row not a number.

    Example:
        >>> perfect_targeting_cost([6, 8, 30], 10)
        6.0

    Source: Beckerman (1979), Economic Journal 89, 261-284.
    """
    people, x, z = clean(weight, income=income, line=line)
    return float((people * np.maximum(z - x, 0.0)).sum())


def uniform_transfer_cost(income: ArrayLike, line: ArrayLike, *, weight: ArrayLike | None = None) -> float:
    """Return what the same amount for everybody would cost that leaves nobody poor: N max (z - x)+.

    Raises:
        MeasureError: a line is not above 0, or a row not a number.

    Example:
        >>> uniform_transfer_cost([6, 8, 30], 10)   # 4 for each of three
        12.0

    Source: Ravallion (2016), The Economics of Poverty, ch. 10.
    """
    people, x, z = clean(weight, income=income, line=line)
    return float(people.sum() * (z - x).max(initial=0.0))
