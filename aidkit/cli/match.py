"""``aidkit match``: the register held against other departments' lists."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aidkit.cli import options
from aidkit.cli.console import EXIT_CODES, spoken, tell

if TYPE_CHECKING:
    import pandas as pd

NAME = "match"
EPILOG = f"Example: aidkit match data/register-sample --place jinjiang --out 核对.xlsx\n\n{EXIT_CODES}"


@spoken
def run(
    folder: Annotated[Path, typer.Argument(help="Folder of the register extract.")],
    lists: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the lists. Default: the same.")] = None,
    place: Annotated[str | None, typer.Option(help="Hold assets against this place's limits of that day.")] = None,
    out: options.Workbook = None,
) -> None:
    """Match the register with lists of vehicles, businesses, dwellings, deaths and others (核对); a hit is a clue."""
    from aidkit.data.register import read_extract
    from aidkit.oversight.listing import open_faults
    from aidkit.oversight.matching.match import match
    from aidkit.report.inputs import open_policy

    extract = read_extract(folder)
    policy = open_policy(place, str(extract.policy_date)) if place is not None else None
    found = match(extract, lists if lists is not None else folder, policy=policy)
    written = found.to_workbook(out) if out is not None else None
    tell(found, [*_doubts(found.review), *open_faults(found.faults)], written)


def _doubts(review: pd.DataFrame) -> list[str]:
    """Say of each row in doubt what speaks for how many persons; who they are is in the workbook."""
    rows = review.groupby(["file", "row", "by"], sort=False)["score"].agg(["size", "max"])
    return [
        f"{file}, row {row}: {by} — {size} may be meant, score {score:.2f}"
        for (file, row, by), size, score in rows.itertuples(name=None)
    ]
