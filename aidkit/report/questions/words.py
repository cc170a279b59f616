"""Amounts and changes in words of two languages, as the sentences under a question's figures say them."""

from __future__ import annotations

import math

from aidkit.report.text import Text

WAN, MILLION = 1e4, 1e6
FULL = 1e7  # yuan from which no decimal of a 万元 is written
MINUS = "−"  # a hyphen is shorter than a plus
UNKNOWN = Text("—", "—")


def money(yuan: float, *, sign: bool = False) -> Text:
    """Write an amount of yuan as officials read it: in ten thousands in Chinese, in millions in English.

    Args:
        yuan: The amount.
        sign: Whether to write a plus before a gain.
    """
    if math.isnan(yuan):
        return UNKNOWN
    plus = "+" if sign and round(yuan) else ""
    small, digits = f"{yuan:{plus}z,.0f}", 0 if abs(yuan) >= FULL else 1
    zh = f"{yuan / WAN:{plus}z,.{digits}f} 万元" if abs(yuan) >= WAN else f"{small} 元"
    en = f"{yuan / MILLION:{plus}z,.2f} million yuan" if abs(yuan) >= MILLION else f"{small} yuan"
    return Text(zh.replace("-", MINUS), en.replace("-", MINUS))


def grown(yuan: float) -> Text:
    """Say how an amount changes: ``增加 3 万元``, ``rises by 30,000 yuan``."""
    if round(yuan) == 0:
        return Text("不变", "does not change")
    amount = money(abs(yuan))
    zh, en = ("增加", "rises") if yuan > 0 else ("减少", "falls")
    return Text(f"{zh} {amount.zh}", f"{en} by {amount.en}")


def moved(number: float) -> Text:
    """Say how a number of persons changes: ``增加 12 人``, ``12 persons more``."""
    if round(number) == 0:
        return Text("不变", "as many persons as before")
    count = persons(abs(number))
    zh, en = ("增加", "more") if number > 0 else ("减少", "fewer")
    return Text(f"{zh} {count.zh}", f"{count.en} {en}")


def signed(number: float) -> str:
    """Write a step with its sign."""
    return f"{number:+,g}".replace("-", MINUS)


def persons(number: float) -> Text:
    """Write a number of persons."""
    return Text(f"{number:,.0f} 人", f"{number:,.0f} {'person' if round(number) == 1 else 'persons'}")


def families(number: float) -> Text:
    """Write a number of families."""
    return Text(f"{number:,.0f} 户", f"{number:,.0f} {'family' if round(number) == 1 else 'families'}")


def share(part: float, whole: float, digits: int = 0) -> str:
    """Write a share; of nothing it is a dash."""
    return f"{part / whole:.{digits}%}".replace("-", MINUS) if whole else "—"


def joined(*sentences: Text) -> Text:
    """Join sentences: without a space in Chinese, with one in English."""
    return Text("".join(text.zh for text in sentences), " ".join(text.en for text in sentences if text.en))
