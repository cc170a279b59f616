"""``aidkit process``: coverage over time, from need to discovery, decision and pay."""

from __future__ import annotations

from typing import Annotated

import typer

from aidkit.cli.console import EXIT_CODES, assignments, spoken

NAME = "process"
EPILOG = f"Example: aidkit process --set visits_a_month=4 --set delegated=1\n\n{EXIT_CODES}"


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
) -> None:
    """Simulate how need is found, decided on, paid and taken off again (保障过程模拟): months uncovered, months wrong."""
    from aidkit.oversight.process.simulation import simulate_process

    typer.echo(str(simulate_process(assignments("--set", settings), persons=persons, seed=seed)))
