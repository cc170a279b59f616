"""The files an oversight question reads: those given, or the sample that ships; what was odd about them, ids masked."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from aidkit.errors import ReportError, counted, listed, message
from aidkit.masking import masked
from aidkit.report.faults import HEADS, fault_rows
from aidkit.report.readings import Reading
from aidkit.report.table import Head, Table
from aidkit.report.text import Lang, Text
from aidkit.shipped import shipped

if TYPE_CHECKING:
    from aidkit.data.register import RegisterExtract

SAMPLE = "register-sample"
UNDECIDED = {True: Text("待核实", "open"), False: Text("已处理", "settled")}


def folder_of(folder: str) -> Path:
    """Return the folder of an extract; the invented sample that ships when none is given.

    Raises:
        ReportError: There is no such folder.
    """
    place = Path(folder) if folder else shipped("data") / SAMPLE
    if not place.is_dir():
        raise ReportError(message(f"{place}: no such folder.", "Leave it empty for the invented sample that ships."))
    return place


def payments_of(export: str, roster: str, deaths: str) -> tuple[Path, Path, Path | None]:
    """Return the system's export, the payment roster and the list of the dead; those of the sample when none is given.

    Raises:
        ReportError: Only one of export and roster is given, or a file is not there.
    """
    if bool(export) != bool(roster):
        raise ReportError(
            message("Only one of export and roster is given.", "Give both, or neither for the sample that ships.")
        )
    if not export:
        found = [_sample_file(keyword) for keyword in ("系统导出", "发放花名册", "死亡人员")]
        return found[0], found[1], Path(deaths) if deaths else found[2]
    given = [Path(name) for name in (export, roster, deaths) if name]
    absent = [str(path) for path in given if not path.is_file()]
    if absent:
        raise ReportError(message(f"{listed(absent)}: no such file.", "Leave them empty for the sample that ships."))
    return given[0], given[1], given[2] if deaths else None


def register_of(folder: str, export: str) -> RegisterExtract | None:
    """Return the register that says which town a payee lives in; the sample's for the sample's payments, else as given."""
    from aidkit.data.register import read_extract

    return read_extract(folder_of(folder)) if folder or not export else None


def _sample_file(keyword: str) -> Path:
    files = {unicodedata.normalize("NFC", file.name): file for file in sorted(folder_of("").iterdir())}
    return next(file for name, file in files.items() if name.startswith(keyword))


def faults(found: pd.DataFrame, lang: Lang = "both") -> Table:
    """Return what was odd about the files as they were handed over: file, row, column, fault and what was done.

    Args:
        found: ``faults`` of a matching or a reconciliation.
        lang: Language of the labels.
    """
    states = [UNDECIDED[bool(still)].show(lang) for still in found["open"]]
    frame = fault_rows(found, masked, lang).assign(open=states)
    heads = (*HEADS, Head("open", Text("状态", "State")))
    title = Text(f"文件问题（{len(frame)} 处）", f"Faults of the files ({len(frame)})")
    note = Text("文件未经改动；证件号码不予显示。", "The files are untouched; identity numbers are not shown.")
    return Table("faults", title, heads, frame, note=note, lang=lang)


def faults_reading(found: pd.DataFrame, lang: Lang = "both") -> Reading:
    """Say how many oddities the files have and how many are left for a person to decide."""
    still = int(found["open"].sum())
    if found.empty:
        return Reading(Text("文件没有发现问题。", "Nothing odd was found about the files."), lang)
    return Reading(
        Text(
            f"读取时发现 {len(found)} 处问题，全部列出，没有一处被悄悄改正；其中 {still} 处须由人核实后才能定。",
            f"Reading met with {counted(len(found), 'oddity', 'oddities')}; all are listed, none is put right in silence, and {still} "
            "wait for a person to decide.",
        ),
        lang,
    )
