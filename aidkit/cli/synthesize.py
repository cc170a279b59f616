"""``aidkit synthesize``: invented families of a place, as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli.console import EXIT_CODES, progress, spoken
from aidkit.errors import PopulationError, message

NAME = "synthesize"
FEW = 5000
EPILOG = (
    "Example: aidkit synthesize jinjiang --households 5000 --seed 1 --out my-population\n\n"
    f"Example: aidkit synthesize --persons 1e7 --out country\n\n{EXIT_CODES}"
)


@spoken
def run(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to.")],
    place: Annotated[str | None, typer.Argument(help="Id of the place; left out with --persons: all places.")] = None,
    households: Annotated[int | None, typer.Option(help=f"Families to invent, {FEW:,} if nothing is said.")] = None,
    persons: Annotated[
        float | None, typer.Option(help="About so many persons instead, part by part as Parquet, e.g. 1e7.")
    ] = None,
    counties: Annotated[
        int | None, typer.Option(help="Spread them over so many invented counties with standards of their own.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same families.")] = 1,
    processes: Annotated[
        int | None, typer.Option(min=1, help="Parts drawn at a time. Default: one a processor. No file depends on it.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Dask workers that draw the parts: local, or an address such as tcp://….")
    ] = None,
) -> None:
    """Invent a population of a place that meets its published margins; nobody in it exists."""
    if persons is None:
        _few(
            place,
            households,
            seed,
            out,
            unused={"--counties": counties, "--processes": processes, "--scheduler": scheduler},
        )
        return
    if households is not None:
        raise PopulationError(message("--households and --persons exclude each other.", "Give one of them."))
    from aidkit.scale.synthesis import synthesize

    with progress("Parts") as (total, step):

        def watch(done: int, of: int) -> None:
            total(of)
            step()

        synthesize(
            out,
            persons,
            place=place,
            counties=counties,
            seed=seed,
            processes=processes,
            scheduler=scheduler,
            progress=watch,
        )
    typer.echo(out)
    typer.echo((out / "SYNTHETIC").read_text(encoding="utf-8").strip())


def _few(place: str | None, households: int | None, seed: int, out: Path, unused: dict[str, object]) -> None:
    """Write one small population as text tables."""
    from aidkit.data.files import write_population
    from aidkit.data.synthetic import synthesize

    idle = [name for name, value in unused.items() if value is not None]
    if idle or place is None:
        what = f"{idle[0]} is only for --persons." if idle else "No place is given."
        raise PopulationError(message(what, "Example: aidkit synthesize jinjiang --persons 1e6 --out country"))
    with progress("Families"):
        population = synthesize(place, households=FEW if households is None else households, seed=seed)
    typer.echo(write_population(population, out))
    typer.echo(population.describe())
