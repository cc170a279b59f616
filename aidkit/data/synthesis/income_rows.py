"""The margins of income: totals by area, fifths of people, and, only compared, what income is made of (收入边际)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from aidkit.data.synthesis.draft import Draft
from aidkit.data.synthesis.families import shares
from aidkit.data.synthesis.income_shape import IncomeShape, fifths
from aidkit.data.synthesis.incomes import income_per_head
from aidkit.data.synthesis.margin_row import INCOME, MarginRow
from aidkit.data.synthesis.margins import Anchor, Anchors
from aidkit.data.synthesis.poor_share import area_people
from aidkit.schema import Area

AREA_ZH = {Area.URBAN: "城镇", Area.RURAL: "农村"}
FIFTHS = ("lowest", "second", "middle", "fourth", "highest")
SOURCES = {
    "wage": ("工资性收入", ("wage_income",)),
    "business": ("经营净收入", ("business_income", "farm_income")),
    "property": ("财产净收入", ("property_income",)),
    "transfer": ("转移净收入", ("transfer_income", "basic_pension", "exempt_income")),
}


def income_rows(draft: Draft, shapes: dict[str, IncomeShape], anchors: Anchors) -> Iterator[MarginRow]:
    """Return the margins of income, all of a year's income per head before assistance."""
    income = income_per_head(draft)
    for area in Area:
        name = area.name.lower()
        anchor, zh = anchors[f"income.mean_annual.{name}"], f"{AREA_ZH[area]}居民总收入"
        earned = income * draft.size * (draft.household("area") == area)
        target = area_people(name, anchors) * float(anchor.value)
        yield MarginRow(f"{name} income", zh, "yuan/year", earned, target, anchor, INCOME)
    yield from _fifths(draft, shapes, anchors)
    yield from _sources(draft, anchors)


def _fifths(draft: Draft, shapes: dict[str, IncomeShape], anchors: Anchors) -> Iterator[MarginRow]:
    """A fifth of the people each between the incomes that cut the place's fitted distribution into fifths."""
    people = [area_people(name, anchors) for name in shapes]
    cuts = fifths(list(shapes.values()), people)
    among = np.searchsorted(cuts, income_per_head(draft), side="right")
    anchor = _fitted(anchors["income.median_annual.urban"])
    for number, name in enumerate(FIFTHS):
        label, zh = f"persons in the {name} fifth of income", f"收入五等份第{number + 1}组人口"
        counted = np.where(among == number, draft.size, 0).astype(float)
        yield MarginRow(label, zh, "persons", counted, sum(people) / 5, anchor, INCOME)


def _fitted(median: Anchor) -> Anchor:
    """The place's income figures as the source of a row that follows from several of them."""
    reason = "Cuts of the distribution through means, medians and dibao numbers of town and country."
    return replace(median, key="income.fifths", status="assumed", source=reason, address="")


def _sources(draft: Draft, anchors: Anchors) -> Iterator[MarginRow]:
    """What income is made of, as shares of all income drawn."""
    anchor = anchors["income.source_shares"]
    total = float((income_per_head(draft) * draft.size).sum())
    weight = anchors.number("population.hukou") / draft.people
    for name, share in zip(anchor.value, shares(anchor.value), strict=True):
        zh, columns = SOURCES[name]
        part = draft.total(draft.amounts(columns)) / (total * weight)
        label = f"share of income: {name}"
        row = MarginRow(label, f"{zh}占比", "share", part, float(share), anchor, INCOME)
        yield row.without("compared only: incomes are fitted as a whole")
