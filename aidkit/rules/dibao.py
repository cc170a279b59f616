"""The minimum living guarantee: who is under the line, and what the family receives (最低生活保障)."""

from __future__ import annotations

from collections.abc import Sequence

from aidkit.parameters import MAX_GRADES, DibaoMode
from aidkit.rules.definition import Any_, Sum, below, rule
from aidkit.schema import Area, Scheme


@rule("household", unit="yuan/month", zh="低保测算人均收入", clauses=["XZ-1", "HZ-1.2"])
def dibao_test_income(
    per_capita_income: float, per_capita_income_after_rigid: float, dibao_deduct_rigid: bool
) -> float:
    """Income per head that is held against the dibao standard."""
    return per_capita_income_after_rigid if dibao_deduct_rigid else per_capita_income


@rule("household", unit="yes/no", zh="符合低保条件", clauses=["HZ-1.1", "HZ-1.2", "JJ-1"])
def is_dibao(
    unit_size: int, local: bool, dibao_test_income: float, dibao_standard: float, within_assets_dibao: bool
) -> bool:
    """Dibao family: income per head below the standard, assets within the limits."""
    return unit_size > 0 and local and below(dibao_test_income, dibao_standard) and within_assets_dibao


@rule("household", unit="yuan/month", zh="低保分档金额（每人）", clauses=["HZ-2.2"], step=True)
def dibao_grade_amount(
    area: int,
    dibao_mode_urban: int,
    dibao_mode_rural: int,
    dibao_test_income: float,
    dibao_standard: float,
    dibao_grades_urban: Sequence[float],
    dibao_grades_rural: Sequence[float],
) -> float:
    """Amount a head of the first grade whose line the family's income is below.

    A schedule is ratio, amount, ratio, amount, … ascending; the last ratio is 1.
    """
    mode = dibao_mode_urban if area == Area.URBAN else dibao_mode_rural
    if mode != DibaoMode.GRADED:
        return 0.0
    grades = dibao_grades_urban if area == Area.URBAN else dibao_grades_rural
    for step in range(MAX_GRADES):
        if below(dibao_test_income, grades[2 * step] * dibao_standard):
            return grades[2 * step + 1]
    return 0.0


@rule("household", unit="yuan/month", zh="低保金（不含增发）", clauses=["HZ-1.7", "HZ-2.2"])
def dibao_base(
    is_dibao: bool,
    area: int,
    unit_size: int,
    dibao_standard: float,
    dibao_test_income: float,
    dibao_grade_amount: float,
    dibao_mode_urban: int,
    dibao_mode_rural: int,
) -> float:
    """What brings the family up to the standard, or the amount of its grade, times the members.

    Not modelled: municipal minimum payments.
    """
    if not is_dibao:
        return 0.0
    mode = dibao_mode_urban if area == Area.URBAN else dibao_mode_rural
    if mode == DibaoMode.GRADED:
        return unit_size * dibao_grade_amount
    return (dibao_standard - dibao_test_income) * unit_size


unit_uplift = Sum("uplift", where="in_unit")


@rule("household", unit="yuan/month", zh="低保金", clauses=["HZ-1.2", "HS-3.2"])
def dibao_benefit(is_dibao: bool, dibao_base: float, unit_uplift: float) -> float:
    """Dibao of the family: the base and every member's uplift."""
    if not is_dibao:
        return 0.0
    return dibao_base + unit_uplift


@rule("person", unit="yes/no", zh="现领低保（整户）", clauses=["HZ-1.2"], step=True)
def on_dibao_today(counted: bool, current_scheme: int) -> bool:
    """Counted member whom the register has on dibao with the family."""
    return counted and current_scheme == Scheme.DIBAO


@rule("person", unit="yes/no", zh="现领低保（单人保）", clauses=["HZ-1.2"], step=True)
def on_single_entry_today(counted: bool, current_scheme: int) -> bool:
    """Counted member whom the register has on dibao as a single person."""
    return counted and current_scheme == Scheme.DIBAO_SINGLE


any_on_dibao_today = Any_("on_dibao_today")
any_on_single_entry_today = Any_("on_single_entry_today")


@rule("household", unit="yes/no", zh="处于渐退期", clauses=["HZ-1.2", "XZ-1"])
def in_gradual_exit(
    is_dibao: bool,
    unit_size: int,
    local: bool,
    within_assets_dibao: bool,
    months_above_standard: int,
    any_on_dibao_today: bool,
    any_on_single_entry_today: bool,
    is_edge: bool,
    dibao_test_income: float,
    dibao_standard: float,
    dibao_gradual_exit_months: float,
) -> bool:
    """Family whose income rose above the standard and that leaves dibao gradually.

    Single-person entrants leave gradually only where their family is no longer edge.
    """
    was_on_dibao = any_on_dibao_today or (any_on_single_entry_today and not is_edge)
    return (
        not is_dibao
        and unit_size > 0
        and local
        and within_assets_dibao
        and not below(dibao_test_income, dibao_standard)
        and months_above_standard < dibao_gradual_exit_months
        and was_on_dibao
    )


@rule("household", unit="yuan/month", zh="渐退期低保金", clauses=["HZ-1.2"])
def gradual_exit_benefit(in_gradual_exit: bool, previous_benefit: float, dibao_gradual_exit_share: float) -> float:
    """What the family keeps of its former dibao in gradual exit."""
    if not in_gradual_exit:
        return 0.0
    return previous_benefit * dibao_gradual_exit_share
