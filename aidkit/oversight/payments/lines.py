"""Read a payment file into lines: person, scheme, month and integer fen, with every oddity listed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from aidkit.data import identity
from aidkit.data.register import faults
from aidkit.data.register.faults import Cell
from aidkit.data.register.shapes import PERSON
from aidkit.data.register.tables import Row, Table, read_table
from aidkit.data.register.totals import check_total
from aidkit.data.register.values import Values
from aidkit.data.tables import plain
from aidkit.errors import message
from aidkit.oversight import listing
from aidkit.oversight.errors import OversightError
from aidkit.oversight.listing import Listing, read_number
from aidkit.oversight.payments.columns import Columns, Side, find_columns
from aidkit.oversight.payments.months import month_in_cell, month_in_name, month_in_title
from aidkit.oversight.payments.schemes import SCHEMES

COLUMNS = (
    "key",
    "id",
    "name",
    "scheme",
    "month",
    "fen",
    "holder",
    "town",
    "household_id",
    "file",
    "row",
    "where",
)
MOST = 1_000_000  # yuan; a payment of a month above it is a number of another kind, such as an account
NEARLY = Decimal("0.0001")  # fen; a spreadsheet's sums end in 785.1500000000001
_SHEET = re.compile(r"\.[A-Za-z]+\[(.+)\]$")
_TOTALS = ("合计", "总计", "共计", "小计", "本页")


@dataclass(frozen=True)
class Payments:
    """One payment file as read.

    Attributes:
        side: Export or roster.
        file: Its name.
        month: The month it is of, YYYY-MM.
        lines: A row a payment: key (what is compared: the number, or the row where there is none), id, name,
            scheme, month, fen (Int64, missing where the amount cannot be read), holder, town, household_id,
            file, row, where (the row, with its sheet where the workbook has several).
        has_holders: Whether the file says who holds the accounts.
    """

    side: Side
    file: str
    month: str
    lines: pd.DataFrame
    has_holders: bool


def read_payments(path: str | Path, side: Side, found: Listing, month: str | None = None) -> Payments:
    """Read a payment file.

    Args:
        path: CSV or .xlsx, as it was handed over.
        side: Which of the two files it is.
        found: Where faults are listed.
        month: The month it is of, where neither its name nor its title says so.

    Raises:
        OversightError: No such file, or no month.
        PopulationError: The file cannot be read, or has no head with the columns needed.
    """
    place = Path(path)
    if not place.is_file():
        raise OversightError(message(f"{place}: no such file.", f"Give the {side.en} ({side.zh})."))
    columns = find_columns(place, side)
    table = read_table(place, columns.shape, found)
    _set_totals_aside(table, columns, found)
    check_total(table, found)
    of = _month(table, side, month, found)
    lines = [_line(row, columns, of, table.columns, found) for row in table.rows]
    _list_two_names(lines, found)
    frame = pd.DataFrame(lines, columns=list(COLUMNS)).astype({"fen": "Int64"})
    return Payments(side, table.file, of, frame, columns.holder in table.columns)


def _set_totals_aside(table: Table, columns: Columns, found: Listing) -> None:
    """Take rows of nobody for totals: without a number, and called a total or without name and scheme as well."""
    rows = []
    for row in table.rows:
        texts = {plain(text) for text in row.cells.values()}
        named = any(row[column].strip() for column in (columns.name, columns.scheme))
        called = any(text.startswith(_TOTALS) for text in texts)
        if not row[PERSON].strip() and (called or not named):
            found.note(row.cell(columns.amount), row[columns.amount], faults.TOTAL_ROW, "left out: no payment")
            table.totals.append(row)
        else:
            rows.append(row)
    table.rows[:] = rows


def _month(table: Table, side: Side, given: str | None, found: Listing) -> str:
    """Take the month given, else the one in the file's name, else in its title; list whatever says another."""
    own = month_in_cell(given) if given is not None else ""
    if given is not None and not own:
        raise OversightError(message(f"month={given!r} is no month.", 'Write it as "2021-08".'))
    said = {"name": (0, table.file), "title": (table.title_row, table.title)}
    months = {"name": month_in_name(table.file), "title": month_in_title(table.title)}
    month = own or months["name"] or months["title"]
    if not month:
        raise OversightError(
            message(
                f"{table.file}: neither its name nor its title says which month the {side.en} ({side.zh}) is of.",
                'Give it: month="2021-08", or --month 2021-08 on the command line.',
            )
        )
    for where, other in months.items():
        if other and other != month:
            row, text = said[where]
            found.note(
                Cell(table.file, row, where),
                text,
                listing.OTHER_MONTH,
                f"its rows are taken to be of {month}",
            )
    return month


def _line(row: Row, columns: Columns, month: str, present: set[str], found: Listing) -> dict[str, Any]:
    values = Values(found)
    number = read_number(row, PERSON, values)
    known = number.number and number.reason != identity.DIGITS_LOST
    return {
        "key": number.number if known else f"{row.file} row {row.number}",
        "id": number.number,
        "name": plain(row[columns.name]),
        "scheme": _scheme(row, columns.scheme, values),
        "month": _row_month(row, columns.month, month, present, found),
        "fen": _fen(row, columns.amount, values, found),
        "holder": plain(row[columns.holder]),
        "town": plain(row[columns.town]),
        "household_id": plain(row[columns.household]),
        "file": row.file,
        "row": row.number,
        "where": _where(row),
    }


def _where(row: Row) -> str:
    sheet = _SHEET.search(row.file)
    return f"{sheet[1]}:{row.number}" if sheet else str(row.number)


def _scheme(row: Row, column: str, values: Values) -> str:
    """Read a scheme; a word that is none of ours is compared as it is written."""
    word = values.code(row, column)
    if word not in SCHEMES:
        values.findings.note(row.cell(column), row[column], listing.UNKNOWN_SCHEME, "compared as written")
    return SCHEMES.get(word, word)


def _row_month(row: Row, column: str, month: str, present: set[str], found: Listing) -> str:
    """Read a row's own month where the file has such a column; list it when it is not the file's."""
    if column not in present or not row[column].strip():
        return month
    own = month_in_cell(row[column])
    if not own:
        found.note(row.cell(column), row[column], listing.NOT_A_MONTH, "the row fits no other row")
    elif own != month:
        found.note(row.cell(column), row[column], listing.OTHER_MONTH, f"compared as {own}; the file's is {month}")
    return own or plain(row[column])


def _fen(row: Row, column: str, values: Values, found: Listing) -> int | None:
    """Read an amount in fen; None where it cannot be read."""
    if not row[column].strip():
        found.refuse(row.cell(column), row[column], "is empty")
        return None
    exact = Decimal(repr(values.amount(row, column))) * 100
    if exact > MOST * 100:
        found.refuse(row.cell(column), row[column], f"is more than {MOST:,} yuan, no month's payment")
    if row.cell(column) in found.unread:
        return None
    fen = int(exact.quantize(Decimal(1), ROUND_HALF_UP))
    if abs(exact - fen) > NEARLY:
        found.note(row.cell(column), row[column], listing.PART_OF_A_FEN, f"rounded half up to {fen:,} fen")
    return fen


def _list_two_names(lines: list[dict[str, Any]], found: Listing) -> None:
    """List rows whose number an earlier row of the file has under another name."""
    first: dict[str, dict[str, Any]] = {}
    for line in lines:
        earlier = first.setdefault(line["key"], line)
        if line["name"] and earlier["name"] and line["name"] != earlier["name"]:
            done = f"row {earlier['row']} has the number under {earlier['name']}; both are compared by the number"
            cell = Cell(line["file"], line["row"], PERSON)
            found.note(cell, line["id"], listing.TWO_NAMES, done)
