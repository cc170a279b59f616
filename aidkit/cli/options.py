"""Options that several commands share, spelled once."""

from __future__ import annotations

import pathlib
from typing import Annotated

import typer

Place = Annotated[str, typer.Argument(help="Id of the place.")]
People = Annotated[
    str,
    typer.Option(
        "--population", metavar="PATH", help="Population, register extract, or 'synthetic' (invented families)."
    ),
]
Day = Annotated[str | None, typer.Option("--date", help="Policy date YYYY-MM-DD. Default: the place's campaign date.")]
Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change a parameter; may be repeated.")
]
Path = Annotated[str, typer.Argument(metavar="PATH", help="Parameter path, or a group such as dibao.standard.")]
Factor = Annotated[bool, typer.Option("--factor", help="Multiply today's value instead of setting it.")]
Workbook = Annotated[
    pathlib.Path | None, typer.Option("--out", "--xlsx", metavar="FILE", help="Write it as a workbook (.xlsx) too.")
]
