"""``aidkit campaign PLACE …``: a campaign's numbers from the command line; each subcommand is a module of its own."""

from __future__ import annotations

from typing import Annotated

import typer

from aidkit.cli import campaign_due, campaign_forms, campaign_ledger, campaign_refer, campaign_screen
from aidkit.cli.console import EXIT_CODES

NAME = "campaign"
EPILOG = f"Example: aidkit campaign jinjiang screen --population data/register-sample --out lists\n\n{EXIT_CODES}"
# Each offers NAME, EPILOG and run, and asks campaign_choice for the place.
SUBCOMMANDS = (campaign_screen, campaign_refer, campaign_ledger, campaign_due, campaign_forms)

app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich")


@app.callback()
def choose(
    context: typer.Context, place: Annotated[str, typer.Argument(help="Id of the place whose rules hold.")]
) -> None:
    """Run a campaign (点题整治) by its plan: screen its target groups, keep its ledger, see what is due, fill its forms."""
    context.obj = place


for module in SUBCOMMANDS:
    app.command(module.NAME, epilog=module.EPILOG)(module.run)
