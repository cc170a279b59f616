"""``aidkit campaign PLACE screen``: who of the target groups is right, missed or wrong, as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aidkit.cli import options
from aidkit.cli.campaign_choice import Named, campaign_policy, chosen_campaign
from aidkit.cli.console import EXIT_CODES, progress, spoken
from aidkit.report.inputs import SYNTHETIC

if TYPE_CHECKING:
    from aidkit.campaign import Lists

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
    from aidkit.report.inputs import open_population

    plan = chosen_campaign(context, campaign, date)
    policy = campaign_policy(context, plan, date)
    people = open_population(population, policy)
    screening = screen(people, policy, plan, _lists(lists, population, people.faults is not None))
    typer.echo(str(screening) if person is None else str(screening.explain(person)))
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        with progress("Reasons") as (total, step):
            total(len(screening.persons))
            typer.echo(screening.to_workbook(out / f"screening-{plan.id}.xlsx", step=step))


def _lists(named: Path | None, population: str, is_register: bool) -> Lists | None:
    """Read the lists from the folder named, else from the register's own; other populations have none."""
    from aidkit.campaign import read_lists
    from aidkit.data.register import read_extract

    if named is None and not is_register:
        return None
    register = read_extract(population) if is_register else None
    return read_lists(named if named is not None else population, register)
