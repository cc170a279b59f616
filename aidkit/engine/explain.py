"""One family on one screen: every step of the rules for it, from the same functions that are compiled."""

from __future__ import annotations

import html
import textwrap
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aidkit.engine.conditions import first_failure
from aidkit.engine.graph import Graph
from aidkit.engine.plain import Family, evaluate
from aidkit.engine.requests import check_policy, check_population
from aidkit.engine.run import graph_of
from aidkit.errors import PopulationError, message, suggestion
from aidkit.masking import masked
from aidkit.parameter_files import Entry
from aidkit.parameters import BY_ARGUMENT
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.rules.definition import Node, Rule
from aidkit.schema import COLUMNS, LABELS_ZH, Column, category_names

MAX_LINES = 39
WIDTH = 120
MAX_MEMBERS = 8  # members described one a line; a larger family shares lines
MEMBER_LINES = 8  # lines for the members of a larger one, three a line
FOOT_LINES = 6  # lines kept for parameters where the screen is full


@dataclass(frozen=True)
class Explanation:
    """How the rules come to what a family receives; prints as text, shows as HTML in a notebook.

    Attributes:
        lines: The text, a step a line, under 40.
        values: By result column, the family's value, or a tuple of its members' values.
    """

    lines: tuple[str, ...]
    values: Mapping[str, Any]

    def __str__(self) -> str:
        return "\n".join(self.lines)

    def _repr_html_(self) -> str:
        return f'<pre style="line-height: 1.45; overflow-x: auto">{html.escape(str(self))}</pre>'


def explain(population: Population, policy: Policy, household_id: Any) -> Explanation:
    """Explain step by step what one family is entitled to, and why not to more.

    Args:
        population: The population the family is in.
        policy: The policy that holds for it.
        household_id: Its id.

    Returns:
        An explanation: each step's value in statutory order, the parameters it rests on with their source, and, where
        a condition fails, the first that does and how far the family is from it.

    Raises:
        PopulationError: No household has the id; the message names the nearest.
    """
    check_population(population)
    check_policy(policy)
    key = _known_id(population, household_id)
    graph = graph_of(policy)
    family = Family.of(population, key)
    values = evaluate(graph, graph.columns, family, policy)
    return Explanation(tuple(_Writer(graph, policy, family, values).lines()), {n: values[n] for n in graph.columns})


def _known_id(population: Population, household_id: Any) -> Any:
    ids, text = population.households.index, str(household_id)
    for candidate in (household_id, text, int(text) if text.isdecimal() else None):
        if isinstance(candidate, str | int) and candidate in ids:
            return candidate
    raise PopulationError(
        message(f"No household has the id {household_id!r}.", suggestion(text, [str(i) for i in ids]))
    )


@dataclass(frozen=True)
class _Step:
    name: str
    text: str
    dispensable: int  # how readily it may be left out where the screen is full


@dataclass(frozen=True)
class _Writer:
    graph: Graph
    policy: Policy
    family: Family
    values: Mapping[str, Any]

    def lines(self) -> list[str]:
        """Head and members, the steps that say something of this family, and the parameters those rest on."""
        place = self.policy.place
        name = textwrap.shorten(self.policy.name, WIDTH // 2, placeholder=" …")
        head = [f"{masked(self.family.household_id)} · {place.en} {place.zh} · {self.policy.date} · {name}"]
        head += self._members()
        steps = [step for name in self.graph.columns if (step := self._step(name)) is not None]
        room = MAX_LINES - len(head)
        while len(steps) > room - FOOT_LINES:
            steps.remove(max(steps, key=lambda step: step.dispensable))
        return [*head, *(step.text for step in steps), *self._parameters(steps, room - len(steps))]

    def _parameters(self, steps: list[_Step], room: int) -> list[str]:
        """Every parameter the steps read, with its value, status and source, as far as there is room."""
        read = {a for step in steps for a in self.graph.nodes[step.name].arguments}
        entries = [
            self.policy.entry(spec.path) for a, spec in BY_ARGUMENT.items() if a in read and self._applies(spec.path)
        ]
        cited = [f"{e.path} {_brief(e.value)} ({_cited(e)})" for e in entries if e.value not in (None, 0, False, {})]
        for shown in range(len(cited), -1, -1):
            more = f"; {len(cited) - shown} more in policy.provenance()" if shown < len(cited) else ""
            lines = textwrap.wrap(f"Parameters 参数: {'; '.join(cited[:shown])}{more}", WIDTH)
            if len(lines) <= room:
                break
        return lines

    def _members(self) -> list[str]:
        ids = self.family.ids
        members = [f"#{i + 1} {self._member(i)}" for i in range(min(len(ids), 3 * MEMBER_LINES))]
        if len(members) <= MAX_MEMBERS:
            return [f"  {member}" for member in members]
        if len(members) < len(ids):
            members[-1] = f"and {len(ids) - len(members) + 1} more members"
        return ["  " + " | ".join(members[i : i + 3]) for i in range(0, len(members), 3)]

    def _member(self, i: int) -> str:
        facts = [f"{masked(self.family.ids[i])}: {self.family.persons['age'][i]} years"]
        for name, values in self.family.persons.items():
            column = COLUMNS["person"][name]
            if name not in ("age", "sex") and column.kind not in ("key", "date") and values[i] != _default(column):
                facts.append(_fact(column, values[i]))
        return ", ".join(facts)

    def _step(self, name: str) -> _Step | None:
        """One line, or None where it says nothing of this family."""
        node, value = self.graph.nodes[name], self.values[name]
        members = isinstance(value, tuple)
        says_something = any(value) if members else bool(value)
        reason = self._reason(name, node)
        everybody = members and node.result is bool and all(value)
        if (not says_something and reason is None) or (everybody and name in ("counted", "in_unit")):
            return None
        shown = self._of_members(node, value) if members and says_something else _shown(node, value)
        text = "no 否" if not says_something and node.result is bool else shown
        unit = f" {node.unit}" if node.result is float else ""
        because = f" — {reason}" if reason else ""
        line = f"{_padded(f'{name} {node.zh}', 46)} {text}{unit}{because}  [{', '.join(node.clauses[:2])}]"
        return _Step(name, line, self._dispensable(name, holds=says_something))

    def _dispensable(self, name: str, *, holds: bool) -> int:
        """How readily a step may go: a condition that fails first, then one that holds, then members' amounts.

        Never before those go the conditions that decide between the schemes, and the family's amounts.
        """
        node = self.graph.nodes[name]
        scheme = self.graph.nodes.get("entitled_scheme")
        if node.result is bool:
            decides = scheme is not None and name in scheme.arguments
            return 0 if decides and node.level == "household" else 1 + (not decides) + (not holds)
        return int(node.level == "person")

    def _reason(self, name: str, node: Node) -> str | None:
        """Why a condition does not hold: the family's, or the first member's for which a person rule fails."""
        value = self.values[name]
        if not isinstance(node, Rule) or not name.startswith(("is_", "within_", "in_gradual")):
            return None
        if isinstance(value, tuple):
            return None if any(value) or name not in ("is_tekun", "is_single_entry") else self._member_reason(node)
        if value:
            return None
        return first_failure(node.function, {a: self.values[a] for a in node.arguments})

    def _member_reason(self, node: Rule) -> str | None:
        phrases = []
        for i in range(len(self.family.ids)):
            arguments = {
                a: self.values[a][i] if self.graph.level(a) == "person" else self.values[a] for a in node.arguments
            }
            phrases.append(first_failure(node.function, arguments))
        same = len(set(phrases)) == 1
        listed = "; ".join(f"#{i + 1} {phrase}" for i, phrase in enumerate(phrases[:3]) if phrase)
        return phrases[0] if same else listed + ("; …" if len(phrases) > 3 else "")

    def _of_members(self, node: Node, value: tuple[Any, ...]) -> str:
        if len(set(value)) == 1 and len(value) > 1:
            return f"{_shown(node, value[0])} (all)"
        return " · ".join(f"#{i + 1} {_shown(node, one)}" for i, one in enumerate(value) if one)

    def _applies(self, path: str) -> bool:
        """Leave out what is set for the other area."""
        area = "urban" if self.family.household["area"] == 0 else "rural"
        other = "rural" if area == "urban" else "urban"
        return not path.endswith(f".{other}")


def _padded(text: str, width: int) -> str:
    """Pad to a width in a terminal, where a Chinese character takes two places."""
    taken = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return text + " " * max(0, width - taken)


def _shown(node: Node, value: Any) -> str:
    if node.categories is not None:
        name = category_names(node.categories)[value]
        return f"{name} {LABELS_ZH[name]}" if name in LABELS_ZH and node.unit != "level" else name
    if node.result is bool:
        return "yes 是"
    return f"{value:,.2f}" if node.result is float else str(value)


def _fact(column: Column, value: Any) -> str:
    words = column.name.replace("_", " ")
    if column.kind == "bool":
        return words if value else f"not {words}"
    if column.categories is not None:
        return f"{words} {category_names(column.categories)[value]}"
    return f"{words} {value:,.2f}" if column.kind == "amount" else f"{words} {value}"


def _default(column: Column) -> Any:
    return column.allowed_code(column.default) if column.kind == "category" else column.default


def _cited(entry: Entry) -> str:
    """Name the source of a value; why one is assumed is too long for here."""
    source = textwrap.shorten(entry.source, 30, placeholder="…")
    return entry.status if entry.status == "assumed" else f"{entry.status}: {source}"


def _brief(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, tuple):
        return f"{len(value)} grades"
    if isinstance(value, dict):
        return " ".join(f"{kind}≤{grade}" for kind, grade in value.items())
    return f"{value:g}" if isinstance(value, float) else str(value)
