"""What is added up when no columns are asked for: every result column, the key figures, and poverty before and after.

Poverty is taken at the family's own dibao standard, as ``Result.summary`` does; the sums here, over the persons of
``family_size``, are its three indices.
"""

from __future__ import annotations

from aidkit.engine.graph import Graph
from aidkit.engine.run import graph_of
from aidkit.policy import Policy
from aidkit.rules.definition import below, rule
from aidkit.whatif import figures
from aidkit.whatif.figures import FIGURES

CLAUSES = ["JJ-2.3.2"]
INCOMES = ("income_before", "income_after")
FGT = {
    "before": ("poor_before", "gap_before", "squared_gap_before"),
    "after": ("poor_after", "gap_after", "squared_gap_after"),
}


@rule("household", unit="persons", zh="救助前低于标准人数", clauses=CLAUSES, step=True)
def poor_before(income_before: float, dibao_standard: float, family_size: int) -> int:
    """Members of a family whose income before assistance is below the dibao standard."""
    return family_size if below(income_before, dibao_standard) else 0


@rule("household", unit="persons", zh="救助前差距", clauses=CLAUSES, step=True)
def gap_before(poor_before: int, income_before: float, dibao_standard: float) -> float:
    """Share of the standard that is missing before assistance, times the members."""
    return poor_before * (dibao_standard - income_before) / dibao_standard if poor_before > 0 else 0.0


@rule("household", unit="persons", zh="救助前差距平方", clauses=CLAUSES, step=True)
def squared_gap_before(gap_before: float, income_before: float, dibao_standard: float) -> float:
    """Squared share of the standard that is missing before assistance, times the members."""
    return gap_before * (dibao_standard - income_before) / dibao_standard if gap_before > 0.0 else 0.0


@rule("household", unit="persons", zh="救助后低于标准人数", clauses=CLAUSES, step=True)
def poor_after(income_after: float, dibao_standard: float, family_size: int) -> int:
    """Members of a family whose income with the cash due is below the dibao standard."""
    return family_size if below(income_after, dibao_standard) else 0


@rule("household", unit="persons", zh="救助后差距", clauses=CLAUSES, step=True)
def gap_after(poor_after: int, income_after: float, dibao_standard: float) -> float:
    """Share of the standard that is missing with the cash due, times the members."""
    return poor_after * (dibao_standard - income_after) / dibao_standard if poor_after > 0 else 0.0


@rule("household", unit="persons", zh="救助后差距平方", clauses=CLAUSES, step=True)
def squared_gap_after(gap_after: float, income_after: float, dibao_standard: float) -> float:
    """Squared share of the standard that is missing with the cash due, times the members."""
    return gap_after * (dibao_standard - income_after) / dibao_standard if gap_after > 0.0 else 0.0


def totals_graph(policy: Policy) -> Graph:
    """Return the rules in force under a policy together with all that is added up; one graph a date and rulebook."""
    return graph_of(policy, figures.__name__, __name__)


def added_up(policy: Policy) -> tuple[str, ...]:
    """Name what is added up by default: every result column, the key figures, the sums behind the poverty indices."""
    columns = tuple(name for name in totals_graph(policy).columns if name not in FIGURES)
    return (*columns, *FIGURES, *FGT["before"], *FGT["after"])
