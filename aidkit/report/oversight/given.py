"""What other departments' lists add to a campaign report, where they lie beside the register: clues, never findings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.oversight.matching.match import match
from aidkit.report.disclosure import SMALLEST, hide_counts
from aidkit.report.inputs import SYNTHETIC
from aidkit.report.oversight import hits
from aidkit.report.readings import Reading
from aidkit.report.registers import open_register
from aidkit.report.table import Head, Table
from aidkit.report.tables import FAMILIES
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.matching.result import Matching
    from aidkit.policy import Policy

ROWS = Text("行", "rows")
COUNTS = ("hit", "wrong", "missed")
NO_LIST = Text(
    "没有提供各部门名单（车辆、工商、不动产、死亡等），未作数据核对；把名单放进登记所在的文件夹，再做一次报告即可。",
    "No lists of other departments (vehicles, businesses, dwellings, deaths, …) were given, so nothing was matched: lay them into the register's folder "
    "and make the report again.",
)
ONLY_CLUES = Text("命中只是线索，不是对任何人的认定。", "A hit is a clue to be checked, not a finding against anybody.")
FEW = Text(f"不足 {SMALLEST} 户", f"fewer than {SMALLEST} families")


def matched(population: str, policy: Policy) -> Matching | None:
    """Match a register with the lists that lie in its folder; None where the population is no register or has no list.

    Args:
        population: As a report takes it: ``synthetic``, a file, or the folder of a register.
        policy: Whose limits assets are held against.
    """
    folder = Path(population)
    if population == SYNTHETIC or not folder.is_dir() or any(folder.glob("households.*")):
        return None
    found = match(open_register(folder, policy.date), folder, policy=policy)
    return found if found.sizes else None


def clues(found: Matching | None, lang: Lang = "both") -> Table | Reading:
    """Return by list the families with a hit, and those with a clue of wrong or of missed cover; few families are hidden.

    Args:
        found: What ``matched`` returned.
        lang: Language of the labels.
    """
    if found is None:
        return Reading(NO_LIST, lang)
    kinds = hits.clues(found)
    rows = {
        "hit": found.hits,
        "wrong": found.hits[kinds == "wrong"],
        "missed": found.hits[kinds == "missed"],
    }
    frame = pd.DataFrame(
        {
            "label": [hits.LABELS[name].show(lang) for name in found.sizes],
            "rows": list(found.sizes.values()),
            "means": [hits.MEANS[name].show(lang) for name in found.sizes],
        }
    )
    for name, chosen in rows.items():
        families = chosen.groupby("list")["household_id"].nunique().reindex(list(found.sizes), fill_value=0)
        frame[name] = families.to_numpy()
    frame = hide_counts(frame, ["rows", *COUNTS])
    heads = (
        Head("label", Text("名单", "List")),
        Head("rows", Text("名单行数", "Rows"), ROWS, "count"),
        Head("hit", Text("命中", "Hit"), FAMILIES, "count"),
        Head("wrong", Text("错保线索", "Clue of wrong cover"), FAMILIES, "count"),
        Head("missed", Text("漏保线索", "Clue of missed cover"), FAMILIES, "count"),
        Head("means", Text("对规则意味着什么", "What a hit means for the rules")),
    )
    title = Text("各部门名单核对", "Matched with other departments' lists")
    return Table("clues", title, heads, frame, hits.origin(found), ONLY_CLUES, lang=lang)


def reading(found: Matching | None, lang: Lang = "both") -> Reading:
    """Say how many families are under a clue of wrong cover and how many of these are to be expected true."""
    if found is None:
        return Reading(ONLY_CLUES, lang)
    expected = found.confirmations()
    if not expected.clues:
        return Reading(Text("没有错保线索。", "There is no clue of wrong cover."), lang)
    many = expected.clues >= SMALLEST
    number = Text(f"{expected.clues:,} 户", f"{expected.clues:,} families") if many else FEW
    said = Text(
        f"错保线索涉及 {number.zh}。按黄石 2017 年 {expected.rate.rate:.1%} 的查是率（HS-2.3），",
        f"Clues of wrong cover concern {number.en}. At Huangshi's rate of 2017 ({expected.rate.rate:.1%} confirmed, HS-2.3) ",
    )
    most = Text(
        f"预计查实约 {expected.expected:.0f} 户，多则 {expected.most} 户；这个比率是否适用于本地，是假定。",
        f"about {expected.expected:.0f} would be confirmed and {expected.most} at most; that the rate holds here is assumed.",
    )
    return Reading(Text(said.zh + most.zh, said.en + most.en), lang)
