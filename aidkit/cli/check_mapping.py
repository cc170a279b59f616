"""``aidkit check-mapping``: whether a survey's mapping holds together, and what it makes of the survey's files."""

from __future__ import annotations

from typing import Annotated

import typer

from aidkit.cli.console import EXIT_CODES, spoken
from aidkit.errors import listed
from aidkit.masking import masked_typed

NAME = "check-mapping"
EPILOG = f"Example: aidkit check-mapping my_survey.yaml surveys/mine\n\n{EXIT_CODES}"


@spoken
def run(
    mapping: Annotated[str, typer.Argument(metavar="MAPPING", help="A mapping's name, or the path of your own.")],
    folder: Annotated[str | None, typer.Argument(metavar="[FOLDER]", help="The survey's files, to try it on.")] = None,
    province: Annotated[str | None, typer.Option(help="Keep one province, by its code in the survey.")] = None,
) -> None:
    """Check a survey's mapping: all that is wrong with it, or what it reads; with a folder, what it makes of the files."""
    from aidkit.data.survey import mappings, read_mapping, read_survey

    if folder is not None:
        typer.echo(masked_typed(read_survey(mapping, folder, province=province).describe()))
        return
    plan = read_mapping(mapping)
    typer.echo(f"{plan.id}: {plan.zh} {plan.en}, no fault. Others that ship: {listed(mappings(), shown=30)}.")
    for name, table in plan.tables.items():
        stacked = table.stacked.files.values() if table.stacked else (table.files,)
        typer.echo(f"  {name}: {listed(file for files in stacked for file in files)}")
    typer.echo(f"  variables: {listed((item.name for item in plan.variables), shown=30)}")
    typer.echo(f"  columns of aidkit: {listed((item.name for item in plan.columns), shown=60)}")
    for column, reason in plan.lacks.items():
        typer.echo(f"  lacks {column}: {reason}")
