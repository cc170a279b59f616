"""Clues of wrong cover (错保线索) one by one, identities masked: what is listed, what is declared, what the limit is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.masking import shortened
from aidkit.oversight.matching.result import ASSETS
from aidkit.report.oversight.hits import LABELS, WAYS, origin
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import NOTHING, Lang, Text

if TYPE_CHECKING:
    from aidkit.oversight.matching.result import Matching

LISTED = 20  # clues that are printed; the workbook has all


def to_check(found: Matching, lang: Lang = "both") -> Table:
    """Return the clues of wrong cover one by one: what is listed, what the register declares, what the limit is."""
    rows = found.wrong_clues.sort_values(["household_id", "list"])
    frame = pd.DataFrame([_clue(found, row, lang) for row in rows.head(LISTED).to_dict("records")])
    heads = (
        Head("family", Text("户", "Family")),
        Head("person", Text("人", "Person")),
        Head("label", Text("名单", "List")),
        Head("listed", Text("名单记载", "Listed"), form="factor"),
        Head("declared", Text("登记申报", "Declared"), form="factor"),
        Head("limit", Text("限额", "Limit"), form="factor"),
        Head("by", Text("依据", "Matched by")),
    )
    title = Text("错保线索清单（脱敏）", "Clues of wrong cover, masked")
    more = len(rows) - len(frame)
    note = Text(f"另有 {more} 条未列。", f"{more} more are not printed.") if more > 0 else NOTHING
    columns = [head.column for head in heads]
    return Table("to_check", title, heads, frame.reindex(columns=columns), origin(found), note, lang=lang)


def _clue(found: Matching, row: dict[Any, Any], lang: Lang) -> dict[str, Any]:
    column, name = ASSETS.get(row["list"], ("", ""))
    house = found.households.loc[row["household_id"]] if column else None
    limit = found.policy[f"assets.dibao.{name}"] if column and found.policy is not None else None
    return {
        "family": shortened(row["household_id"]),
        "person": shortened(row["person_id"]),
        "label": LABELS[row["list"]].show(lang),
        "listed": house[f"{column}_listed"] if house is not None else row["detail"],
        "declared": house.get(f"{column}_declared") if house is not None else None,
        "limit": limit,
        "by": WAYS.get(row["by"], Text(row["by"], row["by"])).show(lang),
    }


def undeclared(found: Matching, lang: Lang = "both") -> Reading:
    """Say how many families' listed assets are more than what the register declares."""
    houses = found.households
    if houses.empty:
        return Reading(Text("名单上没有计入规则的资产。", "No list shows an asset that the rules look at."), lang)
    columns = [f"{column}_undeclared" for column, _ in ASSETS.values() if f"{column}_undeclared" in houses]
    more = int((houses[columns] > 0).any(axis=1).sum())
    paid = int((houses[columns] > 0).any(axis=1)[houses["covered"].astype(bool)].sum())
    return Reading(
        Text(
            f"名单上有计入规则的资产的 {len(houses)} 户中，{more} 户比登记申报的多，其中 {paid} 户有人在领。"
            "申报不全本身不是错保，要看是否超过限额。",
            f"Of {len(houses)} families with assets on a list that the rules look at, {more} have more than the register declares, "
            f"{paid} of them with somebody paid. An asset not declared is no wrong cover by itself: the limit decides.",
        ),
        lang,
    )
