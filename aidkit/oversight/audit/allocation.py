"""Share a budget of visits among towns so that the error rate is known best (奈曼分配, Neyman allocation)."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass

import pandas as pd

from aidkit.errors import counted, listed, message
from aidkit.oversight.errors import OversightError


@dataclass(frozen=True, repr=False)
class Allocation:
    """Visits by stratum.

    Attributes:
        table: By stratum: cases, error_rate (expected), visits, proportional (visits by share of cases).
        standard_error: Of the error rate estimated from the visits, were the expected rates true.
        standard_error_proportional: The same with proportional visits.
    """

    table: pd.DataFrame
    standard_error: float
    standard_error_proportional: float

    def __str__(self) -> str:
        visits = int(self.table["visits"].sum())
        return (
            f"{counted(visits, 'visit')} in {counted(len(self.table), 'stratum', 'strata')}: standard error of the error rate "
            f"{self.standard_error:.3%}, with proportional visits {self.standard_error_proportional:.3%}"
        )

    def __repr__(self) -> str:
        return str(self)


def allocate_visits(strata: pd.DataFrame, budget: int, *, at_least: int = 2) -> Allocation:
    """Share visits among strata to minimise the variance of the estimated error rate.

    Variance = sum of N_h^2 S_h^2 (1 / n_h - 1 / N_h) / N^2 with S_h^2 = p_h (1 - p_h) N_h / (N_h - 1). Visits are given
    one by one where N_h S_h / sqrt(n_h (n_h + 1)) is greatest, which is the best of all whole-number allocations.

    Args:
        strata: A row a stratum: ``cases`` (whole number, 0 or more), ``error_rate`` (expected, 0-1); names in the index.
        budget: Visits there are.
        at_least: Visits every stratum gets first, or all its cases where it has fewer; 2 or more let its own variance
            be estimated.

    Returns:
        The allocation. More visits than cases: every case is visited.

    Raises:
        OversightError: A column is missing, a value cannot be, or the budget is below the visits every stratum gets.

    Example:
        >>> strata = pd.DataFrame({"cases": [100, 100], "error_rate": [0.5, 0.1]}, index=["north", "south"])
        >>> allocate_visits(strata, 40).table["visits"].tolist()
        [25, 15]

    Source: Neyman (1934), JRSS 97; Wright (2012), The American Statistician 66.
    """
    _check(strata, at_least)
    cases = [int(count) for count in strata["cases"]]
    spread = [
        count * math.sqrt(rate * (1 - rate) * count / (count - 1)) if count > 1 else 0.0
        for count, rate in zip(cases, strata["error_rate"], strict=True)
    ]
    first = [min(count, at_least) for count in cases]
    if budget < sum(first):
        raise OversightError(
            message(
                f"budget={budget} is below the {sum(first)} visits that {at_least} in every stratum take.",
                "Give more visits, or lower at_least.",
            )
        )
    visits = _greatest_first(first, cases, spread, budget)
    proportional = _greatest_first(first, cases, [float(count) for count in cases], budget)
    table = strata[["cases", "error_rate"]].assign(visits=visits, proportional=proportional)
    errors = [_standard_error(given, cases, spread) for given in (visits, proportional)]
    return Allocation(table, *errors)


def _greatest_first(first: list[int], cases: list[int], spread: list[float], budget: int) -> list[int]:
    """Give visits one by one to the stratum that gains most; ties go to the first."""
    visits = list(first)
    queue = [(-_priority(spread[at], n), at) for at, n in enumerate(visits) if n < cases[at]]
    heapq.heapify(queue)
    for _ in range(min(budget, sum(cases)) - sum(visits)):
        _, at = heapq.heappop(queue)
        visits[at] += 1
        if visits[at] < cases[at]:
            heapq.heappush(queue, (-_priority(spread[at], visits[at]), at))
    return visits


def _priority(spread: float, visits: int) -> float:
    """Return the root of what one visit more takes off the variance; a first visit comes before any second."""
    return math.inf if visits == 0 and spread > 0 else spread / math.sqrt(max(visits, 1) * (visits + 1))


def _standard_error(visits: list[int], cases: list[int], spread: list[float]) -> float:
    """Return the standard error; NaN where a stratum with any spread gets no visit."""
    total = 0.0
    for n, count, deviation in zip(visits, cases, spread, strict=True):
        if deviation > 0 and n == 0:
            return math.nan
        total += deviation**2 * (1 / n - 1 / count) if n else 0.0
    return math.sqrt(total) / sum(cases) if sum(cases) else math.nan


def _check(strata: pd.DataFrame, at_least: int) -> None:
    missing = [column for column in ("cases", "error_rate") if column not in strata]
    if missing:
        raise OversightError(message(f"The strata have no column {listed(missing)}.", "Needed: cases, error_rate."))
    whole = strata["cases"].ge(0) & strata["cases"].mod(1).eq(0)
    share = strata["error_rate"].between(0, 1)
    faults = [
        f"  {column}: {listed(strata.loc[~right, column])} in {listed(strata.index[~right])}; allowed are {allowed}."
        for column, right, allowed in (
            ("cases", whole, "whole numbers, 0 or more"),
            ("error_rate", share, "shares from 0 to 1"),
        )
        if not right.all()
    ]
    if faults:
        raise OversightError(message("The strata cannot be used.", *faults))
    if at_least < 0:
        raise OversightError(message(f"at_least={at_least} is no count.", "Give 0 or more visits."))
