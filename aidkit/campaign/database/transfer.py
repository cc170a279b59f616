"""Take a database out into a folder of Parquet or CSV, and make one from such a folder, checked like new."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal, get_args

from aidkit.campaign.database.alone import private
from aidkit.campaign.database.columns import Table
from aidkit.campaign.database.file import place_of, reading, writing
from aidkit.campaign.database.frames import DTYPES, fetch, insert
from aidkit.campaign.database.schema import PRODUCT, TABLES, VERSION
from aidkit.campaign.errors import CampaignError
from aidkit.errors import counted, listed, message

if TYPE_CHECKING:
    import pandas as pd

Form = Literal["parquet", "csv"]
ABOUT, DICTIONARY = "about.json", "dictionary.csv"


def export_database(path: str | Path, folder: str | Path, form: Form = "parquet") -> Path:
    """Write every table to a folder, with a dictionary of its columns and a note of what it is.

    Args:
        path: The database's file.
        folder: Where to; it must not be there yet. Only its owner can read it: it holds identities.
        form: ``parquet`` or ``csv`` (UTF-8 with mark, so that spreadsheets read it; empty: not known).

    Returns:
        The folder.

    Raises:
        CampaignError: The database cannot be read, the folder is there already, or the form is another.
    """
    source, target = Path(path), Path(folder)
    if form not in get_args(Form):
        raise CampaignError(message(f"{form!r}: not a form of export.", f"Forms: {', '.join(get_args(Form))}."))
    if target.exists():
        raise CampaignError(message(f"{target}: there already.", "Name a folder that is not there; it is made."))
    if not target.parent.is_dir():
        raise CampaignError(message(f"{target.parent}: no such folder.", "Make it first, or name another."))
    with (
        private(),
        TemporaryDirectory(prefix=f".{target.name}.", dir=target.parent) as work,
        reading(source) as connection,
    ):
        made = Path(work) / target.name
        made.mkdir()
        about: dict[str, Any] = {"product": PRODUCT, "version": VERSION, "place": place_of(connection, source)}
        for table in TABLES:
            frame = fetch(connection, f"FROM {table.name} ORDER BY {', '.join(table.key)}")
            about[table.name] = _write(frame, made / f"{table.name}.{form}")
        _write(fetch(connection, "FROM dictionary"), made / DICTIONARY)
        (made / ABOUT).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        made.rename(target)
    return target


def import_database(folder: str | Path, path: str | Path) -> Path:
    """Make a database from a folder that ``export_database`` wrote.

    Args:
        folder: The folder.
        path: The file to make; it must not be there yet.

    Returns:
        The file.

    Raises:
        CampaignError: No such export, one of a newer version, a table that is missing or was changed since, cells
            that cannot be what their column holds, or a file that is there already.
    """
    source, target = Path(folder), Path(path)
    if target.exists():
        raise CampaignError(message(f"{target}: there already.", "Name a file that is not there; it is made."))
    about = _about(source)
    frames = {table.name: _read(source, table, about) for table in TABLES}
    with writing(target, about["place"]) as connection:
        for table in TABLES:
            insert(connection, table, frames[table.name])
    return target


def _write(frame: pd.DataFrame, path: Path) -> dict[str, Any]:
    """Write a frame, and return what the note says of the file: its name, rows and hash."""
    if path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
    else:
        frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\n")
    return {"file": path.name, "rows": len(frame), "sha256": _hash(path)}


def _about(folder: Path) -> dict[str, Any]:
    """Read the note of an export."""
    path = folder / ABOUT
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        product, version = about["product"], int(about["version"])
    except (OSError, ValueError, KeyError, TypeError):
        product, version, about = "", 0, {}
    if product != PRODUCT:
        raise CampaignError(
            message(f"{folder}: no export of a campaign's database.", f"Its {ABOUT} would say what it is.")
        )
    if version > VERSION:
        raise CampaignError(
            message(
                f"{folder.name}: exported by a newer aidkit: it has version {version}, this one reads up to {VERSION}.",
                "Update aidkit; nothing was read or changed.",
            )
        )
    if not all(_is_note(about.get(table.name, _NOTHING)) for table in TABLES) or not isinstance(
        about.get("place"), str
    ):
        raise CampaignError(
            message(f"{folder.name}: its {ABOUT} is not as it was written.", "Take the export out again.")
        )
    missing = [
        table.name
        for table in TABLES
        if table.name not in about or not (folder / Path(about[table.name]["file"]).name).is_file()
    ]
    if missing:
        raise CampaignError(message(f"{folder.name}: without {listed(missing)}.", "Copy the whole folder."))
    return dict(about)


_NOTHING = {"file": "", "rows": 0, "sha256": ""}  # a table that is missing is named for itself


def _is_note(said: Any) -> bool:
    """Whether the note says of a table what was written: its file, rows and hash."""
    return isinstance(said, dict) and all(type(said.get(name)) is type(kind) for name, kind in _NOTHING.items())


def _read(folder: Path, table: Table, about: dict[str, Any]) -> pd.DataFrame:
    """Read a table of an export, whole and unchanged."""
    import pandas as pd

    said = about[table.name]
    path = folder / Path(said["file"]).name
    if _hash(path) != said["sha256"]:
        raise CampaignError(
            message(
                f"{path.name}: changed since it was exported, when it had {counted(said['rows'], 'row')}.",
                "Import the folder as it was written; store a correction, or enter an event, to change what it says.",
            )
        )
    dtypes = {column.name: DTYPES[column.kind] for column in table.columns}
    try:
        if path.suffix == ".parquet":
            return pd.read_parquet(path).astype(dtypes)
        texts = pd.read_csv(path, encoding="utf-8-sig", dtype=str, keep_default_na=False, na_values=[""])
        flags = [column.name for column in table.columns if column.kind == "flag"]
        texts[flags] = texts[flags].replace({"True": True, "False": False})
        return texts.astype(dtypes)
    except Exception as error:  # pandas and pyarrow raise what they met first
        said_by = type(error).__name__  # its text may quote a cell, and cells name people
        raise CampaignError(
            message(f"{path.name}: not the table that was exported ({said_by}).", "Take the export out again.")
        ) from None


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
