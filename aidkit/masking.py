"""Numbers that name a person are never shown whole: identity, card and account numbers in anything people read."""

from __future__ import annotations

import re

LONG_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9]{14,21}[0-9Xx](?![0-9A-Za-z])")


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
    """Mask every long number inside a text.

    Example:
        >>> masked("read as 370101190102039973")
        'read as 370101********9973'
    """
    return LONG_NUMBER.sub(lambda found: mask(found[0]), str(text))
