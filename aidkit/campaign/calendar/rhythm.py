"""How a deadline recurs: on written days, on days of every month, on a day of every week."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from aidkit.campaign.days import EVERY_MONTH_HAS, read_date

LAST = "last"  # the last day of a month
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
KINDS = ("dates", "monthly", "weekly")


def days_of(given: Mapping[str, Any], first: date, last: date) -> tuple[tuple[date, ...], str]:
    """Return the days a deadline falls on, and its rhythm in a word.

    Args:
        given: The item as the file has it: one of ``dates``, ``monthly``, ``weekly``.
        first: First day of a recurrence.
        last: Its last day.

    Returns:
        Days, ascending, and the rhythm.

    Raises:
        ValueError: A day does not exist, or is not one every month or week has; the text says so.
    """
    if "dates" in given:
        days = tuple(sorted(map(read_date, given["dates"])))
        return days, "once" if len(days) == 1 else "dates"
    if "monthly" in given:
        wanted = [_day_of_month(day) for day in given["monthly"]]
        named = ", ".join(str(day) for day in given["monthly"])
        return tuple(_monthly(wanted, first, last)), f"monthly {named}"
    weekday = str(given["weekly"])
    if weekday not in WEEKDAYS:
        raise ValueError(f"{weekday!r} is no day of the week. Allowed: {', '.join(WEEKDAYS)}.")
    until = (WEEKDAYS.index(weekday) - first.weekday()) % 7
    return tuple(first + timedelta(n) for n in range(until, (last - first).days + 1, 7)), f"weekly {weekday}"


def _day_of_month(day: Any) -> int:
    """Return a day every month has; 0 for the last."""
    if day == LAST:
        return 0
    if isinstance(day, int) and 1 <= day <= EVERY_MONTH_HAS:
        return day
    raise ValueError(f"{day!r} is not a day of every month. Allowed: 1 to {EVERY_MONTH_HAS}, or {LAST}.")


def _monthly(wanted: list[int], first: date, last: date) -> Iterator[date]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        end = months.monthrange(year, month)[1]
        for day in sorted(day or end for day in wanted):
            if first <= date(year, month, day) <= last:
                yield date(year, month, day)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
