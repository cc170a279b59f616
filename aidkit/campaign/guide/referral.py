"""The referral list of a family: which kinds of help fit, which office, what papers; and how many each fits."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.groups.wiring import handed_in
from aidkit.campaign.guide.directory import FITS, LIMITS, Guide, Help, load_guide
from aidkit.campaign.passes import ResultValues, run_with
from aidkit.engine.conditions import first_failure
from aidkit.engine.graph import Graph
from aidkit.engine.plain import Family, evaluate
from aidkit.engine.requests import check_policy, check_population
from aidkit.engine.run import graph_of, simulate
from aidkit.errors import message, suggestion
from aidkit.masking import masked
from aidkit.policy import Policy
from aidkit.population import Population
from aidkit.rules import in_force

YES, NO, NOT_KNOWN = "yes", "no", "not_known"
SIGNS = {YES: "是 fits", NOT_KNOWN: "待核 not known"}


@dataclass(frozen=True, repr=False)
class Referral:
    """What fits one family; prints as text, shows as HTML in a notebook.

    Attributes:
        title: Whose it is, by which guide and rules.
        table: A row a kind of help: help, zh, en, answer, members, office_zh, office_en, papers_zh, papers_en, reason.
    """

    title: str
    table: pd.DataFrame

    @property
    def fitting(self) -> pd.DataFrame:
        """The kinds of help that fit."""
        return self.table[self.table["answer"] == YES]

    def __str__(self) -> str:
        return "\n".join([self.title, *self._lines()])

    def __repr__(self) -> str:
        return str(self)

    def _lines(self) -> Iterator[str]:
        for row in self.table[self.table["answer"] != NO].to_dict("records"):
            yield f"  {row['zh']} {row['en']}: {SIGNS[row['answer']]} — {row['reason']}"
            yield f"    受理 office: {row['office_zh']} {row['office_en']}"
            yield f"    材料 papers: {row['papers_zh']} / {row['papers_en']}"
        unfit = self.table.loc[self.table["answer"] == NO, "zh"]
        if len(unfit):
            yield f"  不涉及 do not fit: {'、'.join(unfit)}"

    def _repr_html_(self) -> str:
        return f'<pre style="line-height: 1.45; overflow-x: auto">{html.escape(str(self))}</pre>'


def refer(population: Population, policy: Policy, household_id: Any, guide: Guide | str | None = None) -> Referral:
    """Return the referral list of a family.

    Args:
        population: The people.
        policy: The policy in force.
        household_id: The family.
        guide: A guide directory or its name; Huangshi's nine kinds when left out.

    Raises:
        CampaignError: No household has the id; the message names the nearest.

    Source: HS-4.
    """
    check_population(population)
    check_policy(policy)
    book = _guide(guide)
    ids = population.households.index
    if household_id not in ids:
        shown = [str(i) for i in ids]
        raise CampaignError(message(f"No household has the id {household_id!r}.", suggestion(str(household_id), shown)))
    family = Family.of(population, household_id)
    rows = [_row(each, book, family, population, policy) for each in book.help.values()]
    place = policy.place
    title = f"{masked(household_id)} · {book.zh} {book.en} · {place.zh} {place.en} · {policy.date}"
    return Referral(title, pd.DataFrame(rows))


def count_referrals(population: Population, policy: Policy, guide: Guide | str | None = None) -> pd.DataFrame:
    """Return a row a kind of help: help, zh, en, persons and families it fits, and whether more may (``open``).

    Args:
        population: The people.
        policy: The policy in force.
        guide: A guide directory or its name.
    """
    check_population(population)
    check_policy(policy)
    book = _guide(guide)
    limits = {name: np.full(len(population.households), value) for name, value in book.limits.items()}
    rules = [each.fits for each in book.help.values()]
    known = ResultValues(simulate(population, policy))
    found = run_with(population, policy, _graph(policy.date, policy.rules), dict.fromkeys(rules), limits, known)
    rows = [
        (each.id, each.zh, each.en, int(found[each.fits].sum()),
         len(np.unique(population.household_of[found[each.fits]])), bool(_missing(each, population)))
        for each in book.help.values()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["help", "zh", "en", "persons", "families", "open"])


def _guide(guide: Guide | str | None) -> Guide:
    return guide if isinstance(guide, Guide) else load_guide(*([] if guide is None else [guide]))


@cache
def _graph(day: date, rules: tuple[Callable[..., Any], ...]) -> Graph:
    limits = {name: handed_in(name, float, "household", "年龄") for name in sorted(LIMITS)}
    return Graph({**in_force(day, rules), **limits, **FITS})


def _row(each: Help, guide: Guide, family: Family, population: Population, policy: Policy) -> dict[str, Any]:
    holds, reason = _members(each, guide, family, policy)
    missing = _missing(each, population)
    answer = YES if any(holds) else NOT_KNOWN if missing else NO
    names = [masked(i) for i, fits in zip(family.ids, holds, strict=True) if fits]
    return {
        "help": each.id,
        "zh": each.zh,
        "en": each.en,
        "answer": answer,
        "members": ", ".join(names),
        "office_zh": each.office.show_zh,
        "office_en": each.office.show_en,
        "papers_zh": "、".join(paper.show_zh for paper in each.papers),
        "papers_en": "; ".join(paper.show_en for paper in each.papers),
        "reason": {YES: ", ".join(names), NO: reason, NOT_KNOWN: f"nobody has said: {', '.join(missing)}"}[answer],
    }


def _members(each: Help, guide: Guide, family: Family, policy: Policy) -> tuple[list[bool], str]:
    """Return which members the help fits, and why it does not fit the first one."""
    node, graph = FITS[each.fits], graph_of(policy)
    computed = [name for name in node.arguments if name in graph.nodes]
    values: Mapping[str, Any] = evaluate(graph, computed, family, policy) if computed else {}
    # a parameter has one value for all, a member's fact one a member
    values = {**family.household, **family.persons, **values, **_parameters(node.arguments, policy), **guide.limits}
    told = [
        {name: values[name][i] if isinstance(values[name], tuple) else values[name] for name in node.arguments}
        for i in range(len(family.ids))
    ]
    holds = [bool(node.function(**arguments)) for arguments in told]
    return holds, (first_failure(node.function, told[0]) or "") if not any(holds) else ""


def _parameters(arguments: tuple[str, ...], policy: Policy) -> dict[str, Any]:
    from aidkit.parameters import BY_ARGUMENT

    return {name: policy[BY_ARGUMENT[name].path] for name in arguments if name in BY_ARGUMENT}


def _missing(each: Help, population: Population) -> list[str]:
    """Return the columns nobody has said anything in, without which the help cannot be ruled out."""
    given = {*population.households, *population.persons}
    return [name for name in each.asks if name not in given]
