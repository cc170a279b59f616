"""``aidkit solve``: how far a parameter can go until a figure meets a target."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, assignments, spoken
from aidkit.errors import OutputError, message

NAME = "solve"
EPILOG = (
    "Example: aidkit solve jinjiang dibao.standard --factor --until 'annual_cost<=4e8'\n\n"
    f"Example: aidkit solve jinjiang edge.multiple --until 'edge_persons>=150000' --within 1 3\n\n{EXIT_CODES}"
)


@spoken
def run(
    place: options.Place,
    path: options.Path,
    until: Annotated[str, typer.Option(metavar="FIGURE<=VALUE", help="Target: a figure, <= or >=, and a number.")],
    within: Annotated[tuple[float, float] | None, typer.Option(help="Range to look in.")] = None,
    factor: options.Factor = False,
    settings: options.Settings = None,
    population: options.People = "synthetic",
    date: options.Day = None,
) -> None:
    """Find the value of a parameter at which a figure meets a target, and prove it by runs beside it."""
    from aidkit.report.inputs import open_policy, open_population
    from aidkit.whatif.solve import solve

    policy = open_policy(place, date, assignments("--set", settings))
    people = open_population(population, policy)
    way = "factor" if factor else "value"
    solution = solve(people, policy, vary=path, until=target(until), within=within, way=way)  # type: ignore[arg-type]
    typer.echo(f"{solution}\n{people.source}.")


def target(text: str) -> dict[str, tuple[str, float]]:
    """Read ``annual_cost<=4e8``.

    Raises:
        OutputError: The text is no figure, relation and number.
    """
    found = re.fullmatch(r"\s*(\w+)\s*(<=|>=)\s*([-+.\de]+)\s*", text)
    try:
        if found:
            return {found[1]: (found[2], float(found[3]))}
    except ValueError:
        pass
    raise OutputError(
        message(f"--until {text!r}: not a target.", "Write a figure, <= or >=, and a number: annual_cost<=4e8.")
    )
