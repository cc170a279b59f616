"""Whom a report's campaign looks for and what the rules find of them: groups, funnel, findings, problem list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.report.campaign.opened import open_campaign
from aidkit.report.disclosure import SMALLEST, hide_counts
from aidkit.report.inputs import lists_beside
from aidkit.report.readings import Reading
from aidkit.report.screening import found, groups, missed, stages
from aidkit.report.screening.opened import origin
from aidkit.report.table import Head, Table
from aidkit.report.tally import TOTAL, is_weighted, town_label
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.campaign import Screening
    from aidkit.policy import Policy
    from aidkit.population import Population

PROBLEMS = Text("个", "problems")
NO_GROUPS = Text(
    "本地的文件没有列明排查对象，因此不列名单：第一、二节对全体逐人判断。要列名单，在方案（plan.yaml）里写明对象和条件。",
    "The place's document names no target groups, so there are no lists: sections 1 and 2 judge everybody. To have lists, write "
    "groups and their conditions into the plan (plan.yaml).",
)
RECORDS = Text(
    "名单按数据中的人逐个列出，不加权；第一、二节的人数已推算到全体。",
    "The lists name the persons in the data, unweighted; the figures of sections 1 and 2 are estimates for the whole place.",
)


def screened(people: Population, policy: Policy, population: str) -> Screening:
    """Screen a report's people by the plan of their place; departments' lists are read where they lie beside a register.

    Args:
        people: The population.
        policy: The policy; its place and date choose the plan.
        population: What the population was opened from.
    """
    from aidkit.campaign import screen

    return screen(people, policy, open_campaign(policy), lists_beside(population, people, policy))


def whom(screening: Screening, lang: Lang = "both") -> Iterator[Any]:
    """Yield the plan's groups, how many persons are in each, and a sentence on them; one sentence where there is no group."""
    if not screening.campaign.groups:
        yield Reading(NO_GROUPS, lang)
        return
    yield from (groups.planned(screening.campaign, lang), groups.listed(screening, lang))
    yield groups.listed_reading(screening, lang)
    if is_weighted(screening.population):
        yield Reading(RECORDS, lang)


def findings(screening: Screening, drawn: Sequence[Any], lang: Lang = "both") -> Iterator[Any]:
    """Yield the drawn funnel and findings by group, each with its sentence, and the findings by owner of the list.

    Args:
        screening: The screening.
        drawn: The funnel and the findings by group as pictures; nothing is shown of a plan without groups.
        lang: Language of the texts.
    """
    if screening.campaign.groups:
        funnel, by_group = drawn
        yield from (funnel, stages.reading(stages.stages(screening), lang))
        yield from (by_group, found.reading(screening, lang), found.by_owner(screening, lang))


def lists(screening: Screening, lang: Lang = "both") -> Iterator[Any]:
    """Yield the problem list by town and who is to be enrolled; nothing where there is no group."""
    if screening.campaign.groups:
        yield from (problems(screening, lang), missed.listed(screening, lang), missed.reading(screening, lang))


def problems(screening: Screening, lang: Lang = "both") -> Table:
    """Return the problems a screening would open in the ledger, by town and kind; few are hidden."""
    from aidkit.campaign.ledger.from_screening import open_problems
    from aidkit.campaign.ledger.taxonomy import load_taxonomy

    kinds = load_taxonomy(screening.campaign.id).problems
    events = open_problems(screening, screening.policy.date)
    counts = pd.crosstab([event.town for event in events], [event.kind for event in events])
    shown = [name for name in kinds if name in counts and counts[name].sum() >= SMALLEST]
    counts = counts.reindex(columns=shown)
    counts.loc[""] = counts.sum()
    labels = [*(town_label(town).show(lang) for town in counts.index[:-1]), TOTAL.show(lang)]
    frame = hide_counts(counts.assign(label=labels).reset_index(drop=True), shown, with_total=True)
    heads = (
        Head("label", Text("乡镇（街道）", "Town")),
        *(Head(name, Text(kinds[name].zh, kinds[name].en), PROBLEMS, "count") for name in shown),
    )
    title = Text("问题清单（按乡镇和类别）", "The problem list, by town and kind")
    note = Text(
        f"一人一类记一个问题；按数据判断，入户核实后才入台账。不足 {SMALLEST} 个的类别不列。",
        f"One problem a person and kind, judged by the data; a visit decides whether it enters the ledger. Kinds with fewer than "
        f"{SMALLEST} are left out.",
    )
    return Table("problems", title, heads, frame, origin(screening), note, total=True, lang=lang)
