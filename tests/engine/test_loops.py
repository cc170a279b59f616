"""Rules with a loop of their own stand apart, and a rule may make an array although the pass makes none."""

from __future__ import annotations

import numpy as np

import aidkit
from aidkit.engine.graph import Stage
from aidkit.engine.loops import apart, has_loop
from aidkit.engine.run import graph_of
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.rules.dibao import dibao_base, dibao_grade_amount


@aidkit.rule("person", unit="months", zh="六十岁前月数", clauses=["HZ-1.1"])
def months_before_sixty(age: int) -> int:
    """Months until sixty, counted one year after the other."""
    months = 0
    while age < 60:
        age += 1
        months += 12
    return months


@aidkit.rule("person", unit="yuan/year", zh="三项金额的中位数", clauses=["HZ-1.1"])
def middle_income(wage_income: float, basic_pension: float, medical_self_paid: float) -> float:
    """The middle one of three amounts, by an array and a list the rule makes."""
    return np.median(np.array([wage_income, basic_pension, medical_self_paid]))


@aidkit.rule("person", unit="months", zh="六十岁前月数之倍", clauses=["HZ-1.1"])
def twice_the_months(months_before_sixty: int) -> int:
    """Twice the months; it needs what the loop gave."""
    return 2 * months_before_sixty


def test_a_loop_is_known_by_its_jump_back() -> None:
    assert has_loop(dibao_grade_amount)
    assert has_loop(months_before_sixty)
    assert not has_loop(dibao_base)


def test_the_grades_of_dibao_have_a_stage_of_their_own(base_policy: Policy) -> None:
    plan = graph_of(base_policy).plan()
    stages = apart(plan)
    assert Stage("household", ("dibao_grade_amount",), ()) in stages
    assert [name for stage in stages for name in stage.rules] == [name for stage in plan.stages for name in stage.rules]
    assert [stage.aggregates for stage in stages if stage.aggregates] == [
        stage.aggregates for stage in plan.stages if stage.aggregates
    ]


def test_rules_before_and_after_a_loop_give_what_plain_functions_give(
    three_families: Population, base_policy: Policy
) -> None:
    reform = base_policy.reform(rules=[months_before_sixty, twice_the_months, middle_income])
    persons = aidkit.simulate(three_families, reform, ["twice_the_months", "middle_income", "uplift"]).persons
    people = three_families.persons
    assert persons["twice_the_months"].tolist() == [24 * max(0, 60 - age) for age in people["age"]]
    three = people.reindex(columns=["wage_income", "basic_pension", "medical_self_paid"], fill_value=0.0)
    assert persons["middle_income"].tolist() == three.median(axis=1).tolist()
