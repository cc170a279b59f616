"""Working days of China: public holidays and the weekends worked in exchange (调休), from the library chinesecalendar."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Literal, get_args

from aidkit.campaign.errors import CampaignError
from aidkit.errors import message

Holiday = Literal["stands", "before", "after"]
HOLIDAY_CHOICES: tuple[Holiday, ...] = get_args(Holiday)  # what a deadline on a day off does
ONE = timedelta(days=1)


@cache
def is_working_day(day: date) -> bool:
    """Tell whether offices work on a day.

    Args:
        day: A day of a year whose holidays have been announced.

    Returns:
        True on Mondays to Fridays that are no holiday, and on weekends worked in exchange.

    Raises:
        CampaignError: The library does not know the year.

    Example:
        >>> is_working_day(date(2021, 9, 18)), is_working_day(date(2021, 9, 20))  # a Saturday worked, a Monday off
        (True, False)
    """
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        first, last = known_years()
        raise CampaignError(
            message(
                f"{day}: the public holidays of {day.year} are not known, only those of {first} to {last}.",
                "The State Council announces a year's holidays in the autumn before; install a newer chinesecalendar.",
            )
        ) from None


def known_years() -> tuple[int, int]:
    """Return the first and the last year whose holidays the library knows."""
    from chinese_calendar.constants import holidays

    return min(holidays).year, max(holidays).year


def holiday_name(day: date) -> str:
    """Return the Chinese name of a public holiday; 周末 for another day off, nothing for a working day.

    Raises:
        CampaignError: The library does not know the year.

    Example:
        >>> holiday_name(date(2021, 9, 20)), holiday_name(date(2021, 7, 24)), holiday_name(date(2021, 8, 24))
        ('中秋', '周末', '')
    """
    if is_working_day(day):
        return ""
    from chinese_calendar import Holiday as Holidays
    from chinese_calendar import get_holiday_detail

    _, name = get_holiday_detail(day)
    return next((holiday.chinese for holiday in Holidays if holiday.value == name), "周末")


def add_working_days(day: date, count: int) -> date:
    """Return the day that lies so many working days ahead, or back where the count is negative.

    The day itself is not counted, as in "within 3 working days of acceptance" (民发〔2021〕57号 Art. 16).

    Args:
        day: Any day.
        count: Working days; 0 gives the day itself, or the next working day where it is one off.

    Returns:
        A working day.

    Raises:
        CampaignError: It runs into a year the library does not know.

    Example:
        >>> add_working_days(date(2021, 9, 17), 3)  # Saturday the 18th, then Wednesday and Thursday
        datetime.date(2021, 9, 23)
    """
    step = ONE if count >= 0 else -ONE
    left = abs(count)
    while left or not is_working_day(day):
        day += step
        left -= bool(left) and is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """Count the working days after one day up to and including another; negative when the other lies before.

    Raises:
        CampaignError: A year in between is one the library does not know.

    Example:
        >>> working_days_between(date(2021, 9, 17), date(2021, 9, 23)), working_days_between(date(2021, 9, 23), date(2021, 9, 17))
        (3, -3)
    """
    low, high = min(start, end), max(start, end)
    count = sum(is_working_day(low + number * ONE) for number in range(1, (high - low).days + 1))
    return count if start <= end else -count


def moved(day: date, choice: Holiday) -> date:
    """Return the day a deadline counts: the written one, or the working day before or after where it is one off.

    Args:
        day: The day that is written.
        choice: ``stands``, ``before`` or ``after``.

    Returns:
        The day itself, or a working day.

    Raises:
        CampaignError: The library does not know the year, unless the day stands.

    Example:
        >>> [moved(date(2021, 7, 24), choice).day for choice in ("stands", "before", "after")]
        [24, 23, 26]
    """
    if choice == "stands":
        return day
    step = -ONE if choice == "before" else ONE
    while not is_working_day(day):
        day += step
    return day
