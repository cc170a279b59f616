"""``aidkit check``: whether a population, a register extract or a parameter file can be used as it is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli.console import EXIT_CODES, spoken
from aidkit.errors import ParameterFileError, message
from aidkit.masking import masked_typed

NAME = "check"
EPILOG = f"Example: aidkit check data/register-sample\n\n{EXIT_CODES}"


@spoken
def run(
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="A population, a register extract or params/<place>.yaml.")
    ],
    date: Annotated[
        str | None, typer.Option(help="Policy date to count ages of an extract to. Default: the extract's own.")
    ] = None,
) -> None:
    """Check a population or a parameter file: say what it holds, or all that is missing or wrong, line by line."""
    if path.endswith((".yaml", ".yml")):
        from aidkit.parameter_files import check_place

        if not Path(path).is_file():
            raise ParameterFileError(message(f"{path}: no such file.", "Parameter files lie in params/."))
        content = check_place(Path(path))
        typer.echo(f"{path}: {len(content.entries)} parameters of {content.place.zh} {content.place.en}, no fault.")
        return
    from aidkit.report.inputs import read_people

    population = read_people(path, date)
    typer.echo(population.describe())
    for fault in () if population.faults is None else population.faults.itertuples():
        typer.echo(masked_typed(f"  {fault.file}, row {fault.row}, {fault.column}: {fault.fault} — {fault.done}"))
