"""``aidkit campaign PLACE screen``: who of the target groups is right, missed or wrong, as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.campaign_choice import Named, campaign_policy, chosen_campaign
from aidkit.cli.console import EXIT_CODES, progress, spoken
from aidkit.report.inputs import SYNTHETIC

NAME = "screen"
EPILOG = (
    "Example: aidkit campaign jinjiang screen --population data/register-sample --db campaign.duckdb --out lists\n\n"
    f"{EXIT_CODES}"
)


@spoken
def run(
    context: typer.Context,
    campaign: Named = None,
    population: options.People = SYNTHETIC,
    lists: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Departments' lists. Default: the register's folder.")
    ] = None,
    date: options.Day = None,
    person: Annotated[
        str | None, typer.Option(metavar="ID", help="Explain one person instead of printing the counts.")
    ] = None,
    db: Annotated[
        Path | None,
        typer.Option(
            "--db", metavar="FILE", help="Low-income database (低收入对象数据库) to store it in, as of the policy date."
        ),
    ] = None,
    correction: Annotated[
        str, typer.Option(metavar="WHY", help="Why a day that is stored otherwise is stored again; what it was stays.")
    ] = "",
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder to write the workbook into.")] = None,
) -> None:
    """Screen the target groups by the rules (排查): who is right, missed, wrong or to be filed, and why."""
    from aidkit.campaign import CampaignDatabase, CampaignError, screen
    from aidkit.errors import message
    from aidkit.report.inputs import lists_beside, open_population

    if correction and db is None:
        raise CampaignError(message("--correction is about a database, and none is given.", "Give --db FILE too."))
    plan = chosen_campaign(context, campaign, date)
    policy = campaign_policy(context, plan, date)
    people = open_population(population, policy)
    screening = screen(people, policy, plan, lists_beside(population, people, policy, lists))
    said = str(screening) if person is None else str(screening.explain(person))
    if db is not None:
        stored = CampaignDatabase(db, policy.place.id).store(screening, on=policy.date, correction=correction)
        said += f"\n低收入对象数据库 {db}, {stored}"
    typer.echo(said)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        with progress("Reasons") as (total, step):
            total(len(screening.persons))
            typer.echo(screening.to_workbook(out / f"screening-{plan.id}.xlsx", step=step))
