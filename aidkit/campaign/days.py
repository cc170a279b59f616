"""Days as people write them in plans and tables."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

EVERY_MONTH_HAS, LONGEST_MONTH = 28, 31
DATE_ADVICE = "Write a day that exists as YYYY-MM-DD."


def read_date(text: Any) -> date:
    """Read a written day.

    Raises:
        ValueError: There is no such day; the text says so in words.

    Example:
        >>> read_date("2021-06-31")
        Traceback (most recent call last):
        ...
        ValueError: '2021-06-31' does not exist: June 2021 has 30 days. Write a day that exists as YYYY-MM-DD.
    """
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        raise ValueError(f"{text!r} {_why(str(text))}. {DATE_ADVICE}") from None


def _why(text: str) -> str:
    """Say why a text is no day: one past the end of its month, or no date at all."""
    try:
        first = date.fromisoformat(f"{text[:7]}-01")
        day = int(text[8:])
    except ValueError:
        return "is not a date"
    if not EVERY_MONTH_HAS < day <= LONGEST_MONTH:
        return "is not a date"
    return f"does not exist: {first:%B %Y} has {monthrange(first.year, first.month)[1]} days"
