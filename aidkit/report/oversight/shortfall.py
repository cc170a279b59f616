"""Visits town by town beside the staff and the assistants who are to make them: the norm, those there are, what is short."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.report.disclosure import hide_small
from aidkit.report.oversight.visits import VISITS
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES, PERSONS, source
from aidkit.report.tally import TOTAL, is_weighted, town_label
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.staffing.result import Staffing
    from aidkit.population import Population

STAFF = (
    "households_visited", "team_visits_a_month", "staff_for_visits", "staff", "staff_short_of_norm", "staff_short_of_visits",
)  # fmt: skip
ASSISTANTS = (
    "villages", "cadre_visits_a_month", "assistants_for_visits", "assistants_norm", "assistants", "assistants_short_of_norm",
    "assistants_short_of_visits",
)  # fmt: skip
TOWN = Head("label", Text("乡镇（街道）", "Town"))
ASSUMED = Text(
    "每次走访用时、可用于走访的工时为假定；没有给出现有人员时，各镇按黄石每个窗口的人数计（HS-4）。",
    "Minutes a visit and the time there is for visits are assumed; where no staff is given, each town is taken to have that of a window in Huangshi (HS-4).",
)


def towns(found: Staffing, population: Population, lang: Lang = "both") -> Table:
    """Return the team's visits and town staff, beside what the norm asks for and what is short; few families are hidden."""
    table = found.towns.assign(norm=_span(found.towns["staff_norm_low"], found.towns["staff_norm_high"]))
    last: dict[str, object] = {name: table[name].sum(min_count=1) for name in STAFF}
    last["norm"] = _span([table["staff_norm_low"].sum()], [table["staff_norm_high"].sum()])[0]
    heads = (
        TOWN,
        Head("households_visited", Text("走访户数", "On the round"), FAMILIES, "count"),
        Head("team_visits_a_month", Text("工作队走访", "Team visits"), VISITS, "count"),
        Head("staff_for_visits", Text("走访需", "Visits take"), PERSONS, "count"),
        Head("norm", Text("应配", "The norm"), PERSONS),
        Head("staff", Text("现有", "There are"), PERSONS, "factor"),
        Head("staff_short_of_norm", Text("较应配缺", "Short of the norm"), PERSONS, "factor"),
        Head("staff_short_of_visits", Text("较走访缺", "Short of visits"), PERSONS, "count"),
    )
    title = Text("各镇（街道）走访任务和工作人员", "Visits and town staff by town")
    frame = _by_town(found, table, last, population, lang)
    return Table("towns", title, heads, frame, source(population), ASSUMED, total=True, lang=lang)


def assistants(found: Staffing, population: Population, lang: Lang = "both") -> Table:
    """Return the village cadres' visits and village assistants, beside the norm and what is short; few families are hidden."""
    last: dict[str, object] = {name: found.towns[name].sum(min_count=1) for name in ASSISTANTS}
    heads = (
        TOWN,
        Head("villages", Text("村（居）", "Villages"), form="count"),
        Head("cadre_visits_a_month", Text("村干部走访", "Cadre visits"), VISITS, "count"),
        Head("assistants_for_visits", Text("走访需", "Visits take"), PERSONS, "count"),
        Head("assistants_norm", Text("应配", "The norm"), PERSONS, "count"),
        Head("assistants", Text("现有", "There are"), PERSONS, "factor"),
        Head("assistants_short_of_norm", Text("较应配缺", "Short of the norm"), PERSONS, "factor"),
        Head("assistants_short_of_visits", Text("较走访缺", "Short of visits"), PERSONS, "count"),
    )
    title = Text("各镇（街道）村级走访和协理员", "Visits and village assistants by town")
    frame = _by_town(found, found.towns, last, population, lang)
    note = Text(
        "每村至少一名协理员；“—”为没有给出现有人数。", "At least one a village; — where nobody said how many there are."
    )
    return Table("assistants", title, heads, frame, source(population), note, total=True, lang=lang)


def _by_town(
    found: Staffing, table: pd.DataFrame, last: dict[str, object], population: Population, lang: Lang
) -> pd.DataFrame:
    """Put the total below the towns, name them, and hide what rests on few families on the round."""
    frame = table.assign(records=found.groups["households_seen"])
    frame = pd.concat([frame, pd.DataFrame([{**last, "records": 0}])], ignore_index=True)
    figures = ["staff", "staff_short_of_norm", "assistants", "assistants_short_of_norm"]
    frame[figures] = frame[figures].astype(float).round(1)
    frame["label"] = [town_label(name).show(lang) for name in table["town"]] + [TOTAL.show(lang)]
    hidden = [str(name) for name in table if "visit" in str(name)]
    return hide_small(frame, {"records": hidden}, weighted=is_weighted(population), with_total=True)


def _span(low: Iterable[float], high: Iterable[float]) -> list[str]:
    return [f"{least:.0f}–{most:.0f}" for least, most in zip(low, high, strict=True)]
