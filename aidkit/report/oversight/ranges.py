"""How the staff that visits take moves with what is assumed of a visit and of working time, one assumption at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.oversight.settings import load_settings
from aidkit.oversight.staffing.towns import staff_towns
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.tables import PERSONS, source
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.staffing.result import Staffing
    from aidkit.policy import Policy
    from aidkit.population import Population


def ranges(
    population: Population, policy: Policy, changes: Mapping[str, float], names: Sequence[str], lang: Lang = "both"
) -> Table:
    """Return the staff all towns take when one assumed setting at a time is at the ends of its range.

    Args:
        population: The population.
        policy: The policy.
        changes: Settings that differ already.
        names: Settings to move.
        lang: Language of the labels.
    """
    settings, base = load_settings("staffing"), _staff(population, policy, changes)
    rows = []
    for name in names:
        ends = [_staff(population, policy, {**changes, name: end}) for end in (settings[name].low, settings[name].high)]  # type: ignore[dict-item]
        label = Text(settings[name].zh, settings[name].en).show(lang)
        rows.append(
            {
                "label": label,
                "low": settings[name].low,
                "at_low": ends[0],
                "high": settings[name].high,
                "at_high": ends[1],
                "base": base,
            }
        )
    heads = (
        Head("label", Text("假定", "Assumption")),
        Head("low", Text("下限", "Low"), form="factor"),
        Head("at_low", Text("取下限时", "Staff at low"), PERSONS, "count"),
        Head("base", Text("现取值时", "Staff as assumed"), PERSONS, "count"),
        Head("high", Text("上限", "High"), form="factor"),
        Head("at_high", Text("取上限时", "Staff at high"), PERSONS, "count"),
    )
    title = Text("假定变动时所需工作人员", "Staff it takes as assumptions move")
    return Table("ranges", title, heads, pd.DataFrame(rows), source(population), lang=lang)


def ranges_reading(table: Table, found: Staffing) -> Reading:
    """Say whether any assumption brings the need within the norm."""
    needs = table.frame[["at_low", "at_high"]].to_numpy(float)
    least, most, high = float(needs.min()), float(needs.max()), float(found.towns["staff_norm_high"].sum())
    verdict = Text(
        "结论取决于假定：有的取到边上就够了", "It hangs on the assumptions: at the end of a range the norm would do"
    )
    if least > high:
        verdict = Text("哪一项取到边上，都超出编制", "Each at its best end still takes more than the norm")
    if most <= high:
        verdict = Text("哪一项取到边上，编制都够", "Each at its worst end is still within the norm")
    return Reading(
        Text(f"单项变动时，所需在 {least:,.0f} 至 {most:,.0f} 人之间，编制最多 {high:,.0f} 人。{verdict.zh}。",
             f"One at a time, the need lies between {least:,.0f} and {most:,.0f}, the norm at {high:,.0f} at most. {verdict.en}."),
        table.lang,
    )  # fmt: skip


def _staff(population: Population, policy: Policy, changes: Mapping[str, float]) -> float:
    return float(staff_towns(population, policy, changes=dict(changes)).towns["staff_for_visits"].sum())
