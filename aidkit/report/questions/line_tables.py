"""Where the money of a moved dibao standard goes: to amounts that follow it, or to families that cross a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.report.front import WAN, WAN_YEAR
from aidkit.report.labels import labelled
from aidkit.report.questions.line import smooth
from aidkit.report.questions.words import money, share
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS, YUAN_MONTH, source
from aidkit.report.tally import TOTAL, scheme_label
from aidkit.report.text import Lang, Text
from aidkit.report.thresholds import UNCHANGED

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population
    from aidkit.whatif.compare import Comparison
    from aidkit.whatif.curve import Curve

AMOUNTS = Text("其中：随标准逐元变动", "of it: yuan by yuan")
BILLIONTH = 1e-9  # relative: totals of many families, summed in another order, agree to this
CROSSINGS = Text("其中：跨线时一次发生", "of it: at once, on crossing a line")


def steps(traced: Curve, policy: Policy, people: Population, factors: Sequence[float], lang: Lang = "both") -> Table:
    """Return settings of the standard with cost and cover, and how much of the change of cost comes from where.

    Args:
        traced: ``aidkit.curve`` of ``dibao.standard`` by factor, with all figures.
        policy: The policy it starts from.
        people: The population, for the source.
        factors: Settings; 1 is added if it is not there.
        lang: Language of the labels.
    """
    at = sorted({1.0, *map(float, factors)})
    frame = traced.at(at)
    frame["change"] = (frame["annual_cost"] - traced.at(1.0)["annual_cost"].iloc[0]) / WAN
    frame["amounts"] = [smooth(traced, "annual_cost", 1.0, x) / WAN for x in at]
    frame["crossings"] = frame["change"] - frame["amounts"]
    frame["wan"] = frame["annual_cost"] / WAN
    for area in ("urban", "rural"):
        frame[area] = frame["factor"] * policy[f"dibao.standard.{area}"]
    heads = (
        Head("factor", Text("低保标准倍数", "Standard ×"), form="factor"),
        Head("urban", Text("城镇标准", "Urban"), YUAN_MONTH, "yuan"),
        Head("rural", Text("农村标准", "Rural"), YUAN_MONTH, "yuan"),
        Head("cash_persons", Text("应享受现金救助", "Entitled to cash"), PERSONS, "count"),
        Head("missed_persons", Text("漏保", "Missed"), PERSONS, "count"),
        Head("wan", Text("年支出", "Yearly cost"), WAN_YEAR, "count"),
        Head("change", Text("与现行比", "Change"), WAN_YEAR, "count"),
        Head("amounts", AMOUNTS, WAN_YEAR, "count"),
        Head("crossings", CROSSINGS, WAN_YEAR, "count"),
    )
    title = Text("各档低保标准的支出和覆盖", "What each dibao standard costs and whom it reaches")
    return Table("steps", title, heads, frame, source(people), UNCHANGED, lang=lang)


def origin(table: Table) -> Reading:
    """Say for the highest setting of ``steps`` how much of the change comes at once, as families cross a line."""
    top = table.frame.iloc[-1]
    change, crossings = money(top["change"] * WAN, sign=True), money(top["crossings"] * WAN, sign=True)
    of = share(top["crossings"], top["change"])
    return Reading(
        Text(
            f"标准为 {top['factor']:g} 倍时，年支出 {change.zh}，其中 {crossings.zh}（{of}）是家庭跨线时一次发生的，其余随标准逐元变动。",
            f"At {top['factor']:g} times today's standard the yearly cost moves by {change.en}; {crossings.en} of that ({of}) comes at once, as "
            "families cross a line, the rest yuan by yuan with the standard.",
        ),
        table.lang,
    )


def by_scheme(compared: Comparison, people: Population, lang: Lang = "both") -> Table:
    """Return cost before and after by scheme and kind of relief, largest change first, the total last.

    Args:
        compared: ``aidkit.compare`` of both results.
        people: The population, for the source.
        lang: Language of the labels.
    """
    rows = compared.cost[["scheme", "before_yuan_a_year", "after_yuan_a_year", "difference_yuan_a_year"]]
    each, total = rows.iloc[:-1], rows.iloc[-1:]
    each = each[(each.iloc[:, 1:] != 0).any(axis=1)]
    order = each["difference_yuan_a_year"].abs().sort_values(ascending=False, kind="stable").index
    frame = pd.concat([each.loc[order], total], ignore_index=True)
    labels = [*(scheme_label(name) for name in frame["scheme"].iloc[:-1]), TOTAL]
    money_columns = {name: frame[f"{name}_yuan_a_year"] / WAN for name in ("before", "after", "difference")}
    frame = frame.assign(**labelled(labels, lang), **money_columns)
    heads = (
        Head("label", Text("项目", "Scheme or relief")),
        Head("before", Text("现行", "In force"), WAN_YEAR, "count"),
        Head("after", Text("调整后", "After"), WAN_YEAR, "count"),
        Head("difference", Text("变动", "Change"), WAN_YEAR, "count"),
    )
    title = Text("调整前后各项目的年支出", "Yearly cost by scheme, before and after")
    return Table("by_scheme", title, heads, frame, source(people), UNCHANGED, total=True, lang=lang)


def largest(table: Table) -> Reading:
    """Say which row of ``by_scheme`` changes most, and how much of the whole change that is."""
    first, total = table.frame.iloc[0], table.frame.iloc[-1]
    of, change = share(first["difference"], total["difference"]), money(first["difference"] * WAN, sign=True)
    return Reading(
        Text(
            f"变动最大的是{first['zh']}：{change.zh}，占全部变动的 {of}。",
            f"{first['en']} changes most: {change.en} a year, {of} of the whole change.",
        ),
        table.lang,
    )


def exactness(traced: Curve, runs: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say how far a curve is from separate runs of all rules.

    Args:
        traced: The curve, by factor.
        runs: ``aidkit.sweep(…, scale=…, exact=False)``: one row a setting.
        lang: Language of the text.
    """
    names = list(traced.figures)
    apart = (traced.at(runs["factor"].to_numpy())[names] - runs[names]).abs() / runs[names].abs().clip(lower=1.0)
    worst = float(apart.to_numpy().max())
    zh, en = ("相差不到十亿分之一", "by less than one part in a billion")
    if worst >= BILLIONTH:
        zh, en = f"最多相差 {worst:.1e}", f"by up to {worst:.1e}"
    return Reading(
        Text(
            f"曲线由 {len(traced.breaks):,} 段直线组成；在 {len(runs)} 个点上与单独运行相比，{len(names)} 项结果{zh}。",
            f"The curve is made of {len(traced.breaks):,} straight pieces; from separate runs at {len(runs)} settings its {len(names)} figures "
            f"differ {en}.",
        ),
        lang,
    )
