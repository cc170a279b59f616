"""A budget fitted: within it, next to it over it, and the same in whole yuan."""

from __future__ import annotations

import pytest

import aidkit
from aidkit.report import questions


@pytest.fixture(scope="module")
def budget(result):
    return questions.budget.budget_of(result, 0.1)


@pytest.fixture(scope="module")
def solution(people, policy, budget):
    return aidkit.solve(people, policy, vary="dibao.standard", until={"annual_cost": budget}, within=(0.8, 1.6))


@pytest.fixture(scope="module")
def fitted(solution, result, budget):
    return questions.budget.in_whole_yuan(solution, result, budget)


def test_the_notice_is_in_whole_yuan_and_within_the_budget(fitted, solution, budget, people, policy):
    assert fitted.urban == fitted.rural == float(int(775 * solution.value))
    notice = policy.reform({"dibao.standard.urban": fitted.urban, "dibao.standard.rural": fitted.rural})
    run = aidkit.simulate(people, notice)
    assert fitted.cost == pytest.approx(float(people.weight @ run.values("annual_support")))
    assert fitted.left == pytest.approx(budget - fitted.cost)
    assert fitted.left >= 0


def test_the_proof_is_told(solution, people, budget, fitted, result):
    table = questions.budget.proof(solution, people, budget, "en")
    assert table.frame["fits"].tolist() == ["within", "within", "over"]
    assert str(questions.budget.proof_reading(solution, table)).startswith("Two millionths more exceed the budget by ")
    assert "10% more than today, affords" in str(questions.budget.answer(solution, fitted, result, budget, "en"))
    assert f"({fitted.urban:g} yuan urban)" in questions.budget.finding(solution, fitted, budget).en


def test_a_larger_budget_affords_no_lower_a_standard(result):
    table = questions.budget.other_budgets(result, [0.2, 0.0, 0.1], (0.8, 1.6))
    assert table.frame["urban"].is_monotonic_increasing
    assert table.frame["growth"].tolist() == [0.0, 0.1, 0.2]
    assert str(questions.budget.budgets_reading(table)).startswith("预算每多 1%")


def test_a_target_nothing_meets_is_answered_in_the_solvers_words(people, policy):
    settings = {"within": (0.9, 1.1)}
    none = str(questions.budget.asked(people, policy, "dibao.standard", {"exclusion_error": 0.01}, "en", **settings))
    assert none.startswith("No value does. The solver's answer: No value of dibao.standard from 0.9 to 1.1 (× today)")
    there = str(questions.budget.asked(people, policy, "dibao.standard", {"exclusion_error": 0.9}, "en", **settings))
    assert there == "There is: exclusion_error <= 0.9 at 1.1 times today's."


def test_the_same_money_elsewhere(result, budget):
    table = questions.frontier.same_money(
        result, ["dibao.standard", "medical.ratio", "edge.multiple"], budget, 1.5, "en"
    )
    now, standard, medical, edge = table.frame.to_dict("records")
    assert (now["factor"], now["reached"]) == (1.0, 0.0)
    assert standard["cost"] <= budget / 10_000 + 1e-6
    assert now["cost"] < medical["cost"] <= budget / 10_000 + 1e-6
    assert (medical["reached"], medical["gap_text"]) == (0.0, "0")  # relief is no cash
    assert edge["factor"] <= 3.0
    assert "falls most by the dibao standard" in str(questions.frontier.same_money_reading(table))


@pytest.fixture(scope="module")
def drawn(people, policy, result):
    scales = {"dibao.standard": [0.9, 1.0, 1.2]}
    values = {"edge.multiple": [1.5, 2.0], "medical.annual_cap": [10_000.0, 60_000.0]}
    line = 1.5 * result.values("dibao_standard")
    found = aidkit.frontier(people, policy, values, scale=scales, line=line)
    return questions.frontier.points(found, policy, scales), scales


def test_numbers_run_from_the_cheapest_and_equal_points_share_one(drawn):
    table, _ = drawn
    best = table[~table["dominated"]]
    assert best["number"].iloc[0] == 1
    assert best["number"].is_monotonic_increasing
    assert (table.loc[table["dominated"], "number"] == 0).all()


def test_what_is_in_force_is_found_among_the_points(drawn, people, policy):
    table, _ = drawn
    now = table[table["in_force"]]
    assert len(now) == (policy["medical.annual_cap"] in (10_000.0, 60_000.0))


def test_the_list_writes_factors_as_factors(drawn, people, budget):
    table, scales = drawn
    listed = questions.frontier.best(table, scales, people, "en")
    assert listed.frame["dibao.standard"].iloc[0] == "× 0.9"
    assert listed.frame["edge.multiple"].iloc[0] == "1.5"
    assert "leaves least poverty" in str(questions.frontier.frontier_reading(table, budget, "en"))
    assert str(questions.frontier.frontier_reading(table, 0.0, "en")) == "No combination is within the budget."
