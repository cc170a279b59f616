"""The same families in other places (地区公平): what each place's rules would give them, and what one line would."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from aidkit.report.front import WAN, WAN_YEAR
from aidkit.report.labels import as_shown
from aidkit.report.questions.rows import largest, smallest
from aidkit.report.questions.words import money
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, PERSONS, YUAN_MONTH, source
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population
    from aidkit.whatif.equity import AcrossPlaces

PAIR = {"wan": Text("各地自己的标准", "own standard"), "common": Text("统一标准", "one standard")}


def policies(names: Sequence[str]) -> dict[str, Policy]:
    """Return the policies of places at their campaign dates; of all places when none is named.

    Raises:
        PolicyError: A place is unknown.
    """
    from aidkit.policy import load_policy, places

    return {name: load_policy(name) for name in names or places()}


def on_one_line(own: Mapping[str, Policy], standard: float) -> dict[str, Policy]:
    """Return the policies with one dibao standard in all places, town and country; who has it already stays.

    Args:
        own: The places' policies.
        standard: The common standard, yuan a month.

    Raises:
        PolicyError: The standard is not above 0.
    """
    from aidkit.whatif.equity import common_line

    moved = {}
    for name, policy in own.items():
        same = all(policy[f"dibao.standard.{area}"] == standard for area in ("urban", "rural"))
        moved[name] = policy if same else common_line(policy, standard)
    return moved


def by_place(
    own: AcrossPlaces, common: AcrossPlaces, people: Population, standard: float, lang: Lang = "both"
) -> Table:
    """Return what each place's rules give the same families, and what they would on one line; dearest rules first.

    Args:
        own: Under each place's own standard.
        common: Under one standard.
        people: The families.
        standard: The common standard, yuan a month.
        lang: Language of the labels.
    """
    one = common.places.set_index("policy")
    table = own.places.assign(
        wan=own.places["annual_cost_yuan"] / WAN,
        common=one["annual_cost_yuan"].reindex(own.places["policy"]).to_numpy() / WAN,
        zh=own.places["地区"],
        en=own.places["place"],
    ).sort_values("wan", ascending=False, kind="stable", ignore_index=True)
    table["label"] = as_shown(table["zh"], table["en"], lang)
    heads = (
        Head("label", Text("地区", "Place")),
        Head("urban_standard_yuan_a_month", Text("城镇标准", "Urban"), YUAN_MONTH, "yuan"),
        Head("rural_standard_yuan_a_month", Text("农村标准", "Rural"), YUAN_MONTH, "yuan"),
        Head("cash_persons", Text("应享受现金救助", "Entitled to cash"), PERSONS, "count"),
        Head("cash_households", Text("户数", "Families"), FAMILIES, "count"),
        Head("mean_cash_yuan_a_month_a_family", Text("户均", "A family"), YUAN_MONTH, "count"),
        Head("wan", Text("年支出", "Yearly cost"), WAN_YEAR, "count"),
        Head("common", Text(f"统一为 {standard:g} 元", f"on one line of {standard:g}"), WAN_YEAR, "count"),
    )
    title = Text("同一批家庭放到各地规则下", "The same families under each place's rules")
    note = Text(
        "各地政策年份不同，金额未按物价调整。",
        "The policies are of different years; amounts are not adjusted for prices.",
    )
    return Table("places", title, heads, table, source(people), note, lang=lang)


def places_texts(table: Table) -> dict[str, Any]:
    """Return what ``charts.shares.pairs`` writes around the places."""
    return {"x": WAN_YEAR, "finding": places_finding(table), "lang": table.lang, "source": table.source}


def places_finding(table: Table) -> Text:
    """Say the title of the figure of places: how many times dearer the most generous rules are."""
    top, last = table.frame.iloc[0], table.frame.iloc[-1]
    times = f"{top['wan'] / last['wan']:.1f}" if last["wan"] else "—"
    return Text(
        f"同一批家庭，{top['zh']}的规则要花的钱是{last['zh']}的 {times} 倍",
        f"For the same families the rules of {top['en']} cost {times} times those of {last['en']}",
    )


def spread_reading(own: AcrossPlaces, lang: Lang = "both") -> Reading:
    """Say how many families would be supported everywhere, somewhere or nowhere, and how far the places are apart."""
    whole = own.spread[own.spread["families"] == "all"].set_index("measure")["value"]
    every, some = whole["supported under every policy"], whole["supported under some, not all"]
    apart = whole["mean spread of those supported somewhere"]
    return Reading(
        Text(
            f"全部家庭中，{every:.1%} 在各地都能得到救助，{some:.1%} 只在一部分地方能得到；能得到救助的家庭，最多与最少的地方平均相差 {apart:,.0f} 元/年。",
            f"Of all families {every:.1%} would be supported everywhere and {some:.1%} in some places only; for those supported somewhere, the most and "
            f"the least generous place are {apart:,.0f} yuan a year apart on average.",
        ),
        lang,
    )


def common_reading(table: Table, standard: float) -> Reading:
    """Say how far one standard brings the places together in cost, and what keeps them apart."""
    frame = table.frame
    before, after = (frame[name].max() / frame[name].min() for name in ("wan", "common"))
    most, least = largest(frame, "common"), smallest(frame, "common")
    between = money((most["common"] - least["common"]) * WAN)
    return Reading(
        Text(
            f"各地统一为 {standard:g} 元后，支出最多与最少之比由 {before:.1f} 变为 {after:.1f}；其余的差距（{most['zh']}比{least['zh']}多 {between.zh}）来自标准以外的规则。",
            f"On one standard of {standard:g} yuan the dearest rules cost {after:.1f} times the cheapest instead of {before:.1f}; what is left ({most['en']} "
            f"{between.en} above {least['en']}) lies in rules other than the standard.",
        ),
        table.lang,
    )
