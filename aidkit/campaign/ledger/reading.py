"""Read events of the ledger from CSV, .xlsx or a frame, words in Chinese or as ids; whatever cannot be read is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aidkit.campaign.errors import CampaignError
from aidkit.campaign.ledger.columns import WRITTEN
from aidkit.campaign.ledger.events import Event, to_frame
from aidkit.campaign.ledger.steps import STEPS
from aidkit.campaign.ledger.taxonomy import Taxonomy, Word, load_taxonomy
from aidkit.data.tables import plain
from aidkit.errors import SHOWN, counted, listed, message, nearest

if TYPE_CHECKING:
    import pandas as pd

    Source = str | Path | pd.DataFrame | list[Event]

COLUMNS = {column.name: column for column in WRITTEN}
REQUIRED = tuple(column.name for column in WRITTEN if not column.optional)
CODES = ("item", "basis", "town", "village")  # compared letter by letter, so written in one way
GIVEN = "the events given"  # what messages call a frame, or events
SERIAL = "序号"  # a column every printed list has and nobody needs


@dataclass
class _Cells:
    """Reads cells of one file and keeps what it could not read."""

    name: str
    words: Mapping[str, Mapping[str, str]]
    faults: list[str] = field(default_factory=list)

    def event(self, row: int, cells: Mapping[str, str]) -> Event | None:
        said: dict[str, Any] = {}
        before = len(self.faults)
        for name in REQUIRED:
            if not cells.get(name):
                self.faults.append(f"row {row}, {COLUMNS[name].zh} ({name}): empty.")
        for name, text in cells.items():
            if text:
                said[name] = self._value(row, name, text)
        return Event(**said, file=self.name, row=row) if len(self.faults) == before else None

    def _value(self, row: int, name: str, text: str) -> Any:
        kind = COLUMNS[name].kind
        if name in self.words:
            return self._word(row, name, plain(text))
        if name in CODES:
            return plain(text)
        if kind == "day":
            return self._day(row, name, text)
        return self._number(row, name, text, whole=kind == "integer") if kind in ("integer", "amount") else text

    def _word(self, row: int, name: str, text: str) -> str:
        known = self.words[name]
        if text not in known and name != "owner":  # an owner may also be the town, which other rows name
            close = nearest(text, list(known))
            hint = f"did you mean {close}?" if close else f"allowed: {listed(known, shown=6)}."
            self._refuse(row, name, text, f"is not a word of the taxonomy; {hint}")
        return known.get(text, text)

    def _day(self, row: int, name: str, text: str) -> date | None:
        from aidkit.data.register.values import parse_day

        found = parse_day(text)
        if found is None:
            self._refuse(row, name, text, "is not a date such as 2021-08-24, 2021.8.24 or 20210824.")
        return found

    def _number(self, row: int, name: str, text: str, *, whole: bool) -> float | None:
        try:
            value = float(text.replace(",", "").removesuffix("元").removesuffix("人"))
        except ValueError:
            value = -1.0
        if not 0 <= value < float("inf") or (whole and value != int(value)):
            self._refuse(row, name, text, f"is not {'a whole number' if whole else 'an amount'} of 0 or more.")
            return None
        return int(value) if whole else value

    def _refuse(self, row: int, name: str, text: str, why: str) -> None:
        from aidkit.masking import masked_typed

        self.faults.append(f"row {row}, {COLUMNS[name].zh} ({name}): {masked_typed(text)!r} {why}")


def read_events(source: Source, taxonomy: Taxonomy | None = None) -> list[Event]:
    """Read events from a file or a frame.

    Args:
        source: CSV or .xlsx with 编号, 事项, 日期 and any of the other columns, headed in Chinese or by their ids; or
            a frame with these columns, whose first row counts as row 1; or events, which are numbered likewise.
        taxonomy: Words that may stand in it; those that ship when left out.

    Returns:
        The events in the order of the rows, with file and row.

    Raises:
        CampaignError: No such file, a column nobody reads, or cells that cannot be read; each is named.
        PopulationError: The file is no table, has no head, or lacks a column.
    """
    if isinstance(source, (str, Path)):
        name, rows = _file_rows(Path(source))
    else:
        name, rows = GIVEN, _frame_rows(to_frame(source) if isinstance(source, list) else source)
    cells = _Cells(name, _words(taxonomy or load_taxonomy()))
    events = [cells.event(number, row) for number, row in rows]
    if cells.faults:
        more = len(cells.faults) - SHOWN
        raise CampaignError(
            message(
                f"{name}: {counted(len(cells.faults), 'cell')} of the ledger cannot be read.",
                *(f"  {fault}" for fault in cells.faults[:SHOWN]),
                f"  and {more} more." if more > 0 else "",
                "Nothing was stored. Mend the rows and read the file again.",
            )
        )
    return [event for event in events if event is not None]


def _words(taxonomy: Taxonomy) -> dict[str, dict[str, str]]:
    """Return, by column, what each word that may stand in it means."""

    def known(words: Mapping[str, Word]) -> dict[str, str]:
        spelled = {zh: name for name, word in words.items() for zh in (word.zh, *word.also)}
        return spelled | {name: name for name in words}

    events = {step.zh: name for name, step in STEPS.items()} | {name: name for name in STEPS}
    vocabularies = {name: getattr(taxonomy, f"{name}s") for name in ("kind", "source", "outcome", "owner")}
    return {"event": events, **{name: known(words) for name, words in vocabularies.items()}}


def _file_rows(path: Path) -> tuple[str, list[tuple[int, dict[str, str]]]]:
    from aidkit.data.register import faults
    from aidkit.data.register.faults import Findings
    from aidkit.data.register.shapes import Shape
    from aidkit.data.register.tables import read_table
    from aidkit.oversight.labels import first_named, labels_in

    if not path.is_file():
        raise CampaignError(message(f"{path}: no such file.", "Give a list of events (台账事项), .csv or .xlsx."))
    labels = labels_in(path)
    heads = {name: first_named((column.zh, name), labels) for name, column in COLUMNS.items()}
    required = tuple(heads[name] for name in REQUIRED)
    optional = tuple(head for head in heads.values() if head not in required)
    found = Findings()
    table = read_table(path, Shape("台账", required, (*optional, SERIAL)), found)
    notes = found.frame()
    unread = notes.loc[notes["fault"] == faults.COLUMN_NOT_READ, "column"].tolist()
    _refuse_columns(path.name, unread)
    return path.name, [(row.number, {name: _clean(row[head]) for name, head in heads.items()}) for row in table.rows]


def _frame_rows(frame: pd.DataFrame) -> list[tuple[int, dict[str, str]]]:
    known = {column.zh: name for name, column in COLUMNS.items()} | {name: name for name in COLUMNS}
    _refuse_columns(GIVEN, [str(name) for name in frame.columns if name not in (*known, SERIAL)])
    texts = {known[str(name)]: [_text(value) for value in frame[name]] for name in frame.columns if name != SERIAL}
    return [(row + 1, {name: values[row] for name, values in texts.items()}) for row in range(len(frame))]


def _refuse_columns(name: str, unread: list[str]) -> None:
    if unread:
        raise CampaignError(
            message(
                f"{name}: {counted(len(unread), 'column')} the ledger does not have: {listed(unread)}.",
                f"Columns: {'、'.join(column.zh for column in WRITTEN)}; leave out the others.",
            )
        )


def _text(value: Any) -> str:
    import pandas as pd

    if value is None or pd.isna(value):
        return ""
    return _clean(value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value))


def _clean(text: str) -> str:
    return " ".join(text.split()).lstrip("'‘’")
