"""``aidkit compare-runs``: two runs side by side, what went in first, what came out after it."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aidkit.cli.console import EXIT_CODES, spoken
from aidkit.errors import counted

if TYPE_CHECKING:
    from aidkit.report.differences import Difference

NAME = "compare-runs"
EPILOG = (
    "Example: aidkit compare-runs reports/jinjiang/2021-08-24-baseline reports/jinjiang/2021-08-24-edge-1.5\n\n"
    f"{EXIT_CODES}"
)
ROWS = 12  # differences of one kind that are printed
WIDE = 160  # columns when the output is no terminal and so has no width


@spoken
def run(
    before: Annotated[Path, typer.Argument(metavar="A", help="Folder of a run.")],
    after: Annotated[Path, typer.Argument(metavar="B", help="Folder of another run.")],
    rows: Annotated[int, typer.Option(min=1, help="Differences to print of each kind.")] = ROWS,
) -> None:
    """Print what differs between two runs: settings, packages, rules, values, population; key figures and tables."""
    from aidkit.report.differences import inputs_moved, numbers_moved
    from aidkit.report.kept import open_run

    runs = open_run(before), open_run(after)
    inputs, numbers = inputs_moved(*runs), numbers_moved(*runs)
    if not inputs and not numbers:
        typer.echo("The two runs say the same.")
        return
    print_differences("What went in", inputs, rows)
    print_differences("What came out", numbers, rows)


def print_differences(title: str, found: Sequence[Difference], rows: int) -> None:
    """Print differences as a table, the first of each kind, and count the rest; nothing where there are none."""
    from rich.console import Console
    from rich.table import Table

    if not found:
        return
    kinds: dict[str, list[Difference]] = defaultdict(list)
    for difference in found:
        kinds[difference.kind].append(difference)
    table = Table("kind", "what", "before", "after", title=title, title_justify="left")
    for kind, members in kinds.items():
        for member in members[:rows]:
            table.add_row(kind, member.what, member.before, member.after)
        if len(members) > rows:
            table.add_row(kind, f"and {counted(len(members) - rows, 'more difference')}", "", "")
    width = None if sys.stdout.isatty() else WIDE
    Console(width=width, markup=False, highlight=False).print(table)
