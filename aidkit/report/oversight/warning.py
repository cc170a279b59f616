"""What early warning is worth (动态监测预警): alerts to follow for each family found, how many are warned of, how early."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.oversight.audit.estimation import error_rate
from aidkit.oversight.monitoring.quality import Quality, quality
from aidkit.oversight.monitoring.rules import TRIGGERS
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.monitoring.alerts import Monitoring

EN: Mapping[str, str] = MappingProxyType(
    {
        "medical_cost": "medical cost", "income_fall": "income fell", "near_line": "near the line", "disability": "new disability",
        "job_lost": "job lost", "disaster": "disaster", "out_of_school": "out of school", "death": "a death",
    }
)  # fmt: skip
ALL = Text("全部指标", "all triggers")
RECALL = Text("事先有预警的占比", "warned of, of families that became entitled")
NOBODY = Text("没有一户变得应享受", "Nobody became entitled")
ALERTS = Text("户次/镇/月", "a town and month")
MONTHS = Text("个月", "months")
HEADS = (
    Head("label", Text("指标", "Trigger")),
    Head("alerts", Text("预警", "Alerts"), ALERTS, "count"),
    Head("each", Text("每找到一户须走访", "Visits for each found"), FAMILIES, "count"),
    Head("precision", Text("预警后应享受的占比", "Alerts that came true"), form="share"),
    Head("recall", Text("事先有预警的占比", "Warned of"), form="share"),
    Head("early", Text("至少早一个月", "A month before or more"), form="share"),
    Head("lead", Text("平均提前", "Mean lead"), MONTHS, "yuan"),
)


def label(trigger: str) -> Text:
    """Name a trigger in both languages."""
    return Text(TRIGGERS[trigger][1], EN[trigger]) if trigger in TRIGGERS else ALL


def origin(found: Monitoring) -> Text:
    """Say where the figures come from."""
    panel = found.seen.panel
    families, months = len(panel.populations[0].households), len(panel.months)
    zh, en = ("合成（虚构）", "invented ") if panel.synthetic else ("", "")
    return Text(
        f"资料来源：{zh}监测数据 {families:,} 户 × {months} 个月",
        f"Source: {en}panel, {families:,} families × {months} months",
    )


def rows(found: Monitoring, sets: Mapping[Text, Quality], lang: Lang) -> pd.DataFrame:
    """Return a row a set of triggers: label, alerts a town and month, visits for each found, precision, recall, early, lead."""
    months, towns = len(found.seen.panel.months) - 1 - found.horizon, len(set(found.seen.town))
    table = [
        (name.show(lang), worth.alerts / months / towns, 1 / worth.precision if worth.precision > 0 else np.nan,
         worth.precision, worth.recall, worth.early, worth.lead_months)
        for name, worth in sets.items()
    ]  # fmt: skip
    return pd.DataFrame(table, columns=[head.column for head in HEADS])


def triggers(found: Monitoring, lang: Lang = "both") -> Table:
    """Return what each trigger, and all of them together, are worth."""
    return worth_table(
        "triggers",
        Text("各指标的预警效果", "What each trigger is worth"),
        rows(found, _worths(found), lang),
        found,
        lang,
    )


def worth_table(name: str, title: Text, frame: pd.DataFrame, found: Monitoring, lang: Lang) -> Table:
    """Return rows as a table that says what coming true means."""
    note = Text(
        f"之后 {found.horizon} 个月内应享受算预警成真；已应享受的户不计。",
        f"An alert comes true when entitlement follows within {found.horizon} months; families entitled already do not count.",
    )
    return Table(name, title, HEADS, frame, origin(found), note, lang=lang)


def worth_of(found: Monitoring, triggers: Iterable[str], level: str = "yellow") -> Quality:
    """Return what a set of triggers is worth when alerts from a level on are followed."""
    values: dict[str, Any] = found.worth_of(triggers, level=level)
    return Quality(**values)


def _worths(found: Monitoring) -> dict[Text, Quality]:
    return {label(name): worth_of(found, [name]) for name in TRIGGERS} | {ALL: worth_of(found, TRIGGERS)}


def by_chance(found: Monitoring) -> float:
    """Return the share of families that become entitled within the horizon of any month, warned of or not."""
    return quality(found.seen, np.ones_like(found.seen.due), found.horizon).precision


def answer(found: Monitoring, capacity: float, lang: Lang = "both") -> Reading:
    """Say how many are warned of, how early, and at what number of visits.

    Args:
        found: The monitoring.
        capacity: Visits a town can make in a month.
        lang: Language of the sentence.
    """
    worth = _worths(found)[ALL]
    if not worth.onsets_seen:
        return Reading(Text(f"{NOBODY.zh}，预警无从评价。", f"{NOBODY.en}: alerts cannot be judged."), lang)
    row, at_random = rows(found, {ALL: worth}, lang).iloc[0], 1 / by_chance(found)
    return Reading(
        Text(
            f"{worth.onsets_seen} 户在观察期内变得应享受（记录数），其中 {worth.recall:.0%} 事先或当月有预警，{worth.early:.0%} 早一个月以上，平均提前 "
            f"{worth.lead_months:.1f} 个月。每镇每月预警 {row['alerts']:,.0f} 户次，能走访 {capacity:,.0f} 户；预警成真的占 {worth.precision:.1%}，"
            f"走访 {row['each']:,.0f} 户找到一户，随便走访要 {at_random:,.0f} 户。",
            f"{worth.onsets_seen} families (records) become entitled while observed; {worth.recall:.0%} are warned of in time or that very month, {worth.early:.0%} "
            f"a month before or more, {worth.lead_months:.1f} months ahead on average. A town gets {row['alerts']:,.0f} alerts a month and can visit {capacity:,.0f}; "
            f"{worth.precision:.1%} come true, so that {row['each']:,.0f} visits find one family; at random it would take {at_random:,.0f}.",
        ),
        lang,
    )


def recalls(found: Monitoring) -> pd.DataFrame:
    """Return the share warned of by trigger with an interval: ``zh``, ``en``, ``value``, ``low``, ``high``.

    The interval is the exact one of as many records, whose weights differ little.
    """
    table = []
    for name, worth in _worths(found).items():
        if worth.onsets_seen:
            rate = error_rate(round(worth.recall * worth.onsets_seen), worth.onsets_seen)
            table.append((name.zh, name.en, worth.recall, min(rate.low, worth.recall), max(rate.high, worth.recall)))
    return pd.DataFrame(table, columns=["zh", "en", "value", "low", "high"]).sort_values(
        "value", ascending=False, ignore_index=True
    )


def recall_texts(table: pd.DataFrame, lang: Lang = "both") -> dict[str, Any]:
    """Return what ``charts.shares.intervals`` writes around the triggers: axis and title."""
    finding = NOBODY
    single = table[table["en"] != ALL.en]
    if len(single):
        top = single.iloc[0]
        finding = Text(
            f"单个指标里，“{top['zh']}”事先预警最多：{top['value']:.0%}",
            f"Of single triggers, “{top['en']}” warns of most: {top['value']:.0%}",
        )
    return {"x": RECALL, "finding": finding, "lang": lang}


def recall_reading(found: Monitoring, lang: Lang = "both") -> Reading:
    """Say which triggers warn of nobody, and that the dearest is not the best."""
    worths = {name: worth for name, worth in _worths(found).items() if name != ALL}
    if not any(worth.onsets_seen and worth.alerts for worth in worths.values()):
        return Reading(NOBODY, lang)
    most, best = (
        max(worths, key=lambda name: worths[name].alerts),
        max(worths, key=lambda name: np.nan_to_num(worths[name].recall)),
    )
    none = [name for name, worth in worths.items() if not worth.recall > 0]
    share = worths[most].alerts / sum(worth.alerts for worth in worths.values())
    idle = Text(
        f"{'、'.join(name.zh for name in none)}没有预警到任何一户。" if none else "",
        f"{', '.join(name.en for name in none)}: no family was warned of." if none else "",
    )
    return Reading(
        Text(
            f"预警最多的是“{most.zh}”，占各指标预警的 {share:.0%}，事先预警到 {worths[most].recall:.0%}；预警到最多的是“{best.zh}”，{worths[best].recall:.0%}。{idle.zh}",
            f"“{most.en}” raises most alerts, {share:.0%} of all, and warns of {worths[most].recall:.0%}; “{best.en}” warns of most, {worths[best].recall:.0%}. {idle.en}".rstrip(),
        ),
        lang,
    )
