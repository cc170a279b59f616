"""``aidkit staff``: visits owed and staff needed, town by town."""

from __future__ import annotations

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, spoken

NAME = "staff"
EPILOG = f"Example: aidkit staff jinjiang --population data/register-sample\n\n{EXIT_CODES}"


@spoken
def run(place: options.Place, population: options.People = "synthetic") -> None:
    """Count the visits each town owes in a month, their hours, and the staff they take beside the norm (走访与人员)."""
    from aidkit.oversight.staffing.towns import staff_towns
    from aidkit.report.inputs import open_policy, open_population

    policy = open_policy(place)
    typer.echo(str(staff_towns(open_population(population, policy), policy)))
