"""Each clause of a place's document, and what in the kit computes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign.plan.campaign import Campaign

HEADS = (
    Head("clause", Text("条款", "Clause")),
    Head("title", Text("内容", "What it says")),
    Head("state_said", Text("状态", "State")),
    Head("where", Text("由何处计算", "Computed by")),
    Head("why", Text("说明", "What is left")),
)
NOTE = Text(
    "“已计算”指有函数、规则、时间表或表格直接算出该条；“仅叙述”的条款不含可计算的内容。",
    "Done: a function, rule, deadline or form computes the clause; told only: it holds nothing to compute.",
)


def clauses(campaign: Campaign, lang: Lang = "both") -> Table:
    """Return the clauses of a campaign's document, one row each, with what computes them."""
    title = Text("逐条对照：方案条款与计算", "Clause by clause: what the document says and what computes it")
    return Table("clauses", title, HEADS, _of_document(campaign, lang), note=NOTE, lang=lang)


def reading(campaign: Campaign, lang: Lang = "both") -> Reading:
    """Say how many of the document's clauses are computed, in part, or only told."""
    states = _of_document(campaign, "en")["state"].value_counts()
    done, partly, told = (int(states.get(name, 0)) for name in ("done", "partly", "told"))
    left = int(states.sum()) - done - partly - told
    zh = f"共 {states.sum()} 条：已计算 {done} 条，部分计算 {partly} 条，仅叙述 {told} 条，未计算 {left} 条。"
    en = f"Of {states.sum()} clauses {done} are computed, {partly} in part, {told} only told, {left} not."
    return Reading(Text(zh, en), lang)


def _of_document(campaign: Campaign, lang: Lang) -> pd.DataFrame:
    from aidkit.campaign.clauses.table import clause_table

    table = clause_table(lang)
    document = campaign.document.clause.partition("-")[0]  # a plan of another notice is held against all five documents
    return table[table["clause"].str.startswith(f"{document}-" if document else "")].reset_index(drop=True)
