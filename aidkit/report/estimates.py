"""Figures of a report as estimates: the weighted sum, its 95 % interval, and the records it was counted on.

Households are taken as drawn one by one. Where every household stands for itself there is no sampling error, and
the estimate says that it is a count.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from aidkit.report.disclosure import FEW_RECORDS, SMALL, SMALLEST
from aidkit.report.tally import is_weighted
from aidkit.report.text import NOTHING, Text

if TYPE_CHECKING:
    from aidkit.population import Population

Values = np.ndarray[Any, Any]
COUNT = ",.0f"  # how a number of people is written
NORMAL_95 = 1.959964  # standard errors to either side; samples have thousands of households
COUNTED = Text("逐户登记，无抽样误差", "every family counted, no sampling error")


@dataclass(frozen=True)
class Estimate:
    """A total over households.

    Attributes:
        value: The weighted sum, in the unit of what was summed.
        low: Lower end of the 95 % interval, not below zero; equal to the value where nothing was sampled.
        high: Upper end.
        records: Persons or families in the data behind it.
        sampled: Whether households stand for others.
    """

    value: float
    low: float
    high: float
    records: int
    sampled: bool

    @property
    def hidden(self) -> bool:
        """Whether it rests on too few records to be shown."""
        return 0 < self.records < SMALLEST

    def per(self, unit: float) -> Estimate:
        """Return the same in another unit, e.g. ``per(10_000)`` for tens of thousands of yuan."""
        return replace(self, value=self.value / unit, low=self.low / unit, high=self.high / unit)

    def shown(self, form: str = COUNT) -> str:
        """Return the value as text, or the mark of a small cell."""
        if self.hidden:
            return SMALL if form == COUNT and not self.sampled else FEW_RECORDS
        return format(self.value, form)

    def interval(self, form: str = COUNT) -> str:
        """Return the 95 % interval as text; empty where there is none, or nothing may be shown."""
        if not self.sampled or self.hidden or self.records == 0:
            return ""
        return f"{self.low:{form}}–{self.high:{form}}"

    def with_interval(self, unit: Text, form: str = COUNT) -> Text:
        """Return value, unit and interval as a phrase."""
        value = self.shown(form)
        low, high = (f"{end:{form}}" for end in (self.low, self.high))
        zh, en = (f"（95% 区间 {low} 至 {high}）", f" (95% interval {low} to {high})") if self.interval() else ("", "")
        return Text(f"{value} {unit.zh}{zh}", f"{value} {unit.en}{en}")


def total(population: Population, values: Values, records: int | None = None, *, signed: bool = False) -> Estimate:
    """Return the total of a household amount or count over everybody the population stands for.

    Args:
        population: The population; its weights are used.
        values: (households,) amount or number of persons of each household, in input order.
        records: Records behind it; the sum of the values where left out, which is right for counts.
        signed: Whether it is a difference, which may be negative.

    Source: Cochran, Sampling Techniques (1977), 9A.3: households drawn one by one, with replacement.
    """
    weighted = population.weight * values
    value, number = float(weighted.sum()), len(weighted)
    found = int(np.abs(values).sum()) if records is None else records
    if not is_weighted(population) or number < 2:
        return Estimate(value, value, value, found, sampled=False)
    error = float(np.sqrt(number / (number - 1) * ((weighted - value / number) ** 2).sum()))
    half = NORMAL_95 * error
    low = value - half if signed else max(0.0, value - half)
    return Estimate(value, low, value + half, found, sampled=True)


def ratio(population: Population, part: Values, whole: Values, records: int) -> Estimate:
    """Return one total over another, such as the missed over those due cash; NaN over nothing.

    Args:
        population: The population; its weights are used.
        part: (households,) what is counted, in input order.
        whole: (households,) what it is counted over.
        records: Records behind the part.

    Source: Cochran, Sampling Techniques (1977), 6.4: the error of a ratio is that of its residuals.
    """
    below = float((population.weight * whole).sum())
    if below == 0:
        return Estimate(float("nan"), float("nan"), float("nan"), records, sampled=False)
    value = float((population.weight * part).sum()) / below
    around = total(population, (part - value * whole) / below, records, signed=True)
    half = around.high - around.value
    return replace(around, value=value, low=max(0.0, value - half), high=value + half)


def by_household(population: Population, values: Values) -> Values:
    """Return the sum over each household's members, (households,), of a person column, (persons,)."""
    found: Values = np.bincount(population.household_of, weights=values, minlength=len(population.households))
    return found


def persons(population: Population, chosen: Values) -> Estimate:
    """Return how many persons a choice of persons, (persons,) of yes and no, stands for."""
    return total(population, by_household(population, chosen))


def basis(estimate: Estimate, unit: Text) -> Text:
    """Say what a figure was counted on."""
    if estimate.hidden:
        return NOTHING
    if not estimate.sampled:
        return COUNTED
    count = f"{estimate.records:,}"
    return Text(f"加权，样本 {count} {unit.zh}", f"weighted from {count} {unit.en}")
