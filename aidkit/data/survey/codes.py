"""Codes as text, so that 1, 1.0 and "1.0" are one code and 01 is another."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

_WHOLE = re.compile(r"-?[0-9]+\.0+")


def plain(code: Any) -> str:
    """Write a code plainly.

    Example:
        >>> plain(1.0), plain("1.00"), plain("01")
        ('1', '1', '01')
    """
    text = str(code).strip()
    return text.partition(".")[0] if _WHOLE.fullmatch(text) else text


def as_codes(values: pd.Series) -> pd.Series:
    """Return a column's cells as plain text, empty where there is none."""
    text = {value: plain(value) for value in values.dropna().unique()}
    return values.astype(object).map(text).fillna("").astype(str)
