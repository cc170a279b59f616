"""Run a report: check what is asked for, execute the notebook, put page, workbook, notebook and record in place.

Everything is checked before anything runs, and a run's files appear together at its end or not at all.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Literal, get_args

from aidkit.errors import ReportError, message, suggestion
from aidkit.folders import alone
from aidkit.report.inputs import SYNTHETIC, notebook_path, open_policy, open_population
from aidkit.report.parameters_cell import check_parameters, read_parameters
from aidkit.report.text import LANGS, Lang

Format = Literal["html", "pdf", "docx", "xlsx"]
FORMATS: tuple[Format, ...] = get_args(Format)
NOTEBOOK = "10_campaign_report"
RAW_FOLDER = "-raw"
LONGEST_REASON = 120  # characters
OWN = ("place", "date", "population", "overrides", "reform", "lang")  # parameters a study fills from its own fields


@dataclass(frozen=True)
class Study:
    """What one report is about.

    Attributes:
        place: Id of the place.
        date: Policy date ``YYYY-MM-DD``; None for the place's campaign date.
        population: ``synthetic``, or the path of a population or of a register extract.
        overrides: Parameter paths and the values a reform gives them.
        name: What the reform is called; None for the name the policy gives it.
        lang: Language of labels and text: ``zh``, ``en`` or ``both``.
        formats: What to write beside the notebook and the record.
        out: Folder of all runs.
        notebook: Notebook to run; a path, or the name of one that ships.
        parameters: More values for the notebook's parameters cell, e.g. ``{"households": 2000, "seed": 1}``.
        raw: Show identities and small counts whole; the files are then the owner's alone.
        reason: Why; needed for raw, and written into every file of the run.
    """

    place: str
    date: str | None = None
    population: str = SYNTHETIC
    overrides: Mapping[str, Any] = field(default_factory=dict)
    name: str | None = None
    lang: Lang = "both"
    formats: tuple[Format, ...] = FORMATS
    out: Path = Path("reports")
    notebook: str = NOTEBOOK
    parameters: Mapping[str, Any] = field(default_factory=dict)
    raw: bool = False
    reason: str = ""

    @property
    def folder(self) -> Path:
        """Where the files of the run lie; a raw run never takes the place of one that can be handed on."""
        from aidkit.report.folder import run_folder

        return run_folder(self.out, self.place, f"{self.date}-{self.name}{RAW_FOLDER if self.raw else ''}")

    def values(self, taken: Collection[str]) -> dict[str, Any]:
        """Return the values for a notebook's parameters cell.

        Args:
            taken: Parameters the notebook takes; what it does not take is passed only where it was asked for, so
                that asking in vain is noticed. A notebook that takes no place or date is only filed under them.
        """
        filed = {"place": self.place, "date": self.date or ""}
        given = {
            "population": (self.population, SYNTHETIC),
            "overrides": (dict(self.overrides), {}),
            "reform": ((self.name or "") if self.overrides else "", ""),
            "lang": (self.lang, "both"),
        }
        asked = {name: value for name, (value, default) in given.items() if name in taken or value != default}
        return {**{name: value for name, value in filed.items() if name in taken}, **asked, **self.parameters}


@dataclass(frozen=True)
class Run:
    """A finished report.

    Attributes:
        study: What was asked for, with its date and name filled in.
        folder: Where its files lie.
        record: What run.json says.
    """

    study: Study
    folder: Path
    record: dict[str, Any]

    def __str__(self) -> str:
        return str(self.folder)


def run_report(place: str, **settings: Any) -> Run:
    """Run one report and write its folder ``<out>/<place>/<date>-<baseline or reform>/``.

    Args:
        place: Id of the place, one of ``aidkit.places()``.
        **settings: Any other field of ``Study``, e.g. ``date="2021-08-24"``, ``out="reports"``,
            ``population="data/register-sample"``, ``overrides={"edge.multiple": 1.5}``.

    Returns:
        The finished run: its folder and its record.

    Raises:
        AidkitError: Something asked for does not exist or is out of range; nothing was run.
        CellError: A cell of the notebook failed; the notebook as far as it ran is kept.

    Example:
        >>> print(run_report("jinjiang", overrides={"edge.multiple": 1.5}, name="edge 1.5"))  # doctest: +SKIP
        reports/jinjiang/2021-08-24-edge-1.5
    """
    return execute_study(prepared(study_of(place, **settings)))


def study_of(place: str, **settings: Any) -> Study:
    """Return the study of a place, refusing settings a study does not have.

    Raises:
        ReportError: A setting, the language or a format is unknown.
    """
    names = [item.name for item in fields(Study)]
    for setting in settings:
        _known("setting", setting, names)
    study = Study(place, **settings)
    for name in study.parameters:
        if name in OWN:
            raise ReportError(
                message(f"{name!r} is a setting of the report.", f"Give it as {name}=…, not as a parameter.")
            )
    _known("lang", study.lang, LANGS)
    for wanted in study.formats:
        _known("format", wanted, FORMATS)
    _check_reason(study)
    return replace(study, out=Path(study.out), population=str(study.population))


def prepared(study: Study) -> Study:
    """Check all a study names, the population included, and fill in its date and the reform's name.

    Raises:
        AidkitError: Place, date, path, value, population, notebook or parameter cannot be used.
    """
    policy = open_policy(study.place, study.date, study.overrides, study.name)
    known = replace(study, date=policy.date.isoformat(), name=policy.name)
    taken = read_parameters(notebook_path(study.notebook))
    check_parameters(known.values(taken), taken, study.notebook)
    if study.population != SYNTHETIC:
        open_population(study.population, policy)
    return known


def execute_study(study: Study) -> Run:
    """Run a study that is prepared and put its files in place, all of them at the end.

    Raises:
        AidkitError: Another run is writing to the same folder.
        CellError: A cell of the notebook failed; the notebook as far as it ran is kept.
    """
    from aidkit.campaign.database.alone import private
    from aidkit.report import folder, provenance
    from aidkit.report.execution import execute

    started = time.perf_counter()
    target = study.folder
    notebook = notebook_path(study.notebook)
    values = study.values(read_parameters(notebook))
    target.parent.mkdir(parents=True, exist_ok=True)  # for all runs; only the folder of a raw one is private
    with private() if study.raw else nullcontext(), alone(target, study.out):
        executed = execute(notebook, target / folder.PARTIAL, values, study.place, raw=study.reason)
        record = provenance.record_of(study, executed)
        folder.write(target, executed, record, lang=study.lang, formats=study.formats, started=started)
    return Run(study, target, record)


def _check_reason(study: Study) -> None:
    if study.raw and not study.reason.strip():
        what = "Identities and small counts are shown whole only for a reason."
        hint = 'Give it with raw, for example reason="household visits in August" (--reason on the command line).'
        raise ReportError(message(what, hint))
    if study.reason and not study.raw:
        what = "A reason is given, but without raw (--raw) identities stay masked and small counts hidden."
        raise ReportError(message(what, "Give both, or neither."))
    if len(study.reason) > LONGEST_REASON or not study.reason.isprintable():
        what = f"The reason has {len(study.reason)} characters."
        raise ReportError(message(what, f"Write one line of up to {LONGEST_REASON}: it stands on every first page."))


def _known(kind: str, name: str, valid: tuple[str, ...] | list[str]) -> None:
    if name not in valid:
        raise ReportError(message(f"{name!r} is not a {kind} of a report.", suggestion(name, valid)))
