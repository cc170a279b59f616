"""Parquet files, decoded and looked at in full before anything is made of them: a damaged one may hold any bytes."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from aidkit.data.limits import check_cells
from aidkit.errors import PopulationError, cause, message

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


def read_columns(path: Path, names: Collection[str] | None = None, *, coded: Collection[str] = ()) -> pa.Table:
    """Read a file's columns.

    Args:
        path: The file.
        names: Which columns, as far as the file has them; None for all.
        coded: Columns of text that stay coded, each distinct text once and a number for each row, as far as there are such.

    Returns:
        The columns, in the file's order.

    Raises:
        PopulationError: The file is damaged, or holds more cells than one of its size honestly can.
    """
    import pyarrow.parquet as pq

    try:
        about = pq.read_metadata(path)
        plain = {about.schema.column(place).path for place in range(about.num_columns)}
        file = pq.ParquetFile(path, metadata=about, read_dictionary=[name for name in coded if name in plain])
        wanted = [name for name in file.schema_arrow.names if names is None or name in names]
        check_cells(path, about.num_rows * len(wanted), packed=True)
        table = file.read(wanted, use_threads=False)
    except PopulationError:
        raise
    except Exception as error:  # the library's own, whatever its class
        raise _damaged(path, "not readable as Parquet", error) from None
    for name, column in zip(table.column_names, table.columns, strict=True):
        try:
            column.validate(full=True)  # reading does not look whether texts are UTF-8, and codes have a text
        except ValueError as error:
            raise _damaged(path, f"column {name!r} is damaged", error) from None
    return table


def read_frame(path: Path) -> pd.DataFrame:
    """Read all of a file as pandas has it.

    Args:
        path: The file.

    Raises:
        PopulationError: The file is damaged, holds more cells than one of its size honestly can, or what pandas cannot
            hold.
    """
    table = read_columns(path)
    try:
        frame: pd.DataFrame = table.to_pandas()
    except Exception as error:  # likewise
        raise _damaged(path, "not readable as a table", error) from None
    return frame


def _damaged(path: Path, what: str, error: Exception) -> PopulationError:
    return PopulationError(message(f"{path.name}: {what} ({cause(error)}).", "Write it or copy it once more."))
