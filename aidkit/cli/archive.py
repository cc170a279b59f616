"""``aidkit archive``: whether every household's file is complete (QH-6.4)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import FAILED, spoken, tell

NAME = "archive"
EPILOG = (
    "Example: aidkit archive 档案清单.xlsx --register data/register-sample --out 档案检查.xlsx\n\n"
    "Exit codes: 0 every file is complete, 1 one is not, or the work failed, 2 a name or a value cannot be used."
)


@spoken
def run(
    files: Annotated[
        Path,
        typer.Argument(
            help="List of files (档案清单), .csv or .xlsx: a row a household, a column a document, 有 or 无."
        ),
    ],
    register: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Register extract: each of its households on assistance should have a file."),
    ] = None,
    out: options.Workbook = None,
) -> None:
    """Check that the file of every household is complete (一户一档): what is missing, by document and by town."""
    from aidkit.data.register import read_extract
    from aidkit.oversight.archive.completeness import check_files
    from aidkit.oversight.archive.recipients import households_on_assistance
    from aidkit.oversight.listing import open_faults

    expected = households_on_assistance(read_extract(register)) if register is not None else None
    found = check_files(files, expected)
    written = found.to_workbook(out) if out is not None else None
    tell(found, open_faults(found.faults), written)
    if not found.is_complete:
        raise typer.Exit(FAILED)
