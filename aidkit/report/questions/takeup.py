"""Rules or delivery: how much of what the poor miss is laid down in the rules, and how much a campaign could mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.report.front import WAN, WAN_YEAR
from aidkit.report.labels import in_each
from aidkit.report.questions.rows import largest, smallest
from aidkit.report.questions.words import persons, share
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import CASH, PERSONS, source
from aidkit.report.tally import scheme_label
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.result import Result
    from aidkit.whatif.takeup import TakeUp

NOBODY_LOOKS = {"visit": 0.0}  # take-up with the register as it is
PARTS = {
    "design_exclusion": Text("政策未覆盖", "left out by the rules"),
    "implementation_exclusion": Text("应保未保", "due cash, not reached"),
}
OF_THE_POOR = Text("占收入低于低保标准的人", "of persons with income below the dibao standard")
OF_THE_ENTITLED = Text("占该类应享受的人", "of persons entitled to the scheme")
CHANNELS_EN = {
    "register": "on the register", "self_application": "own application", "visit": "visit", "hotline": "hotline",
    "data_match": "data match",
}  # fmt: skip
STILL = Text("仍漏保", "still missed")


def exclusion(today: TakeUp, campaign: TakeUp) -> pd.DataFrame:
    """Return the share of the poor left out, by cause, with today's register and after a campaign.

    Returns:
        Two rows: ``zh``, ``en``, ``design_exclusion`` (the rules give the family no cash) and ``implementation_exclusion``
        (they do, and it is not paid).
    """
    labels = Text("按现有登记", "register of today"), Text("排查之后", "after the campaign")
    rows = []
    for label, found in zip(labels, (today, campaign), strict=True):
        measured = found.errors.set_index("measure")["value"]
        rows.append({"zh": label.zh, "en": label.en, **{name: float(measured[name]) for name in PARTS}})
    return pd.DataFrame(rows)


def exclusion_texts(parts: pd.DataFrame) -> dict[str, Any]:
    """Return what ``charts.shares.parts`` writes around both causes; the title says what a campaign can mend."""
    now, then = (parts[name].tolist() for name in PARTS)
    finding = Text(
        f"排查能把应保未保从 {then[0]:.0%} 降到 {then[1]:.0%}，政策未覆盖的 {now[0]:.0%} 不变",
        f"A campaign takes the unreached from {then[0]:.0%} to {then[1]:.0%}; the {now[0]:.0%} the rules leave out stay",
    )
    return {"x": OF_THE_POOR, "finding": finding, "form": ".0%"}


def exclusion_reading(parts: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say how much of the exclusion of today each cause makes."""
    first = parts.iloc[0]
    whole = first[list(PARTS)].sum()
    return Reading(
        Text(
            f"收入低于低保标准的人中，有 {whole:.1%} 现在没有现金救助：{share(first['implementation_exclusion'], whole)} 是应保未保，"
            f"要靠发现和落实解决；{share(first['design_exclusion'], whole)} 是政策未覆盖，只能靠改规则解决。",
            f"Of persons with income below the dibao standard {whole:.1%} have no cash today: {share(first['implementation_exclusion'], whole)} of them "
            f"are due it, which finding them would mend; {share(first['design_exclusion'], whole)} are left out by the rules, which only other rules would.",
        ),
        lang,
    )


def channels(found: TakeUp) -> pd.DataFrame:
    """Return by cash scheme how those entitled come to be covered, as shares, and how many that concerns.

    Returns:
        One row a scheme with anybody entitled: ``zh``, ``en``, ``persons`` entitled, one column a channel that reaches
        anybody, and ``none``.
    """
    due = found.schemes.set_index("scheme")["entitled_persons"]
    wide = found.channels.pivot_table(index="scheme", columns="channel", values="persons", sort=False)
    wide = wide.loc[[name for name in CASH if name in wide.index and due[name] > 0]]
    wide = wide[[name for name in CHANNELS_EN if wide[name].sum() > 0]]
    shares = wide.div(due[wide.index], axis=0).assign(none=lambda table: (1 - table.sum(axis=1)).clip(lower=0.0))
    shares = shares.assign(persons=due[wide.index], **in_each(map(scheme_label, wide.index)))
    return shares.reset_index(drop=True)


def channel_names(table: pd.DataFrame, found: TakeUp) -> dict[str, Text]:
    """Return what the parts of ``channels`` are called."""
    zh = dict(zip(found.channels["channel"], found.channels["渠道"], strict=True))
    return {name: Text(zh[name], en) for name, en in CHANNELS_EN.items() if name in table} | {"none": STILL}


def channel_texts(table: pd.DataFrame, found: TakeUp) -> dict[str, Any]:
    """Return what ``charts.shares.parts`` writes around channels."""
    return {"x": OF_THE_ENTITLED, "finding": channel_finding(table, found), "form": ".0%"}


def channel_finding(table: pd.DataFrame, found: TakeUp) -> Text:
    """Say the title of the figure of channels: what share is covered in the end, and by whom most are found."""
    best = _best(table, found)
    left = persons(float((table["none"] * table["persons"]).sum()))
    if best is None:
        return Text(f"没有渠道发现新的人，仍漏保 {left.zh}", f"No channel finds anybody; {left.en} are still missed")
    name, number = best
    return Text(
        f"{name.zh}最先发现的人最多：{persons(number).zh}；排查后仍漏保 {left.zh}",
        f"Found first by {name.en}: {persons(number).en}; {left.en} are still missed",
    )


def channel_reading(table: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say which scheme is left with the largest share missed after the campaign, and which with the smallest."""
    most, least = largest(table, "none"), smallest(table, "none")
    return Reading(
        Text(
            f"排查后漏保比例最高的是{most['zh']}，{most['none']:.0%}；最低的是{least['zh']}，{least['none']:.0%}。",
            f"After the campaign {most['en']} are missed most, {most['none']:.0%}; {least['en']} least, {least['none']:.0%}.",
        ),
        lang,
    )


def _best(table: pd.DataFrame, found: TakeUp) -> tuple[Text, float] | None:
    names = {name: text for name, text in channel_names(table, found).items() if name not in ("register", "none")}
    reached = {name: float((table[name] * table["persons"]).sum()) for name in names}
    if not reached:
        return None
    best = max(reached, key=lambda name: reached[name])
    return names[best], reached[best]


def by_visits(
    result: Result, rates: Mapping[str, Any], visits: Sequence[float], lang: Lang = "both", seed: int = 1
) -> Table:
    """Return what a campaign leaves undone when visits reach more or fewer, the draws the same throughout.

    Args:
        result: A result with all columns.
        rates: Rates of take-up by channel, for all schemes alike.
        visits: Rates of the visits.
        lang: Language of the labels.
        seed: Seed of the draws.
    """
    from aidkit.whatif.takeup import take_up

    rows = []
    for rate in sorted(visits):
        found = take_up(result, {**rates, "visit": rate}, seed=seed)
        schemes = found.schemes[found.schemes["scheme"].isin(CASH)]
        total = found.cost.set_index("scheme").loc["total"]
        rows.append(
            {
                "rate": rate,
                "found": schemes["found_persons"].sum(),
                "left": (schemes["entitled_persons"] - schemes["covered_persons"]).sum(),
                "undone": found.errors.set_index("measure")["value"]["implementation_exclusion"],
                "paid": total["paid_yuan_a_year"] / WAN,
            }
        )
    heads = (
        Head("rate", Text("走访发现率", "Found by visits"), form="share"),
        Head("found", Text("新发现", "Newly found"), PERSONS, "count"),
        Head("left", Text("仍漏保", "Still missed"), PERSONS, "count"),
        Head("undone", Text("应保未保率（占贫困人口）", "Unreached, of the poor"), form="share"),
        Head("paid", Text("实付", "Paid"), WAN_YEAR, "count"),
    )
    note = Text(
        "临时救助不计；每档使用同一组随机数。", "Without temporary assistance; the same random numbers at every rate."
    )
    title = Text("入户走访发现率不同时的结果", "What visits of other rates leave undone")
    return Table("by_visits", title, heads, pd.DataFrame(rows), source(result.population), note, lang=lang)


def visits_reading(table: Table) -> Reading:
    """Say what the lowest and the highest rate leave undone."""
    low, high = table.frame.iloc[0], table.frame.iloc[-1]
    return Reading(
        Text(
            f"走访发现率从 {low['rate']:.0%} 提高到 {high['rate']:.0%}，仍漏保的人从 {low['left']:,.0f} 降到 {high['left']:,.0f}，"
            f"应保未保率从 {low['undone']:.1%} 降到 {high['undone']:.1%}。",
            f"Visits that reach {high['rate']:.0%} instead of {low['rate']:.0%} leave {high['left']:,.0f} missed instead of {low['left']:,.0f}, and "
            f"{high['undone']:.1%} of the poor unreached instead of {low['undone']:.1%}.",
        ),
        table.lang,
    )
