"""The first page of a report: whom it is about, what it warns of, and the figures to remember."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.report.answers import answers, cost_to_reach, missed, missed_relief
from aidkit.report.basis import value_text
from aidkit.report.document.blocks import Card, Opening
from aidkit.report.estimates import Estimate, basis, persons, total
from aidkit.report.markup import opening_html
from aidkit.report.outputs import OPENING_MIME, RECORD_MIME
from aidkit.report.rates import Rate, rates
from aidkit.report.tables import FAMILIES, PERSONS, population_name
from aidkit.report.text import NOTHING, Lang, Text
from aidkit.rules.coverage import Coverage

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
    """One figure to remember: its name, label, unit and number, its 95 % interval, and what it was counted on."""

    name: str
    label: Text
    unit: Text
    shown: str
    interval: str = ""
    basis: Text = NOTHING

    @property
    def card(self) -> Card:
        """The figure as the first page shows it."""
        between = Text(f"95% 区间 {self.interval}", f"95% interval {self.interval}") if self.interval else NOTHING
        lines = [text for text in (between, self.basis) if any(text)]
        below = Text("；".join(text.zh for text in lines), "; ".join(text.en for text in lines))
        return Card(self.label, self.shown, self.unit, below)

    def payload(self) -> dict[str, Any]:
        """Return the figure as JSON values."""
        texts = {"label": [*self.label[:2]], "unit": [*self.unit[:2]], "basis": [*self.basis[:2]]}
        return {"name": self.name, **texts, "shown": self.shown, "interval": self.interval}


@dataclass(frozen=True)
class Front:
    """The first page; shows in a notebook and hands its key figures over to run.json and to the index of runs."""

    policy: Policy
    population: Population
    figures: tuple[Figure, ...]
    answers: tuple[tuple[Text, Text], ...]
    rates: tuple[Rate, ...]
    lang: Lang

    def __str__(self) -> str:
        return "\n".join(f"{f.label.show(self.lang)}: {f.shown} {f.unit.show(self.lang)}" for f in self.figures)

    @property
    def opening(self) -> Opening:
        """The facts, the key figures, the answers and the notices, for any form of the report."""
        return Opening(
            tuple(_facts(self.policy, self.population)),
            tuple(figure.card for figure in self.figures),
            self.answers,
            tuple(_notices(self.policy, self.population)),
        )

    def html(self) -> str:
        """Return the first page as HTML."""
        return opening_html(self.opening, self.lang)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        record = {
            "synthetic": self.population.synthetic,
            "population": describe(self.population),
            "key_figures": [figure.payload() for figure in self.figures],
            "rates": [rate.payload() for rate in self.rates],
        }
        handed = {RECORD_MIME: record, OPENING_MIME: self.opening.payload()}
        return {"text/plain": str(self), "text/html": self.html(), **handed}


def front(result: Result, lang: Lang = "both") -> Front:
    """Return the first page of a result."""
    figures, found = tuple(key_figures(result)), tuple(answers(result))
    return Front(result.policy, result.population, figures, found, tuple(rates(result)), lang)


def key_figures(result: Result) -> Iterator[Figure]:
    """Yield missed and wrong cover, missed relief, low-income families, the cost of the missed and of everybody."""
    population = result.population
    wrong = persons(population, result.values("coverage") == Coverage.WRONG)
    low_income = total(population, result.values("is_edge").astype(float))
    counts: list[tuple[str, Text, Text, Estimate]] = [
        ("missed", Text("漏保", "Missed cover"), PERSONS, missed(result)),
        ("missed_relief", Text("漏救", "Missed relief"), FAMILIES, missed_relief(result)),
        ("wrong", Text("错保", "Wrong cover"), PERSONS, wrong),
        ("low_income", Text("低收入家庭", "Low-income families"), FAMILIES, low_income),
    ]
    for name, label, unit, found in counts:
        yield Figure(name, label, unit, found.shown(), found.interval(), basis(found, unit))
    supported = result.values("annual_support")
    costs: list[tuple[str, Text, Estimate]] = [
        ("reach_cost", Text("补齐漏保、漏救", "Cost to reach them"), cost_to_reach(result)),
        ("annual_cost", Text("年支出", "Yearly cost"), total(population, supported, int((supported > 0).sum()))),
    ]
    for name, label, found in costs:
        money = found.per(WAN)
        yield Figure(name, label, WAN_YEAR, money.shown(",.1f"), money.interval(",.1f"), basis(found, FAMILIES))


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
        changes = {"zh": "; ".join(_changed(policy, "zh")), "en": "; ".join(_changed(policy, "en"))}
        yield Text(f"与现行政策不同：{changes['zh']}", f"These differ from the rules in force: {changes['en']}")


def _changed(policy: Policy, lang: Lang) -> Iterator[str]:
    for path, old, new in policy.changes:
        yield f"{path}: {value_text(old, lang)} → {value_text(new, lang)}"
