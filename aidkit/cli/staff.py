"""``aidkit staff``: visits owed and staff needed, town by town, and what is short."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, assignments, spoken

NAME = "staff"
EPILOG = (
    "Example: aidkit staff jinjiang --population data/register-sample --staff 工作人员.csv --out 人员.xlsx\n\n"
    f"{EXIT_CODES}"
)


@spoken
def run(
    place: options.Place,
    population: options.People = "synthetic",
    staff: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Staff there is: columns 乡镇, 工作人员, 协理员 (.csv, .xlsx).")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set", metavar="NAME=VALUE", help="Change a setting of params/oversight/staffing.yaml; may be repeated."
        ),
    ] = None,
    out: options.Workbook = None,
) -> None:
    """Count the visits each town owes in a month, their hours, the staff they take, and what is short (走访与人员)."""
    from aidkit.oversight.listing import open_faults
    from aidkit.oversight.staffing.table import read_staff
    from aidkit.oversight.staffing.towns import staff_towns
    from aidkit.report.inputs import open_policy, open_population

    changes = assignments("--set", settings, example="--set team_visits_a_month=2")
    policy = open_policy(place)
    read = read_staff(staff) if staff is not None else None
    people = open_population(population, policy)
    found = staff_towns(people, policy, staff=read.table if read else None, changes=changes)
    written = found.to_excel(out) if out is not None else None
    typer.echo(str(found))
    for line in open_faults(read.faults) if read else []:
        typer.echo(f"  {line}")
    if written is not None:
        typer.echo(written)
