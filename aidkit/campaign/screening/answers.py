"""What the rules answer to each check of the plan, person by person (JJ-2.2.1–6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from aidkit.campaign.screening.findings import TO_ENROL, Finding
from aidkit.schema import Scheme

if TYPE_CHECKING:
    from aidkit.campaign.screening.result import Screening

Array = np.ndarray[Any, Any]
MET, NOT_MET, NOT_DUE, NOT_KNOWN = "met", "not_met", "not_due", "not_known"
TITLES = {
    MET: ("已落实", "done"), NOT_MET: ("未落实", "not done"), NOT_DUE: ("不涉及", "does not apply"),
    NOT_KNOWN: ("待核实", "to be found out"),
}  # fmt: skip
COLUMNS = ("person_id", "household_id", "town", "group", "check", "clause", "zh", "en", "by_zh", "by_en", "answer")


def answers(screening: Screening) -> pd.DataFrame:
    """Return a row a person, group and check of that group."""
    rows, said = screening.persons, _Answers(screening)
    parts = []
    for name, group in screening.campaign.groups.items():
        own = rows[rows["group"] == name]
        places = screening.population.persons.index.get_indexer(pd.Index(own["person_id"]))
        for check in group.checks:
            part = own[["person_id", "household_id", "town", "group"]].copy()
            part["check"], part["clause"], part["zh"], part["en"] = check.id, check.clause, check.zh, check.en
            part["by_zh"] = "、".join(office.zh for office in check.by)
            part["by_en"] = ", ".join(office.en for office in check.by)
            part["answer"] = getattr(said, check.answer)[places]
            parts.append(part)
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=list(COLUMNS))


class _Answers:
    """By kind of answer, (persons,) what the rules say, in input order.

    Relief counts as given where the family received any in the last twelve months: a register names no kind of relief.
    """

    def __init__(self, screening: Screening) -> None:
        result, population = screening.result, screening.population
        self._size = len(population.persons)
        self._now = population.column("person", "current_scheme")
        self._due = result.values("entitled_scheme")
        self._finding = screening.finding
        self._single = result.values("is_single_entry")
        self._unemployed = result.values("unemployment_relief") > 0
        home = population.household_of
        self._relief = result.values("temporary_relief")[home] > 0
        self._given = population.column("household", "relief_received")[home] > 0
        self._told = "relief_received" in population.households

    @property
    def enrolment(self) -> Array:
        due = ~np.isin(self._due, (Scheme.NONE, Scheme.EDGE))
        answer = _said(due, ~np.isin(self._finding, TO_ENROL))
        answer[due & (self._finding == Finding.DECEASED)] = NOT_KNOWN  # whether they live comes first
        return answer

    @property
    def relief(self) -> Array:
        return _said(self._relief, self._given, known=self._told)

    @property
    def single_entry(self) -> Array:
        return _said(self._single, self._now == Scheme.DIBAO_SINGLE)

    @property
    def whole_family(self) -> Array:
        single = self._now == Scheme.DIBAO_SINGLE
        return _said(single, self._due != Scheme.DIBAO)

    @property
    def one_off_relief(self) -> Array:
        return _said(self._unemployed, self._given, known=self._told)

    @property
    def visit(self) -> Array:
        return np.full(self._size, NOT_KNOWN, dtype=object)


def _said(due: Array, done: Array, *, known: bool = True) -> Array:
    answer = np.where(done, MET, NOT_MET) if known else np.full(len(due), NOT_KNOWN)
    return np.where(due, answer, NOT_DUE).astype(object)
