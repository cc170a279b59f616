"""What money can buy (支出与贫困的前沿): levers at the same budget, and every combination of several."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.errors import OutputError
from aidkit.parameter_values import leaves
from aidkit.report.basis import value_text
from aidkit.report.front import WAN, WAN_YEAR
from aidkit.report.labels import labelled
from aidkit.report.questions.budget import BUDGET
from aidkit.report.questions.line import YEARLY
from aidkit.report.questions.rows import largest, smallest
from aidkit.report.questions.words import MINUS, joined, money, persons
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS, source
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population
    from aidkit.result import Result

FURTHEST = 3.0  # times today's: how far a lever is looked along
NAMES = {
    "dibao.standard": Text("低保标准", "dibao standard"), "edge.multiple": Text("低保边缘倍数", "edge multiple"),
    "uplift.rates": Text("分类施保增发", "uplift"), "tekun.multiple": Text("特困倍数", "tekun multiple"),
    "relief.expenditure_months": Text("支出型临时救助月数", "months of expenditure relief"), "medical.ratio": Text("医疗救助比例", "medical assistance ratio"),
    "dibao.single_entry.enabled": Text("单人户纳入", "single-person entry"), "tekun.care_share": Text("特困照料护理", "tekun care shares"),
    "children.orphan_standard": Text("孤儿基本生活费", "orphan allowance"),
}  # fmt: skip
NOT_SPENT, NOT_FOUND = Text("用不完", "not all spent"), Text("无解", "none")


def same_money(before: Result, levers: Sequence[str], budget: float, line: float, lang: Lang = "both") -> Table:
    """Return how far each lever alone goes with the same budget, whom it reaches and what poverty it leaves.

    Args:
        before: Result of the policy in force.
        levers: Parameter paths or groups of numbers.
        budget: Yuan a year.
        line: Poverty line as a multiple of the dibao standard in force.
        lang: Language of the labels.
    """
    people, policy = before.population, before.policy
    yardstick = line * before.values("dibao_standard")
    rows: list[dict[str, Any]] = [{"lever": "", "factor": 1.0, **_state(people, policy, yardstick), "spent": ""}]
    for path in levers:
        highest, solution = _solved(before, path, budget)
        row = {
            "lever": path,
            "factor": np.nan,
            "cost": np.nan,
            "reached": np.nan,
            "gap": np.nan,
            "spent": NOT_FOUND.show(lang),
        }
        if solution is not None:
            used_up = solution.value < highest
            row = {"lever": path, "factor": solution.value, **_state(people, solution.policy, yardstick),
                   "spent": "" if used_up else NOT_SPENT.show(lang)}  # fmt: skip
        rows.append(row)
    frame = pd.DataFrame(rows)
    names = [Text("现行", "in force") if not path else NAMES.get(path, _label(path)) for path in frame["lever"]]
    frame = frame.assign(**labelled(names, lang))
    frame["reached"] -= frame["reached"].iloc[0]
    frame["change"] = 100 * (frame["gap"] - frame["gap"].iloc[0])
    frame["gap_text"] = [_points(x) for x in frame["change"]]
    heads = (
        Head("label", Text("只动这一项", "This lever alone")),
        Head("factor", Text("现行值的倍数", "Times today's"), form="factor"),
        Head("cost", Text("年支出", "Yearly cost"), WAN_YEAR, "count"),
        Head("spent", Text("预算", "Budget"), form="below"),
        Head("reached", Text("应享受现金救助，增加", "More entitled to cash"), PERSONS, "count"),
        Head("gap_text", Text("贫困深度变动", "Poverty gap"), Text("百分点", "percentage points"), "yuan"),
    )
    note = Text(
        f"贫困线为现行低保标准的 {line:g} 倍，贫困只计现金。",
        f"Poverty line: {line:g} times today's dibao standard; cash only.",
    )
    title = Text(f"同样花到 {money(budget).zh}，各项能做多少", f"What {money(budget).en} a year buy, lever by lever")
    return Table("levers", title, heads, frame, source(people), note, lang=lang)


def same_money_reading(table: Table) -> Reading:
    """Say which lever lowers the poverty gap most for the money, and which reaches most people."""
    tried = table.frame.iloc[1:].dropna(subset=["change"])
    if tried.empty:
        return Reading(Text("没有一项能用这笔钱。", "No lever can use the money."), table.lang)
    gap, reach = smallest(tried, "change"), largest(tried, "reached")
    first = Text("同样的钱，没有一项使贫困深度下降。", "For the same money no lever lowers the poverty gap.")
    if gap["gap_text"].startswith(MINUS):
        first = Text(
            f"同样的钱，使贫困深度下降最多的是{gap['zh']}（{gap['gap_text']} 个百分点）。",
            f"For the same money the poverty gap falls most by the {gap['en']} ({gap['gap_text']} percentage points).",
        )
    second = Text("没有一项使更多的人应享受现金救助。", "No lever entitles more people to cash.")
    if reach["reached"] > 0:
        number = persons(reach["reached"])
        second = Text(
            f"使应享受现金救助的人增加最多的是{reach['zh']}（{number.zh}）。",
            f"Most people come in by the {reach['en']} ({number.en}).",
        )
    return Reading(joined(first, second), table.lang)


def points(found: pd.DataFrame, policy: Policy, scaled: Collection[str]) -> pd.DataFrame:
    """Return a frontier as ``charts.whatif.frontier`` draws it; those none betters are numbered from the cheapest on.

    Args:
        found: ``aidkit.frontier``.
        policy: The policy it started from.
        scaled: The levers whose values are factors.
    """
    best = ~found["dominated"]
    in_force = np.ones(len(found), bool)
    for path in _levers(found):
        in_force &= np.isclose(found[path].astype(float), 1.0 if path in scaled else float(policy[path]))
    return found.assign(
        x=found["annual_cost"] / WAN, y=100 * found["poverty"], number=_numbered(found, best), in_force=in_force
    )


def frontier_texts(drawn: pd.DataFrame, line: float, budget: float) -> dict[str, Any]:
    """Return what ``charts.whatif.frontier`` writes around the combinations, the budget marked."""
    zh, en = f"贫困深度（%，线为标准的 {line:g} 倍）", f"poverty gap at {line:g} × the standard, %"
    texts = {"x": YEARLY, "y": Text(zh, en, f"{zh}\n{en}"), "finding": frontier_finding(drawn)}
    return {**texts, "limit": (budget / WAN, BUDGET)}


def frontier_finding(drawn: pd.DataFrame) -> Text:
    """Say the title of the frontier: how many combinations none betters, and whether today's is one of them."""
    best, all_ = int((~drawn["dominated"]).sum()), len(drawn)
    today = drawn[drawn["in_force"]]
    where = Text("", "")
    if len(today):
        beaten = bool(today["dominated"].iloc[0])
        where = (
            Text("，现行组合不在其中", "; today's is not among them")
            if beaten
            else Text("，现行组合在其中", "; today's is among them")
        )
    return Text(
        f"{all_} 种组合中，{best} 种没有更好的{where.zh}", f"Of {all_} combinations {best} have no better{where.en}"
    )


def best(drawn: pd.DataFrame, scaled: Collection[str], people: Population, lang: Lang = "both") -> Table:
    """Return the combinations none betters, cheapest first: the levers, cost and poverty gap."""
    levers = _levers(drawn)
    frame = drawn[~drawn["dominated"]].reset_index(drop=True)
    frame = frame.assign(number=[str(number) for number in frame["number"]])
    for path in levers:
        frame[path] = [f"× {value:g}" if path in scaled else value_text(value, lang) for value in frame[path].tolist()]
    heads = (
        Head("number", Text("编号", "No.")),
        *(Head(path, NAMES.get(path, _label(path))) for path in levers),
        Head("x", Text("年支出", "Yearly cost"), WAN_YEAR, "count"),
        Head("y", Text("贫困深度", "Poverty gap"), Text("%", "%"), "factor"),
    )
    frame["y"] = frame["y"].round(3)
    title = Text("没有更好的组合", "Combinations that none betters")
    return Table("best", title, heads, frame, source(people), lang=lang)


def frontier_reading(drawn: pd.DataFrame, budget: float, lang: Lang = "both") -> Reading:
    """Say which combination leaves least poverty within the budget, and what today's would cost done better."""
    fits = drawn[(~drawn["dominated"]) & (drawn["annual_cost"] <= budget)]
    if fits.empty:
        return Reading(Text("没有一种组合在预算之内。", "No combination is within the budget."), lang)
    chosen = fits.iloc[-1]
    first = Text(
        f"预算之内贫困最浅的是 {chosen['number']} 号：年支出 {money(chosen['annual_cost']).zh}，贫困深度 {chosen['y']:.3f}%。",
        f"Within the budget number {chosen['number']} leaves least poverty: {money(chosen['annual_cost']).en} a year, a gap of {chosen['y']:.3f} %.",
    )
    return Reading(joined(first, _cheaper(drawn), _common(drawn)), lang)


def _cheaper(drawn: pd.DataFrame) -> Text:
    """Say for how much less today's poverty gap could be had."""
    today = drawn[drawn["in_force"]]
    if today.empty:
        return Text("", "")
    now = today.iloc[0]
    better = drawn[(~drawn["dominated"]) & (drawn["poverty"] <= now["poverty"])].iloc[0]
    saved = float(now["annual_cost"] - better["annual_cost"])
    if saved <= 0:
        return Text("现行组合已没有更省的。", "Today's combination has none cheaper.")
    return Text(
        f"要做到现行的贫困深度，最省的组合比现行少花 {money(saved).zh}。",
        f"Today's poverty gap could be had for {money(saved).en} a year less.",
    )


def _common(drawn: pd.DataFrame) -> Text:
    """Say at which setting a lever stands in every combination none betters."""
    best = drawn[~drawn["dominated"]]
    fixed = [path for path in _levers(drawn) if drawn[path].nunique() > 1 and best[path].nunique() == 1]
    if not fixed:
        return Text("", "")
    names = [(NAMES.get(path, _label(path)), best[path].iloc[0]) for path in fixed]
    zh = "、".join(f"{name.zh}都取 {value_text(value, 'zh')}" for name, value in names)
    en = ", ".join(f"{name.en} at {value_text(value, 'en')}" for name, value in names)
    return Text(f"没有更好的组合里，{zh}。", f"All that have no better have the {en}.")


def _numbered(found: pd.DataFrame, best: pd.Series[bool]) -> pd.Series[int]:
    """Number the combinations none betters from the cheapest on, equal ones alike; 0 for the others."""
    equal = found.duplicated(["annual_cost", "poverty"])
    return (best & ~equal).cumsum().where(best, 0)


def _solved(before: Result, path: str, budget: float) -> tuple[float, Any]:
    """Return the highest factor a lever may take, and the solution there is within it."""
    from aidkit.whatif.solve import solve

    values = [(spec.high, before.policy.entries[spec.path].value) for spec in leaves(path)]
    highest = min([FURTHEST, *(high / value for high, value in values if value)])
    try:
        return highest, solve(
            before.population, before.policy, vary=path, until={"annual_cost": budget}, within=(1.0, highest)
        )
    except OutputError:
        return highest, None


def _state(people: Population, policy: Policy, line: np.ndarray[Any, Any]) -> dict[str, float]:
    from aidkit.engine.run import simulate
    from aidkit.measures.poverty import fgt
    from aidkit.schema import Scheme

    result = simulate(people, policy, ("annual_support", "income_after", "family_size", "entitled_scheme"))
    due = ~np.isin(result.values("entitled_scheme"), (Scheme.NONE, Scheme.EDGE))
    weight = people.weight
    return {
        "cost": float(weight @ result.values("annual_support")) / WAN,
        "reached": float(weight[people.household_of][due].sum()),
        "gap": fgt(result.values("income_after"), line, weight=weight * result.values("family_size"), alpha=1),
    }


def _levers(found: pd.DataFrame) -> list[str]:
    names = [str(name) for name in found.columns]
    return names[: names.index("annual_cost")]


def _label(path: str) -> Text:
    first = leaves(path)[0]
    return Text(first.zh, first.en)


def _points(value: float) -> str | None:
    """Write a change in percentage points; nothing has no sign, and what is not known is left out."""
    if np.isnan(value):
        return None
    text = f"{value:+z.3f}".replace("-", MINUS)
    return "0" if text == "+0.000" else text
