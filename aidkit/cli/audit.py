"""``aidkit audit``: the cases to be checked, drawn by a published lot."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from aidkit.cli.console import EXIT_CODES, spoken, tell
from aidkit.errors import message

NAME = "audit"
EPILOG = (
    f"Example: aidkit audit cases.xlsx --on 2022-03-15 --rate 0.3 --seed 20220315 --out 抽查名单.xlsx\n\n{EXIT_CODES}"
)


@spoken
def run(
    cases: Annotated[Path, typer.Argument(help="List of all cases (抽查总体), .csv or .xlsx.")],
    on: Annotated[str, typer.Option(help="Day of the audit, YYYY-MM-DD; the month before it decides who is new.")],
    rate: Annotated[
        str, typer.Option(metavar="SHARE", help="Share of all cases, 0 to 1, or a setting, as registered.")
    ],
    seed: Annotated[int, typer.Option(help="A whole number; publish it, and anybody can draw the list again.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="List to write, .csv or .xlsx.")],
    not_counting: Annotated[
        bool, typer.Option("--not-counting", help="Cases checked in full do not count towards the share.")
    ] = False,
) -> None:
    """Draw the cases to be checked (抽查): some kinds in full, a share of all by lot that anybody can repeat."""
    from aidkit.oversight.audit.cases import read_audit_cases
    from aidkit.oversight.audit.sampling import draw_audit_sample
    from aidkit.oversight.listing import open_faults

    read = read_audit_cases(cases, _day(on))
    sample = draw_audit_sample(read.table, _rate(rate), seed=seed, count_always=not not_counting)
    written = sample.write(out)
    tell(sample, open_faults(read.faults), written)


def _day(text: str) -> date:
    """Read the day of the audit.

    Raises:
        OversightError: The text is no date.
    """
    from aidkit.oversight.errors import OversightError

    try:
        return date.fromisoformat(text)
    except ValueError:
        raise OversightError(
            message(f"--on {text!r}: not a date.", "Write the day of the audit as YYYY-MM-DD, e.g. 2022-03-15.")
        ) from None


def _rate(text: str) -> float | str:
    """Return a share, or else the text as the name of a setting."""
    try:
        return float(text)
    except ValueError:
        return text
