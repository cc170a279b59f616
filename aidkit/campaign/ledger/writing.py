"""Write events of the ledger to CSV or .xlsx as clerks read them: Chinese heads and words; it reads back the same."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.ledger.columns import WRITTEN
from aidkit.campaign.ledger.events import Event
from aidkit.campaign.ledger.steps import STEPS
from aidkit.campaign.ledger.taxonomy import Taxonomy, load_taxonomy
from aidkit.errors import message
from aidkit.folders import put

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST = 40  # places of a column; longer texts wrap


def write_events(
    events: Iterable[Event], path: str | Path, *, title: str = "", taxonomy: Taxonomy | None = None
) -> Path:
    """Write events to a file that ``read_events`` reads.

    Args:
        events: In the order they are to stand.
        path: A .csv (UTF-8 with mark) or .xlsx in a folder that is there.
        title: What stands above the heads, such as what the file is and that it is invented.
        taxonomy: The words of the ledger; those that ship when left out.

    Returns:
        The path.

    Raises:
        CampaignError: Another kind of file, or its folder is not there.
    """
    target = Path(path)
    if target.suffix.lower() not in (".csv", ".xlsx"):
        raise CampaignError(message(f"{target.name}: events are written as .csv or .xlsx.", "Name the file so."))
    if not target.parent.is_dir():
        raise CampaignError(message(f"{target.parent}: no such folder.", "Make it first, or name another."))
    words = taxonomy or load_taxonomy()
    grid = [[_said(event, column.name, words) for column in WRITTEN] for event in events]
    heads = [column.zh for column in WRITTEN]
    if target.suffix.lower() == ".csv":
        above = [[title, *[""] * (len(heads) - 1)]] if title else []
        file = StringIO(newline="")
        csv.writer(file, lineterminator="\n").writerows([*above, heads, *grid])
        return put(target, file.getvalue().encode("utf-8-sig"))
    return _workbook(target, title, heads, grid)


def _said(event: Event, column: str, words: Taxonomy) -> Any:
    """Return what a cell says: a vocabulary's word in Chinese, days and numbers as they are, nothing as nothing."""
    value = getattr(event, column)
    if not event.says(column):
        return ""
    if column == "event":
        return STEPS[value].zh
    known = {"kind": words.kinds, "source": words.sources, "outcome": words.outcomes, "owner": words.owners}
    word = known.get(column, {}).get(value)
    if word is not None:
        return word.zh
    return f"{value:g}" if column == "amount" else str(value)


def _workbook(path: Path, title: str, heads: list[str], grid: list[list[Any]]) -> Path:
    from openpyxl import Workbook

    from aidkit import sheets

    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = "台账事项 events"
    top = 1 + bool(title)
    if title:
        sheets.put_text(sheet.cell(1, 1), title)
    for column, head in enumerate(heads, 1):
        sheets.put_head(sheet.cell(top, column), head)
        for row, values in enumerate(grid, top + 1):
            _put(sheet.cell(row, column), values[column - 1], WRITTEN[column - 1].kind)
    texts = list(zip(heads, *grid, strict=True))
    sheets.fit(sheet, [min(WIDEST, max(sheets.places(str(text)) for text in column)) for column in texts], range(0))
    sheets.set_up_page(sheet, top)
    sheets.save(book, path)
    return path


def _put(cell: Any, value: str, kind: str) -> None:
    from aidkit import sheets

    if value and kind in ("integer", "amount"):
        cell.value = float(value) if kind == "amount" else int(value)
    else:
        sheets.put_text(cell, value)
