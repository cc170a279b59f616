"""Ways to spoil a Parquet file: its bytes, its values, the text in a column."""

from __future__ import annotations

import io
import random
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.safety.spoiling import spoil, spoilt_tree

NOT_UTF_8 = "ArrowInvalid: In chunk 0: Invalid: Invalid UTF8 sequence at string index 0"


def spoil_parquet(data: bytes, chance: random.Random) -> bytes:
    """Spoil the bytes of a Parquet file left unpacked, or half the time its values, in a file that is whole."""
    table = pq.read_table(io.BytesIO(data))
    if chance.random() < 0.5:
        return spoil(_parquet(table, compression="none"), chance)
    columns = spoilt_tree(table.to_pydict(), chance)
    try:
        return _parquet(pa.table({str(name): _arrow(values) for name, values in dict(columns).items()}))
    except (
        TypeError,
        ValueError,
        NotImplementedError,
    ):  # no table any more: columns of several lengths, an empty struct
        return spoil(data, chance)


def _arrow(values: Any) -> Any:
    """Return values as a column; as text where they are of several kinds."""
    try:
        return pa.array(values)
    except (pa.ArrowException, ValueError, OverflowError):
        return pa.array([None if value is None else str(value) for value in values])


def _parquet(table: Any, **settings: Any) -> bytes:
    written = io.BytesIO()
    pq.write_table(table, written, **settings)
    return written.getvalue()


def not_utf_8(path: Path, column: str) -> None:
    """Put into a column of a Parquet file what is no text; aidkit's refusal ends in ``NOT_UTF_8``."""
    table = pq.read_table(path, partitioning=None)
    broken = pa.array([b"\xff"] * len(table), pa.binary())
    at = table.column_names.index(column)
    table = table.set_column(at, column, pa.Array.from_buffers(pa.string(), len(table), broken.buffers()))
    pq.write_table(table, path)
