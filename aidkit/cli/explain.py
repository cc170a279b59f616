"""``aidkit explain``: one family on one screen."""

from __future__ import annotations

from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, assignments, spoken

NAME = "explain"
EPILOG = f"Example: aidkit explain jinjiang --household HH20210001 --population data/register-sample\n\n{EXIT_CODES}"


@spoken
def run(
    place: options.Place,
    household: Annotated[str, typer.Option(help="Id of the household.")],
    population: options.People = "synthetic",
    date: options.Day = None,
    settings: options.Settings = None,
) -> None:
    """Explain what one family is entitled to, step by step, and why not to more."""
    from aidkit.engine.explain import explain
    from aidkit.report.inputs import open_policy, open_population

    policy = open_policy(place, date, assignments("--set", settings))
    typer.echo(str(explain(open_population(population, policy), policy, household)))
