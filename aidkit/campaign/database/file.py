"""The database's file: whole before and after each transaction, private, open no longer than a task takes.

A transaction is made on a copy, which then takes the file's place in one step: whoever is killed at any point leaves
the file as it was, and readers are never in the way. (DuckDB writes ahead as well, but a process killed while it
writes its blocks back has been seen to leave a file whose checksums do not hold.) The database of a campaign is a few
megabytes, so that a copy costs less than opening it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aidkit.campaign.database.alone import alone, put_in_place
from aidkit.campaign.database.schema import PRODUCT, TABLES, VERSION, make
from aidkit.campaign.errors import CampaignError
from aidkit.errors import message

SUFFIX = ".duckdb"
ROWS = " + ".join(f"(SELECT count(*) FROM {table.name})" for table in TABLES)


@contextmanager
def reading(path: Path) -> Iterator[Any]:
    """Open a database for reading: nothing in it, and no other file, can be read or changed from SQL.

    Raises:
        CampaignError: No such file, no database of a campaign, a newer one, a damaged one, or one in use.
    """
    _refuse_name(path)
    _refuse_absent(path)
    with _spoken(path), _connection(path, read_only=True) as connection:
        place_of(connection, path)
        yield connection


@contextmanager
def writing(path: Path, place: str = "") -> Iterator[Any]:
    """Open a database for one transaction: what the block adds is there when it ends, or nothing is.

    Args:
        path: The file; made when it is not there and a place is named.
        place: Id of the place it must be of; empty for any.

    Raises:
        CampaignError: As ``reading``; the database is of another place, or another run is writing to it.
    """
    _refuse_name(path)
    if not place or path.exists():
        _refuse_absent(path)
    with alone(path) as folder:
        work = folder / path.name
        if path.exists():
            _refuse_unfinished(path)
            with reading(path) as connection:
                _refuse_other_place(place_of(connection, path), place, path)
            shutil.copyfile(path, work)
        with _spoken(path), _connection(work, read_only=False) as connection:
            connection.execute("BEGIN")
            if not path.exists():
                make(connection, place)
            before = connection.execute(f"SELECT {ROWS}").fetchall()
            yield connection
            grown = connection.execute(f"SELECT {ROWS}").fetchall() != before
            connection.execute("COMMIT")
        if grown or not path.exists():  # nothing is ever changed or taken out, so that no new row is no change
            put_in_place(work, path)


def place_of(connection: Any, path: Path) -> str:
    """Check that a file is a database of a campaign that this version reads, and return its place.

    Raises:
        CampaignError: It is another program's, or was made by a newer version.
    """
    found = connection.execute("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'about'").fetchall()[0][0]
    about = dict(connection.execute("SELECT name, content FROM about").fetchall()) if found else {}
    if about.get("product") != PRODUCT:
        raise CampaignError(
            message(
                f"{path.name}: a DuckDB database, but none of a campaign (低收入对象数据库).",
                "Name another file; one that is not there is made.",
            )
        )
    version = int(about["version"])
    if version > VERSION:
        raise CampaignError(
            message(
                f"{path.name}: made by a newer aidkit: it has version {version}, this one reads up to {VERSION}.",
                "Update aidkit; nothing was read or changed.",
            )
        )
    return str(about["place"])


def _refuse_name(path: Path) -> None:
    """Refuse a file that is not named as a database: DuckDB would read ``x.csv`` as a table and keep nothing in it."""
    if path.suffix.lower() != SUFFIX and not path.is_dir():
        raise CampaignError(message(f"{path.name}: the database of a campaign is a {SUFFIX} file.", "Name it so."))


def _refuse_absent(path: Path) -> None:
    if path.is_dir():
        raise CampaignError(message(f"{path}: a folder, not a database.", "Name the file, such as campaign.duckdb."))
    if not path.exists():
        raise CampaignError(
            message(f"{path}: no such database.", "Store a screening or a ledger first, or name the file it is in.")
        )


def _refuse_unfinished(path: Path) -> None:
    log = path.with_name(f"{path.name}.wal")
    if log.exists():
        raise CampaignError(
            message(
                f"{log.name}: another program has changes to {path.name} that are not in it yet.",
                "Open the database with that program once and close it there.",
            )
        )


def _refuse_other_place(found: str, place: str, path: Path) -> None:
    if place and found != place:
        raise CampaignError(
            message(
                f"{path.name}: the database of {found}, not of {place}.",
                "Each place has its own file; name that of the place.",
            )
        )


@contextmanager
def _connection(path: Path, *, read_only: bool) -> Iterator[Any]:
    import duckdb

    closed: dict[str, Any] = {"enable_external_access": "false", "autoinstall_known_extensions": "false"}
    connection = duckdb.connect(str(path), read_only=read_only, config=closed)
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def _spoken(path: Path) -> Iterator[None]:
    """Say in words what DuckDB says of a file it cannot use."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        ours = (duckdb.ProgrammingError, duckdb.IntegrityError, duckdb.DataError, duckdb.ResourceInUseException)
        if isinstance(error, ours):  # a statement of this package is wrong, not the file
            raise
        raise CampaignError(message(*_said(path, str(error)))) from error


def _said(path: Path, error: str) -> tuple[str, str]:
    if "Could not set lock" in error or "different configuration" in error:
        return (
            f"{path.name}: another program, notebook or connection has it open.",
            "Close that one, or wait until it is done; one may write or several read at a time.",
        )
    if "not a valid DuckDB" in error:
        return f"{path.name}: not a database.", "Name another file; one that is not there is made."
    if "version number" in error:
        return f"{path.name}: written by a newer DuckDB than this one.", "Update duckdb; nothing was read or changed."
    first = " ".join(error.split("\n", 1)[0].split())
    return (
        f"{path.name}: damaged, or not readable as a database ({first}).",
        "Put back the last copy or import the last export; nothing was changed.",
    )
