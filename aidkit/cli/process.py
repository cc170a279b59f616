"""``aidkit process``: coverage over time, from need to discovery, decision and pay."""

from __future__ import annotations

from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, assignments, spoken

NAME = "process"
EPILOG = f"Example: aidkit process --set visits_a_month=4 --set delegated=1 --out 保障过程.xlsx\n\n{EXIT_CODES}"


@spoken
def run(
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="Change a setting of params/oversight/process.yaml; may be repeated."
        ),
    ] = None,
    persons: Annotated[int, typer.Option(help="Invented persons to follow.")] = 10_000,
    seed: Annotated[int, typer.Option(help="The same seed gives every scenario the same draws.")] = 1,
    out: options.Workbook = None,
) -> None:
    """Simulate how need is found, decided on, paid and taken off again (保障过程模拟): months uncovered, months wrong."""
    from aidkit.oversight.process.simulation import simulate_process

    changes = assignments("--set", settings, example="--set visits_a_month=4")
    found = simulate_process(changes, persons=persons, seed=seed)
    written = found.to_excel(out) if out is not None else None
    typer.echo(str(found))
    if written is not None:
        typer.echo(written)
