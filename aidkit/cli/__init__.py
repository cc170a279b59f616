"""The command line: each command is one call of the functions a notebook would use.

Exit codes: 0 done, 1 the work failed, 2 a name or a value cannot be used.
"""

from __future__ import annotations

import typer

from aidkit.cli import (
    archive,
    audit,
    campaign,
    check,
    check_mapping,
    compare_runs,
    explain,
    init,
    match,
    monitor,
    new_city,
    pages,
    params,
    process,
    reconcile,
    report,
    solve,
    staff,
    sweep,
    synthesize,
    verify,
    whatif,
)

app = typer.Typer(
    name="aidkit",
    help="Chinese social assistance as computable rules: who qualifies, who is missed, what a change would do.",
    epilog="Example: aidkit report jinjiang --set edge.multiple=1.5",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
STUDY = (report, explain, whatif, sweep, solve, params, check, synthesize)
OWN = (init, new_city, check_mapping)
KEPT = (verify, compare_runs, pages)
OVERSIGHT = (match, audit, reconcile, archive, monitor, staff, process)
for module in (*STUDY, *OWN, *KEPT, *OVERSIGHT):
    app.command(module.NAME, epilog=module.EPILOG)(module.run)
app.add_typer(campaign.app, name=campaign.NAME, epilog=campaign.EPILOG)


def main() -> None:
    """Run the command line."""
    app()
