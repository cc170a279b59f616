"""``aidkit reconcile``: the system's export held against the payment roster."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import FAILED, spoken, tell
from aidkit.errors import message

NAME = "reconcile"
EPILOG = (
    "Example: aidkit reconcile 系统导出_2021-08.csv 发放花名册_2021-08.xlsx --deaths 死亡人员.csv --out 核对.xlsx\n\n"
    "Exit codes: 0 the files agree, 1 they do not, or the work failed, 2 a name or a value cannot be used."
)


@spoken
def run(
    export: Annotated[Path, typer.Argument(help="The system's export (系统导出), .csv or .xlsx.")],
    roster: Annotated[Path, typer.Argument(help="The payment roster (发放花名册), .csv or .xlsx.")],
    deaths: Annotated[Path | None, typer.Option(metavar="FILE", help="List of the dead (死亡人员).")] = None,
    month: Annotated[str | None, typer.Option(help="Month YYYY-MM, where the files do not say it.")] = None,
    register: Annotated[Path | None, typer.Option(metavar="DIR", help="Register extract, to know the towns.")] = None,
    out: options.Workbook = None,
    raw: Annotated[bool, typer.Option("--raw", help="Identity numbers in full in the workbook.")] = False,
    reason: Annotated[str, typer.Option(help="Why they are needed in full; it is written into the workbook.")] = "",
) -> None:
    """Compare what the system says is due with what was paid, person by person, in fen (系统数据与花名册核对)."""
    from aidkit.data.register import read_extract
    from aidkit.oversight.listing import open_faults
    from aidkit.oversight.payments.reconciliation import reconcile

    _refuse_idle(out, raw, reason)
    extract = read_extract(register) if register is not None else None
    found = reconcile(export, roster, deaths, month=month, register=extract)
    written = found.to_workbook(out, raw=raw, reason=reason) if out is not None else None
    tell(found, open_faults(found.faults), written)
    if not found.agrees:
        raise typer.Exit(FAILED)


def _refuse_idle(out: Path | None, raw: bool, reason: str) -> None:
    """Refuse options that would change nothing.

    Raises:
        OversightError: ``--raw`` without a workbook, or a reason without ``--raw``.
    """
    from aidkit.oversight.errors import OversightError

    if raw and out is None:
        raise OversightError(message("--raw is about a workbook, and none is asked for.", "Give --out FILE too."))
    if reason and not raw:
        raise OversightError(
            message("--reason is given, but without --raw identity numbers stay masked.", "Give both, or neither.")
        )
