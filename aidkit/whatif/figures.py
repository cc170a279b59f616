"""Key figures a threshold moves, as rules: counted by the same engine, household by household.

Each is a household amount or count; its weighted sum is what a table shows.
"""

from __future__ import annotations

from aidkit.engine.graph import Graph
from aidkit.engine.run import graph_of
from aidkit.policy import Policy
from aidkit.rules.coverage import Coverage
from aidkit.rules.definition import Count, rule
from aidkit.schema import Scheme


@rule("person", unit="yes/no", zh="应享受现金救助", clauses=["JJ-1"], step=True)
def is_due_cash(entitled_scheme: int) -> bool:
    """Person entitled to a cash scheme."""
    return entitled_scheme not in (Scheme.NONE, Scheme.EDGE)


@rule("person", unit="yes/no", zh="应纳入低保边缘", clauses=["JJ-2.3.2"], step=True)
def is_due_edge(entitled_scheme: int) -> bool:
    """Person entitled to edge status only."""
    return entitled_scheme == Scheme.EDGE


@rule("person", unit="yes/no", zh="漏保", clauses=["JJ-2.2.1"], step=True)
def is_missed(coverage: int) -> bool:
    """Person entitled to a cash scheme whom the register has on none."""
    return coverage == Coverage.MISSED


@rule("person", unit="yes/no", zh="错保", clauses=["XZ-1", "HS-5"], step=True)
def is_wrong(coverage: int) -> bool:
    """Person whom the register has on a cash scheme without entitlement to one."""
    return coverage == Coverage.WRONG


@rule("person", unit="yes/no", zh="类别不符", clauses=["JJ-G9"], step=True)
def is_mismatched(coverage: int) -> bool:
    """Person on another cash scheme than the one due."""
    return coverage == Coverage.MISMATCHED


@rule("person", unit="yes/no", zh="未建档", clauses=["JJ-2.3.2"], step=True)
def is_unrecorded(coverage: int) -> bool:
    """Member of an edge family missing from the low-income database."""
    return coverage == Coverage.UNRECORDED


CLAUSES = ("JJ-1",)
cash_persons = Count(
    where="is_due_cash", unit="persons", en="Persons due cash", zh="应享受现金救助人数", clauses=CLAUSES
)
edge_persons = Count(
    where="is_due_edge", unit="persons", en="Persons due edge status", zh="低保边缘人数", clauses=CLAUSES
)
missed_persons = Count(where="is_missed", unit="persons", en="Persons missed", zh="漏保人数", clauses=CLAUSES)
wrong_persons = Count(where="is_wrong", unit="persons", en="Persons wrongly covered", zh="错保人数", clauses=CLAUSES)
mismatched_persons = Count(
    where="is_mismatched", unit="persons", en="Persons on the wrong scheme", zh="类别不符人数", clauses=CLAUSES
)
unrecorded_persons = Count(
    where="is_unrecorded", unit="persons", en="Edge persons unrecorded", zh="未建档人数", clauses=CLAUSES
)


@rule("household", unit="households", zh="应享受现金救助户数", clauses=["JJ-1"], step=True)
def cash_households(cash_persons: int) -> int:
    """Household with somebody due cash."""
    return 1 if cash_persons > 0 else 0


@rule("household", unit="households", zh="低保边缘户数", clauses=["JJ-2.3.2"], step=True)
def edge_households(edge_persons: int) -> int:
    """Household with somebody due edge status."""
    return 1 if edge_persons > 0 else 0


@rule("household", unit="households", zh="漏救户数", clauses=["JJ-2.2.1"], step=True)
def missed_relief_households(missed_relief: bool) -> int:
    """Household to which temporary assistance is due and none was given."""
    return 1 if missed_relief else 0


@rule("household", unit="yuan/year", zh="年救助支出", clauses=["JJ-1"], step=True)
def annual_cost(annual_support: float) -> float:
    """Support due in a year."""
    return annual_support


FIGURES: tuple[str, ...] = (
    "annual_cost", "cash_persons", "cash_households", "edge_persons", "edge_households", "missed_persons",
    "wrong_persons", "mismatched_persons", "unrecorded_persons", "missed_relief_households",
)  # fmt: skip

RATIOS: dict[str, tuple[str, str]] = {
    "exclusion_error": ("missed_persons", "cash_persons"),
    "cost_per_cash_person": ("annual_cost", "cash_persons"),
}
"""Figures that are one figure over another: the share of persons due cash who are missed, yuan a year a person."""


def figure_graph(policy: Policy) -> Graph:
    """Return the rules in force under a policy together with the figures."""
    return graph_of(policy, __name__)
