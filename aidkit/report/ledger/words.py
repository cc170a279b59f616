"""Words of the ledger in two languages, columns of lists, and where its figures come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from aidkit.campaign.ledger.steps import STATES
from aidkit.errors import ReportError, message
from aidkit.masking import masked_typed
from aidkit.report.table import Head
from aidkit.report.tables import PERSONS, source_of
from aidkit.report.text import Lang, Text
from aidkit.shipped import shipped

if TYPE_CHECKING:
    from aidkit.campaign.ledger.ledger import Ledger
    from aidkit.campaign.ledger.taxonomy import Taxonomy

SAMPLE = Path("campaigns") / "jinjiang-2021" / "events.csv"
INVENTED = "虚构"  # what the texts of an invented ledger begin with
PROBLEMS, CLUES = Text("个", "problems"), Text("条", "clues")
YUAN, DAYS = Text("元", "yuan"), Text("天", "days")
STATE: Mapping[str, Text] = MappingProxyType({name: Text(zh, en) for name, (zh, en) in STATES.items()})
HEADS: Mapping[str, Head] = MappingProxyType(
    {
        head.column: head
        for head in (
            Head("item", Text("编号", "Number")),
            Head("town", Text("乡镇（街道）", "Town")),
            Head("village", Text("村（社区）", "Village")),
            Head("source", Text("来源", "Source")),
            Head("kind", Text("类型", "Kind")),
            Head("found_on", Text("发现日期", "Found on"), form="date"),
            Head("problem", Text("问题", "Problem")),
            Head("basis", Text("依据线索", "From clue")),
            Head("owner", Text("责任单位", "Owner")),
            Head("measure", Text("整改措施", "Measure")),
            Head("due", Text("整改时限", "Due"), form="date"),
            Head("fixed_on", Text("完成日期", "Mended on"), form="date"),
            Head("outcome", Text("整改结果", "Outcome")),
            Head("persons", Text("惠及人数", "Persons helped"), PERSONS, "count"),
            Head("amount", Text("金额", "Amount"), YUAN, "yuan"),
            Head("evidence", Text("佐证材料", "Evidence")),
            Head("struck_off_on", Text("销号日期", "Struck off on"), form="date"),
            Head("times_reopened", Text("重新整改", "Opened again"), Text("次", "times"), "count"),
            Head("days_late", Text("逾期", "Late"), DAYS, "count"),
            Head("state", Text("状态", "State")),
            Head("adopted_on", Text("建立日期", "Adopted on"), form="date"),
            Head("title", Text("名称", "Title")),
            Head("document", Text("文号", "Document")),
            Head("received_on", Text("收到日期", "Received on"), form="date"),
            Head("clue", Text("线索", "Clue")),
            Head("report_due", Text("应报日期", "Report due"), form="date"),
            Head("reported_on", Text("上报日期", "Reported on"), form="date"),
            Head("handed_to", Text("移交", "Handed to")),
            Head("concluded_on", Text("核查日期", "Concluded on"), form="date"),
            Head("conclusion", Text("核查结论", "Conclusion")),
            Head("problems", Text("转为问题", "Became problem")),
        )
    }
)


def events_of(events: str, campaign: str = "jinjiang-2021") -> Path:
    """Return the file of events given; the invented one that ships for the campaign when none is.

    Raises:
        ReportError: There is no such file, or none ships for the campaign.
    """
    path = Path(events) if events else shipped("data") / "campaigns" / campaign / SAMPLE.name
    if path.is_file():
        return path
    if events:
        raise ReportError(message(f"{events}: no such file.", "Give a list of events (台账事项), .csv or .xlsx."))
    raise ReportError(
        message(
            f"No ledger of {campaign} is given.",
            f"Name a file of events, or a database; an invented ledger ships for {SAMPLE.parent.name} alone.",
        )
    )


def origin(ledger: Ledger) -> Text:
    """Say which files the events come from, and that they are invented where their texts say so."""
    found = ledger.query(
        "SELECT string_agg(DISTINCT file, '、' ORDER BY file) AS files, "
        f"count(*) FILTER (detail LIKE '{INVENTED}%') AS invented FROM events"
    )
    files, invented = str(found["files"].iloc[0]), bool(found["invented"].iloc[0])
    return source_of(files, invented)


def readable(frame: pd.DataFrame, taxonomy: Taxonomy, lang: Lang) -> pd.DataFrame:
    """Return a list as people read it: words of the taxonomy in their language, days alone, long numbers masked."""
    words = {
        "kind": taxonomy.kinds, "source": taxonomy.sources, "outcome": taxonomy.outcomes,
        "owner": taxonomy.owners, "handed_to": taxonomy.owners,
    }  # fmt: skip
    shown: dict[str, Any] = {}
    for name in frame.columns:
        values = frame[name]
        if str(values.dtype).startswith("datetime"):
            shown[name] = [None if pd.isna(day) else f"{day:%Y-%m-%d}" for day in values]
        elif name == "state":
            shown[name] = [STATE[state].show(lang) for state in values]
        elif name in words:
            known = {key: Text(word.zh, word.en).show(lang) for key, word in words[name].items()}
            shown[name] = [None if pd.isna(key) else known.get(key, key) for key in values]
        else:
            shown[name] = [_masked(value) for value in values]
    return pd.DataFrame(shown, columns=frame.columns)


def heads(columns: Iterable[str]) -> tuple[Head, ...]:
    """Return the heads of columns that lists share."""
    return tuple(HEADS[column] for column in columns)


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return masked_typed(value)
    return None if pd.isna(value) else value
