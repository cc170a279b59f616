"""dibao-lite as ordinary aidkit rules: fifteen rules, one benefit a person, cost, eligible persons, poverty gap.

Money is yuan a year. ``lite_numpy.py`` and the files in ``peers`` write the same rules for other engines.
"""

from __future__ import annotations

import sys
from copy import copy
from functools import cache

import numpy as np

from aidkit.engine.graph import Graph, Plan
from aidkit.engine.totals import Sums, total_passes
from aidkit.layout import BLOCK, laid_out
from aidkit.policy import load_policy
from aidkit.rules import nodes_of
from aidkit.rules.definition import Count, Sum, rule
from aidkit.schema import Area
from tests.benchmarks.lite_data import PARAMETERS, Data, Outcome

CLAUSES = ["JJ-1"]


@rule("person", unit="yuan/year", zh="可计算收入", clauses=CLAUSES)
def lite_countable(
    wage_income: float,
    transfer_income: float,
    employed: bool,
    income_work_cost_rate: float,
    income_work_cost_monthly_cap: float,
) -> float:
    """Wages less the cost of work, and other income."""
    cost = min(income_work_cost_rate * wage_income, 12 * income_work_cost_monthly_cap) if employed else 0.0
    return wage_income - cost + transfer_income


@rule("person", unit="yuan/year", zh="超出起算额的医疗费", clauses=CLAUSES)
def lite_medical(medical_self_paid: float, rigid_medical_floor: float) -> float:
    """Medical payments above the floor."""
    return max(medical_self_paid - rigid_medical_floor, 0.0)


@rule("person", unit="yuan/year", zh="全部收入", clauses=CLAUSES)
def lite_gross(wage_income: float, basic_pension: float, transfer_income: float) -> float:
    """All income."""
    return wage_income + basic_pension + transfer_income


@rule("person", unit="yes/no", zh="重度残疾", clauses=CLAUSES)
def lite_severe(disability_grade: int, disability_kind: int) -> bool:
    """Grade 1 or 2, or grade 3 of an intellectual or psychiatric disability."""
    return disability_grade in (1, 2) or (disability_grade == 3 and disability_kind >= 5)


@rule("person", unit="yes/no", zh="可单人纳入", clauses=CLAUSES)
def lite_vulnerable(lite_severe: bool, serious_illness: bool) -> bool:
    """Whom a family of low income may enter singly."""
    return lite_severe or serious_illness


@rule("person", unit="share", zh="分类施保比例", clauses=CLAUSES)
def lite_uplift_rate(
    lite_severe: bool,
    serious_illness: bool,
    age: int,
    uplift_rates_severe_disability: float,
    uplift_rates_serious_illness: float,
    uplift_rates_elder: float,
    uplift_elder_age: float,
    tekun_minor_age: float,
) -> float:
    """Return the highest uplift of one person."""
    if lite_severe:
        return uplift_rates_severe_disability
    if serious_illness:
        return uplift_rates_serious_illness
    if age >= uplift_elder_age or age < tekun_minor_age:
        return uplift_rates_elder
    return 0.0


@rule("person", unit="yes/no", zh="家庭成员", clauses=CLAUSES)
def lite_member(age: int) -> bool:
    """Everybody is a member."""
    return age >= 0


lite_members = Count(where="lite_member")
lite_income = Sum("lite_countable")
lite_medical_total = Sum("lite_medical")
lite_gross_total = Sum("lite_gross")
lite_vulnerable_persons = Count(where="lite_vulnerable")
lite_uplift_total = Sum("lite_uplift_rate")


@rule("household", unit="yuan/year", zh="标准", clauses=CLAUSES)
def lite_standard(area: int, dibao_standard_urban: float, dibao_standard_rural: float) -> float:
    """Return the standard a head."""
    return 12 * (dibao_standard_urban if area == Area.URBAN else dibao_standard_rural)


@rule("household", unit="yuan/year", zh="人均收入", clauses=CLAUSES)
def lite_per_head(lite_income: float, lite_medical_total: float, lite_members: int, rigid_annual_cap: float) -> float:
    """Return income a head after rigid expenditure."""
    return max(lite_income - min(lite_medical_total, rigid_annual_cap), 0.0) / lite_members


@rule("household", unit="yes/no", zh="财产符合", clauses=CLAUSES)
def lite_assets(
    financial_assets: float,
    lite_members: int,
    vehicles: int,
    dwellings: int,
    lite_standard: float,
    assets_edge_financial_multiple: float,
) -> bool:
    """Deposits a head within twice the standard, no car, one dwelling."""
    within = financial_assets / lite_members <= assets_edge_financial_multiple * lite_standard
    return within and vehicles == 0 and dwellings <= 1


@rule("household", unit="yes/no", zh="符合低保", clauses=CLAUSES)
def lite_dibao(lite_per_head: float, lite_standard: float, lite_assets: bool) -> bool:
    """Below the standard, and assets within limits."""
    return lite_per_head < lite_standard and lite_assets


@rule("household", unit="yes/no", zh="低收入家庭", clauses=CLAUSES)
def lite_low(
    lite_per_head: float, lite_standard: float, lite_assets: bool, lite_dibao: bool, edge_multiple: float
) -> bool:
    """Within twice the standard without dibao."""
    return lite_per_head <= edge_multiple * lite_standard and lite_assets and not lite_dibao


@rule("household", unit="persons", zh="享受人数", clauses=CLAUSES)
def lite_eligible(lite_dibao: bool, lite_low: bool, lite_members: int, lite_vulnerable_persons: int) -> int:
    """Persons of dibao families, and those entered singly."""
    return lite_members if lite_dibao else (lite_vulnerable_persons if lite_low else 0)


@rule("household", unit="yuan/year", zh="救助金", clauses=CLAUSES)
def lite_benefit(
    lite_dibao: bool,
    lite_low: bool,
    lite_standard: float,
    lite_per_head: float,
    lite_members: int,
    lite_uplift_total: float,
    lite_vulnerable_persons: int,
    dibao_single_entry_share: float,
) -> float:
    """Return the gap of the family with uplift, or the share of those entered singly."""
    if lite_dibao:
        return (lite_standard - lite_per_head) * lite_members + lite_standard * lite_uplift_total
    return dibao_single_entry_share * lite_standard * lite_vulnerable_persons if lite_low else 0.0


@rule("household", unit="persons", zh="贫困差距", clauses=CLAUSES)
def lite_gap(lite_gross_total: float, lite_benefit: float, lite_members: int, lite_standard: float) -> float:
    """Poverty gap after transfers, times the members."""
    after = (lite_gross_total + lite_benefit) / lite_members
    return max((lite_standard - after) / lite_standard, 0.0) * lite_members


@rule("household", unit="yuan/year", zh="人均救助金", clauses=CLAUSES)
def lite_each(lite_benefit: float, lite_members: int) -> float:
    """Return the equal share of each member."""
    return lite_benefit / lite_members


@rule("person", unit="yuan/year", zh="个人救助金", clauses=CLAUSES)
def lite_share(lite_each: float) -> float:
    """Return what a member gets."""
    return lite_each


class Lite:
    """The comparison's work, from columns in engine order to one column and the totals, in one pass.

    Args:
        data: The data.
        threads: Threads to use; None for one a core.
    """

    def __init__(self, data: Data, threads: int | None = None) -> None:
        self.layout, self.threads = data.layout(), threads
        self.policy, self.weight = load_policy("jinjiang").reform(PARAMETERS), data.ones
        self.plan = lite_graph().plan(["lite_benefit", "lite_eligible", "lite_gap", "lite_share"])
        self.share = np.zeros(data.persons)

    def __call__(self) -> Sums:
        """Add up, and write the benefit a person, in engine order."""
        return self.to(self.plan, {"lite_share": self.share})

    def totals_only(self) -> Sums:
        """Add up alone."""
        return self.to(lite_totals(self.plan), None)

    def to(self, plan: Plan, columns: dict[str, np.ndarray] | None) -> Sums:
        """Run a plan, with columns or without."""
        return total_passes(
            self.layout, self.weight, {"": plan}, {"": [self.policy]}, columns=columns, threads=self.threads
        )

    def repeated(self, times: int) -> Lite:
        """Return the same work over so many copies of the data, side by side in memory; blocks left over are dropped."""
        homes = len(self.layout.size) // BLOCK * BLOCK
        rows = {"household": homes, "person": int(self.layout.size[:homes].sum())}
        columns = {
            level: {c.name: np.tile(self.layout.columns[level][c.name][: rows[level]], times) for c in read}
            for level, read in self.plan.columns.items()
        }
        many = copy(self)
        many.layout = laid_out(np.tile(self.layout.size[:homes], times), self.layout.places[0], columns)
        many.weight, many.share = np.ones(homes * times), np.zeros(rows["person"] * times)
        return many

    def outcome(self) -> Outcome:
        """Return what every engine gives, shares in the order of the data."""
        sums, share = self(), np.empty_like(self.share)
        share[self.layout.person_rows] = self.share
        gap = sums.total("lite_gap") / len(share)
        return Outcome(sums.total("lite_benefit"), sums.total("lite_eligible"), gap, share)

    def read_arrays(self) -> list[np.ndarray]:
        """Return the columns the rules read, for the floor."""
        return [self.layout.columns[level][c.name] for level, columns in self.plan.columns.items() for c in columns]


@cache
def lite_totals(_: Plan) -> Plan:
    """Return the plan without the column."""
    return lite_graph().plan(["lite_benefit", "lite_eligible", "lite_gap"])


@cache
def lite_graph() -> Graph:
    """Return the rules as a graph."""
    return Graph({name: variants[0] for name, variants in nodes_of(sys.modules[__name__]).items()})
