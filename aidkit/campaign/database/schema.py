"""The whole of the database: its version, its tables, and the views researchers ask.

A database says which version it was made by; a newer one is refused by name, for it may mean other things by the
same words. A change of tables or views raises ``VERSION``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from aidkit.campaign.database.columns import Table
from aidkit.campaign.database.tables import CONTENTS, SNAPSHOTS, dated
from aidkit.campaign.ledger.columns import EVENTS

VERSION = 1
PRODUCT = "aidkit campaign database"
TABLES: tuple[Table, ...] = (SNAPSHOTS, *map(dated, CONTENTS), EVENTS)

_PACKAGE = Path(__file__).resolve().parents[1]
VIEWS = (_PACKAGE / "database" / "views.sql", _PACKAGE / "ledger" / "views.sql")


def make(connection: Any, place: str) -> None:
    """Make the tables and views of a new database.

    Args:
        connection: An open connection in a transaction.
        place: Id of the place, which the database keeps.
    """
    connection.execute("CREATE TABLE about (name VARCHAR PRIMARY KEY, content VARCHAR NOT NULL)")
    connection.execute("COMMENT ON TABLE about IS '本数据库 what this database is: product, version, place'")
    connection.execute("COMMENT ON COLUMN about.name IS '项目 what is said'")
    connection.execute("COMMENT ON COLUMN about.content IS '内容 what it is'")
    about = [["product", PRODUCT], ["version", str(VERSION)], ["place", place]]
    connection.executemany("INSERT INTO about VALUES (?, ?)", about)
    for table in TABLES:
        for statement in table.statements():
            connection.execute(statement)
    for script in VIEWS:
        connection.execute(script.read_text(encoding="utf-8"))
    _explain_views(connection)


def _explain_views(connection: Any) -> None:
    """Give each column of a view that has no comment of its own that of the column it shows."""
    columns = connection.execute("SELECT table_name, column_name, comment FROM dictionary").fetchall()
    first = {table.name for table in TABLES} - {EVENTS.name}  # a table's word for a column goes before a view's
    by_table = sorted(columns, key=lambda column: column[0] in first)
    said = {name: comment for table, name, comment in by_table if comment and table != EVENTS.name}
    for view, name, comment in columns:
        if comment is None and name in said:
            text = said[name].replace("'", "''")
            connection.execute(f"COMMENT ON COLUMN {view}.{name} IS '{text}'")
