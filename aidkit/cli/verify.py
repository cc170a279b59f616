"""``aidkit verify``: run a kept report again and say whether its numbers hold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli.compare_runs import ROWS, print_differences
from aidkit.cli.console import FAILED, fail, spoken
from aidkit.errors import listed

NAME = "verify"
EPILOG = (
    "Example: aidkit verify reports/jinjiang/2021-08-24-baseline\n\n"
    "Exit codes: 0 everything is the same, 1 something moved or the run failed, 2 not the folder of a run."
)


@spoken
def run(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a run, with its run.json.")],
    notebook: Annotated[
        str | None, typer.Option(metavar="PATH", help="The notebook, where the run was made with one's own.")
    ] = None,
    rows: Annotated[int, typer.Option(min=1, help="Differences to print of each kind.")] = ROWS,
) -> None:
    """Run a report again from its run.json and say what moved: package, rule, value, population, notebook, number."""
    from aidkit.report.execution import CellError
    from aidkit.report.verification import verify

    try:
        found = verify(folder, notebook)
    except CellError as error:
        fail(str(error), FAILED)
    if found.holds:
        typer.echo(f"{folder}: the same, to the byte.")
        return
    print_differences("What went in", found.inputs, rows)
    print_differences("What came out", found.numbers, rows)
    if found.numbers:
        cause = "with what went in" if found.inputs else "though nothing that went in did: report this"
        ending = f"{len(found.numbers)} figures moved, {cause}."
    else:
        ending = "No figure moved." + (f" Files with other bytes: {listed(found.files)}." if found.files else "")
    fail(f"{folder}: {ending}", FAILED)
