"""``aidkit campaign PLACE forms``: the forms a campaign owes, filled as far as is known, as Excel and Word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aidkit.cli.campaign_choice import Named, campaign_policy, chosen_campaign
from aidkit.cli.campaign_due import open_ledger
from aidkit.cli.console import EXIT_CODES, spoken

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign import Campaign, Screening

NAME = "forms"
INVENTED = "人口数据为合成数据，其中的人并不存在。"
EPILOG = (
    "Example: aidkit campaign jinjiang forms --on 2021-08-24 --events data/campaigns/jinjiang-2021/events.csv --out forms"
    f"\n\n{EXIT_CODES}"
)


@spoken
def run(
    context: typer.Context,
    campaign: Named = None,
    on: Annotated[str | None, typer.Option(help="Date of the forms and of the ledger, YYYY-MM-DD.")] = None,
    events: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Ledger: its events (.csv, .xlsx), or its database (.duckdb).")
    ] = None,
    population: Annotated[
        str | None, typer.Option(metavar="PATH", help="Population or register extract to screen, with its lists.")
    ] = None,
    unit: Annotated[str, typer.Option(help="Reporting unit (填报单位).")] = "",
    preparer: Annotated[str, typer.Option(help="Who fills the forms in (填表人).")] = "",
    note: Annotated[list[str] | None, typer.Option(help="A line for the foot of every table; may be repeated.")] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to.")] = Path("forms"),
) -> None:
    """Fill the forms the campaign's calendar names (报表); what is not known stays empty."""
    from aidkit.campaign import campaign_tables, form_ids, load_calendar, write_forms
    from aidkit.parameter_files import parameter_file

    plan = chosen_campaign(context, campaign, on)
    named = {form for item in load_calendar(plan).items for form in item.forms}
    screening = _screened(context, plan, population)
    tables = campaign_tables(screening, open_ledger(events, str(context.obj), plan), on)
    wanted: dict[str, pd.DataFrame | None] = {
        name: tables.get(name) for name in form_ids() if name in named or not named
    }
    place = parameter_file(str(context.obj)).place.zh
    notes = [*([INVENTED] if screening is not None and screening.population.synthetic else []), *(note or ())]
    for path in write_forms(wanted, out, place=place, unit=unit, on=on, preparer=preparer, notes=notes):
        typer.echo(path)


def _screened(context: typer.Context, plan: Campaign, population: str | None) -> Screening | None:
    """Screen a population by the plan; a register extract brings its own lists."""
    from aidkit.campaign import screen
    from aidkit.report.inputs import lists_beside, open_population

    if population is None:
        return None
    policy = campaign_policy(context, plan, None)
    people = open_population(population, policy)
    return screen(people, policy, plan, lists_beside(population, people, policy))
