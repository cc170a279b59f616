"""The database's file: made whole or not at all, private, opened for reading or for one transaction.

DuckDB allows many readers or one writer, so a connection lives no longer than its task. Whatever kills the process,
the file holds every transaction that was ended and nothing of one that was not: DuckDB writes ahead, and a new
file is made under another name and put in its place when it is complete.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aidkit.campaign.database.schema import PRODUCT, VERSION, make
from aidkit.campaign.errors import CampaignError
from aidkit.errors import message

PRIVATE = 0o077  # what nobody but the owner may do with the file, nor with the log DuckDB writes beside it


@contextmanager
def reading(path: Path) -> Iterator[Any]:
    """Open a database for reading: nothing in it, and no other file, can be read or changed from SQL.

    Raises:
        CampaignError: No such file, no database of a campaign, a newer one, a damaged one, or one in use.
    """
    _refuse_absent(path)
    with _spoken(path), _connection(path, read_only=True) as connection:
        place_of(connection, path)
        yield connection


@contextmanager
def writing(path: Path, place: str = "") -> Iterator[Any]:
    """Open a database for one transaction: ended when the block ends, undone when it fails.

    Args:
        path: The file; made when it is not there and a place is named.
        place: Id of the place it must be of; empty for any.

    Raises:
        CampaignError: As ``reading``; or the database is of another place.
    """
    if place and not path.exists():
        create(path, place)
    _refuse_absent(path)
    with _spoken(path), _private(), _connection(path, read_only=False) as connection:
        _refuse_other_place(place_of(connection, path), place, path)
        connection.execute("BEGIN")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")


def create(path: Path, place: str) -> None:
    """Make an empty database; whoever makes one of the same name at the same time is not written over.

    Raises:
        CampaignError: The folder is not there.
    """
    with hidden(path) as folder:
        made = folder / path.name
        with _spoken(path), _connection(made, read_only=False) as connection:
            connection.execute("BEGIN")
            make(connection, place)
            connection.execute("COMMIT")
        put_in_place(made, path)


@contextmanager
def hidden(path: Path) -> Iterator[Path]:
    """Give a private folder beside a file to make it in; it goes when the block ends.

    Raises:
        CampaignError: The folder the file is to lie in is not there.
    """
    if not path.parent.is_dir():
        raise CampaignError(message(f"{path.parent}: no such folder.", "Make it first, or name another."))
    with _private(), TemporaryDirectory(prefix=f".{path.name}.", dir=path.parent) as folder:
        yield Path(folder)


def put_in_place(made: Path, path: Path) -> None:
    """Give a complete database its name, unless another has got it meanwhile."""
    try:
        os.link(made, path)
    except FileExistsError:
        return


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


def _refuse_absent(path: Path) -> None:
    if path.is_dir():
        raise CampaignError(message(f"{path}: a folder, not a database.", "Name the file, such as campaign.duckdb."))
    if not path.exists():
        raise CampaignError(
            message(f"{path}: no such database.", "Store a screening or a ledger first, or name the file it is in.")
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
def _private() -> Iterator[None]:
    """Let what is made meanwhile be its owner's alone."""
    before = os.umask(PRIVATE)
    try:
        yield
    finally:
        os.umask(before)


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
    if "lock" in error or "different configuration" in error:
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
