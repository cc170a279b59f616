"""Temporary assistance: emergencies, expenditure hardship, uninsured unemployment (临时救助)."""

from __future__ import annotations

from aidkit.rules.definition import Sum, at_most, below, rule
from aidkit.schema import Shock


@rule("household", unit="yuan/year", zh="急难型临时救助", clauses=["HZ-6", "XZ-3", "HS-2.1"])
def emergency_relief(shock: int, family_size: int, dibao_standard: float, relief_emergency_months: float) -> float:
    """Emergency relief: months of the standard for every member, without a means test or hukou condition."""
    if shock == Shock.NONE:
        return 0.0
    return relief_emergency_months * dibao_standard * family_size


@rule("household", unit="yes/no", zh="支出型困难家庭", clauses=["HZ-5", "XZ-3", "JJ-2.3.2"])
def is_expenditure_hardship(
    unit_size: int,
    local: bool,
    shock: int,
    rigid_expenditure: float,
    per_capita_income: float,
    income_local_disposable_annual: float,
    per_capita_income_after_rigid: float,
    dibao_standard: float,
    within_assets_edge: bool,
    relief_line_multiple: float,
) -> bool:
    """Family whose rigid expenditure pushes it under the line although its income is modest, not lowest."""
    return (
        unit_size > 0
        and local
        and shock == Shock.NONE
        and below(0.0, rigid_expenditure)
        and below(12 * per_capita_income, income_local_disposable_annual)
        and below(per_capita_income_after_rigid, relief_line_multiple * dibao_standard)
        and within_assets_edge
    )


@rule("household", unit="yuan/year", zh="支出型临时救助", clauses=["HZ-5", "XZ-3"])
def expenditure_relief(
    is_expenditure_hardship: bool, family_size: int, dibao_standard: float, relief_expenditure_months: float
) -> float:
    """Expenditure relief: months of the standard for every member."""
    if not is_expenditure_hardship:
        return 0.0
    return relief_expenditure_months * dibao_standard * family_size


@rule("person", unit="yuan/year", zh="未参保失业人员一次性救助", clauses=["JJ-2.2.3", "JJ-G5"])
def unemployment_relief(
    counted: bool,
    registered_unemployed: bool,
    unemployment_insured: bool,
    months_without_income: int,
    is_dibao: bool,
    is_edge: bool,
    dibao_standard: float,
    relief_unemployment_multiple: float,
) -> float:
    """One-off relief for an uninsured unemployed member of a dibao or edge family after three months."""
    without_insurance = counted and registered_unemployed and not unemployment_insured
    if without_insurance and months_without_income >= 3 and (is_dibao or is_edge):
        return relief_unemployment_multiple * dibao_standard
    return 0.0


family_unemployment_relief = Sum("unemployment_relief", where="counted")


@rule("household", unit="yuan/year", zh="临时救助", clauses=["HS-3.3", "HZ-6", "XZ-3"])
def temporary_relief(
    emergency_relief: float,
    expenditure_relief: float,
    family_unemployment_relief: float,
    relief_received: float,
    relief_annual_cap: float,
) -> float:
    """Temporary assistance due in the year, within what the yearly cap leaves after relief already received."""
    room = max(0.0, relief_annual_cap - relief_received)
    return min(room, emergency_relief + expenditure_relief + family_unemployment_relief)


@rule("household", unit="yes/no", zh="漏救", clauses=["JJ-2.2.1", "JJ-2.3.3", "XZ-3"])
def missed_relief(temporary_relief: float, relief_received: float) -> bool:
    """Missed relief: temporary assistance is due and none was given."""
    return below(0.0, temporary_relief) and at_most(relief_received, 0.0)
