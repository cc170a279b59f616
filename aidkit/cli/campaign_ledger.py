"""``aidkit campaign PLACE ledger``: problems, clues and systems as of a day, town by town, and as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aidkit.cli.campaign_choice import Named, chosen_campaign
from aidkit.cli.console import EXIT_CODES, spoken

if TYPE_CHECKING:
    from aidkit.campaign import Campaign, Ledger

NAME = "ledger"
EPILOG = (
    "Example: aidkit campaign jinjiang ledger --db campaign.duckdb --events 台账.xlsx --on 2021-07-24 --out lists\n\n"
    f"{EXIT_CODES}"
)


@spoken
def run(
    context: typer.Context,
    campaign: Named = None,
    db: Annotated[
        Path | None,
        typer.Option("--db", metavar="FILE", help="Database that keeps the ledger. Default: none is kept."),
    ] = None,
    events: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Events (台账事项) to enter, .csv or .xlsx. Without --db, default: invented ones."
        ),
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="The day. Default: that of the last event.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder to write the workbook into.")] = None,
    lang: Annotated[str, typer.Option(help="Words of the workbook: zh, en or both.")] = "both",
) -> None:
    """Show the ledger (台账) as of a day: what is found, mended, struck off and late; enter new events first."""
    from aidkit.campaign.database.asked import as_day
    from aidkit.report.ledger.by_town import last_day, lines, write_ledger

    plan = chosen_campaign(context, campaign, on)
    asked = as_day(on) if on is not None else None
    ledger = _opened(str(context.obj), plan, db, events)
    day = asked or last_day(ledger)
    if day is None:
        typer.echo("The ledger is empty; enter events with --events (台账为空).")
        return
    written = None
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        written = write_ledger(ledger, day, out / f"ledger-{plan.id}-{day}.xlsx", lang)
    for line in lines(ledger, day):
        typer.echo(line)
    if written is not None:
        typer.echo(written)


def _opened(place: str, plan: Campaign, db: Path | None, events: Path | None) -> Ledger:
    """Return the ledger the database keeps, with the events entered; without a database, one of the events alone."""
    from aidkit.campaign import Ledger, load_taxonomy
    from aidkit.report.ledger.words import events_of

    words = load_taxonomy(plan)
    if db is None:
        return Ledger.replay(events_of(str(events or ""), plan.id), place, words)
    ledger = Ledger(db, place, words)
    if events is not None:
        typer.echo(str(ledger.append(events)))
    return ledger
