"""``aidkit whatif``: who gains and loses by a reform, and what it costs."""

from __future__ import annotations

from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, assignments, spoken

NAME = "whatif"
EPILOG = (
    "Example: aidkit whatif qionghai --set dibao.standard.rural=528\n\n"
    f"Example: aidkit whatif hanzhong --reform unified-standard\n\n{EXIT_CODES}"
)


@spoken
def run(
    place: options.Place,
    settings: options.Settings = None,
    reform: Annotated[
        str | None, typer.Option(help="A ready reform of params/reforms, or a file of one's own.")
    ] = None,
    population: options.People = "synthetic",
    date: options.Day = None,
) -> None:
    """Compare the rules in force with a reform: gains and losses, cost, missed and wrong cover, poverty."""
    from aidkit.engine.run import simulate
    from aidkit.errors import PolicyError, message
    from aidkit.report.inputs import open_policy, open_population
    from aidkit.whatif.compare import compare
    from aidkit.whatif.reforms import load_reform

    policy = open_policy(place, date)
    changes = assignments("--set", settings)
    if not changes and reform is None:
        raise PolicyError(message("whatif: nothing is changed.", "Give --set PATH=VALUE or --reform NAME."))
    changed = load_reform(reform).apply(policy) if reform is not None else policy
    changed = changed.reform(changes) if changes else changed
    people = open_population(population, policy)
    typer.echo(str(compare(simulate(people, policy), simulate(people, changed))))
