"""``aidkit pages``: the rules and the parameters as pages and workbooks, made from the code and the YAML files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli.console import EXIT_CODES, spoken

NAME = "pages"
EPILOG = f"Example: aidkit pages --out docs\n\n{EXIT_CODES}"


@spoken
def run(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder to write to.")] = Path("docs"),
    lang: Annotated[str, typer.Option(help="Language of labels: zh, en or both.")] = "both",
) -> None:
    """Write the reference: every rule with its clause and formula, every value with its date, status and source."""
    from aidkit.report.reference.pages import write_reference

    for path in write_reference(out, lang):
        typer.echo(path)
