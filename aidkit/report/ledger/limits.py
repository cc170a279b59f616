"""What the ledger's figures rest on: what is invented, which clauses they follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from aidkit.report.questions.words import joined
from aidkit.report.readings import MOVES, NO_EVIDENCE, Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text

if TYPE_CHECKING:
    from aidkit.campaign.database.database import CampaignDatabase
    from aidkit.campaign.ledger.ledger import Ledger

INVENTED_LEDGER = Text("台账为虚构。", "The ledger is invented.")
OWN_LEDGER = Text("台账为给定的文件。", "The ledger is the file given.")
JINJIANG, TOWN = (
    Text("晋江市“点题整治”工作方案（2021）", "Jinjiang's campaign plan, 2021"),
    Text("XX 镇社会救助专项治理实施方案（2020）", "A town's rectification plan, 2020"),
)
CLAUSES = (
    ("XZ-1–XZ-6", TOWN, Text("问题分类", "kinds of problems")),
    ("XZ-T", TOWN, Text("问题清单、整改台账、措施、时限、责任、对账销号", "problem list, rectification ledger, measures, time limits, duty, strike-off")),
    ("JJ-2.3.1", JINJIANG, Text("问题清单，立整立改，逐一对账销号", "problem list, mend at once, strike off one by one")),
    ("JJ-2.3.2", JINJIANG, Text("低收入对象数据库和三个重点群体", "low-income database and its three groups")),
    ("JJ-2.3.3", JINJIANG, Text("6、7、8 月 24 日的进度表，整改清单", "progress tables of 24 June, July and August; rectification list")),
    ("JJ-2.3.4", JINJIANG, Text("制度清单", "system list")),
    ("JJ-2.3.5", JINJIANG, Text("线索台账，每月 12 日和 27 日上报", "clues, reported by the 12th and 27th")),
    ("JJ-2.3.6", JINJIANG, Text("三项清单", "the three lists handed in")),
)  # fmt: skip


def limits(ledger: Ledger, database: CampaignDatabase, lang: Lang = "both") -> Reading:
    """Say whether ledger and people are invented, and that parameters are assumed in part."""
    invented = ledger.query("SELECT coalesce(bool_or(detail LIKE '虚构%'), false) AS invented FROM events")["invented"]
    parts = [INVENTED_LEDGER if invented.iloc[0] else OWN_LEDGER]
    parts += [NO_EVIDENCE] if database.snapshots()["invented"].any() else []
    return Reading(joined(*parts, MOVES), lang)


def sources(lang: Lang = "both") -> Table:
    """Return the clauses that lists, steps and words of the ledger follow."""
    rows = [
        {"clause": clause, "document": where.show(lang), "gives": what.show(lang)} for clause, where, what in CLAUSES
    ]
    columns = (
        Head("clause", Text("条款", "Clause")),
        Head("document", Text("文件", "Document")),
        Head("gives", Text("用于", "Gives")),
    )
    return Table("sources", Text("资料来源", "Sources"), columns, pd.DataFrame(rows), lang=lang)
