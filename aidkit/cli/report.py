"""``aidkit report``: a campaign report for one place, several, or all of them side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, FAILED, assignments, fail, progress, spoken
from aidkit.errors import ReportError, listed, message
from aidkit.report.study import NOTEBOOK

NAME = "report"
EPILOG = f"Example: aidkit report jinjiang --set edge.multiple=1.5 --name lower-edge\n\n{EXIT_CODES}"


@spoken
def run(
    places: Annotated[list[str] | None, typer.Argument(metavar="[PLACE]...", help="Ids of places.")] = None,
    every: Annotated[bool, typer.Option("--all", help="All places.")] = False,
    date: options.Day = None,
    settings: options.Settings = None,
    name: Annotated[str | None, typer.Option(help="What to call the changes. Default: the changes themselves.")] = None,
    population: options.People = "synthetic",
    formats: Annotated[
        str, typer.Option(help="What to write beside notebook and record: html, pdf, docx, xlsx.")
    ] = "html,pdf,docx,xlsx",
    lang: Annotated[str, typer.Option(help="Language of labels and text: zh, en or both.")] = "both",
    jobs: Annotated[int | None, typer.Option(min=1, help="Reports at a time. Default: one a processor.")] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="Dask workers that run them: local, or tcp://…. Own populations and notebooks must lie where every "
            "worker sees them; the reports are brought here.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Run finished reports again, unchanged as they are.")] = False,
    engine: Annotated[
        str | None,
        typer.Option(help="What runs notebooks: fork (a warm process) or kernel. Default: fork where it can."),
    ] = None,
    out: Annotated[Path, typer.Option(help="Folder of all reports.")] = Path("reports"),
    raw: Annotated[
        bool,
        typer.Option("--raw", help="Identities and small counts in full; the files are yours alone. Needs --reason."),
    ] = False,
    reason: Annotated[str, typer.Option(help="Why they are needed in full; it is written into every file.")] = "",
    notebook: Annotated[str, typer.Option(help="Notebook to run: a name, or the path of one's own.")] = NOTEBOOK,
    parameters: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="Set one more of the notebook's parameters."),
    ] = None,
) -> None:
    """Write campaign reports: who is missed, who is wrongly covered, what it costs, and what a change would do."""
    from aidkit.policy import places as known_places
    from aidkit.report.execution import choose_engine
    from aidkit.report.series import run_reports
    from aidkit.report.study import study_of

    wanted = known_places() if every else tuple(dict.fromkeys(places or ()))
    if every and places:
        raise ReportError(message("Give places or --all, not both.", f"Places given: {listed(places)}."))
    if not wanted:
        raise ReportError(message("No place given.", f"Give one or more of {', '.join(known_places())}, or --all."))
    common = {
        "date": date, "overrides": assignments("--set", settings), "name": name, "population": population,
        "formats": tuple(part.strip() for part in formats.split(",") if part.strip()), "lang": lang, "out": out,
        "notebook": notebook, "parameters": assignments("--param", parameters), "raw": raw, "reason": reason,
    }  # fmt: skip
    if engine is not None and scheduler not in (None, "local"):
        what = "--engine decides for this machine, and the reports run elsewhere."
        raise ReportError(message(what, "Leave it out, or start the workers with AIDKIT_ENGINE=fork or =kernel."))
    studies = [study_of(place, **common) for place in wanted]
    if engine is not None:
        choose_engine(engine)
    with progress("Reports") as (start, step):
        outcomes = run_reports(
            studies,
            jobs=jobs,
            scheduler=scheduler,
            force=force,
            on_start=start,
            on_done=lambda outcome: step(outcome.study.place),
        )
    for outcome in outcomes:
        if outcome.run is not None:
            typer.echo(outcome.run.folder)
    failed = [outcome.error for outcome in outcomes if outcome.error]
    kept = sum(outcome.kept for outcome in outcomes)
    before = f" ({kept} of them before, and nothing has changed since; --force runs them again)" if kept else ""
    typer.echo(f"{len(outcomes) - len(failed)} of {len(outcomes)} reports written{before}; index: {out / 'index.html'}")
    if failed:
        fail("\n\n".join(failed), FAILED)
