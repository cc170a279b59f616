"""``aidkit init``: a study folder of one's own, which needs no clone of aidkit."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli.console import EXIT_CODES, spoken

NAME = "init"
EPILOG = f"Example: aidkit init my-study\n\n{EXIT_CODES}"


@spoken
def run(folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to; not there yet, or empty.")]) -> None:
    """Begin a study: copy parameters, notebooks, sample data and a Makefile into a folder of one's own."""
    from aidkit.studies import begin_study

    made = begin_study(folder)
    typer.echo(f"{made}: params, notebooks, data, Makefile. Go on there: README.md says how.")
