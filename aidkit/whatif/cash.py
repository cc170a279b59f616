"""A family's money by programme, as rules: what it has of its own, and what each programme adds."""

from __future__ import annotations

from dataclasses import dataclass

from aidkit.engine.graph import Graph
from aidkit.engine.run import graph_of
from aidkit.policy import Policy
from aidkit.rules.definition import Sum, rule


@rule("household", unit="yuan/month", zh="家庭自有收入", clauses=["JJ-2.3.2"], step=True)
def own_income(family_all_income: float, other_income: float) -> float:
    """Income of the counted members before assistance, whether or not it counts in the test, a month."""
    return (family_all_income + other_income) / 12


@rule("person", unit="yuan/month", zh="特困供养金", clauses=["HZ-2.1"], step=True)
def tekun_payment(tekun_basic: float, tekun_care: float) -> float:
    """Basic living and care of a tekun person."""
    return tekun_basic + tekun_care


family_tekun_payment = Sum("tekun_payment", where="counted")
family_child_allowance = Sum("child_allowance", where="counted")
family_single_entry_benefit = Sum("single_entry_benefit", where="counted")


@dataclass(frozen=True)
class Programme:
    """One programme's payment to a family.

    Attributes:
        figure: The household rule or aggregate that holds it.
        zh: Chinese name.
        en: English name.
        months: Months its figure covers: 1 for monthly cash, 12 for yearly relief.
    """

    figure: str
    zh: str
    en: str
    months: int = 1


MONTHLY: dict[str, Programme] = {
    "tekun": Programme("family_tekun_payment", "特困", "tekun"),
    "child_allowance": Programme("family_child_allowance", "儿童基本生活费", "child allowance"),
    "dibao": Programme("dibao_benefit", "低保", "dibao"),
    "dibao_single": Programme("family_single_entry_benefit", "单人保", "single-person dibao"),
    "gradual_exit": Programme("gradual_exit_benefit", "渐退", "gradual exit"),
    "price_subsidy": Programme("family_price_subsidy", "价格临时补贴", "price subsidy"),
}
RELIEF: dict[str, Programme] = {
    "temporary_relief": Programme("temporary_relief", "临时救助", "temporary assistance", months=12),
    "medical_relief": Programme("family_medical_relief", "医疗救助", "medical relief", months=12),
}
PROGRAMMES: dict[str, Programme] = {**MONTHLY, **RELIEF}


def cash_graph(policy: Policy) -> Graph:
    """Return the rules in force under a policy together with a family's money by programme."""
    return graph_of(policy, __name__)
