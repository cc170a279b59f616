"""``aidkit synthesize``: invented families of a place, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, progress, spoken

NAME = "synthesize"
EPILOG = f"Example: aidkit synthesize jinjiang --households 5000 --seed 1 --out my-population\n\n{EXIT_CODES}"


@spoken
def run(
    place: options.Place,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write households.csv and persons.csv to.")],
    households: Annotated[int, typer.Option(help="Families to invent.")] = 5000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same families.")] = 1,
) -> None:
    """Invent a population of a place that meets its published margins; nobody in it exists."""
    from aidkit.data.files import write_population
    from aidkit.data.synthetic import synthesize

    with progress("Families"):
        population = synthesize(place, households=households, seed=seed)
    typer.echo(write_population(population, out))
    typer.echo(population.describe())
