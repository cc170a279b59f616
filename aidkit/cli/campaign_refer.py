"""``aidkit campaign PLACE refer``: which kinds of help fit a family, which office, what papers."""

from __future__ import annotations

from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, spoken
from aidkit.report.inputs import SYNTHETIC

NAME = "refer"
EPILOG = (
    f"Example: aidkit campaign jinjiang refer --household HH20210078 --population data/register-sample\n\n{EXIT_CODES}"
)


@spoken
def run(
    context: typer.Context,
    household: Annotated[str, typer.Option(help="Id of the household.")],
    population: options.People = SYNTHETIC,
    guide: Annotated[
        str | None, typer.Option(metavar="NAME", help="Guide directory. Default: Huangshi's nine kinds.")
    ] = None,
    date: options.Day = None,
) -> None:
    """Refer a family (转介): which kinds of help fit, which office takes the application, what papers to bring."""
    from aidkit.campaign import load_guide, refer
    from aidkit.report.inputs import open_policy, open_population

    policy = open_policy(str(context.obj), date)
    book = load_guide(guide) if guide is not None else load_guide()
    typer.echo(str(refer(open_population(population, policy), policy, household, book)))
