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
EPILOG = f"Example: aidkit campaign jinjiang screen --population data/register-sample --out lists\n\n{EXIT_CODES}"


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
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder to write the workbook into.")] = None,
) -> None:
    """Screen the target groups by the rules (排查): who is right, missed, wrong or to be filed, and why."""
    from aidkit.campaign import screen
    from aidkit.report.inputs import lists_beside, open_population

    plan = chosen_campaign(context, campaign, date)
    policy = campaign_policy(context, plan, date)
    people = open_population(population, policy)
    told = lists_beside(population, people, policy, lists)
    screening = screen(people, policy, plan, told)
    typer.echo(str(screening) if person is None else str(screening.explain(person)))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        with progress("Reasons") as (total, step):
            total(len(screening.persons))
            typer.echo(screening.to_workbook(out / f"screening-{plan.id}.xlsx", step=step))
