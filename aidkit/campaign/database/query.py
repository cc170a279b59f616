"""Ask a campaign's database in SQL: for reading only, mistakes said in words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aidkit.campaign.database.file import reading
from aidkit.campaign.database.frames import fetch
from aidkit.campaign.errors import CampaignError
from aidkit.errors import message

if TYPE_CHECKING:
    import pandas as pd

OFFERED = (
    "Tables: families, members, findings, snapshots, events. Views: low_income, low_income_towns, low_income_changes, "
    "families_now, members_now, findings_now; of a day: low_income_on(DATE '2021-07-24'), problems_on(…). "
    "FROM dictionary lists every column."
)


def ask(path: Path, sql: str) -> pd.DataFrame:
    """Return the rows a query gives.

    Args:
        path: The database's file.
        sql: One query.

    Returns:
        Its rows; days are datetimes, what nobody knows is missing.

    Raises:
        CampaignError: The file cannot be read, or the query cannot be understood, or would change or read other files.
    """
    import duckdb

    with reading(path) as connection:
        try:
            return fetch(connection, sql)
        except (
            duckdb.ProgrammingError,
            duckdb.DataError,
            duckdb.NotSupportedError,
            duckdb.PermissionException,
        ) as error:
            said = " ".join(str(error).split("\n\n")[0].split())
            raise CampaignError(message(f"The query cannot be answered: {said}", OFFERED)) from None
