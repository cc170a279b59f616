"""Everything together: the scheme a person is entitled to, what the family receives, and its income with it."""

from __future__ import annotations

from aidkit.rules.definition import Sum, rule
from aidkit.schema import Scheme


@rule("person", unit="scheme", zh="应享受待遇", clauses=["JJ-1", "HZ-1.1", "HZ-1.2"])
def entitled_scheme(
    is_tekun: bool,
    is_orphan: bool,
    is_unsupported_child: bool,
    in_unit: bool,
    is_dibao: bool,
    in_gradual_exit: bool,
    current_scheme: int,
    is_single_entry: bool,
    is_edge: bool,
) -> Scheme:
    """Scheme a person is entitled to by the rules; the first that holds."""
    on_dibao = current_scheme in (Scheme.DIBAO, Scheme.DIBAO_SINGLE)
    if is_tekun:
        return Scheme.TEKUN
    if is_orphan:
        return Scheme.ORPHAN
    if is_unsupported_child:
        return Scheme.UNSUPPORTED_CHILD
    if in_unit and is_dibao:
        return Scheme.DIBAO
    if in_unit and in_gradual_exit and on_dibao:
        return Scheme.GRADUAL_EXIT
    if is_single_entry:
        return Scheme.DIBAO_SINGLE
    if in_unit and is_edge:
        return Scheme.EDGE
    return Scheme.NONE


@rule("person", unit="yuan/month", zh="个人月救助金", clauses=["HZ-2.1", "JJ-G7"], step=True)
def personal_cash(tekun_basic: float, tekun_care: float, child_allowance: float, single_entry_benefit: float) -> float:
    """Monthly cash paid to one person rather than to the family, price subsidy apart."""
    return tekun_basic + tekun_care + child_allowance + single_entry_benefit


family_personal_cash = Sum("personal_cash", where="counted")
family_price_subsidy = Sum("price_subsidy", where="counted")
family_medical_relief = Sum("medical_relief", where="counted")


@rule("household", unit="yuan/month", zh="月救助金合计", clauses=["HZ-1.2", "HZ-2.1", "HZ-2.3"])
def monthly_cash(
    dibao_benefit: float,
    gradual_exit_benefit: float,
    family_personal_cash: float,
    family_price_subsidy: float,
) -> float:
    """Cash due to the family in a month in which the price subsidy is paid."""
    return dibao_benefit + gradual_exit_benefit + family_personal_cash + family_price_subsidy


@rule("household", unit="yuan/year", zh="年救助合计", clauses=["HZ-1.2", "HZ-2.3", "HS-3.3"])
def annual_support(
    monthly_cash: float,
    gradual_exit_benefit: float,
    family_price_subsidy: float,
    months_above_standard: int,
    temporary_relief: float,
    family_medical_relief: float,
    dibao_gradual_exit_months: float,
    price_link_months_a_year: float,
) -> float:
    """Support due to the family in a year: cash, what is left of a gradual exit, price subsidy, relief."""
    regular = 12 * (monthly_cash - gradual_exit_benefit - family_price_subsidy)
    exit_months = min(12.0, dibao_gradual_exit_months - months_above_standard)
    leaving = exit_months * gradual_exit_benefit
    prices = price_link_months_a_year * family_price_subsidy
    return regular + leaving + prices + temporary_relief + family_medical_relief


@rule("person", unit="yuan/year", zh="全部收入", clauses=["JJ-2.3.2"], step=True)
def all_income(
    wage_income: float,
    business_income: float,
    farm_income: float,
    property_income: float,
    transfer_income: float,
    basic_pension: float,
    exempt_income: float,
) -> float:
    """All income of a person, that which is not counted included."""
    earned = wage_income + business_income + farm_income
    return earned + property_income + transfer_income + basic_pension + exempt_income


family_all_income = Sum("all_income", where="counted")


@rule("household", unit="yuan/month", zh="救助前人均收入", clauses=["JJ-2.3.2"])
def income_before(family_all_income: float, other_income: float, family_size: int) -> float:
    """Monthly income per family member before assistance; 0 where nobody is counted."""
    if family_size == 0:
        return 0.0
    return (family_all_income + other_income) / 12 / family_size


@rule("household", unit="yuan/month", zh="救助后人均收入", clauses=["JJ-2.3.2"])
def income_after(income_before: float, monthly_cash: float, family_size: int) -> float:
    """Monthly income per family member with the cash due by the rules, whatever is paid today."""
    if family_size == 0:
        return 0.0
    return income_before + monthly_cash / family_size
