"""Every mistake a user can make has a class here, under one root, and every message one shape."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

SHOWN = 5  # how many offending rows or names a message lists before it says how many more there are


class AidkitError(Exception):
    """Root of all errors a user of aidkit can cause; its text says what, where, what is allowed, what to do."""


class PopulationError(AidkitError):
    """The two tables of a population, or the file they come from, cannot be used as they are."""


class PolicyError(AidkitError):
    """A place, date, parameter path or parameter value cannot be used."""


class ParameterFileError(PolicyError):
    """A YAML file of parameters breaks its schema."""


class RuleError(AidkitError):
    """A rule names what nobody provides, or is not written as a rule."""


class OutputError(AidkitError):
    """A result column that no rule computes was asked for, or a reform changes nothing that was asked for."""


class MeasureError(AidkitError):
    """A measure was given arrays or settings it is not defined for."""


class ReportError(AidkitError):
    """A report or notebook run failed, or was asked for with settings it does not have."""


def message(what: str, *lines: str) -> str:
    """Join the parts of a message: what is wrong first, then where, what is allowed and what to do."""
    return "\n".join([what, *(line for line in lines if line)])


def cause(error: Exception) -> str:
    """Say on one line what a library said: the class of its error and its text."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def listed(items: Iterable[object], shown: int = SHOWN) -> str:
    """List the first few items and count the rest: ``a, b, c and 4 more``."""
    texts = [str(item) for item in items]
    more = len(texts) - shown
    return ", ".join(texts[:shown]) + (f" and {more} more" if more > 0 else "")


def counted(number: int, singular: str, plural: str | None = None) -> str:
    """Say a count with its noun: ``1 row``, ``3 rows``."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def nearest(name: str, valid: Sequence[str], cutoff: float = 0.75) -> str | None:
    """Return the valid name a user most likely meant, or None when nothing is close."""
    close = difflib.get_close_matches(name, valid, n=1, cutoff=cutoff)
    return close[0] if close else None


def suggestion(name: str, valid: Sequence[str]) -> str:
    """Say which valid name is nearest, or else list the valid names."""
    close = nearest(name, valid)
    if close is not None:
        return f"Did you mean {close!r}?"
    return f"Valid names: {listed(valid, shown=30)}."
