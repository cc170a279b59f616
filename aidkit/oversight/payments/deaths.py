"""The list of the dead (死亡人员), read as it is: day of death by number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from aidkit.data import identity
from aidkit.data.register.shapes import DEATHS, PERSON
from aidkit.data.register.tables import read_table
from aidkit.data.register.values import Values
from aidkit.errors import message
from aidkit.oversight.errors import OversightError
from aidkit.oversight.listing import Listing, read_number

_DIED = "死亡日期"


def read_dead(deaths: str | Path | Mapping[str, date | None] | None, found: Listing) -> dict[str, date | None]:
    """Read who died when.

    Args:
        deaths: The list as a file; or days of death by number, as ``RegisterExtract.dead`` has them; or None.
        found: Where faults are listed.

    Returns:
        Day of death by number, the earlier of two; None where the list gives none that can be read.

    Raises:
        OversightError: No such file.
        PopulationError: The file cannot be read, or has no head with 身份证号 and 死亡日期.
    """
    if deaths is None:
        return {}
    if isinstance(deaths, Mapping):
        return {identity.parse(number).number: day for number, day in deaths.items()}
    place = Path(deaths)
    if not place.is_file():
        raise OversightError(message(f"{place}: no such file.", "Give the list of the dead (死亡人员)."))
    values = Values(found)
    dead: dict[str, date | None] = {}
    for row in read_table(place, DEATHS, found).rows:
        number, day = read_number(row, PERSON, values), values.day(row, _DIED)
        if number.number and number.reason != identity.DIGITS_LOST:
            days = [known for known in (dead.get(number.number), day) if known]
            dead[number.number] = min(days, default=None)
    return dead
