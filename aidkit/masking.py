"""Numbers that name a person are never shown whole: identity, card and account numbers in anything people read."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from aidkit.errors import AidkitError

LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{14,21}[0-9Xx](?![0-9A-Za-z])")
GAP = r"[\s\u200b-\u200f\ufeff]*"  # spaces, also those nobody sees
TYPED_NUMBER = re.compile(rf"(?:\d{GAP}){{14,}}[\dXxＸｘ]")
RAW = "AIDKIT_RAW"  # the reason for which the report that is being made shows identities and small counts whole
KEPT = 3  # characters of a short identity that stay readable, enough to find one's own row again


def mask(number: str) -> str:
    """Hide the middle of a number: six digits, asterisks, the last four.

    Ten characters or fewer identify nobody and stay as they are.

    Example:
        >>> mask("370101190102039973")
        '370101********9973'
    """
    hidden = len(number) - 10
    return number if hidden <= 0 else f"{number[:6]}{'*' * hidden}{number[-4:]}"


def masked(text: object) -> str:
    """Mask every long number inside a text that a machine wrote.

    Example:
        >>> masked("read as 370101190102039973")
        'read as 370101********9973'
    """
    return LONG_NUMBER.sub(lambda found: mask(found[0]), str(text))


def masked_typed(text: object) -> str:
    """Mask every long number inside what somebody typed: spaced, full-width, or run together with letters.

    Several shorter numbers one after the other are masked too where together they look like a long one.

    Example:
        >>> masked_typed("甲 370101 19010203 9973 乙")
        '甲 370101********9973 乙'
    """
    return TYPED_NUMBER.sub(lambda found: mask(_plain(found[0])), str(text))


@contextmanager
def nobody_named() -> Iterator[None]:
    """Mask every long number in the text of an error: what a reader refuses is mailed and logged.

    Example:
        >>> with nobody_named():
        ...     raise AidkitError("row 3: '370101 19010203 9973' is no date.")
        Traceback (most recent call last):
        aidkit.errors.AidkitError: row 3: '370101********9973' is no date.
    """
    try:
        yield
    except AidkitError as error:
        raise type(error)(masked_typed(error)) from None


def raw_reason() -> str:
    """Return the reason for which identities and small counts are shown whole; empty where they are not."""
    return os.environ.get(RAW, "").strip()


def shortened(identity: object) -> str:
    """Hide an identity of any kind but for its last characters: ``JJ-000123`` becomes ``***123``.

    A report that was asked for raw, with a reason, shows it whole.
    """
    text = str(identity)
    if raw_reason():
        return text
    kept = text[-KEPT:] if len(text) > 2 * KEPT else text[-1:]
    return "***" + kept


def _plain(number: str) -> str:
    return re.sub(GAP, "", unicodedata.normalize("NFKC", number))
