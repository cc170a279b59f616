"""The triggers of early warning as rules: at which level a snapshot of a family warns (动态监测预警指标).

A trigger gives a level, not an alert: an alert is a level that is higher than in the snapshot before. Thresholds, and
what a population does not hold (school, deaths, the income of an earlier month), are handed in by name.
"""

from __future__ import annotations

from enum import IntEnum

from aidkit.rules.definition import Max, below, rule
from aidkit.schema import Shock


class AlertLevel(IntEnum):
    """How urgent an alert is (预警等级)."""

    NONE = 0
    YELLOW = 1
    ORANGE = 2
    RED = 3


def level_over(value: float, yellow: float, orange: float, red: float) -> AlertLevel:
    """Return the level a value is over; on a line is not over it."""
    if below(red, value):
        return AlertLevel.RED
    if below(orange, value):
        return AlertLevel.ORANGE
    return AlertLevel.YELLOW if below(yellow, value) else AlertLevel.NONE


@rule("person", unit="level", zh="自付医疗费用过高", clauses=["HZ-3", "JJ-2.3.3", "JJ-G1"])
def medical_cost(
    medical_self_paid: float, medical_cost_yellow: float, medical_cost_orange: float, medical_cost_red: float
) -> AlertLevel:
    """Own medical payment of 12 months over a line; 40,000 yuan is over no line of 40,000."""
    return level_over(medical_self_paid, medical_cost_yellow, medical_cost_orange, medical_cost_red)


@rule("household", unit="level", zh="收入大幅下降", clauses=["HZ-3", "JJ-2.3.3"])
def income_fall(
    per_capita_income: float,
    earlier_income: float,
    income_fall_yellow: float,
    income_fall_orange: float,
    income_fall_red: float,
) -> AlertLevel:
    """Fall of income a head by more than a share of what it was."""
    if not below(0.0, earlier_income):
        return AlertLevel.NONE
    fall = 1.0 - per_capita_income / earlier_income
    return level_over(fall, income_fall_yellow, income_fall_orange, income_fall_red)


@rule("household", unit="level", zh="收入接近低保标准", clauses=["HZ-3", "JJ-2.3.2"])
def near_line(
    unit_size: int,
    edge_test_income: float,
    dibao_standard: float,
    near_line_yellow: float,
    near_line_orange: float,
    near_line_red: float,
) -> AlertLevel:
    """Income a head, as the place tests it for edge families, below a multiple of the dibao standard."""
    if unit_size == 0:
        return AlertLevel.NONE
    if below(edge_test_income, near_line_red * dibao_standard):
        return AlertLevel.RED
    if below(edge_test_income, near_line_orange * dibao_standard):
        return AlertLevel.ORANGE
    return AlertLevel.YELLOW if below(edge_test_income, near_line_yellow * dibao_standard) else AlertLevel.NONE


@rule("person", unit="level", zh="新发残疾", clauses=["HZ-3", "HZ-1.3", "JJ-G2"])
def disability(disability_grade: int, severe_for_single_entry: bool) -> AlertLevel:
    """Disability: red where severe in the sense of single-person entry, yellow otherwise."""
    if severe_for_single_entry:
        return AlertLevel.RED
    return AlertLevel.YELLOW if disability_grade > 0 else AlertLevel.NONE


@rule("person", unit="level", zh="失业", clauses=["HZ-3", "JJ-G5", "JJ-2.2.3"])
def job_lost(
    registered_unemployed: bool,
    unemployment_insured: bool,
    months_without_income: int,
    job_lost_orange: float,
    job_lost_red: float,
) -> AlertLevel:
    """Job lost: yellow at once, higher the longer somebody without unemployment insurance is without income."""
    if not registered_unemployed:
        return AlertLevel.NONE
    if unemployment_insured or months_without_income < job_lost_orange:
        return AlertLevel.YELLOW
    return AlertLevel.RED if months_without_income >= job_lost_red else AlertLevel.ORANGE


@rule("household", unit="level", zh="遭遇灾害意外", clauses=["HZ-3", "HZ-6", "JJ-G6"])
def disaster(shock: int) -> AlertLevel:
    """Emergency in the last 12 months: red after fire, accident or disaster, orange after any other."""
    if shock == Shock.NONE:
        return AlertLevel.NONE
    sudden = shock in (Shock.FIRE, Shock.ACCIDENT, Shock.DISASTER)
    return AlertLevel.RED if sudden else AlertLevel.ORANGE


@rule("person", unit="level", zh="失学", clauses=["HZ-3"])
def out_of_school(age: int, in_school: bool, school_from: float, school_years: float) -> AlertLevel:
    """Child of the age of compulsory schooling who is not in school."""
    of_age = school_from <= age < school_from + school_years
    return AlertLevel.ORANGE if of_age and not in_school else AlertLevel.NONE


@rule("person", unit="level", zh="家庭成员死亡", clauses=["HZ-3", "HS-5"])
def death(age: int, died: bool, earner_from: float, earner_until: float) -> AlertLevel:
    """Death of a member: orange at the age of an earner, yellow otherwise."""
    if not died:
        return AlertLevel.NONE
    return AlertLevel.ORANGE if earner_from <= age <= earner_until else AlertLevel.YELLOW


family_medical_cost = Max("medical_cost", where="counted")
family_disability = Max("disability", where="counted")
family_job_lost = Max("job_lost", where="counted")
family_out_of_school = Max("out_of_school", where="counted")
family_death = Max("death", where="counted")

TRIGGERS: dict[str, tuple[str, str]] = {
    "medical_cost": ("family_medical_cost", "自付医疗费用过高"),
    "income_fall": ("income_fall", "收入大幅下降"),
    "near_line": ("near_line", "收入接近低保标准"),
    "disability": ("family_disability", "新发残疾"),
    "job_lost": ("family_job_lost", "失业"),
    "disaster": ("disaster", "遭遇灾害意外"),
    "out_of_school": ("family_out_of_school", "失学"),
    "death": ("family_death", "家庭成员死亡"),
}
"""By trigger: the household rule or aggregate that holds its level, and its Chinese name."""

THRESHOLDS = (
    "medical_cost_yellow", "medical_cost_orange", "medical_cost_red", "income_fall_yellow", "income_fall_orange",
    "income_fall_red", "near_line_yellow", "near_line_orange", "near_line_red", "job_lost_orange", "job_lost_red",
    "school_from", "school_years", "earner_from", "earner_until",
)  # fmt: skip
"""Settings that the triggers take by name."""
