"""The files of a survey: found by name or pattern, read column by column, every column a mapping names there."""

from __future__ import annotations

import fnmatch
import warnings
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from aidkit.data.files import ENCODINGS
from aidkit.data.limits import check_cells, check_size
from aidkit.data.survey.errors import SurveyError
from aidkit.errors import AidkitError, cause, listed, message, nearest

SUFFIXES = (".csv", ".csv.gz", ".dta", ".sav")


def find_file(folder: Path, patterns: Iterable[str]) -> Path:
    """Return the one file of a folder that fits a pattern, or the path itself where it is a file.

    Raises:
        SurveyError: None or several are there.
    """
    if folder.is_file():
        return folder
    held = sorted(item.name for item in folder.iterdir() if item.is_file()) if folder.is_dir() else []
    found = [name for name in held if any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)]
    if len(found) == 1:
        return folder / found[0]
    wanted = " or ".join(patterns)
    if found:
        what = f"{folder}: {wanted} is there {len(found)} times: {listed(found)}."
        raise SurveyError(message(what, "Keep one release in the folder."))
    if not folder.is_dir():
        raise SurveyError(message(f"{folder}: no such folder or file.", f"Give where {wanted} lies."))
    raise SurveyError(
        message(f"{folder}: no file {wanted}.", f"The folder holds: {listed(held, shown=8) or 'nothing'}.")
    )


def read_columns(path: Path, columns: Iterable[str], ids: Iterable[str]) -> pd.DataFrame:
    """Read the columns a mapping names; codes stay codes, ids of a text file stay text.

    Raises:
        SurveyError: The file is of another kind or damaged, or a column is not in it; all of these are named.
    """
    wanted = list(dict.fromkeys(columns))
    suffix = next((suffix for suffix in SUFFIXES if path.name.lower().endswith(suffix)), "")
    if not suffix:
        raise SurveyError(
            message(f"{path.name}: not a kind of file aidkit reads surveys from.", f"Allowed: {', '.join(SUFFIXES)}.")
        )
    try:
        check_size(path)
        readers = {".dta": lambda: _stata(path, wanted), ".sav": lambda: _spss(path, wanted)}
        table, there = readers.get(suffix, lambda: _csv(path, dict.fromkeys(ids, str)))()
    except AidkitError as fault:
        raise SurveyError(str(fault)) from None
    except Exception as error:  # a file format's own error, whatever its class
        raise SurveyError(
            message(f"{path.name}: not readable ({cause(error)}).", "Take it from its publisher again.")
        ) from None
    absent = [name for name in wanted if name not in there]
    if absent:
        raise SurveyError(_absent(path, absent, there))
    return table[wanted]


def _absent(path: Path, absent: list[str], there: list[str]) -> str:
    meant = {name: nearest(name, there) for name in absent}
    said = [name if near is None else f"{name} (did you mean {near!r}?)" for name, near in meant.items()]
    plural = "s" if len(absent) > 1 else ""
    return message(
        f"{path.name}: {len(absent)} column{plural} of the mapping not in the file: {listed(said, shown=30)}.",
        "Take the release the mapping was written for, or mend the mapping's names.",
    )


def _stata(path: Path, columns: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """Return the columns that are there, and the names of all."""
    with pd.read_stata(path, iterator=True) as reader:
        there = list(reader.variable_labels())
    present = [name for name in columns if name in there]
    return pd.read_stata(path, columns=present, convert_categoricals=False), there


def _spss(path: Path, columns: list[str]) -> tuple[pd.DataFrame, list[str]]:
    """Return the columns that are there, and the names of all; codes a survey calls missing stay codes."""
    try:
        import pyreadstat
    except ImportError:
        what = f"{path.name}: .sav files are read with pyreadstat, which is not installed."
        raise SurveyError(message(what, 'Install it: pip install "aidkit[survey]".')) from None
    about = pyreadstat.read_sav(path, metadataonly=True)[1]
    check_cells(path, (about.number_rows or 0) * (about.number_columns or 0), packed=_is_packed(path))
    there = list(about.column_names)
    if None in there:
        raise ValueError("a column has no name")
    present = [name for name in columns if name in there]
    return pyreadstat.read_sav(path, usecols=present, user_missing=True)[0], there


def _is_packed(path: Path) -> bool:
    """Whether an SPSS file is one of those that are packed as a whole (.zsav)."""
    with path.open("rb") as file:
        return file.read(4) == b"$FL3"


def _csv(path: Path, texts: dict[str, type[str]]) -> tuple[pd.DataFrame, list[str]]:
    """Return all columns and their names; only where all are read is a row longer than the header noticed."""
    for encoding in ENCODINGS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error", pd.errors.ParserWarning)
                table = pd.read_csv(
                    path,
                    encoding=encoding,
                    dtype=texts,
                    index_col=False,
                    keep_default_na=False,
                    na_values=[""],
                    low_memory=False,
                )
            return table, [str(name) for name in table.columns]
        except UnicodeDecodeError:
            continue
    raise ValueError(f"neither {' nor '.join(ENCODINGS)}")
