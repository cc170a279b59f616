"""Fill a form from a plain table: rows by town, totals, and nothing where nothing is known."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from aidkit.campaign.days import read_date
from aidkit.campaign.errors import CampaignError
from aidkit.campaign.forms.definition import ADDED, ALL, NOT, SERIAL, Column, Form, Layout
from aidkit.campaign.forms.filled import FilledForm, FilledTable, Lang, Signature, Value
from aidkit.campaign.forms.given import checked_rows
from aidkit.campaign.forms.reading import load_form
from aidkit.errors import message

if TYPE_CHECKING:
    import pandas as pd

Row = dict[str, Value]
BLANK_ROWS = 8  # of a form nobody has filled and whose rows nobody has named
TOTAL = "合计"
TOWN = "town"


def fill_form(
    form: str | Form,
    table: pd.DataFrame | None = None,
    *,
    place: str = "",
    unit: str = "",
    on: date | str | None = None,
    period: str = "",
    preparer: str = "",
    reviewer: str = "",
    head: str = "",
    towns: Sequence[str] = (),
    notes: Sequence[str] = (),
    lang: Lang = "zh",
) -> FilledForm:
    """Fill a form from a table; what is not known stays empty.

    Args:
        form: Id of a form, or a form.
        table: Rows by the form's key columns (``town``, of the progress form also ``group``), or one row a single entry
            (a petition, a problem, a clue); columns named as in ``params/forms/<id>.yaml``. Amounts in yuan, days as
            dates or YYYY-MM-DD. A column that is left out, or a missing value, stays empty. None for an empty form.
        place: Chinese name of the place, part of the title.
        unit: Reporting unit (填报单位).
        on: Date of the form (填报日期).
        period: Period it covers, such as 2022年3月.
        preparer: Who filled it in (填表人).
        reviewer: Who checked it (审核人).
        head: Who answers for the unit (单位负责人).
        towns: Every town that is to stand in the form, in order; those without a row stay empty and are named below.
        notes: Further lines at the foot of every table, such as that the data are invented.
        lang: Language of the heads.

    Returns:
        The filled form; ``write_excel`` and ``write_word`` write it.

    Raises:
        CampaignError: A column the form does not have, a key column missing, two rows for one town, a town that is not
            among those given, a count that is none, or sums that do not hold; every fault is named with its row.

    Example:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"town": ["甲镇", "乙镇"], "urban_households": [3, 4], "urban_persons": [5, None]})
        >>> fill_form("payments", table)["towns"].total[:4]
        ('合计', 7, 5, None)
    """
    chosen = load_form(form) if isinstance(form, str) else form
    rows = checked_rows(chosen, table, tuple(towns))
    signature = Signature(place, unit, _day(on), period, preparer, reviewer, head)
    chosen = replace(chosen, notes=(*chosen.notes, *notes))
    tables = tuple(_filled(chosen, layout, rows, tuple(towns)) for layout in chosen.layouts)
    return FilledForm(chosen, signature, tables, lang)


def _filled(form: Form, layout: Layout, rows: list[Row], towns: tuple[str, ...]) -> FilledTable:
    columns = layout.columns
    if not layout.by:
        listed = [{SERIAL: number, **row} for number, row in enumerate(rows, 1)]
        body = [tuple(row.get(column.name) for column in columns) for row in listed]
        total: list[Value] = [TOTAL, len(rows) if rows else None, *[None] * (len(columns) - 2)]
        silent: list[str] = []
    else:
        grouped = _grouped(layout, rows, towns)
        body = [(*key, *(_cell(column, members) for column in columns[len(key) :])) for key, members in grouped.items()]
        added = [_cell(column, rows) for column in columns[len(layout.by) :]]
        total = [TOTAL, *[None] * (len(layout.by) - 1), *added]
        silent = [key[0] for key, members in grouped.items() if not _known(members, columns)]
    blank = [(None,) * len(columns)] * (0 if body else BLANK_ROWS)
    return FilledTable(layout, (*body, *blank), tuple(total), (*form.notes, *_gaps(layout, body, silent)))


def _grouped(layout: Layout, rows: list[Row], towns: tuple[str, ...]) -> dict[tuple[Any, ...], list[Row]]:
    """Return the rows by the layout's keys: towns in the order given, all else as it comes."""
    grouped: dict[tuple[Any, ...], list[Row]] = {(town,): [] for town in towns} if layout.by == (TOWN,) else {}
    if layout.by[0] == TOWN and towns:
        rows = sorted(rows, key=lambda row: towns.index(str(row[TOWN])))
    for row in rows:
        grouped.setdefault(tuple(row[name] for name in layout.by), []).append(row)
    return grouped


def _cell(column: Column, rows: list[Row]) -> Value:
    """Return a tally of rows, or the sum of what is known in a column; None where nothing is.

    An empty cell of a column that was given says "not yet", a column that was not given says nothing.
    """
    if column.tally == ALL:
        return len(rows) or None
    if column.tally:
        name, empty = column.tally.removeprefix(NOT), column.tally.startswith(NOT)
        return (
            sum((row[name] is None) == empty for row in rows if name in row)
            if any(name in row for row in rows)
            else None
        )
    known: list[Any] = [row[column.name] for row in rows if row.get(column.name) is not None]
    if not known or column.kind not in ADDED:
        return None
    return sum(known) if column.kind == "count" else round(math.fsum(known), 2)


def _known(rows: list[Row], columns: tuple[Column, ...]) -> bool:
    """Tell whether anything beside its name is known of a town."""
    return any(row.get(column.name) is not None for row in rows for column in columns if column.kind in ADDED) or any(
        column.tally for column in columns if rows
    )


def _gaps(layout: Layout, body: list[tuple[Value, ...]], silent: list[str]) -> list[str]:
    """Say what a total leaves out: towns of which nothing is known, and single empty cells."""
    if not layout.by or not body or len(silent) == len(body):
        return []
    said = [f"合计不含未报单位：{'、'.join(silent)}。"] if silent else []
    keys = len(layout.by)
    reported = [row[keys:] for row in body if row[0] not in silent]
    partly = any(None in cells and any(cell is not None for cell in cells) for cells in zip(*reported, strict=True))
    return [*said, "空格为尚未掌握的数据，合计不含。"] if partly else said


def _day(on: date | str | None) -> date | None:
    if on is None or isinstance(on, date):
        return on
    try:
        return read_date(on)
    except ValueError as error:
        raise CampaignError(message(f"on={error}")) from None
