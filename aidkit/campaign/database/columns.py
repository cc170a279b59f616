"""What a table of the campaign's database holds: each column with its kind, unit and both titles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

SQL_TYPES: Mapping[str, str] = MappingProxyType(
    {"text": "VARCHAR", "integer": "INTEGER", "amount": "DOUBLE", "flag": "BOOLEAN", "day": "DATE"}
)


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: Its name in SQL and in frames.
        kind: ``text``, ``integer``, ``amount``, ``flag`` or ``day``.
        zh, en: What it holds.
        unit: Of an amount or a count; empty otherwise.
        optional: Whether it may be empty: nobody knows, or it does not apply.
        allowed: The words a text may be; empty for any.
    """

    name: str
    kind: str
    zh: str
    en: str
    unit: str = ""
    optional: bool = False
    allowed: tuple[str, ...] = ()

    @property
    def comment(self) -> str:
        """What the database says of the column, as SQL has it between quotes."""
        return f"{self.zh} {self.en}{f' ({self.unit})' if self.unit else ''}".replace("'", "''")


@dataclass(frozen=True)
class Table:
    """One table: its name, what a row is, its columns, and which of them no two rows share."""

    name: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    def statements(self) -> list[str]:
        """Return the SQL that makes the table, with a comment on it and on each column."""
        kinds = ", ".join(
            f"{column.name} {SQL_TYPES[column.kind]}{'' if column.optional else ' NOT NULL'}" for column in self.columns
        )
        comments = [f"COMMENT ON COLUMN {self.name}.{column.name} IS '{column.comment}'" for column in self.columns]
        return [
            f"CREATE TABLE {self.name} ({kinds}, PRIMARY KEY ({', '.join(self.key)}))",
            f"COMMENT ON TABLE {self.name} IS '{self.zh} {self.en}'",
            *comments,
        ]
