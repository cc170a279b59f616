"""Rates that make places of different size comparable: each with its 95 % interval, for the page of all places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from aidkit.report.answers import cost_values
from aidkit.report.estimates import Estimate, by_household, ratio
from aidkit.report.tables import CASH
from aidkit.report.text import Text
from aidkit.rules.coverage import Coverage
from aidkit.schema import Scheme

if TYPE_CHECKING:
    from aidkit.result import Result

PERCENT, PER_THOUSAND = Text("%", "%"), Text("‰", "per 1,000")
YUAN_A_HEAD = Text("元/人·年", "yuan a resident and year")


@dataclass(frozen=True)
class Rate:
    """A rate: its name, its label, its unit, and the estimate in that unit."""

    name: str
    label: Text
    unit: Text
    estimate: Estimate

    def payload(self) -> dict[str, Any]:
        """Return the rate as JSON values; one that rests on too few records, or on nobody, has no value."""
        found, known = self.estimate, not (self.estimate.hidden or np.isnan(self.estimate.value))
        ends = [round(end, 4) if known else None for end in (found.value, found.low, found.high)]
        return {
            "name": self.name,
            "label": [*self.label[:2]],
            "unit": [*self.unit[:2]],
            "value": ends[0],
            "low": ends[1],
            "high": ends[2],
        }


def rates(result: Result) -> Iterator[Rate]:
    """Yield the rates of missed and wrong cover, missed relief and low income, and the cost a resident."""
    population = result.population
    cover, due = result.values("coverage"), np.isin(result.persons["entitled_scheme"].to_numpy(str), CASH)
    registered = ~np.isin(population.column("person", "current_scheme"), (Scheme.NONE, Scheme.EDGE))
    everybody = by_household(population, np.ones(len(cover)))
    homes = np.ones(len(everybody))
    missed, wrong = (by_household(population, cover == kind) for kind in (Coverage.MISSED, Coverage.WRONG))
    relief, edge = (result.values(name).astype(float) for name in ("missed_relief", "is_edge"))
    reach, supported = cost_values(result), result.values("annual_support")
    of_due, of_registered = (by_household(population, chosen) for chosen in (due, registered))
    cases = [
        ("missed_rate", Text("漏保率：漏保占应享受", "Missed, of those due cash"), PERCENT, 100, missed, of_due, missed),
        ("wrong_rate", Text("错保率：错保占现登记", "Wrong, of those registered"), PERCENT, 100, wrong, of_registered, wrong),
        ("relief_rate", Text("漏救户占总户数", "Missed relief, of all families"), PER_THOUSAND, 1000, relief, homes, relief),
        ("edge_rate", Text("低收入家庭占总户数", "Low-income, of all families"), PERCENT, 100, edge, homes, edge),
        ("reach_a_head", Text("补齐漏保、漏救", "Cost to reach the missed"), YUAN_A_HEAD, 1, reach, everybody, reach > 0),
        ("cost_a_head", Text("年支出", "Yearly cost"), YUAN_A_HEAD, 1, supported, everybody, supported > 0),
    ]  # fmt: skip
    for name, label, unit, scale, part, whole, behind in cases:
        yield Rate(name, label, unit, ratio(population, part, whole, int(behind.sum())).per(1 / scale))
