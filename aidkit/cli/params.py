"""``aidkit params``: every parameter in force in a place, with its source."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, spoken

NAME = "params"
EPILOG = f"Example: aidkit params jinjiang --date 2021-08-24 --xlsx jinjiang.xlsx\n\n{EXIT_CODES}"
WIDE = 200  # columns when the output is no terminal and so has no width


@spoken
def run(
    place: options.Place,
    date: options.Day = None,
    xlsx: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a workbook instead of printing.")] = None,
) -> None:
    """List the values in force: unit, first day, status and source of each."""
    from aidkit.report.basis import assumed_values, values_in_force
    from aidkit.report.inputs import open_policy
    from aidkit.report.workbook import write_workbook

    policy = open_policy(place, date)
    if xlsx is not None:
        write_workbook([values_in_force(policy), assumed_values(policy)], xlsx)
        typer.echo(xlsx)
        return
    from rich.console import Console
    from rich.table import Table

    from aidkit.parameters import BY_PATH
    from aidkit.report.basis import value_text

    width = None if sys.stdout.isatty() else WIDE
    listing = Table("path", "参数", "value", "unit", "since", "status", "source", title=f"{place} {policy.date}")
    for path, entry in policy.entries.items():
        value = value_text(entry.value, "en")
        listing.add_row(path, BY_PATH[path].zh, value, entry.unit, str(entry.since), entry.status, entry.source)
    Console(width=width, markup=False, highlight=False).print(listing)
