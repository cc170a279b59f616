"""Visits a town owes (走访任务) and the staff they take, beside the staff the norm asks for; by whom they are owed."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.errors import ReportError, counted, message
from aidkit.oversight.staffing.table import read_staff
from aidkit.oversight.staffing.towns import staff_towns
from aidkit.oversight.values import chosen
from aidkit.report.questions.words import joined, share
from aidkit.report.readings import Reading
from aidkit.report.tally import town_label
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.staffing.result import Staffing
    from aidkit.policy import Policy
    from aidkit.population import Population

GROUNDS = {
    "tekun_households": Text("特困", "tekun"),
    "dibao_households": Text("低保", "dibao"),
    "ill_or_disabled_households": Text("重病重残，未享受上两项", "severely ill or disabled, on neither"),
}
HOUSEHOLDS = Text("走访户数", "households on the round")
VISITS = Text("次/月", "a month")


def staff_of(path: str, population: Population) -> pd.DataFrame:
    """Return what staff towns have: a file's table, or as many a town as Huangshi had at each of its windows (HS-4).

    Args:
        path: A file for ``read_staff``; empty for Huangshi's.
        population: The population, for its towns.

    Raises:
        ReportError: There is no such file.
        OversightError: It has no figures of towns, or cells that cannot be read.
    """
    if path:
        if not Path(path).is_file():
            raise ReportError(message(f"{path}: no such file.", "Leave it empty to take Huangshi's staff at a window."))
        return read_staff(path).table
    known = chosen("staffing")
    towns = sorted(set(population.column("household", "town")))
    return pd.DataFrame({"town": towns, "staff": known["huangshi_staff"] / known["huangshi_windows"]})


def owed(population: Population, policy: Policy, staff: str = "") -> Staffing:
    """Return visits and staff by town beside the staff there is, for a campaign report.

    Args:
        population: Families with towns.
        policy: The policy.
        staff: As ``staff_of`` takes it.
    """
    return staff_towns(population, policy, staff=staff_of(staff, population))


def answer(found: Staffing, lang: Lang = "both") -> Reading:
    """Say what the visits take beside what the norm allows, and how often the norm's staff could visit instead."""
    towns, values = found.towns, found.values
    need, high, there = towns["staff_for_visits"].sum(), towns["staff_norm_high"].sum(), towns["staff"].sum()
    over = int((towns["staff_for_visits"] > towns["staff_norm_high"]).sum())
    often = values["team_visits_a_month"] * high / need if need else math.inf
    owed = Text(
        f"{len(towns)} 个镇（街道）每月欠走访 {towns['team_visits_a_month'].sum():,.0f} 次（工作队），要 {need:,.0f} 人；按规定最多配 {high:,.0f} 人，"
        f"{over} 个镇超出，现有按 {there:,.0f} 人计。",
        f"{counted(len(towns), 'town')}: {towns['team_visits_a_month'].sum():,.0f} team visits are owed a month and take {need:,.0f} staff; the norm allows "
        f"{high:,.0f} at most, which {over} of them exceed, and {there:,.0f} are taken to be there.",
    )
    full = (
        Text("配足了就够走访。", "Staffed to the full, all of them can be made.")
        if need <= high
        else Text(
            f"配足了，也只够每户每 {1 / often:.1f} 个月走访一次。",
            f"Staffed to the full, each family can be visited every {1 / often:.1f} months.",
        )
    )
    return Reading(joined(owed, full), lang)


def grounds(found: Staffing) -> pd.DataFrame:
    """Return households on the round by town and ground, the largest town first: ``zh``, ``en`` and a column a ground."""
    table = found.groups.assign(all=found.groups[list(GROUNDS)].sum(axis=1)).sort_values("all", ascending=False)
    return table.assign(zh=table["town"], en="").reset_index(drop=True)


def grounds_finding(found: Staffing) -> Text:
    """Say the title of the figure: whom most visits are owed to."""
    totals = found.groups[list(GROUNDS)].sum()
    top = str(totals.idxmax())
    part = share(totals[top], totals.sum())
    return Text(f"走访任务的 {part} 来自“{GROUNDS[top].zh}”", f"{part} of the visits are owed to: {GROUNDS[top].en}")


def grounds_reading(found: Staffing, lang: Lang = "both") -> Reading:
    """Say what would be left of the task were only those on the register visited."""
    totals = found.groups[list(GROUNDS)].sum()
    poor = float(totals.sum() - totals["ill_or_disabled_households"])
    need = float(found.towns["staff_for_visits"].sum())
    only = need * poor / float(totals.sum()) if totals.sum() else 0.0
    high = float(found.towns["staff_norm_high"].sum())
    enough = (
        Text("配足编制就够", "which the norm covers")
        if only <= high
        else Text("仍超出编制", "still more than the norm")
    )
    return Reading(
        Text(
            f"按原文，有重病重残成员的家庭不论贫富都要走访。若只走访在册的低保、特困 {poor:,.0f} 户，要 {only:,.0f} 人，{enough.zh}（最多 {high:,.0f} 人）；"
            "但漏保的家庭恰恰不在册，这样走访发现不了它们。",
            f"To the letter, families with somebody severely ill or disabled are visited whether they are poor or not. Were only the {poor:,.0f} on dibao or "
            f"tekun visited, {only:,.0f} staff would do it, {enough.en} ({high:,.0f} at most); but a missed family is by definition on neither, and such visits would not find it.",
        ),
        lang,
    )


def towns_reading(found: Staffing, lang: Lang = "both") -> Reading:
    """Say which town is furthest beyond what the norm allows it."""
    times = found.towns["staff_for_visits"] / found.towns["staff_norm_high"]
    if times.max() <= 1:
        return Reading(Text("没有一个镇超出应配上限。", "No town needs more than the norm allows."), lang)
    first, last = found.towns.iloc[int(times.argmax())], found.towns.iloc[int(times.argmin())]
    most, least = town_label(first["town"]), town_label(last["town"])
    return Reading(
        Text(
            f"超出最多的是{most.zh}，要 {first['staff_for_visits']:,.0f} 人，是应配上限的 {times.max():.1f} 倍；最少的{least.zh}是 {times.min():.1f} 倍。",
            f"Furthest beyond is {most.en}: {first['staff_for_visits']:,.0f} staff, {times.max():.1f} times what the norm allows at most; nearest is "
            f"{least.en}, {times.min():.1f} times.",
        ),
        lang,
    )
