"""One person of a screening: what the rules come to, which condition decides, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.screening.findings import Finding
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


@dataclass(frozen=True)
class Case:
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
        """The person's family, as the rules read it."""
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
        """What was found of the person."""
        return Finding(int(self.screening.finding[self.row]))

    @cached_property
    def due(self) -> Scheme:
        """The scheme due by the rules."""
        return Scheme(self.own("entitled_scheme"))

    @cached_property
    def now(self) -> Scheme:
        """The scheme in the register."""
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
        """Return what a rule receives under a name: the person's value, or the one for all."""
        if name in self.values:
            graph = graph_of(self.screening.policy)
            return self.values[name][self.place] if graph.level(name) == "person" else self.values[name]
        own = self.family.persons.get(name)
        return self.family.household[name] if own is None else own[self.place]

    def reason(self) -> str:
        """Say why the scheme due is due; where none is, which conditions fail; where relief is missing, how much."""
        relief = [self.relief()] if self.finding in (Finding.RELIEF_MISSED, Finding.RELIEF_OPEN) else []
        return "; ".join([*relief, self._scheme_reason()])

    def _scheme_reason(self) -> str:
        if self.finding is Finding.DECEASED:
            return f"死亡人员名单 list of the dead: {self.screening.lists.dead[self.family.ids[self.place]] or 'no day given'}"
        if self.due not in (Scheme.NONE, Scheme.EDGE):
            return f"{scheme_name(self.due)}: {self.holds(self.due)}"
        rules = [OWN_RULE[self.now]] if self.now in OWN_RULE else []
        rules += [name for name in ("is_dibao", "is_edge") if name not in rules]
        failed = [f"{name}: {why}" for name in rules if not self.own(name) and (why := self.failure(name))]
        failed = [text for i, text in enumerate(failed) if not any(text in other for other in failed[:i])]
        holds = [f"{scheme_name(Scheme.EDGE)}: {self.holds(Scheme.EDGE)}"] if self.due == Scheme.EDGE else []
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

    def relief(self) -> str:
        """Say what temporary assistance is due to the family and what it was given; nothing where none is due."""
        due = self.own("temporary_relief")
        if due <= 0:
            return ""
        told = "relief_received" in self.screening.population.households
        given = f"{self.family.household['relief_received']:,.2f}" if told else "not known"
        return f"temporary_relief 临时救助 {due:,.2f} yuan/year due, received {given}"


def scheme_name(scheme: Scheme) -> str:
    """Name a scheme in Chinese and as the tables do."""
    name = scheme.name.lower()
    return f"{LABELS_ZH[name]} {name}"


def _under(name: str, amount: float, line_name: str, line: float) -> str:
    return f"{name} {amount:,.2f} is {line - amount:,.2f} below {line_name} {line:,.2f}"
