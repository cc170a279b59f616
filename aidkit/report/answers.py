"""The five questions a reader comes with, answered on the first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from aidkit.report.disclosure import SMALLEST
from aidkit.report.estimates import COUNTED, Estimate, by_household, persons, total
from aidkit.report.tables import CASH, FAMILIES, PERSONS
from aidkit.report.tally import scheme_label
from aidkit.report.text import NOTHING, Text
from aidkit.rules.coverage import Coverage
from aidkit.schema import Scheme

if TYPE_CHECKING:
    from aidkit.result import Result

Values = np.ndarray[Any, Any]
WAN, TENS_OF_THOUSANDS = 10_000.0, Text("万元/年", "× 10,000 yuan a year")
MONTHS, OLD, RURAL = 12, 60, 1
STEP = 0.1  # how far the line is moved for the last question
STANDARD = "dibao.standard"


def missed(result: Result) -> Estimate:
    """Return the persons due cash whom the register has on none (漏保)."""
    return persons(result.population, result.values("coverage") == Coverage.MISSED)


def missed_relief(result: Result) -> Estimate:
    """Return the families due temporary assistance that were given none (漏救)."""
    return total(result.population, result.values("missed_relief").astype(float))


def cost_to_reach(result: Result) -> Estimate:
    """Return the yuan a year due to the missed, over everybody."""
    found = cost_values(result)
    return total(result.population, found, int((found > 0).sum()))


def cost_values(result: Result) -> Values:
    """Return the yuan a year due to each household's missed, (households,): their cash, and the relief it missed.

    A family's dibao is shared equally among those of its members it is paid for; medical assistance is left out.
    """
    population = result.population
    lacks = result.values("coverage") == Coverage.MISSED
    home, homes = population.household_of, len(population.households)
    own = sum(result.values(name) for name in ("tekun_basic", "tekun_care", "child_allowance", "single_entry_benefit"))
    shared = result.values("dibao_benefit") + result.values("gradual_exit_benefit")
    on_family = np.isin(result.values("entitled_scheme"), (Scheme.DIBAO, Scheme.GRADUAL_EXIT))
    members = by_household(population, on_family)
    each = np.divide(shared, members, out=np.zeros(homes), where=members > 0)[home]
    monthly = np.where(lacks, own + np.where(on_family, each, 0.0), 0.0)
    yearly = MONTHS * by_household(population, monthly)
    relief = np.where(result.values("missed_relief"), result.values("temporary_relief"), 0.0)
    found: Values = yearly + relief
    return found


def answers(result: Result) -> Iterator[tuple[Text, Text]]:
    """Yield the five questions with their answers; every estimate carries its unit and interval."""
    yield Text("漏了多少？", "How many are missed?"), _how_many(result)
    yield Text("漏的是谁？", "Who are they?"), _who(result)
    yield Text("落实要多少钱？", "What would reaching them cost?"), _how_much(result)
    yield Text("有多大把握？", "How sure is this?"), _how_sure(result)
    yield Text("标准动一动会怎样？", "What moves if the line moves?"), _if_moved(result)


def _how_many(result: Result) -> Text:
    lack, relief = missed(result), missed_relief(result)
    due = persons(result.population, np.isin(result.persons["entitled_scheme"].to_numpy(str), CASH))
    cover, families = lack.with_interval(PERSONS), relief.with_interval(FAMILIES)
    share = "" if lack.hidden or due.value == 0 else f"{lack.value / due.value:.1%}"
    of_zh, of_en = (
        (f"，占应享受现金救助 {due.shown()} 人的 {share}", f", {share} of the {due.shown()} due cash")
        if share
        else ("", "")
    )
    return Text(
        f"漏保 {cover.zh}{of_zh}；漏救 {families.zh}。",
        f"{cover.en} miss cover{of_en}; {families.en} miss relief.",
    )


def _who(result: Result) -> Text:
    lacks = result.values("coverage") == Coverage.MISSED
    if lacks.sum() < SMALLEST:
        return Text("人数过少，不予分列。", "Too few to be told apart.")
    weight = result.population.weight[result.population.household_of]
    due = result.persons["entitled_scheme"].to_numpy(str)
    schemes = {scheme_label(name): lacks & (due == name) for name in CASH}
    zh, en = _shares({**schemes, **_traits(result)}, lacks, weight)
    return Text(f"漏保的人中：{'，'.join(zh)}。", f"Of the missed: {', '.join(en)}.")


def _traits(result: Result) -> dict[Text, Values]:
    population, home = result.population, result.population.household_of
    return {
        Text("农村", "rural"): population.column("household", "area")[home] == RURAL,
        Text("60 岁及以上", "aged 60 or over"): population.column("person", "age") >= OLD,
        Text("残疾", "disabled"): population.column("person", "disability_kind") != 0,
        Text("独居", "living alone"): result.values("family_size")[home] == 1,
    }


def _shares(groups: dict[Text, Values], lacks: Values, weight: Values) -> tuple[list[str], list[str]]:
    """Return the share of each group among the missed; one that few, or all but few, belong to is left out."""
    zh, en = [], []
    for label, chosen in groups.items():
        inside, outside = int((chosen & lacks).sum()), int((~chosen & lacks).sum())
        if inside >= SMALLEST and (outside == 0 or outside >= SMALLEST):
            share = f"{weight[chosen & lacks].sum() / weight[lacks].sum():.0%}"
            zh.append(f"{label.zh} {share}")
            en.append(f"{label.en} {share}")
    return zh, en


def _how_much(result: Result) -> Text:
    reach = cost_to_reach(result).per(WAN).with_interval(TENS_OF_THOUSANDS, ",.1f")
    whole = total(result.population, result.values("annual_support"), len(result.population.households))
    everything = whole.per(WAN).with_interval(TENS_OF_THOUSANDS, ",.1f")
    return Text(
        f"补齐漏保、漏救需 {reach.zh}，不含医疗救助；应享受的全部落实共需 {everything.zh}。",
        f"To reach the missed takes {reach.en}, medical assistance apart; all that is due comes to {everything.en}.",
    )


def _how_sure(result: Result) -> Text:
    policy, lack = result.policy, missed(result)
    assumed = sum(entry.status == "assumed" for entry in policy.entries.values())
    if lack.sampled and not lack.hidden and lack.value:
        half = f"±{(lack.high - lack.value) / lack.value:.0%}"
        sampling = Text(f"漏保人数的抽样误差约 {half}（95%）", f"Sampling moves the missed by about {half} (95%)")
    else:
        sampling = COUNTED if not lack.sampled else Text("样本过少", "Too few records to say")
    moved = _over_the_range(result)
    zh = f"{sampling.zh}；{assumed} 项参数为假定值{moved.zh}。"
    return Text(zh, f"{sampling.en}; {assumed} parameters are assumed{moved.en}.")


def _over_the_range(result: Result) -> Text:
    """Say how far the missed move over the range of an assumed urban standard; nothing where it is published."""
    entry = result.policy.entries[f"{STANDARD}.urban"]
    if entry.status != "assumed" or entry.low is None or entry.high is None:
        return NOTHING
    ends = [missed(_with_standard(result, end / entry.value)) for end in (entry.low, entry.high)]
    low, high = (end.shown() for end in ends)
    return Text(
        f"，低保标准即在其中：城镇 {entry.low:g} 至 {entry.high:g} 元/月（农村同比例）之间，漏保为 {low} 至 {high} 人",
        f", the standard among them: from {entry.low:g} to {entry.high:g} yuan a month in town, the country in step, "
        f"{low} to {high} persons are missed",
    )


def _if_moved(result: Result) -> Text:
    population, now = result.population, _lacking(result)
    zh, en = [], []
    for factor, name_zh, name_en in ((1 + STEP, "提高", "higher"), (1 - STEP, "降低", "lower")):
        other = _with_standard(result, factor)
        people = total(population, _lacking(other) - now, signed=True).with_interval(PERSONS, "+,.0f")
        yearly = other.values("annual_support") - result.values("annual_support")
        money = total(population, yearly, int((yearly != 0).sum()), signed=True).per(WAN)
        cost = money.with_interval(TENS_OF_THOUSANDS, "+,.1f")
        zh.append(f"低保标准{name_zh} {STEP:.0%}：漏保 {people.zh}，年支出 {cost.zh}")
        en.append(f"{STEP:.0%} {name_en}: {people.en} missed, {cost.en}")
    return Text("；".join(zh) + "。", f"A dibao standard {'; '.join(en)}.")


def _lacking(result: Result) -> Values:
    """Return the missed persons of each household, (households,)."""
    return by_household(result.population, result.values("coverage") == Coverage.MISSED)


def _with_standard(result: Result, factor: float) -> Result:
    """Return the result with the dibao standard multiplied, all else as it is."""
    from aidkit.engine.run import simulate

    return simulate(result.population, result.policy.scale({STANDARD: factor}))
