"""Resident identity numbers (公民身份号码) and disability card numbers (残疾人证号), read and checked.

Source: GB 11643-1999, Citizen identification number (check characters by ISO 7064, MOD 11-2); GB 11643-1989
for numbers of fifteen digits; the card's twenty characters by the China Disabled Persons' Federation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aidkit.data.tables import plain
from aidkit.errors import PopulationError, message
from aidkit.schema import DisabilityKind, category_names

WRONG_CHECK = "wrong check digit"
DIGITS_LOST = "last digits lost in a float"
NOT_A_NUMBER = "not 15 or 18 digits"
NO_SUCH_DATE = "no such birth date"
NOT_A_CARD = "not 20 or 22 characters"
NO_SUCH_KIND = "no such disability kind or grade"

_WEIGHTS = tuple(2 ** (18 - place) % 11 for place in range(1, 18))
_CHECKS = "10X98765432"
_KINDS = category_names(DisabilityKind)
_APOSTROPHE = re.compile("['’‘`]")
_FLOAT = re.compile(r"\d(\.\d+)?E\+?1[47]")
_NUMBER = re.compile(r"\d{17}[\dX]")


@dataclass(frozen=True)
class Identity:
    """What an identity number says, and whether it can be right.

    Attributes:
        number: The number as eighteen characters where it can be; else the text, normalised.
        valid: Whether form, birth date and check character hold.
        reason: Empty when valid, else one of the constants of this module.
        birth: Date of birth; None when the digits hold no date.
        sex: ``male``, ``female``, or ``unknown`` when the digit that tells is missing.
        region: The six-digit code of the place of first issue, or empty. Codes of abolished counties stay in
            use, so the code is not compared with any list.
    """

    number: str
    valid: bool
    reason: str
    birth: date | None
    sex: str
    region: str


@dataclass(frozen=True)
class DisabilityCard:
    """What a disability card number says.

    Attributes:
        number: The card number, normalised.
        holder: The identity number inside it.
        kind: A disability kind of the schema, ``none`` when unreadable.
        grade: 1 (heaviest) to 4, 0 when unreadable.
        replacement: 0 for a first card, n for one ending in ``Bn``.
        valid: Whether the holder's number, kind and grade all hold.
        reason: Empty when valid, else one of the constants of this module.
    """

    number: str
    holder: Identity
    kind: str
    grade: int
    replacement: int
    valid: bool
    reason: str


def check_character(number17: str) -> str:
    """Compute the eighteenth character of an identity number.

    The remainder of sum(digit x weight) by 11, weights 2^(18-i) mod 11 for i = 1..17, picks from 10X98765432.

    Args:
        number17: The first seventeen digits.

    Raises:
        PopulationError: When the text is not seventeen digits.

    Example:
        >>> check_character("37010119010203997")
        '3'

    Source: GB 11643-1999.
    """
    if not re.fullmatch(r"[0-9]{17}", number17):
        raise PopulationError(
            message(f"{number17!r} is not 17 digits.", "Give the first 17 digits of an identity number.")
        )
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(number17, _WEIGHTS, strict=True)) % 11]


def normalise(text: str) -> str:
    """Write an identity or card number plainly: half-width, no spaces or apostrophes, upper-case X.

    A number a spreadsheet turned into a float (``9.99999194404220E+17``) is written out; the digits it lost
    come out as zeros.

    Example:
        >>> normalise(" ’37010119010203997ｘ ")
        '37010119010203997X'
    """
    compact = _APOSTROPHE.sub("", plain(text)).upper()
    if _FLOAT.fullmatch(compact):
        return format(Decimal(compact), "f")
    return compact.removesuffix(".0")


def parse(text: str) -> Identity:
    """Read an identity number of eighteen characters or of fifteen digits.

    Fifteen digits (born 19yy, no check character) are upgraded to eighteen. A number whose check character is
    wrong still tells birth date and sex; one that ends in 000 with a wrong check went through a float, which
    keeps fifteen digits, so it tells no sex.

    Example:
        >>> parse("370101190102039973").birth
        datetime.date(1901, 2, 3)

    Source: GB 11643-1999 and GB 11643-1989.
    """
    number = normalise(text)
    if re.fullmatch(r"[0-9]{15}", number):
        body = f"{number[:6]}19{number[6:]}"
        number = body + check_character(body)
    if not _NUMBER.fullmatch(number) or not number.isascii():
        return Identity(number, False, NOT_A_NUMBER, None, "unknown", "")
    birth, region = _birth(number), number[:6]
    if check_character(number[:17]) != number[17] and number.endswith("000"):
        return Identity(number, False, DIGITS_LOST, birth, "unknown", region)
    if birth is None:
        return Identity(number, False, NO_SUCH_DATE, None, "unknown", region)
    sex = "male" if int(number[16]) % 2 else "female"
    right = check_character(number[:17]) == number[17]
    return Identity(number, right, "" if right else WRONG_CHECK, birth, sex, region)


def parse_card(text: str) -> DisabilityCard:
    """Read a disability card number: identity number, kind (1-7), grade (1-4), and ``Bn`` on a replacement.

    Example:
        >>> card = parse_card("36012119701121001343")
        >>> card.kind, card.grade
        ('physical', 3)
    """
    number = normalise(text)
    holder = parse(number[:18])
    if not re.fullmatch(r".{20}(B[0-9])?", number) or holder.reason == NOT_A_NUMBER:
        return DisabilityCard(number, holder, "none", 0, 0, False, NOT_A_CARD)
    if not re.fullmatch(r"[1-7][1-4]", number[18:20]):
        return DisabilityCard(number, holder, "none", 0, 0, False, NO_SUCH_KIND)
    kind, grade = _KINDS[int(number[18])], int(number[19])
    return DisabilityCard(number, holder, kind, grade, int(number[21:] or 0), holder.valid, holder.reason)


def _birth(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
