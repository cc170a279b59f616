"""``aidkit monitor``: early warning over an invented panel, and what its alerts are worth."""

from __future__ import annotations

from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, progress, spoken
from aidkit.report.inputs import HOUSEHOLDS

NAME = "monitor"
EPILOG = f"Example: aidkit monitor jinjiang --months 24 --horizon 6 --out 预警.xlsx\n\n{EXIT_CODES}"


@spoken
def run(
    place: options.Place,
    months: Annotated[int, typer.Option(help="Months to invent, from the campaign's on.")] = 24,
    households: Annotated[int, typer.Option(help="Families to invent.")] = HOUSEHOLDS,
    seed: Annotated[int, typer.Option(help="The same seed gives the same families and months.")] = 1,
    horizon: Annotated[int, typer.Option(help="Months within which entitlement is to follow an alert.")] = 6,
    out: options.Workbook = None,
) -> None:
    """Warn month by month of families in invented trouble (动态监测预警), and say how often entitlement followed."""
    from aidkit.data.synthetic import synthesize
    from aidkit.oversight.monitoring.alerts import monitor
    from aidkit.oversight.monitoring.synthetic import synthesize_panel
    from aidkit.report.inputs import open_policy

    policy = open_policy(place)
    with progress("Months"):
        population = synthesize(place, households, seed, policy.date)
        panel = synthesize_panel(population, months=months, start=f"{policy.date:%Y-%m}", seed=seed)
        found = monitor(panel, policy, horizon=horizon)
    written = found.to_excel(out) if out is not None else None
    typer.echo(str(found))
    if written is not None:
        typer.echo(written)
