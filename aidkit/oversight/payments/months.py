"""Which month a payment file or row is about: from its name, its title or its cell."""

from __future__ import annotations

import re
import unicodedata

from aidkit.data.register.values import parse_day

_NAME = re.compile(r"(?<!\d)(20\d{2})[-._年]?(0?[1-9]|1[0-2])(?!\d)")
_TITLE = re.compile(r"(20\d{2})年(0?[1-9]|1[0-2])月(?!\d*\d日)(?:份)?")
_CELL = re.compile(r"(20\d{2})[-./年]?(0?[1-9]|1[0-2])月?份?")


def month_in_name(name: str) -> str:
    """Return the month a file's name states as YYYY-MM, or an empty text.

    Example:
        >>> month_in_name("发放花名册_2021-08.xlsx"), month_in_name("2021年8月花名册.csv")
        ('2021-08', '2021-08')
    """
    return _first(_NAME, unicodedata.normalize("NFKC", name))


def month_in_title(title: str) -> str:
    """Return the month a title states as YYYY-MM, or an empty text; a full date is not a month.

    Example:
        >>> month_in_title("青阳街道2021年8月发放花名册 填报日期：2021年9月3日")
        '2021-08'
    """
    return _first(_TITLE, re.sub(r"\s", "", unicodedata.normalize("NFKC", title)))


def month_in_cell(text: str) -> str:
    """Return the month a cell states as YYYY-MM, or an empty text when it states none for certain.

    Example:
        >>> month_in_cell("202108"), month_in_cell("2021-08-01"), month_in_cell("8月")
        ('2021-08', '2021-08', '')
    """
    compact = re.sub(r"['’\s]", "", unicodedata.normalize("NFKC", text))
    if (day := parse_day(text)) is not None and re.match(r"20\d{2}", compact):
        return f"{day:%Y-%m}"
    found = _CELL.fullmatch(compact)
    return f"{found[1]}-{int(found[2]):02d}" if found else ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return f"{found[1]}-{int(found[2]):02d}" if found else ""
