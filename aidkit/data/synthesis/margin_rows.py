"""The list of margins: what is counted in the invented families, and what it must or should come to (校准边际清单)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from aidkit.data.synthesis.draft import Draft
from aidkit.data.synthesis.families import LARGEST_CLASS, age_groups, shares
from aidkit.data.synthesis.health import is_severe
from aidkit.data.synthesis.income_rows import income_rows
from aidkit.data.synthesis.income_shape import IncomeShape
from aidkit.data.synthesis.margin_row import CARDS, COVER, FAMILIES, PEOPLE, SIZES, MarginRow
from aidkit.data.synthesis.margins import Anchors
from aidkit.data.synthesis.sampling import Bools
from aidkit.schema import Area, DisabilityKind, Scheme, Sex

KIND_ZH = {
    "visual": "视力",
    "hearing": "听力",
    "speech": "言语",
    "physical": "肢体",
    "intellectual": "智力",
    "psychiatric": "精神",
    "multiple": "多重",
}


def margin_rows(draft: Draft, shapes: dict[str, IncomeShape], anchors: Anchors) -> list[MarginRow]:
    """Return all margins of a place, those raked to and those only compared."""
    return [
        *_people(draft, anchors),
        *_sizes(draft, anchors),
        *_cover(draft, anchors),
        *_cards(draft, anchors),
        *income_rows(draft, shapes, anchors),
    ]


def _people(draft: Draft, anchors: Anchors) -> Iterator[MarginRow]:
    """Registered persons by age, sex and area."""
    total = anchors.number("population.hukou")

    def persons(name: str, zh: str, who: Bools, share: float, key: str) -> MarginRow:
        return MarginRow(name, zh, "persons", draft.total(who), total * share, anchors[key], PEOPLE)

    yield persons("registered persons", "户籍人口", np.ones(draft.people, bool), 1.0, "population.hukou")
    ages, group = anchors["share.age"].value, age_groups(draft.person("age"))
    for number, (name, share) in enumerate(zip(ages, shares(ages), strict=True)):
        yield persons(f"persons aged {name}", f"{name}岁人口", group == number, share, "share.age")
    male, urban = draft.person("sex") == Sex.MALE, ~draft.rural
    yield persons("men and boys", "男性人口", male, anchors.number("share.male"), "share.male")
    yield persons("urban persons", "城镇人口", urban, anchors.number("share.urban"), "share.urban")


def _sizes(draft: Draft, anchors: Anchors) -> Iterator[MarginRow]:
    """Families by size; those of seven and more follow from the persons and are only compared."""
    anchor, size = anchors["household.size_shares"], np.minimum(draft.size, LARGEST_CLASS)
    families = anchors.number("population.hukou") / anchors.number("household.mean_size")
    for number, share in enumerate(shares(anchor.value), start=1):
        most = number == LARGEST_CLASS
        name = f"families of {number}{' or more' if most else ''}"
        zh = f"{number}人{'及以上' if most else ''}户"
        counted = (size == number).astype(float)
        row = MarginRow(name, zh, "households", counted, families * share, anchor, SIZES)
        yield row.without("compared only: follows from the persons left over") if most else row


def _cover(draft: Draft, anchors: Anchors) -> Iterator[MarginRow]:
    """Persons and families on the register today; relief is only compared, being counted in times."""
    scheme = draft.person("current_scheme")
    on = np.isin(scheme, [Scheme.DIBAO, Scheme.DIBAO_SINGLE])
    area = draft.of(draft.household("area"))
    for key, name, zh, who in (
        ("dibao_urban_persons", "urban persons on dibao", "城市低保人数", on & (area == Area.URBAN)),
        ("dibao_rural_persons", "rural persons on dibao", "农村低保人数", on & (area == Area.RURAL)),
        ("tekun_persons", "persons on tekun", "特困人员", scheme == Scheme.TEKUN),
        ("edge_persons", "persons recorded as edge", "低保边缘人口", scheme == Scheme.EDGE),
    ):
        anchor = anchors[f"beneficiaries.{key}"]
        yield MarginRow(name, zh, "persons", draft.total(who), float(anchor.value), anchor, COVER)
    anchor, covered = anchors["beneficiaries.dibao_households"], draft.has(on).astype(float)
    name, target = "families on dibao", float(anchor.value)
    yield MarginRow(name, "低保户数", "households", covered, target, anchor, FAMILIES)
    if "beneficiaries.temporary_relief" in anchors.own:
        anchor = anchors["beneficiaries.temporary_relief"]
        helped = np.where(draft.household("relief_received") > 0, draft.size, 0).astype(float)
        name, target = "persons of families given temporary relief", float(anchor.value)
        row = MarginRow(name, "临时救助人次", anchor.unit, helped, target, anchor, COVER)
        yield row.without("compared only: published for some months, partly in times")


def _cards(draft: Draft, anchors: Anchors) -> Iterator[MarginRow]:
    """Disability cards by kind, and those of grades 1 and 2."""
    cards = anchors.number("disability.card_rate") * anchors.number("population.hukou")
    kinds, severe = anchors["disability.kind_shares"], anchors["disability.severe_share"]
    for kind, share in zip(kinds.value, shares(kinds.value), strict=True):
        holds = draft.total(draft.person("disability_kind") == DisabilityKind[kind.upper()])
        name, zh = f"cards: {kind}", f"持证{KIND_ZH[kind]}残疾人"
        yield MarginRow(name, zh, "persons", holds, cards * share, kinds, CARDS)
    name, zh, target = "cards: grades 1 and 2", "持证重度残疾人", cards * float(severe.value)
    yield MarginRow(name, zh, "persons", draft.total(is_severe(draft)), target, severe, CARDS)
