"""Why a screening found what it found of one person: groups, then schemes, condition by condition with the distance."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.groups.facts import FACTS, LONG_AGO
from aidkit.campaign.groups.wiring import NODES, facts_of, group_graph
from aidkit.campaign.plan.campaign import EPOCH, Group
from aidkit.campaign.screening.findings import TITLES, Finding
from aidkit.engine.conditions import first_failure
from aidkit.engine.plain import Family, evaluate
from aidkit.engine.run import graph_of
from aidkit.errors import message, suggestion
from aidkit.masking import masked
from aidkit.rules.definition import Rule
from aidkit.schema import LABELS_ZH, Parent, Scheme, Supporter, category_names

if TYPE_CHECKING:
    from aidkit.campaign.screening.result import Screening

DECIDING = (
    "is_tekun",
    "is_orphan",
    "is_unsupported_child",
    "is_dibao",
    "in_gradual_exit",
    "is_single_entry",
    "is_edge",
)
TOLD = ("entitled_scheme", "edge_test_income", "temporary_relief")
OWN_RULE = {
    Scheme.TEKUN: "is_tekun", Scheme.ORPHAN: "is_orphan", Scheme.UNSUPPORTED_CHILD: "is_unsupported_child",
    Scheme.DIBAO: "is_dibao", Scheme.DIBAO_SINGLE: "is_single_entry", Scheme.EDGE: "is_edge",
    Scheme.GRADUAL_EXIT: "in_gradual_exit",
}  # fmt: skip


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
    case = _Case(screening, person_id)
    groups = dict(case.groups())
    return PersonExplanation(tuple(case.lines(groups)), case.finding, {name: said[0] for name, said in groups.items()})


def reason_of(screening: Screening, person_id: Any) -> str:
    """Return the condition that decides what was found of a person, and by how much, in one line."""
    return _Case(screening, person_id).reason()


@dataclass(frozen=True)
class _Case:
    """One person of a screening.

    Attributes:
        screening: The screening.
        person_id: The person.
    """

    screening: Screening
    person_id: Any

    @cached_property
    def row(self) -> int:
        """Row of the person in the input."""
        ids = self.screening.population.persons.index
        for candidate in (self.person_id, str(self.person_id)):
            if candidate in ids:
                return int(np.flatnonzero(ids == candidate)[0])
        near = suggestion(masked(self.person_id), [masked(i) for i in ids[:30]])
        raise CampaignError(message(f"Nobody has the id {masked(self.person_id)!r}.", near))

    @cached_property
    def family(self) -> Family:
        population = self.screening.population
        return Family.of(population, population.households.index[population.household_of[self.row]])

    @cached_property
    def place(self) -> int:
        """Which member of the family the person is."""
        return self.family.ids.index(self.screening.population.persons.index[self.row])

    @cached_property
    def values(self) -> dict[str, Any]:
        """What the deciding rules, and all they rest on, come to for the family."""
        graph = graph_of(self.screening.policy)
        return evaluate(graph, (*DECIDING, *TOLD), self.family, self.screening.policy)

    @cached_property
    def finding(self) -> Finding:
        return Finding(int(self.screening.finding[self.row]))

    @cached_property
    def due(self) -> Scheme:
        return Scheme(self.own("entitled_scheme"))

    @cached_property
    def now(self) -> Scheme:
        return Scheme(self.family.persons["current_scheme"][self.place])

    def own(self, name: str) -> Any:
        """Return a value of the person, or of the family where there is one for all."""
        value = self.values[name]
        return value[self.place] if isinstance(value, tuple) else value

    def failure(self, name: str) -> str | None:
        """Say which condition of a rule fails first for the person, and by how much; None where it holds.

        Where that is a rule of its own, such as the limits on assets, what fails in it is said as well.
        """
        node = graph_of(self.screening.policy).nodes[name]
        assert isinstance(node, Rule)
        said = first_failure(node.function, {argument: self.argument(argument) for argument in node.arguments})
        inner = (said or "").removesuffix(" does not hold")
        deeper = self.failure(inner) if inner != said and self._is_rule(inner) else None
        return f"{inner}: {deeper}" if deeper else said

    def _is_rule(self, name: str) -> bool:
        return isinstance(graph_of(self.screening.policy).nodes.get(name), Rule)

    def argument(self, name: str) -> Any:
        if name in self.values:
            graph = graph_of(self.screening.policy)
            return self.values[name][self.place] if graph.level(name) == "person" else self.values[name]
        own = self.family.persons if name in self.family.persons else self.family.household
        return self.family.persons[name][self.place] if own is self.family.persons else own[name]

    def reason(self) -> str:
        """Say why the scheme due is due; where none is, which conditions fail."""
        if self.finding is Finding.DECEASED:
            return f"死亡人员名单 list of the dead: {self.screening.lists.dead[self.person_id] or 'no day given'}"
        if self.due not in (Scheme.NONE, Scheme.EDGE):
            return f"{_name(self.due)}: {self.holds(self.due)}"
        rules = [OWN_RULE[self.now]] if self.now in OWN_RULE else []
        rules += [name for name in ("is_dibao", "is_edge") if name not in rules]
        failed = [f"{name}: {why}" for name in rules if not self.own(name) and (why := self.failure(name))]
        failed = [text for i, text in enumerate(failed) if not any(text in other for other in failed[:i])]
        holds = [f"{_name(Scheme.EDGE)}: {self.holds(Scheme.EDGE)}"] if self.due == Scheme.EDGE else []
        return "; ".join([*holds, *failed])

    def holds(self, scheme: Scheme) -> str:
        """Say what lets a person into a scheme, with the distance from its line."""
        standard = self.own("dibao_standard")
        if scheme == Scheme.DIBAO:
            return _under("dibao_test_income", self.own("dibao_test_income"), "dibao_standard", standard)
        if scheme == Scheme.TEKUN:
            supporter = category_names(Supporter)[self.family.persons["supporter"][self.place]]
            income = _under("own income", self.own("countable_income") / 12, "dibao_standard", standard)
            return f"no labour capacity, supporter {supporter}, {income}"
        if scheme in (Scheme.ORPHAN, Scheme.UNSUPPORTED_CHILD):
            names = category_names(Parent)
            parents = [f"{who} {names[self.family.persons[who][self.place]]}" for who in ("father", "mother")]
            return ", ".join(parents)
        if scheme == Scheme.GRADUAL_EXIT:
            return (
                f"income over the standard for {self.family.household['months_above_standard']} months, exit not over"
            )
        line = self.screening.policy["edge.multiple"] * standard
        edge = _under("edge_test_income", self.own("edge_test_income"), "edge line", line)
        if scheme == Scheme.EDGE:
            return edge
        why = "severely disabled" if self.own("severe_for_single_entry") else "seriously ill"
        return f"{why}, {edge}"

    def groups(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield, group by group, whether the person belongs to it, and the condition that keeps them out or open."""
        membership = self.screening.membership
        for name, group in self.screening.campaign.groups.items():
            if membership.inside[name][self.row]:
                yield name, ("inside", "")
            elif membership.open[name][self.row]:
                open_ones = [f for f in facts_of(group) if _apart(membership.facts[f.name], self.row)]
                yield name, ("open", ", ".join(f"{fact.zh} {fact.en} not known" for fact in open_ones))
            else:
                yield name, ("outside", self._outside(group))

    def _outside(self, group: Group) -> str:
        if not group.condition:
            return "no condition: nobody has named the person"
        node = NODES[group.condition]
        assert isinstance(node, Rule)
        told = {name: self._told(group, name) for name in node.arguments}
        said = first_failure(node.function, told) or ""
        day = next((name for name in FACTS if name.endswith("_day") and said.startswith(name)), None)
        return said if day is None else _too_early(day, told[day], group)

    def _told(self, group: Group, name: str) -> Any:
        """Return what a group's condition was told: a threshold, a fact, or what the rules say."""
        screening, membership = self.screening, self.screening.membership
        if name in FACTS:
            return membership.facts[name][0][self.row].item()
        if name in group.thresholds:
            return float(membership.limits[group.id, name][screening.population.household_of[self.row]])
        if name in self.values or name in self.family.persons or name in self.family.household:
            return self.argument(name)
        graph = group_graph(screening.policy, screening.campaign)
        return evaluate(graph, [name], self.family, screening.policy)[name]

    def lines(self, groups: Mapping[str, tuple[str, str]]) -> Iterator[str]:
        """Write the explanation."""
        screening = self.screening
        place, titles = screening.policy.place, TITLES[self.finding]
        yield f"{masked(self.person_id)} · {screening.campaign.id} · {place.en} {place.zh} · {screening.policy.date}"
        amount = f", {screening.amount_due[self.row]:,.2f} yuan/month" if screening.amount_due[self.row] > 0 else ""
        yield f"排查结果 finding: {' '.join(titles)} — now {_name(self.now)}, due {_name(self.due)}{amount}"
        yield f"理由 reason: {self.reason()}"
        signs = {"inside": "是 yes", "outside": "否 no", "open": "不明 open"}
        for name, (said, why) in groups.items():
            group = screening.campaign.groups[name]
            yield f"  {name} {group.zh}: {signs[said]}{f' — {why}' if why else ''}  [{group.clause}]"
        for name in DECIDING:
            node, holds = graph_of(screening.policy).nodes[name], self.own(name)
            failed = "" if holds else f" — {self.failure(name)}"
            yield f"  {name} {node.zh}: {signs['inside' if holds else 'outside']}{failed}  [{node.clauses[0]}]"
        relief = self.own("temporary_relief")
        if relief > 0:
            yield f"  temporary_relief 临时救助: {relief:,.2f} yuan/year, received {self.family.household['relief_received']:,.2f}"


def _too_early(fact: str, day: float, group: Group) -> str:
    """Say of a day that it lies before the group's, or that there is none."""
    since = next(threshold.value for threshold in group.thresholds.values() if threshold.unit == "date")
    if day <= LONG_AGO:
        return f"{FACTS[fact].zh} no {FACTS[fact].en}"
    return f"{FACTS[fact].zh} {FACTS[fact].en} {np.datetime64(EPOCH) + int(day)} is before {since}"


def _under(name: str, amount: float, line_name: str, line: float) -> str:
    return f"{name} {amount:,.2f} is {line - amount:,.2f} below {line_name} {line:,.2f}"


def _name(scheme: Scheme) -> str:
    name = scheme.name.lower()
    return f"{LABELS_ZH[name]} {name}"


def _apart(ends: tuple[Any, Any], row: int) -> bool:
    return bool(ends[0][row] != ends[1][row])
