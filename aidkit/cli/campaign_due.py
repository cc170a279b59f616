"""``aidkit campaign PLACE due``: what of a campaign is late, due or met on a day."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aidkit.cli.campaign_choice import Named, chosen_campaign
from aidkit.cli.console import EXIT_CODES, spoken

if TYPE_CHECKING:
    import pandas as pd

    from aidkit.campaign import Calendar, Campaign, Ledger

NAME = "due"
EPILOG = f"Example: aidkit campaign jinjiang due --on 2021-07-24 --ics deadlines.ics\n\n{EXIT_CODES}"
AHEAD = 14


@spoken
def run(
    context: typer.Context,
    on: Annotated[str, typer.Option(help="The day, YYYY-MM-DD.")],
    campaign: Named = None,
    met: Annotated[
        Path | None, typer.Option(metavar="FILE", help="When deadlines were met, .csv: item, due, met_on.")
    ] = None,
    events: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Ledger, which shows some of it: events (.csv, .xlsx) or its database (.duckdb)."
        ),
    ] = None,
    ahead: Annotated[int, typer.Option(min=0, help="Days to look ahead.")] = AHEAD,
    ics: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the whole calendar, .ics.")] = None,
) -> None:
    """Say what is late, due or met on a day (时间表), by the campaign's calendar."""
    from aidkit.campaign import load_calendar

    plan = chosen_campaign(context, campaign, on)
    calendar = load_calendar(plan)
    known = read_met(met) if met is not None else open_ledger(events, str(context.obj), plan)
    table = calendar.due(on, met=known, ahead=ahead)
    typer.echo("\n".join(_lines(calendar, table, on)))
    if ics is not None:
        typer.echo(calendar.write_ics(ics))


def open_ledger(events: Path | None, place: str, plan: Campaign) -> Ledger | None:
    """Return the ledger in a database, or one of the events of a file; None where neither is given."""
    from aidkit.campaign import Ledger, load_taxonomy

    if events is None:
        return None
    words = load_taxonomy(plan)
    return Ledger(events, place, words) if events.suffix == ".duckdb" else Ledger.replay(events, place, words)


def read_met(path: Path) -> pd.DataFrame:
    """Read the table of what was met, every cell as text.

    Raises:
        CampaignError: The file cannot be read as a table.
    """
    import pandas as pd

    from aidkit.campaign import CampaignError
    from aidkit.errors import message

    try:
        return pd.read_csv(path, dtype=str, encoding="utf-8-sig")
    except ValueError as error:
        said = " ".join(str(error).split())
        raise CampaignError(
            message(f"{path.name}: not a table: {said}.", "Columns: item, due, met_on; a row a deadline, in UTF-8.")
        ) from None


def _lines(calendar: Calendar, table: pd.DataFrame, on: str) -> Iterator[str]:
    yield f"{calendar.zh} {calendar.en}, {on}"
    if table.empty:
        yield "none 无" + (f" — {calendar.note}" if calendar.note else "")
    for row in table.to_dict("records"):
        counts = f" → {row['counts']}" if row["counts"] != row["due"] else ""
        when = f"{row['due']}（{row['day_off']}）" if row["day_off"] else str(row["due"])
        days = "" if row["state"] == "unrecorded" else f", {row['working_days']} working days"
        who = f"{row['owner_zh']}, {row['clause']}{days}"
        yield f"{row['state_zh']} {row['state']}: {when}{counts} {row['zh']} {row['en']} — {who}"
    if "unrecorded" in set(table["state"]):
        yield "未登记 unrecorded: nobody has said whether it was met; give --met FILE or --events FILE."
