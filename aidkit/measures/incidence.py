"""Who gets how much: benefits by group from poor to rich (受益归宿)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from aidkit.errors import MeasureError
from aidkit.measures.ranking import blocks, cumulated, shares_checked
from aidkit.measures.sample import Floats, clean, numbers, ratio

RankBy = Literal["before", "after"]
Unit = Literal["person", "household"]


def cgh(
    income: ArrayLike,
    benefit: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    q: float = 0.4,
    rank_by: RankBy = "before",
) -> float:
    """Return the Coady-Grosh-Hoddinott index: the share of benefits the poorest q get, over q.

    A unit that straddles q is split.

    Args:
        income: (n,) welfare before the benefit.
        benefit: (n,) 0 or more.
        weight: (n,) units a row stands for.
        q: share of the population, above 0; 0.4 is usual.
        rank_by: whether poor and rich are told by income "before" the benefit or "after" it.

    Returns:
        1 where the poor get their share, up to 1 / q; NaN where nothing is paid.

    Raises:
        MeasureError: a benefit is negative, q is not a share, or a row not a number.

    Example:
        >>> round(cgh([1, 2, 3, 4, 5], [3, 3, 2, 1, 1]), 12)    # 60 % of the money to the poorest 40 %
        1.5

    Source: Coady, Grosh and Hoddinott (2004), World Bank Research Observer 19, 61-85.
    """
    if float(shares_checked(q, "q")) == 0:
        raise MeasureError("q=0 cannot be used: the index is a share of benefits over a share of people.")
    people, x, b = clean(weight, income=income, benefit=benefit)
    _, population, amount = blocks(_ranks(x, b, rank_by), people, people * b)
    return ratio(float(cumulated(population, amount, q)), float(amount.sum())) / q


@dataclass(frozen=True, eq=False)
class Incidence:
    """Benefits by group, poorest first; every array has one number a group, NaN where nothing is divided by.

    Attributes:
        unit: what the weights count, "person" or "household".
        population: units, N / groups each.
        beneficiaries: units that receive.
        benefit: amount received.
        coverage: beneficiaries / population (覆盖率).
        benefit_incidence: share of all benefits.
        beneficiary_incidence: share of all beneficiaries.
        adequacy: benefits / income after them, among beneficiaries (保障水平).
        relative_incidence: benefits / income after them, among all.
        generosity: benefits / beneficiaries.
    """

    unit: Unit
    population: Floats
    beneficiaries: Floats
    benefit: Floats
    coverage: Floats
    benefit_incidence: Floats
    beneficiary_incidence: Floats
    adequacy: Floats
    relative_incidence: Floats
    generosity: Floats


def incidence(
    income: ArrayLike,
    benefit: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    groups: int = 10,
    recipient: ArrayLike | None = None,
    rank_by: RankBy = "before",
    unit: Unit = "person",
) -> Incidence:
    """Divide the population into groups of equal size from poor to rich, and benefits among them.

    A unit that straddles two groups is split between them, ties share alike, so the result does not depend
    on the order of rows.

    Args:
        income: (n,) welfare before the benefit.
        benefit: (n,) 0 or more.
        weight: (n,) units a row stands for.
        groups: 10 for tenths, 5 for fifths.
        recipient: (n,) who receives; those with benefit > 0 unless given (all members of a family, say).
        rank_by: groups by income "before" the benefit or "after" it.
        unit: what the weights count; the result repeats it.

    Raises:
        MeasureError: a benefit is negative, groups is not a whole number above 0, or a row not a number.

    Example:
        >>> incidence([1, 2, 3, 4], [3, 0, 1, 0], groups=2).benefit_incidence
        array([0.75, 0.25])

    Source: World Bank, ASPIRE indicators (benefit incidence, beneficiary incidence, coverage, adequacy).
    """
    if groups != int(groups) or groups < 1:
        raise MeasureError(f"groups={groups} cannot be used: pass a whole number of groups, 1 or more.")
    paid = recipient_or_paid(recipient, benefit)
    people, x, b, r = clean(weight, income=income, benefit=benefit, recipient=paid)
    columns = (people, people * r, people * b, people * b * r, people * (x + b) * r, people * (x + b))
    _, *sums = blocks(_ranks(x, b, rank_by), *columns)
    edges = np.arange(int(groups) + 1) / groups
    population, reached, amount, paid_out, after_reached, after = (
        np.diff(cumulated(sums[0], column, edges)) for column in sums
    )
    return Incidence(
        unit=unit,
        population=population,
        beneficiaries=reached,
        benefit=amount,
        coverage=_ratios(reached, population),
        benefit_incidence=_ratios(amount, sums[2].sum()),
        beneficiary_incidence=_ratios(reached, sums[1].sum()),
        adequacy=_ratios(paid_out, after_reached),
        relative_incidence=_ratios(amount, after),
        generosity=_ratios(amount, reached),
    )


def recipient_or_paid(recipient: ArrayLike | None, benefit: ArrayLike) -> ArrayLike:
    """Return who receives: those said to, or else those with a benefit above 0."""
    return numbers("benefit", benefit) > 0 if recipient is None else recipient


def _ranks(income: Floats, benefit: Floats, rank_by: str) -> Floats:
    """Return what units are ordered by."""
    if rank_by not in {"before", "after"}:
        raise MeasureError(f"rank_by={rank_by!r} cannot be used: rank by income 'before' or 'after' the benefit.")
    return income if rank_by == "before" else income + benefit


def _ratios(part: Floats, whole: Floats | float) -> Floats:
    """Divide arrays, NaN where nothing is divided by."""
    nothing = np.full(part.shape, np.nan)
    quotient: Floats = np.divide(part, whole, out=nothing, where=np.broadcast_to(whole, part.shape) != 0)
    return quotient
