"""Fit a budget (按预算定标准): the standard a budget affords, the proof beside it, and what other budgets afford."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.errors import OutputError
from aidkit.report.front import WAN, WAN_YEAR
from aidkit.report.questions.line import YEARLY, standard
from aidkit.report.questions.rows import Row, rows
from aidkit.report.questions.words import money, persons, share
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS, YUAN_MONTH, YUAN_YEAR, source
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population
    from aidkit.result import Result
    from aidkit.whatif.curve import Curve
    from aidkit.whatif.solve import Solution

STANDARD, COST = "dibao.standard", "annual_cost"
TENTH = 0.1  # of the standard: ten per cent
BUDGET = Text("预算", "budget")
MET = {True: Text("不超", "within"), False: Text("超出", "over")}


@dataclass(frozen=True)
class Fitted:
    """A standard in whole yuan that a budget affords; made by ``in_whole_yuan``.

    Attributes:
        urban: Yuan a month.
        rural: Yuan a month.
        cost: Yuan a year.
        left: Yuan a year of the budget not spent.
        reached: Persons more entitled to cash than today.
    """

    urban: float
    rural: float
    cost: float
    left: float
    reached: float


def budget_of(before: Result, growth: float) -> float:
    """Return a budget in yuan a year: what is due today and a share more."""
    return float(before.summary().totals["annual_support"]) * (1 + growth)


def in_whole_yuan(solution: Solution, before: Result, budget: float) -> Fitted:
    """Round a solved dibao standard down to whole yuan, as a notice would, and run it.

    Args:
        solution: ``aidkit.solve`` of ``dibao.standard``.
        before: Result of the policy in force.
        budget: Yuan a year.
    """
    from aidkit.whatif.sweep import sweep

    urban, rural = (float(math.floor(solution.policy[f"{STANDARD}.{area}"] + 1e-6)) for area in ("urban", "rural"))
    rounded = before.policy.reform({f"{STANDARD}.urban": urban, f"{STANDARD}.rural": rural})
    now, then = (
        sweep(before.population, policy, STANDARD, scale=[1.0], measures=(COST, "cash_persons")).iloc[0]
        for policy in (before.policy, rounded)
    )
    cost = float(then[COST])
    return Fitted(urban, rural, cost, budget - cost, float(then["cash_persons"] - now["cash_persons"]))


def answer(solution: Solution, fitted: Fitted, before: Result, budget: float, lang: Lang = "both") -> Reading:
    """Say what standard the budget affords, in whole yuan, and what is then left of it."""
    policy, today = before.policy, budget_of(before, 0.0)
    urban = f"{policy[f'{STANDARD}.urban']:g} → {fitted.urban:g}"
    rural = f"{policy[f'{STANDARD}.rural']:g} → {fitted.rural:g}"
    standard = Text(
        f"城乡标准 {urban} 元/月",
        f"a standard of {fitted.urban:g} yuan a month instead of {policy[f'{STANDARD}.urban']:g}",
    )
    if urban != rural:
        standard = Text(f"城镇 {urban}、农村 {rural} 元/月", f"standards of {fitted.urban:g} (urban) and {fitted.rural:g} (rural) yuan a month instead of "
                        f"{policy[f'{STANDARD}.urban']:g} and {policy[f'{STANDARD}.rural']:g}")  # fmt: skip
    grown, left = share(budget - today, today), money(fitted.left)
    return Reading(
        Text(
            f"预算 {money(budget).zh}（比现行多 {grown}），最多负担现行标准的 {solution.value:.4f} 倍；取整为{standard.zh}，应享受现金救助的人增加 "
            f"{fitted.reached:,.0f} 人，预算还剩 {left.zh}。",
            f"A budget of {money(budget).en} a year, {grown} more than today, affords {solution.value:.4f} times today's standard; in whole yuan that is "
            f"{standard.en}, with {persons(fitted.reached).en} more entitled to cash and {left.en} of the budget left.",
        ),
        lang,
    )


def proof(solution: Solution, people: Population, budget: float, lang: Lang = "both") -> Table:
    """Return the runs at the solution and on both sides of it: the standard, its cost, and what is left of the budget."""
    frame = solution.proof.assign(
        left=budget - solution.proof[COST], fits=[MET[bool(met)].show(lang) for met in solution.proof["met"]]
    )
    frame["factor"] = [f"{x:.6f}" for x in frame["factor"]]
    heads = (
        Head("factor", Text("低保标准倍数", "Standard ×"), form="yuan"),
        Head(COST, Text("年支出", "Yearly cost"), YUAN_YEAR, "yuan"),
        Head("left", Text("预算结余", "Left of the budget"), YUAN_YEAR, "yuan"),
        Head("fits", Text("是否超预算", "Budget")),
    )
    title = Text("解和它两边的单独运算", "Separate runs at the solution and on both sides of it")
    return Table("proof", title, heads, frame, source(people), lang=lang)


def proof_reading(solution: Solution, table: Table) -> Reading:
    """Say that a little more breaks the budget, and on which stretches of the standard it holds."""
    over = table.frame[~solution.proof["met"].to_numpy(bool)]
    stretches = "; ".join(f"{low:.4g} – {high:.4g}" for low, high in solution.intervals)
    if over.empty:
        return Reading(
            Text(
                f"在考察的范围内（{stretches}）处处不超预算。",
                f"Throughout the range looked at ({stretches}) the budget holds.",
            ),
            table.lang,
        )
    excess = money(-float(over["left"].min()))
    return Reading(
        Text(
            f"再高百万分之二就超出 {excess.zh}，解因此不能再大。预算成立的范围是现行标准的 {stretches} 倍。",
            f"Two millionths more exceed the budget by {excess.en}, so no higher value will do. The budget holds from {stretches} times today's standard.",
        ),
        table.lang,
    )


def texts(solution: Solution, fitted: Fitted, policy: Policy, budget: float) -> dict[str, Any]:
    """Return what ``charts.whatif.curve`` writes around the cost, the budget marked across."""
    words = {"x": standard(policy), "y": YEARLY, "finding": finding(solution, fitted, budget)}
    return {**words, "marked": 1.0, "limit": (budget / WAN, BUDGET)}


def finding(solution: Solution, fitted: Fitted, budget: float) -> Text:
    """Say the title of the cost curve."""
    return Text(
        f"预算 {money(budget).zh}，标准最高为现行的 {solution.value:.3f} 倍（城镇 {fitted.urban:g} 元）",
        f"{money(budget).en} afford {solution.value:.3f} times today's standard ({fitted.urban:g} yuan urban)",
    )


def curve_reading(traced: Curve, solution: Solution, lang: Lang = "both") -> Reading:
    """Say what the next per cent of the standard costs at the line in force and at the solution."""
    here, there = (_next_per_cent(traced, x) for x in (1.0, solution.value))
    return Reading(
        Text(
            f"标准再提高 1%，在现行处要多花 {money(here).zh}，在解处要多花 {money(there).zh}。",
            f"One per cent more of the standard costs {money(here).en} a year at the line in force and {money(there).en} at the solution.",
        ),
        lang,
    )


def other_budgets(before: Result, growths: Sequence[float], within: tuple[float, float], lang: Lang = "both") -> Table:
    """Return the standard that each of several budgets affords, in whole yuan, and whom it reaches.

    Args:
        before: Result of the policy in force.
        growths: Shares above what is due today.
        within: Range of the standard to look in, as factors.
        lang: Language of the labels.
    """
    from aidkit.whatif.solve import solve

    lines = []
    for growth in sorted(growths):
        budget = budget_of(before, growth)
        solution = solve(before.population, before.policy, vary=STANDARD, until={COST: budget}, within=within)
        fitted = in_whole_yuan(solution, before, budget)
        lines.append({"growth": growth, "budget": budget / WAN, "urban": fitted.urban, "rural": fitted.rural,
                     "reached": fitted.reached, "left": fitted.left / WAN})  # fmt: skip
    heads = (
        Head("growth", Text("比现行多", "Above today"), form="share"),
        Head("budget", Text("预算", "Budget"), WAN_YEAR, "count"),
        Head("urban", Text("城镇标准", "Urban"), YUAN_MONTH, "count"),
        Head("rural", Text("农村标准", "Rural"), YUAN_MONTH, "count"),
        Head("reached", Text("应享受现金救助，增加", "More entitled to cash"), PERSONS, "count"),
        Head("left", Text("预算结余", "Left"), WAN_YEAR, "count"),
    )
    title = Text("不同预算负担得起的标准", "The standard that other budgets afford")
    return Table("budgets", title, heads, pd.DataFrame(lines), source(before.population), lang=lang)


def budgets_reading(table: Table) -> Reading:
    """Say what one per cent of budget buys of the standard, at the lower and at the upper end of the budgets."""
    settings = rows(table.frame)
    if len(settings) < 2:
        return Reading(Text("只有一个预算，无从比较。", "There is one budget only, nothing to compare."), table.lang)
    first, last = (_pace(*pair) for pair in (settings[:2], settings[-2:]))
    return Reading(
        Text(
            f"预算每多 1%，城镇标准在低端能提高 {first:.1f} 元，在高端能提高 {last:.1f} 元。",
            f"One per cent more of budget buys {first:.1f} yuan of the urban standard at the lower end and {last:.1f} at the upper.",
        ),
        table.lang,
    )


def asked(
    people: Population, policy: Policy, vary: str, until: Mapping[str, Any], lang: Lang = "both", **settings: Any
) -> Reading:
    """Ask for the value that meets a target, and say the answer or why there is none.

    Args:
        people: The population.
        policy: The policy.
        vary: Parameter path or group.
        until: One figure and its target.
        lang: Language of the text.
        **settings: More arguments of ``aidkit.solve``.
    """
    from aidkit.whatif.solve import solve

    try:
        found = solve(people, policy, vary=vary, until=until, **settings)
    except OutputError as error:
        zh, en = "没有这样的值。求解的答复（英文）：", "No value does. The solver's answer:"
        return Reading(Text(f"{zh}{error}", f"{en} {error}", f"{zh}\n\n{en} {error}"), lang)
    return Reading(
        Text(
            f"有：{found.condition}，现行值的 {found.value:.4g} 倍。",
            f"There is: {found.condition} at {found.value:.4g} times today's.",
        ),
        lang,
    )


def _pace(low: Row, high: Row) -> float:
    """Return yuan of the urban standard for one per cent of today's cost."""
    apart = 100 * (high["growth"] - low["growth"])
    return float((high["urban"] - low["urban"]) / apart) if apart else math.nan


def _next_per_cent(traced: Curve, position: float) -> float:
    """Return what one per cent more costs at a position, taken over ten so that single families do not decide."""
    start = min(position, traced.high - TENTH)
    low, high = traced.at([start, start + TENTH])[COST]
    return float(high - low) / 10
