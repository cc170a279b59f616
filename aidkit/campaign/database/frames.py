"""Frames into and out of the database: every column with the type its table says, nothing known is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aidkit.campaign.database.columns import Column, Table

if TYPE_CHECKING:
    import pandas as pd

DTYPES: Mapping[str, str] = MappingProxyType(
    {"text": "str", "integer": "Int64", "amount": "float64", "flag": "boolean", "day": "datetime64[us]"}
)


def typed(rows: Sequence[Sequence[Any]], columns: Sequence[Column]) -> pd.DataFrame:
    """Return rows as a frame of these columns.

    Args:
        rows: Values in the order of the columns, None where nothing is known.
        columns: Names and kinds.
    """
    import pandas as pd

    frame = pd.DataFrame(rows, columns=[column.name for column in columns], dtype=object)
    return frame.astype({column.name: DTYPES[column.kind] for column in columns})


def insert(connection: Any, table: Table, frame: pd.DataFrame) -> None:
    """Add a frame's rows to a table; the frame has its columns."""
    connection.register("given", frame[list(table.names)])
    connection.execute(f"INSERT INTO {table.name} SELECT * FROM given")
    connection.unregister("given")


def fetch(connection: Any, sql: str, values: Sequence[Any] = ()) -> pd.DataFrame:
    """Return what a query gives, texts as texts even where none is known."""
    found = connection.execute(sql, list(values))
    texts = [one[0] for one in found.description if str(one[1]) in ("VARCHAR", "STRING")]
    frame: pd.DataFrame = found.df()
    return frame.astype(dict.fromkeys(texts, "str"))
