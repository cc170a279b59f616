"""The one table behind the ledger (台账): what happened, in the order it was entered; nothing in it is ever changed.

Source: XZ-1 to XZ-6, JJ-2.3.1, JJ-2.3.5; the columns of a ledger row are derived from the clauses, for no printed
sample of the form is public.
"""

from __future__ import annotations

from aidkit.campaign.database.columns import Column, Table
from aidkit.campaign.ledger.steps import STEPS

WRITTEN = (  # what a row of an event file holds
    Column("item", "text", "编号", "number of the problem, clue or system"),
    Column("event", "text", "事项", "what happened", allowed=tuple(STEPS)),
    Column("day", "day", "日期", "day it happened"),
    Column("town", "text", "乡镇", "town", optional=True),
    Column("village", "text", "村居", "village", optional=True),
    Column("kind", "text", "类型", "kind of problem, clue or system, by the taxonomy", optional=True),
    Column("source", "text", "来源", "list, target group or channel it comes from", optional=True),
    Column("owner", "text", "责任单位", "who is responsible, or whom it was handed to", optional=True),
    Column("due", "day", "整改时限", "day by which it is to be mended", optional=True),
    Column("detail", "text", "内容", "the problem, the measure, the reason or the title", optional=True),
    Column("evidence", "text", "佐证材料", "paper or photo that shows it", optional=True),
    Column("outcome", "text", "整改结果", "how it was mended", optional=True),
    Column("persons", "integer", "惠及人数", "persons helped", "persons", optional=True),
    Column("amount", "amount", "金额", "paid, granted or recovered", "yuan", optional=True),
    Column("basis", "text", "依据", "number of the clue or problem it follows from", optional=True),
)
EVENTS = Table(
    "events",
    "台账事项",
    "what happened to a problem, a clue or a system, in the order of entry",
    (
        Column("seq", "integer", "登记顺序", "order of entry"),
        *WRITTEN,
        Column("file", "text", "来源文件", "file it was read from"),
        Column("file_row", "integer", "行号", "row of that file"),
    ),
    ("seq",),
)
