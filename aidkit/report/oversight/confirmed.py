"""How many clues to expect to be confirmed (查是), at one rate and at others, and Huangshi's figures worked through."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.oversight.matching.confirmation import Confirmations, expected_confirmations
from aidkit.oversight.matching.huangshi import HuangshiStudy
from aidkit.oversight.matching.match import CASH
from aidkit.oversight.matching.result import ASSETS
from aidkit.report.labels import as_shown
from aidkit.report.questions.words import joined
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.matching.result import Matching

OWN = Text("参照的查是率 {:.1%}", "the reference, {:.1%}")
OTHER = Text("另设 {:.0%}", "what if {:.0%}")
CERTAIN = Text("死亡记录都属实，其余 {:.1%}", "the dead for certain, others {:.1%}")
NO_CLUE = Text("没有错保线索。", "There is no clue of wrong cover.")
FACE = Text("把线索全部当成错保", "every clue taken for an error")
CLUES = Text("查实户数", "families confirmed")
SHARES = "share"


def answer(found: Matching, expected: Confirmations, lang: Lang = "both") -> Reading:
    """Say how many of the families under a clue will be confirmed, and what that does to the share of wrong cover.

    Args:
        found: The matching.
        expected: ``expected_confirmations`` of the families under a clue of wrong cover.
        lang: Language of the sentence.
    """
    if not expected.clues:
        return Reading(NO_CLUE, lang)
    paid = _paid(found)
    face, mean = (number / paid if paid else math.nan for number in (expected.clues, expected.expected))
    level, rate = f"{expected.rate.level:.0%}", f"{expected.rate.rate:.1%}"
    return Reading(
        Text(
            f"{len(found.hits)} 条命中归结为对 {expected.clues} 户的错保线索。按 {rate} 的查是率，预计查实 {expected.expected:.1f} 户，"
            f"本次有 {level} 的可能在 {expected.fewest} 至 {expected.most} 户之间。占在领 {paid} 户的 {mean:.1%}，"
            f"而不是把线索全当错保的 {face:.1%}。",
            f"{len(found.hits)} hits come down to clues against {expected.clues} families. At a rate of confirmation of {rate} about "
            f"{expected.expected:.1f} will be confirmed, this time, with {level}, between {expected.fewest} and {expected.most}. That is {mean:.1%} "
            f"of {paid} families paid, not the {face:.1%} of taking every clue for an error.",
        ),
        lang,
    )


def by_rate(found: Matching, reference: Confirmations, rates: Sequence[float]) -> pd.DataFrame:
    """Return the confirmations to be expected at the reference's rate and at others, known as surely as it.

    Args:
        found: The matching.
        reference: What the clues are judged by.
        rates: Other rates of confirmation, 0-1.

    Returns:
        A row a rate, and one where every clue of the list of the dead is true and the others are judged by the reference:
        ``zh``, ``en``, ``value`` (expected), ``low`` and ``high`` (of the number itself).
    """
    dead = deaths(found)
    rows = [(OWN, reference, 0)]
    rows += [(OTHER, _at(reference, reference.clues, rate), 0) for rate in rates]
    rows += [(CERTAIN, _at(reference, reference.clues - dead), dead)] if dead else []
    table = pd.DataFrame(
        {
            "zh": label.zh.format(other.rate.rate),
            "en": label.en.format(other.rate.rate),
            "value": sure + other.expected,
            "low": float(sure + other.fewest),
            "high": float(sure + other.most),
        }
        for label, other, sure in rows
    )
    return table.sort_values("value", ignore_index=True)


def deaths(found: Matching) -> int:
    """Count the families under a clue of the list of the dead."""
    clues = found.wrong_clues
    return int(clues.loc[clues["list"] == "deaths", "household_id"].nunique())


def _at(reference: Confirmations, clues: int, rate: float | None = None) -> Confirmations:
    """Judge clues by a rate known as surely as the reference's, or by the reference itself."""
    known = reference.rate
    confirmed = known.errors if rate is None else round(rate * known.checked)
    return expected_confirmations(clues, confirmed=confirmed, checked=known.checked, level=known.level)


def texts(table: pd.DataFrame, clues: int, lang: Lang = "both") -> dict[str, Any]:
    """Return what ``charts.shares.intervals`` writes around the rates: axis, title, and the clues taken at face value."""
    low, high = table["value"].min(), table["value"].max()
    if not clues:
        return {"x": CLUES, "finding": NO_CLUE, "form": ".1f", "lang": lang}
    finding = Text(
        f"{clues} 户线索预计查实 {low:.1f} 到 {high:.1f} 户，全看查是率",
        f"{clues} families under a clue come to {low:.1f} to {high:.1f} confirmed, as the rate is taken",
    )
    return {"x": CLUES, "finding": finding, "reference": (float(clues), FACE), "form": ".1f", "lang": lang}


def rate_reading(found: Matching, reference: Confirmations, lang: Lang = "both") -> Reading:
    """Say which uncertainty counts: that of the rate once measured, that of chance, or whether the rate holds here."""
    if not reference.clues:
        return Reading(NO_CLUE, lang)
    dead, once = deaths(found), reference.most - reference.fewest
    sure = dead + _at(reference, reference.clues - dead).expected
    measured = Text(
        f"参照的查是率测得很准：期望值只在 {reference.low:.1f} 至 {reference.high:.1f} 户之间；{reference.clues} 户太少，单是偶然就可差 {once} 户。",
        f"The reference rate is known well: the expectation lies between {reference.low:.1f} and {reference.high:.1f}. With "
        f"{reference.clues} families chance alone spans {once}.",
    )
    kinds = Text(
        f"更要紧的是它是各类线索的平均数：这里 {dead} 户的线索是死亡记录，若都属实，加上其余各户，应是 {sure:.1f} 户而不是 "
        f"{reference.expected:.1f} 户。查是率要按线索种类分别记。",
        f"More than that, it is an average over kinds of clues: {dead} families here are on the list of the dead, and were all of these true, "
        f"{sure:.1f} would be confirmed in all, not {reference.expected:.1f}. Rates of confirmation should be kept kind by kind.",
    )
    return Reading(joined(measured, kinds) if dead else measured, lang)


def huangshi(study: HuangshiStudy, lang: Lang = "both") -> Table:
    """Return Huangshi's figures with the arithmetic behind each."""
    frame = study.figures.assign(
        label=as_shown(study.figures["zh"], study.figures["en"], lang),
        figure=[
            _figure(value, unit) for value, unit in zip(study.figures["value"], study.figures["unit"], strict=True)
        ],
    )
    heads = (
        Head("label", Text("指标", "Figure")),
        Head("figure", Text("数值", "Value"), form="factor"),
        Head("how", Text("算式", "Arithmetic")),
        Head("clause", Text("条目", "Clause")),
    )
    title = Text("黄石 2017 年核对与检查", "Huangshi's verification and inspection, 2017")
    origin = Text(
        "资料来源：黄石市民政局，2018 年 2 月 1 日公开", "Source: Huangshi civil affairs bureau, published 2018-02-01"
    )
    return Table("huangshi", title, heads, frame, origin, lang=lang)


def oddity(study: HuangshiStudy, found: Matching, lang: Lang = "both") -> Reading:
    """Say what does not fit in HS-2.2, held against how large families with a hit are in this register.

    Were hits to fall on persons by chance, a family with one would have mean + variance / mean members.
    """
    figures = study.figures.set_index("en")["value"]
    with_hit, verified = figures["persons a household with a hit"], figures["persons a household verified"]
    spread = math.sqrt(verified * (with_hit - verified))
    odd = Text(
        f"黄石检出户户均 {with_hit:.2f} 人，是被核对户 {verified:.2f} 人的 {with_hit / verified:.2f} 倍，存疑。大户更容易命中，"
        f"但只凭这一点，户人口的标准差须达 {spread:.2f}。",
        f"Huangshi has {with_hit:.2f} persons a family with a hit, {with_hit / verified:.2f} times the {verified:.2f} a family verified: odd. "
        f"Larger families are hit more, but for that alone sizes would have to spread by {spread:.2f}.",
    )
    unused = Text(
        "更可能的是按人次计数，所以“检出人占比”不再使用。",
        "More likely persons were counted once a hit (人次), so the share of persons with a hit is not used further.",
    )
    return Reading(joined(odd, *_sizes(found), unused), lang)


def _sizes(found: Matching) -> list[Text]:
    """Say how large families with a hit are in this register; nothing where there is none."""
    sizes = found.register.roll.groupby("household_id").size()
    hits = found.hits[found.hits["list"].isin(ASSETS) & found.hits["counts"].astype(bool)]
    if hits.empty:
        return []
    here, mean, spread = sizes[hits["household_id"].unique()].mean(), sizes.mean(), sizes.std(ddof=0)
    chance = mean + spread**2 / mean
    return [
        Text(
            f"本登记的标准差是 {spread:.2f}，偶然命中应使户均人数为全体的 {chance / mean:.2f} 倍，实际为 {here / mean:.2f} 倍。",
            f"In this register they spread by {spread:.2f}: chance would make families with a hit {chance / mean:.2f} times as large as all, and "
            f"they are {here / mean:.2f} times.",
        )
    ]


def _paid(found: Matching) -> int:
    """Count the register's families with somebody paid."""
    persons = found.register.persons
    return int(persons.loc[persons["current_scheme"].astype(str).isin(CASH), "household_id"].nunique())


def _figure(value: float, unit: str) -> str:
    return f"{value:.2%}" if unit == SHARES else f"{value:,.2f}"
