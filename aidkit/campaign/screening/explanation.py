"""Why a screening found what it found of one person: groups, then schemes, condition by condition with the distance."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from aidkit.campaign.groups.facts import FACTS, LONG_AGO
from aidkit.campaign.groups.wiring import NODES, facts_of, group_graph
from aidkit.campaign.plan.campaign import Group
from aidkit.campaign.screening.case import DECIDING, Case, scheme_name
from aidkit.campaign.screening.findings import TITLES, Finding
from aidkit.engine.conditions import first_failure
from aidkit.engine.plain import evaluate
from aidkit.engine.run import graph_of
from aidkit.masking import masked
from aidkit.rules.definition import Rule

if TYPE_CHECKING:
    from aidkit.campaign.screening.result import Screening


@dataclass(frozen=True, repr=False)
class PersonExplanation:
    """What a screening found of a person and why; prints as text, shows as HTML in a notebook.

    Attributes:
        lines: The text.
        finding: What was found.
        groups: By group, ``inside``, ``outside`` or ``open``.
    """

    lines: tuple[str, ...]
    finding: Finding
    groups: Mapping[str, str]

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f'<pre style="line-height: 1.45; overflow-x: auto">{html.escape(str(self))}</pre>'


def explain_person(screening: Screening, person_id: Any) -> PersonExplanation:
    """Explain what was found of one person.

    Raises:
        CampaignError: Nobody has the id; the message names the nearest.
    """
    case = Case(screening, person_id)
    groups = dict(_groups(case))
    return PersonExplanation(
        tuple(_lines(case, groups)), case.finding, {name: said[0] for name, said in groups.items()}
    )


def reason_of(screening: Screening, person_id: Any) -> str:
    """Return the condition that decides what was found of a person, and by how much, in one line."""
    return Case(screening, person_id).reason()


def _groups(case: Case) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield, group by group, whether the person belongs to it, and the condition that keeps them out or open."""
    membership = case.screening.membership
    for name, group in case.screening.campaign.groups.items():
        if membership.inside[name][case.row]:
            yield name, ("inside", "")
        elif membership.open[name][case.row]:
            open_ones = [f for f in facts_of(group) if _apart(membership.facts[f.name], case.row)]
            yield name, ("open", ", ".join(f"{fact.zh} {fact.en} not known" for fact in open_ones))
        else:
            yield name, ("outside", _outside(case, group))


def _outside(case: Case, group: Group) -> str:
    if not group.condition:
        return "no condition: nobody has named the person"
    node = NODES[group.condition]
    assert isinstance(node, Rule)
    told = {name: _told(case, group, name) for name in node.arguments}
    said = first_failure(node.function, told) or ""
    day = next((name for name in FACTS if name.endswith("_day") and said.startswith(name)), None)
    return said if day is None else _too_early(day, told[day], group)


def _told(case: Case, group: Group, name: str) -> Any:
    """Return what a group's condition was told: a threshold, a fact, or what the rules say."""
    screening, membership = case.screening, case.screening.membership
    if name in FACTS:
        return membership.facts[name][0][case.row].item()
    if name in group.thresholds:
        return float(membership.limits[group.id, name][screening.population.household_of[case.row]])
    if name in case.values or name in case.family.persons or name in case.family.household:
        return case.argument(name)
    graph = group_graph(screening.policy, screening.campaign)
    return evaluate(graph, [name], case.family, screening.policy)[name]


def _lines(case: Case, groups: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """Write the explanation."""
    screening = case.screening
    place, titles = screening.policy.place, TITLES[case.finding]
    yield f"{masked(case.person_id)} · {screening.campaign.id} · {place.en} {place.zh} · {screening.policy.date}"
    amount = f", {screening.amount_due[case.row]:,.2f} yuan/month" if screening.amount_due[case.row] > 0 else ""
    yield f"排查结果 finding: {' '.join(titles)} — now {scheme_name(case.now)}, due {scheme_name(case.due)}{amount}"
    yield f"理由 reason: {case.reason()}"
    signs = {"inside": "是 yes", "outside": "否 no", "open": "不明 open"}
    for name, (said, why) in groups.items():
        group = screening.campaign.groups[name]
        yield f"  {name} {group.zh}: {signs[said]}{f' — {why}' if why else ''}  [{group.clause}]"
    for name in DECIDING:
        node, holds = graph_of(screening.policy).nodes[name], case.own(name)
        failed = "" if holds else f" — {case.failure(name)}"
        yield f"  {name} {node.zh}: {signs['inside' if holds else 'outside']}{failed}  [{node.clauses[0]}]"
    if relief := case.relief():
        yield f"  {relief}"


def _too_early(fact: str, day: float, group: Group) -> str:
    """Say of a day that it lies before the group's, or that there is none."""
    since = next(threshold.value for threshold in group.thresholds.values() if threshold.unit == "date")
    if day <= LONG_AGO:
        return f"{FACTS[fact].zh} no {FACTS[fact].en}"
    return f"{FACTS[fact].zh} {FACTS[fact].en} {np.datetime64(int(day), 'D')} is before {since}"


def _apart(ends: tuple[Any, Any], row: int) -> bool:
    return bool(ends[0][row] != ends[1][row])
