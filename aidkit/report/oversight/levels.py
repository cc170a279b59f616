"""What following only the more urgent alerts saves in visits and loses in warning (预警分级跟进)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidkit.oversight.monitoring.alerts import LEVELS
from aidkit.oversight.monitoring.rules import TRIGGERS
from aidkit.report.oversight.warning import NOBODY, rows, worth_of, worth_table
from aidkit.report.readings import Reading
from aidkit.report.table import Table
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.monitoring.alerts import Monitoring

FOLLOWED = {
    "yellow": Text("黄色及以上", "yellow or above"),
    "orange": Text("橙色及以上", "orange or above"),
    "red": Text("红色", "red alone"),
}


def levels(found: Monitoring, lang: Lang = "both") -> Table:
    """Return what all triggers are worth when only alerts from a level on are followed."""
    sets = {FOLLOWED[level]: worth_of(found, TRIGGERS, level) for level in reversed(LEVELS)}
    return worth_table(
        "levels",
        Text("只跟进某一级以上的预警", "Following only alerts from a level on"),
        rows(found, sets, lang),
        found,
        lang,
    )


def level_reading(found: Monitoring, lang: Lang = "both") -> Reading:
    """Say what following only the most urgent level saves and loses."""
    every, red = (worth_of(found, TRIGGERS, level) for level in ("yellow", "red"))
    if not every.onsets_seen or not every.alerts:
        return Reading(NOBODY, lang)
    saved = 1 - red.alerts / every.alerts
    lead = Text(
        f"，平均提前从 {every.lead_months:.1f} 个月降到 {red.lead_months:.1f} 个月",
        f", {red.lead_months:.1f} instead of {every.lead_months:.1f} months ahead",
    )
    if not red.recall:  # whom nothing warns of is not warned ahead
        lead = NOTHING
    return Reading(
        Text(
            f"只跟进红色预警，走访少 {saved:.0%}，事先预警到的从 {every.recall:.0%} 降到 {red.recall:.0%}{lead.zh}。",
            f"Following red alone saves {saved:.0%} of the visits; {red.recall:.0%} instead of {every.recall:.0%} are warned of{lead.en}.",
        ),
        lang,
    )
