"""Income that counts, and what may be deducted from it (家庭收入核算)."""

from __future__ import annotations

from aidkit.rules.definition import Sum, rule


@rule("person", unit="yuan/year", zh="就业成本扣减", clauses=["HZ-1.7", "XZ-1"])
def work_cost(
    employed: bool, wage_income: float, income_work_cost_rate: float, income_work_cost_monthly_cap: float
) -> float:
    """Necessary work cost deducted from wages: a share of the wage up to a monthly cap."""
    if not employed:
        return 0.0
    return min(wage_income * income_work_cost_rate, 12 * income_work_cost_monthly_cap)


@rule("person", unit="yuan/year", zh="不计入收入的基础养老金", clauses=["HZ-1.6"])
def exempt_pension(basic_pension: float, income_central_basic_pension: float) -> float:
    """Part of the resident pension that the centre sets and that is not income.

    The parameter is 0 on dates without the exemption.
    """
    return min(basic_pension, 12 * income_central_basic_pension)


@rule("person", unit="yuan/year", zh="可计算收入", clauses=["HZ-1.6", "HZ-1.7"])
def countable_income(
    wage_income: float,
    work_cost: float,
    business_income: float,
    farm_income: float,
    property_income: float,
    transfer_income: float,
    basic_pension: float,
    exempt_pension: float,
) -> float:
    """A person's income that counts: wages net of work cost, business, farm, property, transfers, pension.

    Merit allowances, scholarships, awards and other assistance are never counted and never reach this rule.
    """
    wages = wage_income - work_cost
    pension = basic_pension - exempt_pension
    return wages + business_income + farm_income + property_income + transfer_income + pension


unit_countable_income = Sum("countable_income", where="in_unit")


@rule("household", unit="yuan/year", zh="家庭收入", clauses=["JJ-2.3.2", "HZ-1.2"])
def household_income(unit_countable_income: float, other_income: float) -> float:
    """Countable income of the unit together with household income not of one person; losses do not go below 0."""
    return max(0.0, unit_countable_income + other_income)


@rule("person", unit="yuan/year", zh="超出起算额的自付医疗费", clauses=["XZ-1", "JJ-2.3.2"], step=True)
def medical_above_floor(medical_self_paid: float, rigid_medical_floor: float) -> float:
    """Own medical payment above the floor from which it counts as rigid expenditure."""
    return max(0.0, medical_self_paid - rigid_medical_floor)


unit_medical_above_floor = Sum("medical_above_floor", where="in_unit")


@rule("household", unit="yuan/year", zh="刚性支出", clauses=["XZ-1", "JJ-2.3.2"])
def rigid_expenditure(
    unit_medical_above_floor: float,
    education_expense: float,
    rehabilitation_expense: float,
    rigid_education_share: float,
    rigid_rehabilitation_share: float,
    rigid_annual_cap: float,
) -> float:
    """Rigid expenditure of the family: medical, education and rehabilitation, up to a yearly cap."""
    education = education_expense * rigid_education_share
    rehabilitation = rehabilitation_expense * rigid_rehabilitation_share
    return min(rigid_annual_cap, unit_medical_above_floor + education + rehabilitation)


@rule("household", unit="yuan/month", zh="人均收入", clauses=["JJ-2.3.2", "HZ-1.2"])
def per_capita_income(household_income: float, unit_size: int) -> float:
    """Monthly income per head of the unit; 0 where no unit remains."""
    if unit_size == 0:
        return 0.0
    return household_income / (12 * unit_size)


@rule("household", unit="yuan/month", zh="扣除刚性支出后人均收入", clauses=["JJ-2.3.2", "XZ-1"])
def per_capita_income_after_rigid(household_income: float, rigid_expenditure: float, unit_size: int) -> float:
    """Monthly income per head after rigid expenditure; 0 where no unit remains."""
    if unit_size == 0:
        return 0.0
    return max(0.0, household_income - rigid_expenditure) / (12 * unit_size)
