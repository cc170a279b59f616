"""The form of a figure in ``data/margins``: a number, numbers by name, a row of them, or words of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MOST = 1e15  # no count of persons and no sum of yuan in these files comes near it


def is_number(value: object) -> bool:
    """Whether a value of a file is a number to reckon with: finite, no yes or no, not of hundreds of digits."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return abs(value) <= MOST  # not a number is never at most anything


def leaves(value: Any) -> Iterator[Any]:
    """Yield what stands in a figure, however deep."""
    if isinstance(value, (dict, list)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    else:
        yield value


def same_form(value: Any, model: Any) -> bool:
    """Whether a figure has the form of another: the same names in the same order, numbers and words where it has them.

    Rows of numbers are read in the order of the file, so that two names that changed places would be taken for each
    other.
    """
    if isinstance(model, dict):
        named = isinstance(value, dict) and list(value) == list(model)
        return named and all(same_form(value[name], part) for name, part in model.items())
    if isinstance(model, list):
        return isinstance(value, list) and len(value) == len(model) and all(map(same_form, value, model))
    return isinstance(value, str) if isinstance(model, str) else is_number(value)
