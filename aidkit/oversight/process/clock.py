"""The clock of a case: working days, the public notice, the month from which a decision is paid.

Working days are Mondays to Fridays without the holidays given; weekends worked in exchange (调休) are not modelled.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from aidkit.errors import listed, message
from aidkit.oversight.errors import OversightError
from aidkit.oversight.values import Values

Array = np.ndarray[Any, Any]

NOTICE_WORKING_DAYS = 5  # seven calendar days of notice hold five working days


@dataclass(frozen=True)
class Clock:
    """Days and months of a run.

    Attributes:
        first: First month.
        months: Months in all.
        holidays: Days that are no working days although a Monday to Friday.
    """

    first: np.datetime64
    months: int
    holidays: Array

    @staticmethod
    def of(start: str, months: int, holidays: Sequence[str] = ()) -> Clock:
        """Return the clock of a run.

        Raises:
            OversightError: The start is no month, or a holiday no date.
        """
        try:
            days = np.array(list(holidays), "datetime64[D]")
        except ValueError:
            what = f"holidays: {listed(holidays)} are not all dates."
            raise OversightError(message(what, 'Write holidays=["2021-02-11", "2021-02-12"].')) from None
        return Clock(first_month(start), months, days)

    def month(self, number: int) -> np.datetime64:
        """Return the month so many months after the first."""
        return self.first + np.timedelta64(number, "M")

    def day(self, month: int, within: Array) -> Array:
        """Return days of a month: a share 0-1 of its length, as dates."""
        first, after = self.bounds(month)
        return first + np.floor(within * (after - first).astype(int)).astype("timedelta64[D]")  # type: ignore[no-any-return]

    def bounds(self, month: int) -> tuple[np.datetime64, np.datetime64]:
        """Return the first day of a month and the first day of the next."""
        return self.month(month).astype("datetime64[D]"), self.month(month + 1).astype("datetime64[D]")

    def ahead(self, days: Array, count: Array | int) -> Array:
        """Return the days that lie so many working days ahead; a day off moves to the next working day first."""
        return np.busday_offset(days, count, roll="forward", holidays=self.holidays)

    def noticed(self, begun: Array, pace: Array, values: Values) -> Array:
        """Return when the town is done: survey, verification and review, then the public notice.

        Args:
            begun: (n,) days on which the cases were taken up.
            pace: (n,) share of the time limit each case takes.
            values: Settings of the process.

        Returns:
            (n,) days.
        """
        limit = (
            values["total_days_town"] if values["delegated"] else values["total_days_county"] - values["county_days"]
        )
        work = np.ceil(pace * max(0.0, limit - NOTICE_WORKING_DAYS)).astype(int)
        return self.ahead(begun, work) + np.timedelta64(int(values["notice_days"]), "D")

    def decided(self, noticed: Array, pace: Array, values: Values) -> Array:
        """Return when the case is decided: by the town at the end of the notice, or by the county after its share."""
        work = np.zeros(len(pace), int) if values["delegated"] else np.ceil(pace * values["county_days"]).astype(int)
        return self.ahead(noticed, work)

    def paid_from(self, decided: Array, cut_off_day: float) -> Array:
        """Return the month, counted from the first, from which a decision is paid.

        The month after the decision; one later where the decision falls after the cut-off.

        Args:
            decided: (n,) days.
            cut_off_day: Last day of the month that counts.

        Returns:
            (n,) whole numbers.
        """
        month = decided.astype("datetime64[M]")
        late = (decided - month.astype("datetime64[D]")).astype(int) + 1 > cut_off_day
        return (month - self.first).astype(int) + 1 + late  # type: ignore[no-any-return]


def first_month(start: str) -> np.datetime64:
    """Return the month a text names.

    Raises:
        OversightError: It names none.
    """
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", str(start)):
        raise OversightError(message(f"start={start!r} is not a month.", 'Write start="2021-01".'))
    return np.datetime64(start, "M")


def taken_up(ready: Array, office: Array, free: Array, spacing: float) -> Array:
    """Return when offices take up cases that wait in turn, each office one case every so many days.

    ``begun[i] = max(ready[i], begun[i - 1] + spacing)``, office by office.

    Args:
        ready: (n,) days on which cases arrive, as numbers.
        office: (n,) office of each.
        free: (offices,) day from which each office can take up another case; moved on in place.
        spacing: Days between two cases.

    Returns:
        (n,) days.
    """
    begun = ready.astype(float)
    for one in np.unique(office):
        rows = np.flatnonzero(office == one)
        rows = rows[np.argsort(ready[rows], kind="stable")]
        turn = spacing * np.arange(len(rows))
        begun[rows] = np.maximum.accumulate(np.maximum(ready[rows], free[one]) - turn) + turn
        free[one] = begun[rows[-1]] + spacing
    return begun
