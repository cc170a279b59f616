"""``aidkit new-city``: the files of a new place, with everything marked that must be looked up."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli.console import EXIT_CODES, spoken
from aidkit.errors import PolicyError, message

NAME = "new-city"
EPILOG = f"Example: aidkit new-city my-city --zh 我的市 --code 350583 --date 2024-08-01\n\n{EXIT_CODES}"


@spoken
def run(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Id of the place: small letters, digits, hyphens.")],
    zh: Annotated[str, typer.Option(help="Chinese name.")],
    en: Annotated[str, typer.Option(help="English name. Default: the id with capitals.")] = "",
    code: Annotated[str, typer.Option(help="Division code, 6, 9 or 12 digits. Default: to be looked up.")] = "",
    date: Annotated[str | None, typer.Option(help="Date of the campaign, YYYY-MM-DD. Default: today.")] = None,
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder of parameter files.")] = Path("params"),
) -> None:
    """Begin a new place: a file with every parameter, the national value or a mark where yours must be looked up."""
    from aidkit.studies import begin_city

    try:
        day = datetime.date.fromisoformat(date) if date else None
    except ValueError:
        raise PolicyError(message(f"{date!r} is not a date.", "Write it as YYYY-MM-DD.")) from None
    for path in begin_city(name, zh=zh, en=en, code=code, day=day, out=out):
        typer.echo(path)
    typer.echo(f"Fill in what says LOOK-UP, then: aidkit check {out / name}.yaml")
