"""The first page of a report: whom it is about, what it warns of, and the figures to remember."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.report.basis import value_text
from aidkit.report.disclosure import FEW_RECORDS, SMALL, SMALLEST
from aidkit.report.markup import cards_html, facts_html, notice_html
from aidkit.report.outputs import RECORD_MIME
from aidkit.report.tables import FAMILIES, PERSONS, population_name
from aidkit.report.tally import is_weighted
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.policy import Policy
    from aidkit.population import Population
    from aidkit.result import Result

WAN_YEAR, WAN = Text("万元/年", "10,000 yuan a year"), 10_000
INVENTED = Text(
    "本报告使用合成（虚构）数据，其中没有真实的家庭和个人，所列人数、金额只用于演示方法，不能作为工作依据。",
    "This report rests on an invented (synthetic) population. Nobody in it exists; its figures show the method and are "
    "no evidence about the place.",
)


@dataclass(frozen=True)
class Figure:
    """One figure to remember: its name, label, unit and number, and how it is shown."""

    name: str
    label: Text
    unit: Text
    shown: str

    def payload(self) -> dict[str, Any]:
        """Return the figure as JSON values."""
        return {"name": self.name, "label": [*self.label[:2]], "unit": [*self.unit[:2]], "shown": self.shown}


@dataclass(frozen=True)
class Front:
    """The first page; shows in a notebook and hands its key figures over to run.json and to the index of runs."""

    policy: Policy
    population: Population
    figures: tuple[Figure, ...]
    lang: Lang

    def __str__(self) -> str:
        return "\n".join(f"{f.label.show(self.lang)}: {f.shown} {f.unit.show(self.lang)}" for f in self.figures)

    def html(self) -> str:
        """Return the facts, the notices and the key figures."""
        cards = [(figure.label, figure.shown, figure.unit) for figure in self.figures]
        notices = "".join(notice_html(text, self.lang) for text in _notices(self.policy, self.population))
        return facts_html(_facts(self.policy, self.population), self.lang) + cards_html(cards, self.lang) + notices

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        record = {
            "synthetic": self.population.synthetic,
            "population": describe(self.population),
            "key_figures": [figure.payload() for figure in self.figures],
        }
        return {"text/plain": str(self), "text/html": self.html(), RECORD_MIME: record}


def front(result: Result, lang: Lang = "both") -> Front:
    """Return the first page of a result."""
    return Front(result.policy, result.population, tuple(key_figures(result)), lang)


def key_figures(result: Result) -> Iterator[Figure]:
    """Yield missed and wrong cover, missed relief, low-income families and the yearly cost."""
    population, summary = result.population, result.summary()
    person_weight = population.weight[population.household_of]
    cover = result.persons["coverage"].to_numpy(str)
    cases: list[tuple[str, Text, Text, Any, Any]] = [
        ("missed", Text("漏保", "Missed cover"), PERSONS, cover == "missed", person_weight),
        ("missed_relief", Text("漏救", "Missed relief"), FAMILIES, result.values("missed_relief"), population.weight),
        ("wrong", Text("错保", "Wrong cover"), PERSONS, cover == "wrong", person_weight),
        (
            "low_income",
            Text("低收入家庭", "Low-income families"),
            FAMILIES,
            result.values("is_edge"),
            population.weight,
        ),
    ]
    few = FEW_RECORDS if is_weighted(population) else SMALL
    for name, label, unit, chosen, weight in cases:
        hidden = 0 < chosen.sum() < SMALLEST
        yield Figure(name, label, unit, few if hidden else f"{weight[chosen].sum():,.0f}")
    wan = summary.totals["annual_support"] / WAN
    yield Figure("annual_cost", Text("年支出", "Yearly cost"), WAN_YEAR, f"{wan:,.1f}")


def describe(population: Population) -> dict[str, Any]:
    """Return what run.json says of a population: source, size, a fingerprint of its content, what was assumed."""
    return {
        "source": population.source,
        "households": len(population.households),
        "persons": len(population.persons),
        "fingerprint": fingerprint(population),
        "assumed": [f"{row.table}.{row.column}" for row in population.assumed.itertuples()],
    }


def fingerprint(population: Population) -> str:
    """Return a hash of a population's content, whatever file it came from."""
    total = hashlib.sha256()
    for table in (population.households, population.persons):
        total.update(",".join(map(str, table.columns)).encode())
        total.update(pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes())
    return total.hexdigest()


def _facts(policy: Policy, population: Population) -> Iterator[tuple[Text, Text]]:
    yield Text("地区", "Place"), Text(policy.place.zh, policy.place.en)
    yield Text("政策日期", "Policy date"), Text(policy.date.isoformat(), policy.date.isoformat())
    baseline = Text("现行政策", "rules in force")
    yield Text("方案", "Scenario"), baseline if not policy.changes else Text(policy.name, policy.name)
    yield Text("数据", "Data"), population_name(population)
    assumed = sum(entry.status == "assumed" for entry in policy.entries.values())
    inputs = len(population.assumed)
    yield (
        Text("假定", "Assumed"),
        Text(f"参数 {assumed} 项，数据 {inputs} 项", f"{assumed} parameters, {inputs} columns"),
    )


def _notices(policy: Policy, population: Population) -> Iterator[Text]:
    if population.synthetic:
        yield INVENTED
    if policy.changes:
        changes = "; ".join(
            f"{path}: {value_text(old, 'en')} → {value_text(new, 'en')}" for path, old, new in policy.changes
        )
        yield Text(f"与现行政策不同：{changes}", "These differ from the rules in force.")
