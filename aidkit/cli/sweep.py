"""``aidkit sweep``: one parameter moved through a range."""

from __future__ import annotations

from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, assignments, spoken

NAME = "sweep"
EPILOG = f"Example: aidkit sweep jinjiang edge.multiple --from 1 --to 3 --steps 5\n\n{EXIT_CODES}"


@spoken
def run(
    place: options.Place,
    path: options.Path,
    low: Annotated[float, typer.Option("--from", help="First value.")],
    high: Annotated[float, typer.Option("--to", help="Last value.")],
    steps: Annotated[int, typer.Option(min=1, help="How many values, both ends included.")] = 5,
    factor: options.Factor = False,
    settings: options.Settings = None,
    population: options.People = "synthetic",
    date: options.Day = None,
) -> None:
    """Print what each of several values of a parameter would do, a row a value."""
    import numpy as np

    from aidkit.report.inputs import open_policy, open_population
    from aidkit.whatif.sweep import sweep

    policy = open_policy(place, date, assignments("--set", settings))
    points = np.linspace(low, high, steps).tolist()
    scale, values = (points, None) if factor else (None, points)
    people = open_population(population, policy)
    table = sweep(people, policy, path, scale=scale, values=values)
    typer.echo(table.T.to_string(header=False, float_format="{:,.4g}".format if steps > 9 else "{:,.2f}".format))
    typer.echo(f"{people.source}; weighted totals; annual_cost in yuan a year.")
