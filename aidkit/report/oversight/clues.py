"""Clues held against the rules: are families that a list of need names missed more often, and what does matching add?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.oversight.audit.estimation import error_rate
from aidkit.oversight.matching.match import CASH
from aidkit.report.oversight.hits import LABELS, clues
from aidkit.report.questions.words import joined
from aidkit.report.readings import Reading
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.matching.result import Matching
    from aidkit.result import Result

FEWEST = 5  # families behind a share that is shown
ALL = Text("全部", "all")
NAMED, UNNAMED = Text("需求类名单点到", "on a list of need"), Text("没有名单点到", "on no such list")
FIRST = (ALL, NAMED, UNNAMED)
LISTS_HELP = Text(
    "先查名单上的户省力，只查名单则漏掉其余。",
    "To begin with the lists saves visits; to stop there leaves the others missed.",
)
LISTS_DO_NOT = Text(
    "在这份登记里，名单没有把走访引向更需要的户。", "In this register the lists do not lead to the families in need."
)
TOO_FEW = Text("户数太少，不作比较", "Too few families to compare")
COLUMNS = ("zh", "en", "families", "due", "value", "low", "high")
SHARE = Text(
    "按规则应享受现金救助的户（户内无人在领的户中）", "families due cash by the rules, of those with nobody paid"
)


@dataclass(frozen=True)
class Clued:
    """Families with nobody paid, those a list of need names and the others; made by ``clued``.

    Attributes:
        shares: All first, named by any list, by none, then list by list: ``zh``, ``en``, ``families``, ``due`` (by the rules),
            ``value``, ``low`` and ``high``: share due cash with its exact 95 % interval.
        wrong: Families with somebody wrongly covered by what the register itself says, under a clue of matching, and both.
    """

    shares: pd.DataFrame
    wrong: tuple[int, int, int]


def clued(found: Matching, result: Result) -> Clued:
    """Hold clues against what the rules say of the same register.

    Args:
        found: The matching.
        result: All rules applied to the same register as a population.
    """
    known = result.population.persons
    homes = pd.Index(known["household_id"].unique())
    cover = result.persons["coverage"].astype(str)
    due, wrong = (homes.isin(result.persons.loc[cover == kind, "household_id"]) for kind in ("missed", "wrong"))
    unpaid = ~homes.isin(known.loc[known["current_scheme"].astype(str).isin(CASH), "household_id"])
    pointed = found.hits[clues(found) == "missed"]
    hit = homes.isin(pointed["household_id"])
    groups = {ALL: unpaid, NAMED: unpaid & hit, UNNAMED: unpaid & ~hit}
    for name, rows in pointed.groupby("list", sort=False):
        groups[LABELS[str(name)]] = unpaid & homes.isin(rows["household_id"])
    counts = [(label, int((inside & due).sum()), int(inside.sum())) for label, inside in groups.items()]
    clue = homes.isin(found.wrong_clues["household_id"])
    shares = pd.DataFrame([_share(*row) for row in counts if row[2] >= FEWEST], columns=list(COLUMNS))
    return Clued(shares, (int(wrong.sum()), int(clue.sum()), int((wrong & clue).sum())))


def texts(found: Clued, lang: Lang = "both") -> dict[str, Any]:
    """Return what ``charts.shares.intervals`` writes around the groups: axis, title, and the share of all."""
    if len(found.shares) < len(FIRST):
        return {"x": SHARE, "finding": TOO_FEW, "lang": lang}
    whole, named, unnamed = found.shares["value"].iloc[: len(FIRST)]
    finding = Text(
        f"在需求类名单上的户应享受的占 {named:.0%}，不在名单上的占 {unnamed:.0%}",
        f"Due cash: {named:.0%} of those on a list of need, {unnamed:.0%} of the others",
    )
    return {"x": SHARE, "finding": finding, "reference": (whole, ALL), "lang": lang}


def missed_reading(found: Clued, lang: Lang = "both") -> Reading:
    """Say how far lists of need lead to families that are missed, and how many of these no list knows."""
    if len(found.shares) < len(FIRST):
        return Reading(TOO_FEW, lang)
    whole, named, unnamed = (found.shares.iloc[row] for row in range(len(FIRST)))
    helps = LISTS_HELP if named["value"] > unnamed["value"] else LISTS_DO_NOT
    counts = Text(
        f"户内无人在领的 {whole['families']} 户中，按规则应享受的 {whole['due']} 户；名单点到的 {named['families']} 户里有 {named['due']} 户"
        f"（{named['value']:.0%}），没点到的 {unnamed['families']} 户里也有 {unnamed['due']} 户（{unnamed['value']:.0%}）。",
        f"Of {whole['families']} families with nobody paid {whole['due']} are due cash by the rules: {named['due']} of the "
        f"{named['families']} that a list of need names ({named['value']:.0%}), and {unnamed['due']} of the {unnamed['families']} "
        f"that none does ({unnamed['value']:.0%}).",
    )
    return Reading(joined(counts, helps), lang)


def wrong_reading(found: Clued, lang: Lang = "both") -> Reading:
    """Say what matching adds to what the register's own figures already show of wrong cover."""
    wrong, clue, both = found.wrong
    return Reading(
        Text(
            f"只看登记自报的数据，按规则已有 {wrong} 户含错保人员；比对线索指向 {clue} 户，其中 {both} 户重合，"
            f"{clue - both} 户只有比对才看得见，另外 {wrong - both} 户没有任何线索：比对和按规则复核不能互相代替。",
            f"By the register's own figures the rules find somebody wrongly covered in {wrong} families; clues of matching point at {clue}, "
            f"{both} of them the same. {clue - both} are seen by matching alone, and {wrong - both} have no clue at all: neither check "
            "replaces the other.",
        ),
        lang,
    )


def _share(label: Text, due: int, families: int) -> tuple[Any, ...]:
    rate = error_rate(due, families)
    return label.zh, label.en, families, due, rate.rate, rate.low, rate.high
